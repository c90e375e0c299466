"""The process that one file is decoded in: begun bare, spoken to through pipes, ended whatever happens."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from tui_app.domain.errors import MediaError
from tui_app.media.picture import Room

INSTALL = "Drawing pictures needs Pillow: install it with “python -m pip install pillow”, then start again."

_FAREWELL_SECONDS = 1.0
_WORKER = Path(__file__).with_name("worker.py")


def pillow_folder() -> Path:
    """The folder that Pillow is imported from. Raises MediaError where it is not installed."""
    found = find_spec("PIL")
    if found is None or found.origin is None:
        raise MediaError(INSTALL)
    return Path(found.origin).parent.parent


async def run_worker(
    content: bytes, room: Room, *, longest: int, patience: float, unwanted: asyncio.Event
) -> tuple[bytes, int]:
    """What a worker answers to a file, cut one byte behind `longest`, and its exit code.

    Setting `unwanted` ends it at once. A task that runs this must not be cancelled: what is just being
    started then would be lost. Raises TimeoutError after `patience` seconds, MediaError without Pillow.
    """
    process = await _start(room)
    killing = asyncio.create_task(_kill_when(unwanted, process))
    try:
        async with asyncio.timeout(patience):
            return await _converse(process, content, longest), await process.wait()
    finally:
        killing.cancel()
        await _end(process)


async def _start(room: Room) -> Process:
    # Isolated and without site packages, so that nothing that is merely installed runs in there; Pillow's
    # folder is named instead. Windows cannot start Python without knowing where Windows is.
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-I", "-S", "-B", str(_WORKER), str(pillow_folder())),
        *(str(room.width), str(room.height), room.background),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=needed if sys.platform == "win32" else {},
        cwd=_WORKER.parent,
        start_new_session=True,  # it has no terminal to write to
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


async def _kill_when(unwanted: asyncio.Event, process: Process) -> None:
    await unwanted.wait()
    _kill(process)


async def _converse(process: Process, content: bytes, longest: int) -> bytes:
    """Hand the file over and take the answer, one byte more than the longest at most."""
    given, taken = process.stdin, process.stdout
    if given is None or taken is None:
        return b""
    with suppress(ConnectionError):  # it read enough to refuse the file
        given.write(content)
        await given.drain()
        given.close()
        await given.wait_closed()
    answer = bytearray()
    while len(answer) <= longest and (chunk := await taken.read(longest + 1 - len(answer))):
        answer += chunk
    return bytes(answer)


async def _end(process: Process) -> None:
    _kill(process)
    if process.stdin is not None:
        process.stdin.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL_SECONDS):
            # asyncio holds an end of a process back until its pipes were read to theirs.
            while process.stdout is not None and await process.stdout.read(65_536):
                pass
            await process.wait()


def _kill(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
