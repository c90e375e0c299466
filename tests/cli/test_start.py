"""What the commands import: none of them Textual, and the quick ones nothing of the network."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.headless import Stall

REPORT = """
import sys
from tui_app.__main__ import main
try:
    code = main(sys.argv[1:])
finally:
    heavy = {"textual", "httpx", "pydantic", "keyring", "asyncio", "argparse", "tui_app.ui.widgets"}
    print("imported", *sorted(heavy & set(sys.modules)), file=sys.stderr)
raise SystemExit(code)
"""


def imported(stall: Stall, *arguments: str) -> set[str]:
    """Which of the heavy ones a command imported."""
    command = [sys.executable, "-c", REPORT, "--sandbox", str(stall.line), *arguments]
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, start_new_session=True
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "arguments",
    [
        "offers --json",
        "offers --plain",
        "show {key}",
        "accept {key} --dry-run",
        "cancel {placed} --yes",
        "activity --plain",
        "accounts list",
        "accounts test",
        "doctor",
        "export activity",
        "export offers --csv",
        "completion bash",
    ],
)
def test_no_command_imports_what_draws(stall: Stall, arguments: str) -> None:
    placed = stall.placed.pop() if "{placed}" in arguments else stall.placed[0]
    words = arguments.format(key=stall.plain[0]["key"], placed=placed["key"]).split()
    assert not {"textual", "tui_app.ui.widgets"} & imported(stall, *words)


@pytest.mark.parametrize("arguments", ["offers --no-refresh --json", "activity --json", "export offers"])
def test_what_the_ledger_knows_needs_no_network(stall: Stall, arguments: str) -> None:
    assert imported(stall, *arguments.split()) == {"argparse"}


def test_the_bare_dashboard_parses_nothing() -> None:
    code = (
        "import sys\nfrom tui_app.__main__ import main\nmain([])\n"
        "print(sorted({'argparse', 'tui_app.cli.arguments', 'tui_app.cli.output'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "TERM": "dumb"},
    )
    assert ended.stdout == "[]\n"
