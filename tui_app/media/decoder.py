"""Has files decoded by a process that can neither harm nor outlive this one."""

from __future__ import annotations

import asyncio

from tui_app.domain.errors import MediaError
from tui_app.media.picture import Picture, Room
from tui_app.media.worker import ANSWER, FORMATS, NO_PILLOW, NOT_DRAWABLE, TOO_LARGE
from tui_app.media.worker_process import INSTALL, run_worker

PATIENCE_SECONDS = 5.0
MOST_COLUMNS, MOST_ROWS = 400, 300
"""Pixels of the largest picture that is asked for: more than any terminal shows."""

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
        self._working: set[asyncio.Task[Picture]] = set()

    async def decode(self, content: bytes, room: Room) -> Picture:
        """The picture in a file, scaled to fit. Raises MediaError for what is none, or a hostile one."""
        fitting = Room(
            width=max(1, min(room.width, MOST_COLUMNS)),
            height=max(1, min(room.height, MOST_ROWS)),
            background=room.background,
        )
        unwanted = asyncio.Event()
        work = asyncio.create_task(self._decode(content, fitting, unwanted))
        self._working.add(work)
        work.add_done_callback(self._done)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            unwanted.set()
            raise

    async def _decode(self, content: bytes, room: Room, unwanted: asyncio.Event) -> Picture:
        longest = ANSWER.size + 3 * room.width * room.height
        async with self._turn:
            if unwanted.is_set():
                raise asyncio.CancelledError
            try:
                answer, code = await run_worker(
                    content, room, longest=longest, patience=self._patience, unwanted=unwanted
                )
            except TimeoutError:
                raise MediaError(f"The picture was not decoded within {self._patience:g} s.") from None
        if code != 0:
            raise MediaError(_WORDS.get(code, _DAMAGED))
        return _picture(answer, room)

    def _done(self, work: asyncio.Task[Picture]) -> None:
        self._working.discard(work)
        if not work.cancelled():
            work.exception()  # where nobody waits for it any more, nobody else would take it


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
