"""What goes to a wallet, as a file."""

from __future__ import annotations

import json
import stat
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.wallet_market import a_hand_off
from tests.ui.test_action_facts import an_entry
from tui_app.desk.hand_off_file import write_hand_off
from tui_app.domain.errors import UsageError
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry


def waiting() -> Entry:
    """An accept that waits for a wallet."""
    return an_entry(ActionState.AWAITING_WALLET, hand_off=a_hand_off())


def test_every_number_stands_in_the_file_as_the_marketplace_wrote_it(tmp_path: Path) -> None:
    file = write_hand_off(waiting(), tmp_path)

    said = json.loads(file.read_text(), parse_float=Decimal)
    assert said["parameters"]["lamports"] == Decimal("5000000000.0000000000000000001")
    assert said["amount"] == "5.00000000"


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = write_hand_off(waiting(), tmp_path / "new" / "exports")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_written_again_it_is_the_same_file_and_nothing_is_left_over(tmp_path: Path) -> None:
    files = {write_hand_off(waiting(), tmp_path) for _ in range(3)}

    assert set(tmp_path.iterdir()) == files
    assert len(files) == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("in the way")

    with pytest.raises(UsageError, match="exports"):
        write_hand_off(waiting(), tmp_path / "exports")


def test_an_action_without_a_wallet_has_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No wallet has a part"):
        write_hand_off(an_entry(), tmp_path)

    assert not list(tmp_path.iterdir())
