"""Looking at everything, in the order in which one looks for trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Final

from tui_app.cli import records
from tui_app.cli.doctor.check import Check
from tui_app.cli.doctor.folders import file_checks, folder_checks, log_check
from tui_app.cli.doctor.keyring import keyring_checks
from tui_app.cli.doctor.ledger import ledger_checks, sqlite_version
from tui_app.cli.doctor.machine import machine_checks
from tui_app.cli.doctor.marketplaces import account_checks
from tui_app.cli.doctor.terminal import terminal_checks, this_environment
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.forms import Format
from tui_app.cli.ground import Ground, Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.credentials.report import keyring_report
from tui_app.ledger.instants import utc_now
from tui_app.log.log import Log
from tui_app.ui.format import age

if TYPE_CHECKING:
    from tui_app.settings import Places

_LAST: Final = 5
"""Entries of the log that are told."""
_MARKS: Final = {True: "ok", False: "wrong", None: ""}


def examine(where: Where, narration: Narration, *, offline: bool, form: Format, out: Output) -> int:
    """Look at everything, and write what was found; failed where something is wrong."""
    with ground_of(where, Narration(quiet=True), market=not offline) as ground:

        async def look() -> int:
            found = [each async for each in _checks(ground, narration, offline=offline)]
            if form is Format.JSON:
                out.json_object({"checks": [_record(each) for each in found]})
            else:
                rows = ((_MARKS[each.fine], each.name, each.fit) for each in found)
                out.table(("", "WHAT", "FOUND"), rows)
            return ExitCode.FAILED if any(each.fine is False for each in found) else ExitCode.OK

        return run_to_end(look())


def _record(each: Check) -> records.Record:
    return {"name": each.name, "fine": each.fine, "sentence": each.fit}


async def _checks(ground: Ground, narration: Narration, *, offline: bool) -> AsyncIterator[Check]:
    for each in _at_hand(ground):
        yield each
    async with desk_on(ground, narration, read_only=True) as desk:
        report = await keyring_report()
        for each in keyring_checks(report, desk.accounts.all()):
            yield each
        async for each in account_checks(desk, offline=offline, keyring_answers=report.usable):
            yield each
    for each in _last_errors(ground.places):
        yield each


def _at_hand(ground: Ground) -> Iterator[Check]:
    """What nobody has to be asked for."""
    from tui_app.settings import load_settings

    settings = load_settings(ground.places.settings_file)[0]
    yield from machine_checks(sqlite_version(ground.opened.ledger))
    yield from terminal_checks(this_environment(), settings.glyphs)
    yield from folder_checks(ground.places)
    yield from file_checks(ground.places)
    yield from ledger_checks(ground.opened)


def _last_errors(places: Places) -> Iterator[Check]:
    """What the log has, the newest first, with its age."""
    yield log_check(places)
    for entry in Log(places.log, utc_now).latest(_LAST):
        sentence = f"{age(entry.at, utc_now())} ago, {entry.kind}: {entry.words}"
        yield Check(name="last errors", fine=None, sentence=sentence)
