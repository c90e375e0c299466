"""`offerdesk doctor`: what is wrong with files, keyring and marketplaces, and what would help."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.forms import Format
from tui_app.cli.ground import Ground, Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.credentials.report import keyring_report
from tui_app.domain.errors import LedgerError, OfferdeskError
from tui_app.ledger.chain import verify
from tui_app.ledger.checking import check
from tui_app.ledger.instants import utc_now
from tui_app.ledger.journal import Journal

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk

_NOTABLE_SECONDS: Final = 5
_LIBRARIES: Final = (
    *("textual", "httpx", "pydantic", "keyring", "stamina", "aiolimiter", "platformdirs"),
    *("pillow", "starlette", "uvicorn"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. `fine` is None for what is only told."""

    name: str
    fine: bool | None
    sentence: str


def examine(where: Where, narration: Narration, *, offline: bool, form: Format, out: Output) -> int:
    """Look at everything, and write what was found; failed where something is wrong."""
    with ground_of(where, Narration(quiet=True), market=not offline) as ground:

        async def look() -> int:
            found = [each async for each in _checks(ground, narration, offline=offline)]
            if form is Format.JSON:
                out.json_object({"checks": [_record(each) for each in found]})
            else:
                marks = {True: "ok", False: "wrong", None: ""}
                out.table(
                    ("", "WHAT", "FOUND"), ((marks[each.fine], each.name, each.sentence) for each in found)
                )
            return ExitCode.FAILED if any(each.fine is False for each in found) else ExitCode.OK

        return run_to_end(look())


def _record(each: Check) -> records.Record:
    return {"name": each.name, "fine": each.fine, "sentence": records.sentence(each.sentence)}


async def _checks(ground: Ground, narration: Narration, *, offline: bool) -> AsyncIterator[Check]:
    for each in (*_versions(), *_files(ground), *_ledger(ground)):
        yield each
    async with desk_on(ground, narration, read_only=True) as desk:
        async for each in _keyring(needed=any(config.keeps == "keyring" for config in desk.accounts.all())):
            yield each
        for each in _standing(desk):
            yield each
        if not offline:
            for config in desk.accounts.all():
                yield await _clock(desk, config.name)


def _versions() -> Iterator[Check]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from tui_app import __version__

    named = [f"offerdesk {__version__}", f"Python {platform.python_version()}"]
    for name in _LIBRARIES:
        try:
            named.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            named.append(f"{name} not installed")
    yield Check(name="versions", fine=None, sentence=", ".join(named))


def _files(ground: Ground) -> Iterator[Check]:
    from tui_app.settings import load_accounts, load_settings

    places = ground.places
    for name, file, problems in (
        ("settings", places.settings_file, load_settings(places.settings_file)[1]),
        ("accounts", places.accounts_file, load_accounts(places.accounts_file)[1]),
    ):
        if problems:
            yield from (Check(name=name, fine=False, sentence=str(problem)) for problem in problems)
        else:
            there = "understood" if file.exists() else "not there, which is fine"
            yield Check(name=name, fine=True, sentence=f"{file}: {there}")


def _ledger(ground: Ground) -> Iterator[Check]:
    ledger, trouble = ground.opened.ledger, ground.opened.trouble or check(ground.opened.ledger)
    with ledger.reading() as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    yield Check(
        name="ledger",
        fine=not trouble,
        sentence=trouble or f"{ledger.path}, format {version}: quick check passed",
    )
    try:
        with ledger.reading() as connection:
            chain = verify(connection)
    except LedgerError as error:
        yield Check(name="journal", fine=False, sentence=error.title)
        return
    held = f"{chain.events} entries, each vouches for the one before"
    older = f"; {chain.older} are from before there was a chain" if chain.older else ""
    yield Check(name="journal", fine=not chain.broken, sentence=f"{chain.broken or held}{older}")
    waiting = len(Journal(ledger, utc_now).unsettled())
    yield Check(
        name="actions",
        fine=not waiting,
        sentence=f"{waiting} not settled: see offerdesk activity" if waiting else "every action is settled",
    )


async def _keyring(*, needed: bool) -> AsyncIterator[Check]:
    """Without an account whose secrets are in it, a missing keyring is nothing that is wrong."""
    report = await keyring_report()
    fine = report.usable if needed or report.usable else None
    yield Check(name="keyring", fine=fine, sentence=report.summary)
    for note in report.notes:
        yield Check(name="keyring", fine=None, sentence=note)


def _standing(desk: Desk) -> Iterator[Check]:
    for config in desk.accounts.all():
        read_at = desk.source(config.name).read_at
        when = f"last read {records.moment(read_at)}" if read_at else "never read yet"
        known = desk.accounts.known(config.name)
        sentence = when if known else f"this program does not know the marketplace {config.marketplace}"
        yield Check(name=config.name, fine=known, sentence=sentence)


async def _clock(desk: Desk, account: str) -> Check:
    """Hold this machine's clock against the marketplace's."""
    try:
        connection = await desk.accounts.connection(account)
        before = utc_now()
        theirs = await connection.server_time()
        off = (theirs - (before + (utc_now() - before) / 2)).total_seconds()
    except OfferdeskError as error:
        return Check(name=account, fine=False, sentence=f"{error.title} {error.detail}".strip())
    sentence = f"answers; its clock is {off:+.1f} s off this machine's"
    return Check(name=account, fine=abs(off) <= _NOTABLE_SECONDS, sentence=sentence)
