"""Each account at its marketplace: whether it answers, what its clock says, how many calls are left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from typing import TYPE_CHECKING, Final

from tui_app.cli.doctor.check import Check
from tui_app.domain.errors import OfferdeskError
from tui_app.gateway.budget import Budget, Paced
from tui_app.ledger.instants import utc_now
from tui_app.settings import AccountConfig
from tui_app.ui.format import age

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.gateway.contract import Connection

_NOTABLE_SECONDS: Final = 5


async def account_checks(desk: Desk, *, offline: bool, keyring_answers: bool) -> AsyncIterator[Check]:
    """One for each account, all of them asked at once."""
    checks = [
        _asked(desk, config, why_not=_why_not(config, offline=offline, keyring_answers=keyring_answers))
        for config in desk.accounts.all()
    ]
    for check in await asyncio.gather(*checks):
        yield check


def _why_not(config: AccountConfig, *, offline: bool, keyring_answers: bool) -> str:
    """Why an account is not asked; empty where it is."""
    if offline:
        return "it was not asked"
    hopeless = config.keeps == "keyring" and not keyring_answers
    return "it was not asked, since the keyring that has its secrets does not answer" if hopeless else ""


async def _asked(desk: Desk, config: AccountConfig, *, why_not: str) -> Check:
    if not desk.accounts.known(config.name):
        return _check(desk, config, fine=False, found="this program does not know that marketplace")
    if why_not:
        return _check(desk, config, fine=True, found=why_not)
    try:
        connection = await desk.accounts.connection(config.name)
        found, fine = await _clock(connection)
    except OfferdeskError as error:
        # Its detail may quote the marketplace, and a marketplace anything.
        return _check(desk, config, fine=False, found=f"{type(error).__name__}: {error.title}")
    budget = f"; {_budget(connection.budget)}" if isinstance(connection, Paced) else ""
    return _check(desk, config, fine=fine, found=f"{found}{budget}")


def _check(desk: Desk, config: AccountConfig, *, fine: bool, found: str) -> Check:
    read_at = desk.source(config.name).read_at
    when = f"last read {age(read_at, utc_now())} ago" if read_at else "never read yet"
    return Check(name=config.name, fine=fine, sentence=f"{config.marketplace}, {when}; {found}")


async def _clock(connection: Connection) -> tuple[str, bool]:
    """Hold this machine's clock against the marketplace's, as seen halfway between asking and answer."""
    before, began = utc_now(), monotonic()
    theirs = await connection.server_time()
    took = monotonic() - began
    off = (theirs - before).total_seconds() - took / 2
    fine = abs(off) <= _NOTABLE_SECONDS
    advice = "" if fine else ", which is too much: set this machine's clock"
    return f"answers in {took * 1_000:.0f} ms; its clock is {off:+.1f} s off this machine's{advice}", fine


def _budget(budget: Budget) -> str:
    """How fast it may be called; the marketplaces tell no more than when they want a pause."""
    whose = "its documented limit" if budget.documented else "a limit of our own, it names none"
    until = budget.paused_until
    pause = f"it wants none until {until:%H:%M:%S} UTC" if until else "no pause asked for"
    left = f"{budget.left} of {budget.calls} calls left in {budget.seconds:g} s"
    return f"{left} ({whose}; counted by this run alone), {pause}"
