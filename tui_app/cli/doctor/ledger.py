"""The ledger and its journal: whether they are whole, and which actions have not come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui_app.cli.doctor.check import Check, size
from tui_app.domain.errors import LedgerError
from tui_app.ledger.action_states import TO_FIND_OUT, WITH_PERSON
from tui_app.ledger.chain import verify
from tui_app.ledger.checking import check
from tui_app.ledger.entries import Entry
from tui_app.ledger.instants import utc_now
from tui_app.ledger.journal import Journal
from tui_app.ledger.opening import OpenedLedger
from tui_app.ledger.store import Ledger
from tui_app.ui.format import age

_MOST: Final = 20
"""Actions that are told one by one."""


def sqlite_version(ledger: Ledger) -> str:
    """That of the library which reads it."""
    return str(_told_by(ledger, "SELECT sqlite_version()"))


def ledger_checks(opened: OpenedLedger) -> Iterator[Check]:
    """The file, the chain of the journal, and what is in flight."""
    ledger, trouble = opened.ledger, opened.trouble or check(opened.ledger)
    taken = size(ledger.path.stat().st_size)
    found = f"{ledger.path}, format {_told_by(ledger, 'PRAGMA user_version')}, {taken}: quick check passed"
    yield Check(name="ledger", fine=not trouble, sentence=trouble or found, of_this_machine=True)
    try:
        with ledger.reading() as connection:
            chain = verify(connection)
    except LedgerError as error:
        yield Check(name="journal", fine=False, sentence=error.title)
        return
    held = f"{chain.events} entries, each vouches for the one before"
    older = f"; {chain.older} are from before there was a chain" if chain.older else ""
    yield Check(name="journal", fine=not chain.broken, sentence=f"{chain.broken or held}{older}")
    yield from _in_flight(Journal(ledger, utc_now).unsettled())


def _in_flight(waiting: list[Entry]) -> Iterator[Check]:
    """Neither amount nor target: what is told is how far each has come."""
    if not waiting:
        yield Check(name="in flight", fine=True, sentence="every action is settled")
    for entry in waiting[:_MOST]:
        asked = entry.instruction
        at = age(entry.sent_at or entry.planned_at, utc_now())
        sentence = f"{asked.account}: {asked.action}, {entry.state}, {at} ago; see offerdesk activity"
        needs_a_look = entry.state in TO_FIND_OUT | WITH_PERSON
        yield Check(name="in flight", fine=False if needs_a_look else None, sentence=sentence)
    if more := len(waiting) - _MOST:
        yield from [Check(name="in flight", fine=None, sentence=f"and {more} more")] if more > 0 else []


def _told_by(ledger: Ledger, question: str) -> object:
    with ledger.reading() as connection:
        return connection.execute(question).fetchone()[0]
