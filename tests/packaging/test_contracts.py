"""The import contracts fail when somebody breaks them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.packaging


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program that a test may spoil."""
    shutil.copytree(ROOT / "tui_app", tmp_path / "tui_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the contracts say of the copy."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=100)


def test_they_hold_as_the_program_is(copy: Path) -> None:
    ended = lint(copy)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/money.py", "import tui_app.ledger.store", "Imports point downward"),
        ("gateway/contract.py", "import tui_app.ledger.store", "Imports point downward"),
        ("attic.py", "", "Imports point downward"),
        (
            "marketplaces/kraken/client.py",
            "import tui_app.settings",
            "A marketplace knows gateway and domain",
        ),
        ("sandbox/app.py", "import tui_app.domain.money", "The sandbox imports nothing of ours"),
        ("desk/desk.py", "import textual", "Only the interface knows Textual"),
        ("ui/facts.py", "import httpx", "Only gateway and marketplaces know httpx"),
        ("desk/accounts.py", "import keyring", "Only credentials knows keyring"),
        ("desk/refresh.py", "import sqlite3", "Only the ledger knows SQLite"),
    ],
)
def test_breaking_one_is_told_by_its_name(copy: Path, module: str, line: str, contract: str) -> None:
    with (copy / "tui_app" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    ended = lint(copy)
    assert ended.returncode != 0
    assert f"{contract}" in ended.stdout
    assert "BROKEN" in ended.stdout or "not listed as layers" in ended.stdout
