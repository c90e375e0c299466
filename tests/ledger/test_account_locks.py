"""One instance acts through an account; whatever ends it, the next one may."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.offers import NOW
from tui_app.domain.errors import LedgerError
from tui_app.ledger.account_locks import AccountLocks
from tui_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
SECONDS = 60
CODE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tui_app.ledger.account_locks import AccountLocks
from tui_app.ledger.store import Ledger

locks = AccountLocks(Ledger(Path(sys.argv[1])), lambda: datetime.now(UTC))
print("ready", flush=True)
input()
print("ours" if locks.take("main") is None else "theirs", flush=True)
input()
"""


class Instance:
    """A process that takes the account `main` when it is told to, and ends when its input does."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CODE, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid

    def told(self) -> str:
        """Its next line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def go_on(self) -> None:
        """Let it take the account."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def take(self) -> str:
        """Let it take the account; whose that is then."""
        assert self.told() == "ready"
        self.go_on()
        return self.told()

    def kill(self) -> None:
        """End it as kill -9 does."""
        self._process.kill()
        self._process.communicate(timeout=SECONDS)


Start = Callable[[], Instance]


@pytest.fixture
def start(ledger: Ledger) -> Iterator[Start]:
    """Starts instances over the test's ledger; they are gone after the test."""
    started: list[Instance] = []

    def start() -> Instance:
        started.append(Instance(ledger.path))
        return started[-1]

    yield start
    for each in started:
        each.kill()


@pytest.fixture
def locks(ledger: Ledger) -> AccountLocks:
    """An instance in this process."""
    return AccountLocks(ledger, lambda: NOW)


@contextmanager
def another(path: Path, now: datetime = NOW) -> Iterator[AccountLocks]:
    """A second instance in this process, over a ledger of its own."""
    with closing(Ledger(path)) as opened:
        yield AccountLocks(opened, lambda: now)


def test_a_free_account_is_ours_at_once(locks: AccountLocks) -> None:
    assert locks.rival("main") is None
    assert locks.take("main") is None
    assert locks.take("main") is None
    assert locks.rival("main") is None


def test_who_comes_second_is_told_who_was_first_and_since_when(path: Path, locks: AccountLocks) -> None:
    locks.take("main")
    with another(path, datetime(2030, 1, 1, tzinfo=UTC)) as second:
        refused, seen = second.take("main"), second.rival("main")

    assert refused == seen
    assert refused is not None
    assert refused.who.startswith(f"offerdesk with process id {os.getpid()}")
    assert refused.since == NOW


def test_each_account_is_held_by_itself(path: Path, locks: AccountLocks) -> None:
    locks.take("main")
    with another(path) as second:
        assert second.take("savings") is None
        assert second.rival("main") is not None
        assert locks.rival("savings") is not None


def test_nobody_gives_back_what_is_not_theirs(path: Path, locks: AccountLocks) -> None:
    locks.take("main")
    with another(path) as second:
        second.give_back_all()
        assert second.take("main") is not None


def test_at_the_end_everything_is_given_back(path: Path, locks: AccountLocks) -> None:
    locks.take("main")
    locks.take("savings")
    locks.give_back_all()
    with another(path) as second:
        assert second.take("main") is None
        assert second.take("savings") is None


def test_giving_back_over_a_closed_ledger_disturbs_nobody(ledger: Ledger, locks: AccountLocks) -> None:
    locks.take("main")
    ledger.close()
    locks.give_back_all()

    with pytest.raises(LedgerError, match="offerdesk is ending"):
        locks.rival("main")


def test_an_instance_that_runs_keeps_its_account(start: Start, locks: AccountLocks) -> None:
    first = start()
    assert first.take() == "ours"
    refused = locks.take("main")

    assert refused is not None
    assert refused.who.startswith(f"offerdesk with process id {first.pid}")


def test_a_killed_instance_holds_nothing_any_more(start: Start, locks: AccountLocks) -> None:
    first = start()
    assert first.take() == "ours"
    first.kill()

    assert locks.rival("main") is None
    assert locks.take("main") is None
    assert start().take() == "theirs"


def test_of_many_instances_at_once_exactly_one_gets_the_account(start: Start) -> None:
    instances = [start() for _ in range(20)]
    assert [each.told() for each in instances] == ["ready"] * 20
    for each in instances:
        each.go_on()

    assert sorted(each.told() for each in instances) == ["ours"] + ["theirs"] * 19


def test_of_many_who_take_over_from_a_killed_instance_exactly_one_does(start: Start) -> None:
    first, rest = start(), [start() for _ in range(10)]
    assert first.take() == "ours"
    assert [each.told() for each in rest] == ["ready"] * 10
    first.kill()
    for each in rest:
        each.go_on()

    assert sorted(each.told() for each in rest) == ["ours"] + ["theirs"] * 9


def test_a_name_from_the_file_is_cleaned_before_it_is_shown(
    path: Path, ledger: Ledger, locks: AccountLocks
) -> None:
    locks.take("main")
    with ledger.writing() as connection:
        connection.execute("UPDATE account_holders SET who = ?", ("\x1b]52;c;x\x07offer\u202edesk",))
    with another(path) as second:
        rival = second.rival("main")

    assert rival is not None
    assert rival.who.isprintable()
    assert "\u202e" not in rival.who


def test_an_instance_on_a_terminal_is_named_by_it(path: Path, ledger: Ledger, locks: AccountLocks) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    code = CODE.replace("input()", "", 1)
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert [process.stdout.readline().strip() for _ in range(2)] == ["ready", "ours"]
        refused, terminal = locks.take("main"), os.ttyname(theirs).removeprefix("/dev/")
    finally:
        process.kill()
        process.communicate(timeout=SECONDS)
        os.close(ours)
        os.close(theirs)

    assert refused is not None
    assert refused.who == f"offerdesk with process id {process.pid} on {terminal}"
