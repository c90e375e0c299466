"""A command that ends by a bug of ours says where it was, and not a word of what it was working with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BROKEN = """
import sys
import tui_app.cli.offers

def broken(*arguments):
    canary = "s3cret-canary"
    raise RuntimeError(f"it quotes {canary}")

tui_app.cli.offers.write_offers = broken
from tui_app.__main__ import main
sys.exit(main(["offers", "--no-refresh"]))
"""


def test_a_bug_is_told_and_written_down_without_secrets(home: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", BROKEN], capture_output=True, text=True, timeout=60)

    (log,) = home.rglob("offerdesk.log")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "in broken\n  RuntimeError\n" in ended.stderr
    assert str(log) in ended.stderr
    assert " crash offerdesk " in log.read_text()
    assert "canary" not in ended.stderr + log.read_text()


def test_where_it_cannot_be_written_down_it_is_told_all_the_same(home: Path) -> None:
    (home / "state").touch()
    ended = subprocess.run([sys.executable, "-c", BROKEN], capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert "RuntimeError" in ended.stderr
    assert "written down" not in ended.stderr
