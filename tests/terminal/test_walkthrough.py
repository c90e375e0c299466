"""The walkthrough of a new user, in a real terminal: filter, open an offer, accept it, quit."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import pytest

from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.terminal.screen import Terminal, effects, terminal

pytestmark = pytest.mark.terminal

OFFER_ID = re.compile(r"offer id +(O[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{6})")


def filter_for(shown: Terminal, text: str) -> None:
    """Type a filter and go back to the list."""
    shown.press("/", text)
    shown.until(text)
    shown.press("enter")
    shown.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_offer_is_found_opened_and_accepted(size: tuple[int, int], tmp_path: Path) -> None:
    info = tmp_path / "market.json"
    with terminal("demo", "--sandbox-info", str(info), size=size) as shown:
        shown.until("This is a pretend market", "1 of", "kraken ● ")
        filter_for(shown, "copper ewer")
        shown.until("1 of 1")
        shown.press("enter")
        shown.until("You own this NFT")
        shown.press("tab")
        shown.settle()
        shown.press("end")
        shown.when(lambda: OFFER_ID.search(shown.text) is not None, "the offer's id")
        (offer,) = set(OFFER_ID.findall(shown.text))
        shown.press("escape", "a")
        shown.until("Accept this offer?", "Copper Ewer No. 149", "159.00000000 USDC", "It cannot be undone.")
        shown.past_deafness()
        shown.press("right")
        shown.settle()
        shown.press("enter")
        shown.until("Accepted the offer for")
        (effect,) = effects(info)
        shown.press("q")

        assert shown.code() == 0
    assert (effect["action"], effect["target"]) == ("accept", offer)


def test_the_ledger_is_kept_from_one_dashboard_to_the_next(tmp_path: Path) -> None:
    with running_sandbox("--offers", "40") as info:
        line = written_down(info, tmp_path)
        with terminal("--sandbox", str(line)) as first:
            accept_the_first(first)
            first.until("Accepted the offer for", "1 of 7")
            first.press("q")
            assert first.code() == 0
    with terminal("--sandbox", str(line)) as second:
        second.until("1 of 7", "kraken ✗ ")
        second.press("q")

        assert second.code() == 0


def test_a_market_that_ends_in_between_is_said_and_the_list_stays(tmp_path: Path) -> None:
    with (
        running_sandbox("--offers", "40") as info,
        terminal("--sandbox", str(written_down(info, tmp_path))) as shown,
    ):
        shown.until("kraken ● ", "1 of 8")
        os.kill(info.pid, signal.SIGKILL)
        shown.press("r")
        shown.until("kraken ✗ ", "1 of 8")
        accept_the_first(shown)
        shown.until("Not sent:")


def written_down(info: SandboxInfo, folder: Path) -> Path:
    """A file with the line that this sandbox printed."""
    kraken = {"base_url": info.base_url, "api_key": info.api_key, "api_secret": info.api_secret}
    line = folder / "line.json"
    line.write_text(json.dumps({"kraken": kraken, "effects_url": info.effects_url}))
    return line


def accept_the_first(shown: Terminal) -> None:
    """Accept the offer under the cursor through the dialog."""
    shown.until("1 of 8")
    shown.press("a")
    shown.until("Accept this offer?")
    shown.past_deafness()
    shown.press("right")
    shown.settle()
    shown.press("enter")
