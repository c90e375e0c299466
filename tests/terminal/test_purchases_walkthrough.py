"""What a user bought, looked through in a real terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.terminal.screen import terminal
from tests.tr_account import RET, USER

pytestmark = pytest.mark.terminal


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox in which nothing is changed."""
    with running_sandbox("--offers", "1200") as info:
        yield info


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_person_searches_scrolls_looks_by_token_and_leaves(
    size: tuple[int, int], sandbox: SandboxInfo, tmp_path: Path
) -> None:
    line = tmp_path / "line.json"
    line.write_text(json.dumps({"tokenizationtr": sandbox.said["tokenizationtr"]}), encoding="utf-8")
    with terminal("--sandbox", str(line), size=size) as shown:
        shown.until("tokenizationtr ● ")
        shown.press("5")
        shown.until("No search yet.")
        shown.press("+")
        shown.until("Whose purchases?", "Enter lists purchases of your own user")
        shown.press("enter")
        shown.settle()
        shown.press("enter")
        shown.until("50 of 121, they say", "so far")
        shown.press("R")
        shown.until("1 of 121", "all read", "total")
        shown.press("t")
        shown.until("Purchases", "1 of 16")
        shown.press("+")
        shown.until("Whose purchases?")
        shown.press(USER)
        shown.until("Enter lists purchases of user")
        shown.press("enter")
        shown.settle()
        shown.press(RET, "enter")
        shown.until("Real Estate Token", "180.0", "fees 9.0 USDT", "1 of 1")
        shown.press("q")
        assert shown.code() == 0
