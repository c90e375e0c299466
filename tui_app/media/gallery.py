"""What the interface asks for pictures: fetch this one now, decode it for so many pixels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_app.domain.errors import MediaError
from tui_app.domain.nft import Media
from tui_app.gateway.limits import MAX_MEDIUM
from tui_app.media.decoder import Decoder
from tui_app.media.picture import Picture, Room
from tui_app.media.shelf import MediaShelf
from tui_app.media.worker_process import pillow_folder

if TYPE_CHECKING:
    from tui_app.gateway.media_http import MediaLines

_NEVER_DRAWN = {
    "image/svg": "A vector drawing (SVG) is a program as much as a picture; it is not drawn.",
    "video/": "A video cannot be drawn in a terminal.",
    "audio/": "Sound cannot be drawn.",
    "model/": "A three-dimensional model cannot be drawn in a terminal.",
    "text/": "A page of text or HTML is not drawn.",
    "application/pdf": "A document (PDF) is not drawn.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where media of an account may come from: hosts that need no question, and its own server."""

    hosts: Collection[str] = ()
    base_url: str = ""


class Gallery:
    """Pictures of one session. Nothing is fetched but by `fetch`."""

    def __init__(
        self, shelf: MediaShelf, open_lines: Callable[[], MediaLines], *, decoder: Decoder | None = None
    ) -> None:
        """`open_lines` is called once, in a thread, at the first fetch: it imports httpx."""
        self._shelf = shelf
        self._open_lines = open_lines
        self._lines: MediaLines | None = None
        self._opening = asyncio.Lock()
        self._decoder = decoder or Decoder()
        self._allowed: set[str] = set()

    def allow(self, host: str) -> None:
        """The person agreed to ask this host; that holds until the program ends."""
        self._allowed.add(host)

    async def find(self, medium: Media) -> bytes | None:
        """The medium's file if it was fetched before. Sends nothing."""
        return await asyncio.to_thread(self._shelf.find, medium.url.raw)

    async def fetch(self, medium: Media, origin: Origin) -> bytes:
        """The medium's file. Raises HostUnasked where the person has to be asked first, or MediaError."""
        if reason := why_not_drawn(medium):
            raise MediaError(reason)
        pillow_folder()  # what could not be decoded is not fetched either
        lines = await self._open()
        return await lines.fetch(medium.url.raw, hosts={*origin.hosts, *self._allowed}, own=origin.base_url)

    async def keep(self, medium: Media, content: bytes) -> None:
        """Keep a file that turned out to be a picture, for `find`."""
        await asyncio.to_thread(self._shelf.keep, medium.url.raw, content)

    async def decode(self, content: bytes, room: Room) -> Picture:
        """The picture in a file, scaled to fit. Raises MediaError."""
        return await self._decoder.decode(content, room)

    async def _open(self) -> MediaLines:
        async with self._opening:
            if self._lines is None:
                self._lines = await asyncio.to_thread(self._open_lines)
            return self._lines


def why_not_drawn(medium: Media) -> str:
    """A sentence why fetching this would be in vain, going by what the marketplace claims; else nothing."""
    if medium.size is not None and medium.size > MAX_MEDIUM:
        return f"It is said to be {medium.size:,} bytes; more than {MAX_MEDIUM:,} are not fetched."
    claimed = medium.media_type.raw.strip().lower()
    for start, sentence in _NEVER_DRAWN.items():
        if claimed.startswith(start):
            return sentence
    return ""


def first_drawable(media: Collection[Media]) -> int:
    """The place of the medium to begin with: the first that may be a picture, or else the first."""
    with suppress(StopIteration):
        return next(place for place, medium in enumerate(media) if not why_not_drawn(medium))
    return 0
