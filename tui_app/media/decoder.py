"""Has files decoded by a process that can neither harm nor outlive this one."""

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
from tui_app.media.picture import Picture, Room
from tui_app.media.worker import ANSWER, FORMATS, NO_PILLOW, NOT_DRAWABLE, TOO_LARGE

PATIENCE_SECONDS = 5.0
MOST_COLUMNS, MOST_ROWS = 400, 300
"""Pixels of the largest picture that is asked for: more than any terminal shows."""
INSTALL = (
    "Drawing pictures needs the library Pillow: install it with “python -m pip install pillow”, then restart."
)

_FAREWELL_SECONDS = 1.0
_WORKER = Path(__file__).with_name("worker.py")
_DAMAGED = "The file is damaged: it begins like a picture but cannot be decoded."
_WORDS = {
    NOT_DRAWABLE: "The file is not a PNG, JPEG, GIF or WebP picture, and others are not drawn.",
    TOO_LARGE: "The picture has more than 25 million pixels or a side of over 16,384: too large to draw.",
    NO_PILLOW: INSTALL,
}


class Decoder:
    """Decodes one file at a time, each in a fresh process."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        """`patience` is how many seconds one file may take."""
        self._patience = patience
        self._turn = asyncio.Lock()

    async def decode(self, content: bytes, room: Room) -> Picture:
        """The picture in a file, scaled to fit. Raises MediaError for what is none, or a hostile one."""
        fitting = Room(
            width=max(1, min(room.width, MOST_COLUMNS)),
            height=max(1, min(room.height, MOST_ROWS)),
            background=room.background,
        )
        async with self._turn:
            process = await _start(fitting)
            try:
                async with asyncio.timeout(self._patience):
                    answer = await _converse(process, content, _longest_answer(fitting))
                    code = await process.wait()
            except TimeoutError:
                raise MediaError(f"The picture was not decoded within {self._patience:g} s.") from None
            finally:
                await _end(process)
        if code != 0:
            raise MediaError(_WORDS.get(code, _DAMAGED))
        return _picture(answer, fitting)


def pillow_folder() -> Path:
    """The folder that Pillow is imported from. Raises MediaError where it is not installed."""
    found = find_spec("PIL")
    if found is None or found.origin is None:
        raise MediaError(INSTALL)
    return Path(found.origin).parent.parent


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


def _longest_answer(room: Room) -> int:
    return ANSWER.size + 3 * room.width * room.height


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
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    if process.stdin is not None:
        process.stdin.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL_SECONDS):
            # asyncio holds an end of a process back until its pipes were read to theirs.
            while process.stdout is not None and await process.stdout.read(65_536):
                pass
            await process.wait()


def _picture(answer: bytes, room: Room) -> Picture:
    """Check what came back: whoever took over the worker could send anything."""
    if len(answer) < ANSWER.size:
        raise MediaError(_DAMAGED)
    kind, width, height, file_width, file_height = ANSWER.unpack_from(answer)
    rgb = answer[ANSWER.size :]
    if not (kind < len(FORMATS) and 0 < width <= room.width and 0 < height <= room.height):
        raise MediaError(_DAMAGED)
    if len(rgb) != 3 * width * height:
        raise MediaError(_DAMAGED)
    return Picture(
        width=width,
        height=height,
        rgb=rgb,
        file_format=FORMATS[kind],
        file_width=file_width,
        file_height=file_height,
    )
