"""Asking a program of the person's own: the question on its input, the answer on its output; or telling one.

It is an argument list, never a line for a shell. The program is ended, with all that
it started, when it takes too long, says too much, or nobody waits for it any more.
"""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Final

from tui_app.domain.errors import ProgramFailed
from tui_app.domain.text import clean

LARGEST_ANSWER: Final = 8_192
_WORDS_LIMIT = 200
_LAST_WORDS = 1.0


async def answer_of(program: Sequence[str], question: str, *, seconds: float) -> str:
    """What the program prints, without surrounding space. Raises ProgramFailed, saying what went wrong."""
    said, complained = await _ran(program, question, seconds=seconds)
    if not (answer := said.decode(errors="replace").strip()):
        raise ProgramFailed(f"{_name(program)} printed nothing.", _first_line(complained))
    return answer


async def told(program: Sequence[str], words: str, *, seconds: float) -> None:
    """Start the program with these words as its last argument. Raises ProgramFailed, as `answer_of` does."""
    if program:
        await _ran((*program, words), "", seconds=seconds)


async def _ran(program: Sequence[str], question: str, *, seconds: float) -> tuple[bytes, bytes]:
    """What a program printed and what it complained of."""
    if not program:
        raise ProgramFailed("No program is named.")
    name = _name(program)
    try:
        running = await asyncio.create_subprocess_exec(
            *program, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its arguments cannot be used"
        raise ProgramFailed(f"{name} cannot be started: {reason}.") from None
    try:
        async with asyncio.timeout(seconds):
            said, complained = await _talk(running, question.encode())
            code = await running.wait()
    except TimeoutError:
        raise ProgramFailed(f"{name} gave no answer within {seconds:.0f} s and was ended.") from None
    finally:
        await _end(running)
    if len(said) > LARGEST_ANSWER:
        raise ProgramFailed(f"{name} printed more than an answer can be.")
    if code != 0:
        raise ProgramFailed(f"{name} ended with code {code}.", _first_line(complained))
    return said, complained


def _name(program: Sequence[str]) -> str:
    return clean(os.path.basename(program[0]), limit=60)


async def _talk(running: Process, question: bytes) -> tuple[bytes, bytes]:
    """Give the question; what it answered and what it complained of. One that answers on and on is ended."""
    answered, complained, _ = await asyncio.gather(
        _heard(running.stdout, partial(_kill, running)), _heard(running.stderr), _ask(running.stdin, question)
    )
    return answered, complained


async def _ask(pipe: asyncio.StreamWriter | None, question: bytes) -> None:
    if pipe is not None:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may answer without reading
            pipe.write(question)
            await pipe.drain()
        pipe.close()


async def _heard(pipe: asyncio.StreamReader | None, full: Callable[[], None] = lambda: None) -> bytes:
    """The first bytes until the pipe ends; `full` is called where there are more than may be used."""
    heard = b""
    while pipe is not None and (more := await pipe.read(LARGEST_ANSWER)):
        heard = (heard + more)[: LARGEST_ANSWER + 1]
        if len(heard) > LARGEST_ANSWER:
            full()
    return heard


def _kill(running: Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        elif running.returncode is None:
            running.kill()


async def _end(running: Process) -> None:
    """Leave nothing behind of the program or of what it started."""
    _kill(running)
    with suppress(TimeoutError, ProcessLookupError):
        async with asyncio.timeout(_LAST_WORDS):  # one that left its group may hold the pipes open
            await running.communicate()


def _first_line(complained: bytes) -> str:
    lines = complained.decode(errors="replace").strip().splitlines()
    return f"It said: {clean(lines[0], limit=_WORDS_LIMIT)}" if lines else ""
