"""`offerdesk purchases`: what a user bought, with what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.exit_table import code_of
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of, need_accounts
from tui_app.cli.narration import Narration, complain
from tui_app.cli.output import Output
from tui_app.domain.errors import OfferdeskError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tui_app.desk.desk import Desk
    from tui_app.desk.purchase_readings import Reading
    from tui_app.domain.purchase import Group, Purchase, Search

_HEAD: Final = ("PURCHASE", "STATUS", "BOUGHT", "TOKEN", "QUANTITY", "PRICE", "COST", "FEES", "MARKET")
_RIGHT: Final = frozenset({"QUANTITY", "PRICE", "COST"})
_GROUP_HEAD: Final = ("TOKEN", "TOKEN ID", "PURCHASES", "QUANTITY", "COST", "ALL FEES")
_GROUP_RIGHT: Final = frozenset({"PURCHASES", "QUANTITY", "COST", "ALL FEES"})
_NAME_WIDTH: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose purchases, as typed; `page` alone, or all of them where it is None.

    An empty `account` is the only one that can be asked, `grouped` wants them by token.
    """

    account: str = ""
    user: str = ""
    token: str = ""
    page: int | None = None
    grouped: bool = False


@dataclass(slots=True)
class _Read:
    """What came in until the end, or until something went wrong."""

    search: Search
    reading: Reading
    purchases: list[tuple[Purchase, datetime]]
    code: ExitCode = ExitCode.OK


def list_purchases(asked: Asked, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Read them and write them down. What was read before a failure is written too."""
    from tui_app.cli.interrupts import run_to_end

    async def read() -> int:
        async with desk_on(ground, narration, read_only=True) as desk:
            need_accounts(desk)
            account = _account(desk, asked)
            search = desk.purchases.name(account, asked.user, asked.token, grouped=asked.grouped)
            narration.progress(f"reading purchases through {account} …")
            found = await _read(desk, search, asked.page)
        _WRITERS[form](found, out)
        _narrate(found, asked.page, narration)
        return found.code

    with ground_of(where, narration, market=True) as ground:
        return run_to_end(read())


def _account(desk: Desk, asked: Asked) -> str:
    """The account that is meant. Raises UsageError where that is not plain."""
    if asked.account:
        return asked.account
    able = desk.purchases.able()
    if len(able) == 1:
        return able[0]
    known = ", ".join(able) or "none yet"
    raise UsageError("Say through which account, with --account.", f"Accounts that tell purchases: {known}.")


async def _read(desk: Desk, search: Search, page: int | None) -> _Read:
    from contextlib import aclosing

    from tui_app.desk.purchase_readings import Reading
    from tui_app.ledger.instants import utc_now

    found = _Read(search, Reading(), [])
    try:
        async with aclosing(desk.purchases.pages(search, 1 if page is None else page)) as pages:
            async for each in pages:
                now = utc_now()
                found.purchases += [(purchase, now) for purchase in each.purchases]
                found.reading = found.reading.with_page(each, each.purchases, 0, now)
                if page is not None:
                    return found
    except OfferdeskError as error:
        if not found.purchases:
            raise
        found.reading, found.code = found.reading.failed(error), code_of(error)
        return found
    if not found.reading.at_limit:
        found.reading = found.reading.whole(utc_now())
    return found


def _write_json(found: _Read, out: Output) -> None:
    from tui_app.desk.purchase_data import purchase_record, search_record

    records = (purchase_record(*each) for each in found.purchases)
    out.json_object(search_record(found.search, found.reading, records))


def _write_csv(found: _Read, out: Output) -> None:
    from tui_app.desk import purchase_data

    if found.search.grouped:
        lines = (line for group in found.reading.groups for line in purchase_data.group_cells(group))
        out.csv(purchase_data.GROUP_COLUMNS, lines)
    else:
        out.csv(
            purchase_data.PURCHASE_COLUMNS, (purchase_data.purchase_cells(*each) for each in found.purchases)
        )


def _write_plain(found: _Read, out: Output) -> None:
    if found.search.grouped:
        out.table(
            _GROUP_HEAD,
            [line for each in found.reading.groups for line in _group_cells(each)],
            right=_GROUP_RIGHT,
        )
    else:
        out.table(_HEAD, [_cells(purchase) for purchase, _ in found.purchases], right=_RIGHT)


_WRITERS: Final[dict[Format, Callable[[_Read, Output], None]]] = {
    Format.JSON: _write_json,
    Format.CSV: _write_csv,
    Format.PLAIN: _write_plain,
}


def _narrate(found: _Read, page: int | None, narration: Narration) -> None:
    """Totals and what is missing go to stderr: rows stay what stdout holds."""
    from tui_app.ui.purchase_words import caveats, total_words

    reading = found.reading
    for total in reading.totals.of:
        narration.note(f"{total_words(total)}.")
    for sentence in (*caveats(reading.totals), *reading.unreadable):
        narration.note(sentence)
    if page is not None:
        narration.note(f"This is page {page} alone.")
    elif not reading.complete:
        narration.note("This is not all there is.")
    if reading.problem:
        complain(reading.problem, reading.cause.detail if reading.cause else "")


def _cells(purchase: Purchase) -> Sequence[str]:
    from tui_app.ui import purchase_words as words
    from tui_app.ui.format import moment_in_full

    return (
        purchase.purchase_id,
        words.said(purchase.status_said),
        moment_in_full(purchase.bought_at) if purchase.bought_at else words.NOTHING,
        words.token_name(purchase.token, _NAME_WIDTH),
        words.quantity_text(purchase.quantity),
        words.optional_money(purchase.price),
        words.optional_money(purchase.cost),
        words.fee_words(purchase.fees) or words.NOTHING,
        purchase.market.shown or words.NOTHING,
    )


def _group_cells(group: Group) -> Sequence[Sequence[str]]:
    from tui_app.ui import purchase_words as words
    from tui_app.ui.amounts import money_text

    head = (words.token_name(group.token, _NAME_WIDTH), group.token.token_id or words.NOTHING)
    of_all = (f"{group.count:,}", words.group_quantity(group))
    sums = [
        (money_text(total.cost), money_text(total.all_fees) if total.fees else words.NOTHING)
        for total in group.totals.of
    ]
    return [(*head, *of_all, *each) for each in sums or [(words.NOTHING, words.NOTHING)]]
