"""A small app around the widgets of the list, with their real sheets."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.message import Message

from tests.ui.rows import StandingClock
from tui_app.app import OffersApp
from tui_app.ledger.windows import OfferRow
from tui_app.stylesheets import styles_directory
from tui_app.ui.plain_filter import PlainFilter
from tui_app.ui.plain_terminal import Letters
from tui_app.ui.theme import DARK, THEMES, variable_defaults
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.offer_table import OfferTable
from tui_app.ui.widgets.row_window import RowSource
from tui_app.ui.widgets.source_bar import SourceBar
from tui_app.ui.widgets.status_filter import StatusFilter

_SHEETS = ("offer_table", "filter_line", "status_filter", "source_bar")
_DIALOG_SHEETS = ("modals/column_chooser", "widgets/key_line")


class ListApp(App[None]):
    """Source bar, statuses, filter and table, one under the other. `heard` has the widgets' messages."""

    CSS_PATH: ClassVar[list[str]] = [str(styles_directory() / "widgets" / f"{name}.tcss") for name in _SHEETS]  # type: ignore[assignment]

    HORIZONTAL_BREAKPOINTS = OffersApp.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = OffersApp.VERTICAL_BREAKPOINTS

    def __init__(
        self,
        source: RowSource[OfferRow],
        rows: array[int],
        *,
        clock: StandingClock | None = None,
        plain: bool = False,
        dialogs: bool = False,
    ) -> None:
        """`dialogs` will be opened over it; `plain` draws in plain letters."""
        super().__init__()
        self._plain_filters = [PlainFilter(Letters.ASCII)] if plain else []
        for name in _DIALOG_SHEETS if dialogs else ():
            self.stylesheet.read(styles_directory() / f"{name}.tcss")
        self.clock = clock or StandingClock()
        self.table = OfferTable(source, self.clock)
        self.filter_line = FilterLine(self.filter_typed)
        self.statuses = StatusFilter()
        self.sources = SourceBar(self.clock)
        self.heard: list[Message] = []
        self.filtered: list[str] = []
        self._rows = rows
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables in themes that are not ours."""
        return variable_defaults(dark=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """As the dashboard's."""
        return [*super().get_line_filters(), *self._plain_filters]

    def compose(self) -> ComposeResult:
        """Stack them."""
        yield self.sources
        yield self.statuses
        yield self.filter_line
        yield self.table

    def on_mount(self) -> None:
        """Start in the table."""
        self.table.focus()
        self.table.show(self._rows)

    @on(OfferTable.Highlighted)
    @on(OfferTable.Opened)
    @on(OfferTable.Marked)
    @on(OfferTable.SortAsked)
    @on(FilterLine.Changed)
    @on(FilterLine.Left)
    @on(StatusFilter.Chosen)
    def note(self, message: Message) -> None:
        """Note what the widgets posted."""
        self.heard.append(message)

    def filter_typed(self, text: str) -> None:
        """Note what was typed."""
        self.filtered.append(text)
