"""A journal that lost something is noticed, and accounts stay closed until they were read again."""

from __future__ import annotations

import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.offers import NOW, an_instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.recovery import Recovery, Witness
from tui_app.ledger.store import Ledger


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """The witness's file."""
    return tmp_path / "journal.json"


def one_action(ledger: Ledger, memory: Path) -> None:
    """An action that a witness saw."""
    journal = Journal(ledger, lambda: NOW, Witness(memory, ledger).note)
    journal.advance(journal.plan(an_instruction()), ActionState.NOT_DONE)


def test_a_journal_that_only_grew_is_not_missed(ledger: Ledger, memory: Path) -> None:
    one_action(ledger, memory)
    Journal(ledger, lambda: NOW).plan(an_instruction())  # whoever writes without a witness only adds

    assert not Witness(memory, ledger).misses()


def test_without_a_memory_nothing_is_missed(ledger: Ledger, memory: Path) -> None:
    assert not Witness(memory, ledger).misses()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"ledger": 1}', b"\xff", b'{"ledger": "x", "entry": {}}']
)
def test_a_memory_that_cannot_be_read_is_none(content: bytes, ledger: Ledger, memory: Path) -> None:
    memory.write_bytes(content)

    assert not Witness(memory, ledger).misses()


def test_another_ledger_in_its_place_is_noticed(ledger: Ledger, memory: Path, tmp_path: Path) -> None:
    one_action(ledger, memory)

    with closing(Ledger(tmp_path / "new" / "ledger.sqlite3")) as new:
        assert Witness(memory, new).misses()


def test_an_older_copy_in_its_place_is_noticed(ledger: Ledger, memory: Path, tmp_path: Path) -> None:
    one_action(ledger, memory)
    copy = tmp_path / "copy.sqlite3"
    with closing(Ledger(copy)) as older:
        ledger.connection.backup(older.connection)
    one_action(ledger, memory)

    with closing(Ledger(copy)) as older:
        assert Witness(memory, older).misses()


def test_the_memory_is_private_and_follows_each_commit(ledger: Ledger, memory: Path) -> None:
    one_action(ledger, memory)

    assert stat.S_IMODE(memory.stat().st_mode) == 0o600
    assert '"entry": 2' in memory.read_text()


def test_a_memory_that_cannot_be_written_stops_nothing(ledger: Ledger, tmp_path: Path) -> None:
    one_action(ledger, tmp_path / "not there" / "journal.json")


def test_no_account_is_due_where_nothing_was_lost(ledger: Ledger) -> None:
    assert not Recovery(ledger).is_due("main")


def test_each_account_is_due_until_it_was_read(ledger: Ledger) -> None:
    recovery = Recovery(ledger)
    recovery.begin(NOW)
    recovery.finish("main", NOW + timedelta(minutes=1))

    assert (recovery.is_due("main"), recovery.is_due("other")) == (False, True)


def test_a_second_loss_makes_every_account_due_again(ledger: Ledger) -> None:
    recovery = Recovery(ledger)
    recovery.begin(NOW)
    recovery.finish("main", NOW)
    recovery.begin(NOW + timedelta(days=1))

    assert recovery.is_due("main")
