"""The journal as a file: complete, verifiable by itself, private, and never over another file."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.offers import NOW, an_instruction
from tui_app.domain.errors import UsageError
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.export import activity_lines, write_activity
from tui_app.ledger.journal import PERSON, Journal
from tui_app.ledger.store import Ledger

CHAINED = ("event_id", "action_id", "at", "state", "words", "said_by", "facts")


@pytest.fixture
def action_id(journal: Journal) -> str:
    """An action that a person settled; its NFT has a hostile name."""
    made = journal.plan(an_instruction(name="Bored\x1b[2J \ud800\nApe"))
    journal.advance(made, ActionState.CHECKED)
    journal.advance(made, ActionState.SENDING, body_sha256="ab" * 32, sent_at=NOW)
    journal.advance(made, ActionState.UNKNOWN, words="No answer came.")
    journal.advance(made, ActionState.DONE, words="I saw it.", said_by=PERSON)
    return made


def told(ledger: Ledger, kind: str) -> list[dict[str, Any]]:
    """The lines of one kind."""
    return [line for line in map(json.loads, activity_lines(ledger)) if line["kind"] == kind]


def test_the_first_line_says_what_the_file_is(ledger: Ledger) -> None:
    (about,) = map(json.loads, activity_lines(ledger))

    assert (about["kind"], about["schema"]) == ("offerdesk activity", 1)


def test_an_action_is_told_with_everything_the_journal_holds_of_it(ledger: Ledger, action_id: str) -> None:
    (action,) = told(ledger, "action")

    assert action["action_id"] == action_id
    assert (action["account"], action["action"], action["state"]) == ("main", "accept", "done")
    assert (action["amount"], action["currency"]) == ("5.00000000", "XETH")
    assert action["sent_at"] == NOW.isoformat()
    assert action["body_sha256"] == "ab" * 32


def test_each_step_is_told_with_its_time_and_who_said_so(ledger: Ledger, action_id: str) -> None:
    events = told(ledger, "event")

    assert {event["action_id"] for event in events} == {action_id}
    assert [event["state"] for event in events] == ["planned", "checked", "sending", "unknown", "done"]
    assert [event["said_by"] for event in events] == ["offerdesk"] * 4 + ["a person"]
    assert {event["time"] for event in events} == {NOW.isoformat()}


@pytest.mark.usefixtures("action_id")
def test_the_chain_can_be_verified_from_the_file_alone(ledger: Ledger) -> None:
    before = ""
    for event in told(ledger, "event"):
        text = json.dumps([before, *(event[name] for name in CHAINED)], separators=(",", ":"))
        before = hashlib.sha256(text.encode()).hexdigest()
        assert event["digest"] == before


@pytest.mark.usefixtures("action_id")
def test_what_was_confirmed_is_what_the_chain_vouches_for(ledger: Ledger) -> None:
    (action,), first = told(ledger, "action"), told(ledger, "event")[0]

    assert json.loads(first["facts"])["instruction"] == (
        hashlib.sha256(action["instruction"].encode()).hexdigest()
    )


@pytest.mark.usefixtures("action_id")
def test_every_line_is_plain_ascii_on_one_line(ledger: Ledger) -> None:
    assert all(line.isascii() and line.isprintable() for line in activity_lines(ledger))


@pytest.mark.usefixtures("action_id")
def test_the_file_holds_the_lines_and_is_its_owners_alone(ledger: Ledger, tmp_path: Path) -> None:
    file = write_activity(ledger, tmp_path / "new" / "exports", NOW)

    assert file.name == "activity-20260314T150926Z.jsonl"
    assert file.read_text("ascii").splitlines() == list(activity_lines(ledger))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_is_there_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    first, second, third = (write_activity(ledger, tmp_path, NOW) for _ in range(3))

    assert first.read_text() == second.read_text() == third.read_text()
    assert [file.stem.rpartition("Z")[2] for file in (first, second, third)] == ["", "-2", "-3"]


def test_a_folder_that_cannot_be_written_is_said_with_a_remedy(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("a file")

    with pytest.raises(UsageError, match=r"cannot be written into .*; make room there"):
        write_activity(ledger, tmp_path / "exports", NOW)


def test_half_a_file_is_not_left_behind(ledger: Ledger, tmp_path: Path) -> None:
    ledger.connection.execute("DROP TABLE about")

    with pytest.raises(Exception, match="ledger"):
        write_activity(ledger, tmp_path, NOW)

    assert list(tmp_path.glob("*.jsonl")) == []
