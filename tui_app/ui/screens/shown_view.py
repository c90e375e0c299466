"""Which saved view a list shows, whether it still is that one, and how the list was before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import clean
from tui_app.ledger.windows import Sort

if TYPE_CHECKING:
    from tui_app.settings.views import ViewSetting
    from tui_app.ui.screens.offer_list import OfferListScreen


class ShownView:
    """The view of one list. What only a view can ask for, the offers of one account, is kept here."""

    def __init__(self, screen: OfferListScreen) -> None:
        self._screen = screen
        self._view: ViewSetting | None = None
        self._before: ViewSetting | None = None
        self.account = ""

    @property
    def is_there(self) -> bool:
        """Whether the list shows a view, as it was saved or changed since."""
        return self._view is not None

    @property
    def present(self) -> ViewSetting:
        """The list as it is now, under the name of its view or under none."""
        from tui_app.settings.views import ViewSetting

        screen = self._screen
        return ViewSetting(
            name=self._view.name if self._view else "",
            side=screen.side.value,
            status=screen.status.value if screen.status else "",
            filter=screen.filter_line.value,
            sort=screen.sort.value,
            reverse=screen.reverse,
            account=self.account,
            columns=screen.table.columns,
        )

    @property
    def words(self) -> Iterator[str]:
        """What is said of it beside the list."""
        if self._view is not None:
            yield f"view “{clean(self._view.name)}”{', changed' * (not self._is_as_it_was(self._view))}"
        if self.account:
            yield f"account {clean(self.account)}"

    def go_to(self, view: ViewSetting) -> None:
        """Show what this view is, all at once."""
        if self._view is None:
            self._before = self.present
        self._view = view
        self._show(view)

    def leave(self) -> bool:
        """Show the list as it was before; whether there was a view to leave."""
        if self._view is None or self._before is None:
            return False
        before, self._view, self._before = self._before, None, None
        self._show(before)
        return True

    def _show(self, view: ViewSetting) -> None:
        self.account = view.account
        status = OfferStatus(view.status) if view.status else None
        columns = view.columns or (self._before.columns if self._before else ())
        self._screen.show_as(status, view.filter, Sort(view.sort), reverse=view.reverse, columns=columns)

    def _is_as_it_was(self, view: ViewSetting) -> bool:
        present = self.present
        return present == replace(view, side=present.side, columns=view.columns or present.columns)
