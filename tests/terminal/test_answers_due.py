"""Leaving while the marketplace owes an answer: it is waited for, whatever asks for the end."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from tests.sandbox_client import KrakenCaller
from tests.sandbox_process import running_sandbox
from tests.terminal.screen import terminal
from tests.terminal.test_endings import assert_restored
from tests.terminal.test_walkthrough import accept_the_first, written_down

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize("how", ["q", "SIGTERM"])
def test_an_answer_that_is_due_is_waited_for_and_the_action_is_done(how: str, tmp_path: Path) -> None:
    with (
        running_sandbox("--offers", "40") as info,
        closing(KrakenCaller.of(info)) as caller,
        terminal("--sandbox", str(written_down(info, tmp_path)), size=(120, 40)) as shown,
    ):
        shown.until("kraken ● ")
        caller.faults.arm("hold", "/NftAcceptOffer", times=1)
        accept_the_first(shown)
        assert caller.faults.held(60)
        shown.send(b"\x1a")  # going to the background is no way round it
        if how == "q":
            shown.press("q")
        else:
            shown.kill(signal.SIGTERM)
        shown.until("An answer is due: wait for it", "Waiting up to 12 s for 1 answer")
        caller.faults.release()

        assert shown.code() == (0 if how == "q" else 128 + signal.SIGTERM)
        assert_restored(shown)
        assert [effect["action"] for effect in caller.effects()] == ["accept"]
    with terminal("--profile", "sandbox", "activity", "--plain") as told:
        assert told.code() == 0
    assert b"done" in told.written
