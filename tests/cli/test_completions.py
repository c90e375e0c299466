"""The completion files are those of the arguments, and a shell takes them."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.headless import offerdesk
from tests.completions import completions
from tests.conftest import NeedsCommand
from tui_app.cli.headless_arguments import SHELLS

COMPLETE = """
source "$1"
COMP_WORDS=(offerdesk "${@:2}"); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
$(complete -p offerdesk | sed -E 's/.*-F ([^ ]+).*/\\1/')
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_files_are_what_the_arguments_make(shell: str) -> None:
    made = {file.suffix[1:]: text for file, text in completions().items()}
    ended = offerdesk("completion", shell)
    assert ended.code == 0
    assert ended.out == made[shell], "run: python -m tests.completions"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["ac"], {"accept", "activity", "accounts"}),
        (["offers", "--no-"], {"--no-refresh"}),
        (["accept", "--dry"], {"--dry-run"}),
    ],
)
def test_bash_completes_commands_and_flags(
    typed: list[str], offered: set[str], needs_command: NeedsCommand
) -> None:
    needs_command("bash")
    (file,) = [file for file in completions() if file.suffix == ".bash"]
    ended = subprocess.run(
        ["bash", "-c", COMPLETE, "bash", str(file), *typed], capture_output=True, text=True, timeout=30
    )
    assert set(ended.stdout.split()) == offered, ended.stderr
