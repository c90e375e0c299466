"""Why nothing may be sent through an account: each reason, and the moment it goes away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.offers import NOW
from tui_app.desk.permits import Permits
from tui_app.ledger.account_locks import AccountLocks
from tui_app.ledger.recovery import Recovery
from tui_app.ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger for two instances."""
    with closing(Ledger(tmp_path / "ledger.sqlite3")) as opened:
        yield opened


def permits(ledger: Ledger, *, standing: str = "", read_only: tuple[str, ...] = ()) -> Permits:
    """One instance's permits."""
    return Permits(
        standing=standing,
        read_only=read_only,
        locks=AccountLocks(ledger, lambda: NOW),
        recovery=Recovery(ledger),
    )


def test_an_account_is_open_where_nothing_speaks_against_it(ledger: Ledger) -> None:
    assert permits(ledger).closed("main") == ""


def test_a_standing_reason_holds_for_every_account(ledger: Ledger) -> None:
    assert permits(ledger, standing="it is late").take("main") == "it is late"


def test_a_read_only_account_leaves_the_others_open(ledger: Ledger) -> None:
    desk = permits(ledger, read_only=("main",))

    assert (desk.closed("main"), desk.closed("other")) == ("main is read-only in your settings", "")


def test_the_second_instance_is_told_who_acts(ledger: Ledger) -> None:
    first, second = permits(ledger), permits(ledger)
    assert first.take("main") == ""

    assert "acts for main; quit it to act here" in second.closed("main")
    assert "acts for main; quit it to act here" in second.take("main")
    assert second.closed("other") == ""


def test_what_is_given_back_is_open_to_others(ledger: Ledger) -> None:
    first, second = permits(ledger), permits(ledger)
    first.take("main")
    first.give_back_all()

    assert second.take("main") == ""
    assert first.closed("main") != ""


def test_after_a_loss_an_account_is_closed_until_it_was_read(ledger: Ledger) -> None:
    desk, recovery = permits(ledger), Recovery(ledger)
    recovery.begin(NOW)
    assert "the journal was lost" in desk.closed("main")

    recovery.finish("main", NOW)
    assert desk.closed("main") == ""


def test_what_ends_the_program_stays_first(ledger: Ledger) -> None:
    desk = permits(ledger)
    desk.close("it is about to end")
    desk.close("something else")

    assert desk.closed("main") == "it is about to end"


def test_a_ledger_that_cannot_be_asked_closes(ledger: Ledger) -> None:
    desk = permits(ledger)
    ledger.close()

    assert desk.closed("main") == "The ledger is closed, because offerdesk is ending"
