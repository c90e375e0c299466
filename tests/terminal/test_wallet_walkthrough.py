"""An NFT on Solana is sold through the pretend wallet, with the program quit in the middle of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.terminal.screen import Terminal, effects, terminal

pytestmark = pytest.mark.terminal

SOLD = "Mizunara Cask No. 113"


def ask_to_accept(shown: Terminal) -> None:
    """Find the offer, and say yes to the question."""
    shown.until("mojito ● ", "▸")
    shown.settle()
    shown.press("/", SOLD.lower())
    shown.until(SOLD.lower())
    shown.press("enter")
    shown.settle()
    shown.press("a")
    shown.until("Accept this offer?", SOLD, "your own wallet")
    shown.past_deafness()
    shown.press("right")
    shown.settle()
    shown.press("enter")
    shown.until("Accept through your wallet", "sign")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_owner_accepts_quits_in_the_middle_starts_again_and_finishes(
    size: tuple[int, int], tmp_path: Path
) -> None:
    with running_sandbox() as info:
        line = written_down(info, tmp_path)
        with terminal("--sandbox", str(line), size=size) as first:
            ask_to_accept(first)
            first.past_deafness()
            first.press("escape")
            first.until("6 Activity 1")
            first.settle()
            first.press("q")
            assert first.code() == 0
        assert effects(line) == []

        with terminal("--sandbox", str(line), size=size) as second:
            second.until("mojito ● ", "6 Activity 1")
            second.settle()
            second.press("6")
            second.until("your wallet")
            second.press("g")
            second.until("Accept through your wallet")
            second.past_deafness()
            second.press("s")
            second.until("Accepted the offer for")
            second.settle()
            second.press("q")
            assert second.code() == 0

        (effect,) = effects(line)
    assert (effect["marketplace"], effect["action"]) == ("mojito", "accept")


def written_down(info: SandboxInfo, folder: Path) -> Path:
    """The sandbox's whole line in a file."""
    line = folder / "line.json"
    line.write_text(json.dumps(info.said))
    return line
