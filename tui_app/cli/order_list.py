"""A list of orders in every form of output. Light: the export of a ledger reads no marketplace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui_app.cli.forms import Format
from tui_app.cli.output import Output
from tui_app.ui.amounts import money_text
from tui_app.ui.format import cut_inside, moment_in_full
from tui_app.ui.glyphs import UNICODE

if TYPE_CHECKING:
    from tui_app.domain.order import Order
    from tui_app.ledger.orders import KeptOrder

HEAD: Final = ("KEY", "STATUS", "KIND", "PRICE", "QUANTITY", "NFT", "PLACED", "MARK")
RIGHT: Final = frozenset({"PRICE", "QUANTITY"})

_NAME_WIDTH: Final = 32


def write_orders(kept: Sequence[KeptOrder], form: Format, out: Output) -> None:
    """Write orders, without anything private."""
    from tui_app.desk.order_data import ORDER_COLUMNS, order_cells, order_record

    match form:
        case Format.JSON:
            with out.json_list("orders") as add:
                for each in kept:
                    add(order_record(each))
        case Format.JSONL:
            out.json_lines(map(order_record, kept))
        case Format.CSV:
            out.csv(ORDER_COLUMNS, map(order_cells, kept))
        case Format.PLAIN:
            out.table(HEAD, map(_cells, kept), right=RIGHT)


def _cells(kept: KeptOrder) -> tuple[str, ...]:
    mark = kept.mark or UNICODE.nothing
    if (order := kept.order) is None:
        return (str(kept.key), *[UNICODE.nothing] * (len(HEAD) - 2), mark)
    return (
        *(str(kept.key), order.said.shown or order.status.value, order.kind.value),
        money_text(order.price) if order.price else UNICODE.nothing,
        _quantities(order),
        _names(order),
        moment_in_full(order.placed_at) if order.placed_at else UNICODE.nothing,
        mark,
    )


def _quantities(order: Order) -> str:
    said = (format(item.quantity, "f") for item in order.items if item.quantity is not None)
    return " + ".join(said) or UNICODE.nothing


def _names(order: Order) -> str:
    return ", ".join(_shown(order)) or UNICODE.nothing


def _shown(order: Order) -> Iterator[str]:
    for item in order.items:
        name = cut_inside(item.nft.name.shown, _NAME_WIDTH)
        yield f"{UNICODE.hidden} {name}" if item.nft.name.hides else name
