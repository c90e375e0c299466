"""The Activity screen in a real terminal: what was done is there, also at the next start, and as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sandbox_process import running_sandbox
from tests.terminal.screen import terminal
from tests.terminal.test_walkthrough import accept_the_first, written_down

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_what_was_done_is_read_again_and_taken_along(
    size: tuple[int, int], tmp_path: Path, home: Path
) -> None:
    with running_sandbox("--offers", "40") as info:
        line = str(written_down(info, tmp_path))
        with terminal("--sandbox", line, size=size) as first:
            accept_the_first(first)
            first.until("Accepted the offer for")
            first.press("q")
            assert first.code() == 0
        with terminal("--sandbox", line, size=size) as shown:
            shown.until("kraken ● ", "▸")
            shown.press("6")
            shown.until("✓ done", "it is settled")
            shown.press("enter")
            shown.until("Accepted the offer for")
            shown.press("e")
            shown.until("Everything is written into")
            shown.press("q")
            assert shown.code() == 0

    (file,) = home.rglob("exports/activity-*.jsonl")
    told = [json.loads(line) for line in file.read_text().splitlines()]
    states = [each["state"] for each in told if each["kind"] == "event"]
    assert states == ["planned", "checked", "sending", "done"]
