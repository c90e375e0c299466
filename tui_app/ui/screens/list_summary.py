"""The line of counts below a list of offers: where the cursor is, the order, what is marked and unread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_app.ledger.windows import Sort
from tui_app.ui.screens.muted_count import MutedCount

if TYPE_CHECKING:
    from tui_app.ledger.windows import View, Windows
    from tui_app.ui.screens.offer_list import OfferListScreen

MANY = 1_000
"""More unread offers than these are not counted."""

# Money of different currencies is in no order.
_SORTED_BY = {Sort.PRICE: "price in each currency"}


class ListSummary:
    """What one list says of itself. `indexing` is how far the ledger's indexes are, empty where done."""

    def __init__(self, screen: OfferListScreen, windows: Windows) -> None:
        self._screen = screen
        self._muted = MutedCount(screen, windows, screen.clock)
        self._unread = 0
        self.indexing = ""

    def count_unread(self) -> None:
        """Count what is unread, as far as anybody would."""
        desk = self._screen.desk
        self._unread = desk.noticing.count(self._screen.side) if desk is not None else 0

    def count_muted(self, view: View | None) -> None:
        """Count what this view leaves out, which is said as soon as it is known."""
        self._muted.count(view)

    def words(self) -> Iterator[str]:
        """What is said, from left to right; some of it may be empty."""
        screen = self._screen
        marked = screen.table.marked_count
        yield from screen.view_shown.words
        yield self._where()
        yield self._muted.words
        yield f"by {_SORTED_BY.get(screen.sort, screen.sort)}{', reversed' if screen.reverse else ''}"
        yield f"{marked:,} marked" if marked else ""
        yield f"{self._unread:,}{'+' * (self._unread >= MANY)} unread" if self._unread else ""
        yield self.indexing
        yield screen.asides()

    def _where(self) -> str:
        table, more = self._screen.table, "+" * self._screen.filter_line.more
        if not (total := len(table.row_ids)):
            return "looking" if more else "none"
        return f"{table.cursor_index + 1:,} of {total:,}{more}"
