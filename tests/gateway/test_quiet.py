"""What libraries log does not reach the screen."""

from __future__ import annotations

import subprocess
import sys

RETRIES = """
import asyncio
from tui_app.domain.errors import Unreachable
from tui_app.gateway.quiet import hush_libraries
from tui_app.gateway.retries import asked_again
from tui_app.ledger.instants import utc_now
{hush}
async def once():
    raise Unreachable("gone")
try:
    asyncio.run(asked_again(once, clock=utc_now))
except Unreachable:
    pass
"""


def said(hush: str) -> str:
    """What a program that asks three times in vain writes on stderr."""
    ended = subprocess.run(
        [sys.executable, "-c", RETRIES.format(hush=hush)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ended.stderr


def test_asking_again_writes_nothing_over_the_screen() -> None:
    assert said("hush_libraries()") == ""


def test_without_that_it_would() -> None:
    assert "retry" in said("")
