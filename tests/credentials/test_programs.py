"""A program of the person's own answers, or what went wrong is one sentence and nothing is left of it."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

import anyio
import pytest

from tui_app.credentials.programs import answer_of
from tui_app.domain.errors import ProgramFailed

pytestmark = pytest.mark.anyio


def python(code: str, *arguments: str) -> tuple[str, ...]:
    """An argument list that runs `code`."""
    return (sys.executable, "-c", code, *arguments)


async def test_it_gets_the_question_and_its_answer_is_taken_without_space_around() -> None:
    program = python("import sys; print(' ', sys.stdin.read().upper(), sys.argv[1])", "$HOME; ls")
    assert await answer_of(program, "question", seconds=20) == "QUESTION $HOME; ls"


async def test_it_may_answer_without_reading() -> None:
    assert await answer_of(python("print('yes')"), "x" * 1_000_000, seconds=20) == "yes"


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (("/nowhere/signer",), "signer cannot be started: No such file or directory."),
        (("/",), "cannot be started: Permission denied."),
        (("a\0b",), "cannot be started: its arguments cannot be used."),
        ((), "No program is named."),
        (python("raise SystemExit(3)"), "ended with code 3."),
        (python("pass"), "printed nothing."),
        (python("print('x' * 100_000)"), "printed more than an answer can be."),
        (python("import os; os.kill(os.getpid(), 9)"), "ended with code -9."),
    ],
)
async def test_what_goes_wrong_is_one_sentence(program: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(ProgramFailed) as failed:
        await answer_of(program, "question", seconds=20)
    assert sentence in failed.value.title


async def test_what_it_complains_of_is_told_cleaned_and_short() -> None:
    code = "import sys; sys.stderr.write('\\x1b[31mno device\\x07' + 'x' * 100_000 + '\\nmore'); sys.exit(1)"
    with pytest.raises(ProgramFailed) as failed:
        await answer_of(python(code), "question", seconds=20)
    assert "no device" in failed.value.detail
    assert "\x1b" not in failed.value.detail
    assert len(failed.value.detail) < 300


async def test_one_that_never_stops_talking_is_ended() -> None:
    with pytest.raises(ProgramFailed, match="printed more"):
        await answer_of(python("while True: print('x' * 1000)"), "question", seconds=20)


async def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    script = f"sleep 600 & echo $$ $! > '{note}'; wait"
    with pytest.raises(ProgramFailed, match="gave no answer within 3 s"):
        await answer_of(("sh", "-c", script), "question", seconds=3)
    await until_gone([int(pid) for pid in note.read_text().split()])


async def test_one_that_nobody_waits_for_any_more_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = f"echo $$ > '{note}'; exec sleep 600"
    waiting = asyncio.create_task(answer_of(("sh", "-c", script), "question", seconds=60))
    with anyio.fail_after(10):
        while not (note.exists() and note.read_text()):  # noqa: ASYNC110 - another process writes it
            await anyio.sleep(0.01)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    await until_gone([int(note.read_text())])


async def until_gone(pids: list[int]) -> None:
    """Wait until none of these processes runs; one that has ended but was not waited for counts as gone."""
    with anyio.fail_after(10):
        while any(running(pid) for pid in pids):  # noqa: ASYNC110 - of another process nothing tells
            await anyio.sleep(0.01)


def running(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
