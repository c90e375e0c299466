"""The list of purchases in the marketplace's order, and the list of tokens that they are of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_app.domain.offer import OfferStatus
from tui_app.ledger.purchases import PurchaseRow
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.purchase_columns import PURCHASE_COLUMNS
from tui_app.ui.widgets.purchase_group_columns import GROUP_COLUMNS, group_cost
from tui_app.ui.widgets.purchase_rows import GroupRow, GroupRows
from tui_app.ui.widgets.row_list import HEADER
from tui_app.ui.widgets.row_painter import Manner
from tui_app.ui.widgets.row_window import RowSource

_INKS = (
    *("header", "cursor", "cursor-unfocused", "mark", "marked", "dim", "warning", "unit"),
    *(status.value.replace(" ", "-") for status in OfferStatus),
)


def _key(keys: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(keys, action, description, id=f"purchases.{name}", tooltip=tooltip, show=False)


ROW_KEYS: list[BindingType] = [
    _key("enter", "open", "open", "Open", "Open the details of this row"),
    _key("down,j", "move(1)", "down", "Down", "Go to the next row"),
    _key("up,k", "move(-1)", "up", "Up", "Go to the row before"),
    _key("pagedown", "page(1)", "page_down", "Page down", "Go down one page"),
    _key("pageup", "page(-1)", "page_up", "Page up", "Go up one page"),
    _key("home,g", "first", "first", "First", "Go to the first row"),
    _key("end,G", "last", "last", "Last", "Go to the last row that was read"),
]
"""Moving in either list, and opening."""


class PurchaseTable(PaintedList[PurchaseRow], inherit_bindings=False):
    """Purchases under sticky titles. It tells when others come into sight, so that more can be read."""

    PREFIX = "purchase-table"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"purchase-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = ROW_KEYS

    class Scrolled(PaintedList.Posted):
        """Other rows are in sight than before."""

    def __init__(
        self,
        source: RowSource[PurchaseRow],
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`source` reads purchases by row id; `clock` gives the time that days are told from."""
        manner = Manner(
            columns=PURCHASE_COLUMNS,
            amount=lambda row: row.purchase.cost,
            changes=lambda _row, _now: None,
            mark=UNICODE.mark,
        )
        super().__init__(source, clock, manner, id=id)

    @property
    def rows_passed(self) -> int:
        """How many rows of a list are in sight or above it, however long that list is."""
        return int(self.scroll_offset.y) + max(0, self.size.height - HEADER)

    def came_into_sight(self) -> None:
        """Read them, and tell."""
        super().came_into_sight()
        self.post_message(self.Scrolled(self))


class GroupTable(PaintedList[GroupRow], inherit_bindings=False):
    """Tokens under sticky titles."""

    PREFIX = "purchase-table"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"purchase-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = ROW_KEYS

    def __init__(
        self,
        source: GroupRows,
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`source` has the groups."""
        manner = Manner(
            columns=GROUP_COLUMNS,
            amount=lambda row: group_cost(row.group),
            changes=lambda _row, _now: None,
            mark=UNICODE.mark,
        )
        super().__init__(source, clock, manner, id=id)
