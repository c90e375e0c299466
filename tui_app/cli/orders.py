"""`offerdesk orders`: orders looked up by what names them, and those that are on the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_app.cli.exit_codes import ExitCode, code_of, together
from tui_app.cli.ground import Where, desk_on, ground_of, need_accounts
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration, complain
from tui_app.cli.output import Format, Output
from tui_app.domain.errors import UsageError
from tui_app.domain.order import OrderKey
from tui_app.ui.amounts import money_text
from tui_app.ui.format import cut_inside, moment_in_full
from tui_app.ui.glyphs import UNICODE

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.domain.order import Order
    from tui_app.ledger.orders import KeptOrder

HEAD: Final = ("KEY", "STATUS", "KIND", "PRICE", "QUANTITY", "NFT", "PLACED", "MARK")
RIGHT: Final = frozenset({"PRICE", "QUANTITY"})

_NAME_WIDTH: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which orders, as they were typed; without `refs` those on the list, read again if `refresh` says so."""

    refs: tuple[str, ...] = ()
    account: str = ""
    refresh: bool = True


def list_orders(wanted: Wanted, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Look them up and write what is known of them then. What could not be had is told on stderr."""
    with ground_of(where, narration, market=True) as ground:

        async def work() -> int:
            # Nothing is sent, so that this must not keep a dashboard from acting.
            async with desk_on(ground, narration, read_only=True) as desk:
                need_accounts(desk)
                look = _looked_up if wanted.refs else _listed
                kept, code = await look(desk, wanted, narration)
                write_orders(kept, form, out)
                return code

        return run_to_end(work())


def account_of(desk: Desk, account: str, able: Sequence[str]) -> str:
    """The account that is meant, of those that are able. Raises UsageError where that is not plain."""
    if account:
        return desk.accounts.config(account).name
    if len(able) == 1:
        return able[0]
    raise UsageError(
        "Say through which account, with --account.", f"Accounts: {', '.join(able) or 'none yet'}."
    )


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


async def _looked_up(desk: Desk, wanted: Wanted, narration: Narration) -> tuple[list[KeptOrder], ExitCode]:
    account = account_of(desk, wanted.account, desk.orders.able())
    refs = desk.orders.read(account, " ".join(wanted.refs))
    narration.progress(f"reading {len(refs)} orders through {account} …")
    found = await desk.orders.look_up(account, refs)
    for mark in found.marks:
        complain(f"{account}:{mark.ref}: {mark.because}")
    kept = [each for ref in refs if (each := desk.orders.find(OrderKey(account, ref))) is not None]
    if not found.marks:
        return kept, ExitCode.OK
    return kept, ExitCode.PARTLY if found.orders else ExitCode.FAILED


async def _listed(desk: Desk, wanted: Wanted, narration: Narration) -> tuple[list[KeptOrder], ExitCode]:
    name = desk.accounts.config(wanted.account).name if wanted.account else None
    if name is not None:
        desk.orders.look_up_of(name)
    troubles = {}
    if wanted.refresh:
        narration.progress("reading the orders on the list …")
        troubles = await desk.orders.refresh(name)
    for account, trouble in troubles.items():
        complain(f"{account}: {trouble.title}", trouble.detail)
    return desk.orders.kept(name), together(map(code_of, troubles.values()))


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
