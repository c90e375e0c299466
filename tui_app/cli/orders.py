"""`offerdesk orders`: orders looked up by what names them, and those that are on the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.exit_table import code_of, together
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of, need_accounts
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration, complain
from tui_app.cli.order_list import write_orders
from tui_app.cli.output import Output
from tui_app.domain.errors import UsageError
from tui_app.domain.order import OrderKey

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.ledger.orders import KeptOrder


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
