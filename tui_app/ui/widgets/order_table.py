"""The list of orders, what came onto it last first; those that could not be had are marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_app.domain.offer import OfferStatus
from tui_app.ui.format import age_changes
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.order_columns import ORDER_COLUMNS, price_of
from tui_app.ui.widgets.order_rows import OrderRow
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.row_painter import Manner
from tui_app.ui.widgets.row_window import RowSource

_INKS = (
    *("header", "cursor", "cursor-unfocused", "mark", "marked", "dim", "warning", "unit"),
    *(status.value.replace(" ", "-") for status in OfferStatus),
)


def _key(keys: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(keys, action, description, id=f"orders.{name}", tooltip=tooltip, show=False)


class OrderTable(PaintedList[OrderRow], inherit_bindings=False):
    """Orders under sticky titles."""

    PREFIX = "order-table"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"order-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter", "open", "open", "Open", "Open the details of this order"),
        _key("down,j", "move(1)", "down", "Down", "Go to the next order"),
        _key("up,k", "move(-1)", "up", "Up", "Go to the order before"),
        _key("pagedown", "page(1)", "page_down", "Page down", "Go down one page"),
        _key("pageup", "page(-1)", "page_up", "Page up", "Go up one page"),
        _key("home,g", "first", "first", "First", "Go to the first order"),
        _key("end,G", "last", "last", "Last", "Go to the last order"),
    ]

    def __init__(
        self,
        source: RowSource[OrderRow],
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`source` has the orders; `clock` gives the time that ages are counted to."""
        manner = Manner(
            columns=ORDER_COLUMNS,
            amount=price_of,
            changes=_changes,
            mark=UNICODE.soon,
        )
        super().__init__(source, clock, manner, id=id)

    def is_marked(self, row: OrderRow) -> bool:
        """Whether it could not be had the last time it was asked for."""
        return bool(row.kept.mark)


def _changes(row: OrderRow, now: datetime) -> datetime | None:
    """When its age, or whether it is past its end, is another."""
    kept = row.kept
    end = kept.order.expires if kept.order else None
    instants = [age_changes(kept.seen_at, now) if kept.seen_at else None, end if end and end > now else None]
    return min(filter(None, instants), default=None)
