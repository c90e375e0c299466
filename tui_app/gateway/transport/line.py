"""One connection: bytes out, bytes in, and an end that is never missed."""

from __future__ import annotations

import asyncio
from typing import cast

_MOST_HELD = 256 * 1024


class Line(asyncio.Protocol):
    """What asyncio calls about one TCP or TLS connection, as something to wait for.

    Bytes that arrive while nobody asked for any end it: they can answer no question of ours.
    """

    def __init__(self) -> None:
        self.resting = False
        self._transport: asyncio.Transport | None = None
        self._came = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._gone = asyncio.Event()
        self._news = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()

    @property
    def usable(self) -> bool:
        """Whether nothing has ended it, as far as this side has heard."""
        return not self._ended

    @property
    def gone(self) -> bool:
        """Whether its socket is closed."""
        return self._gone.is_set()

    @property
    def has_room(self) -> bool:
        """Whether the system has taken what was sent, or soon will have."""
        return self._writable.is_set()

    def send(self, data: bytes) -> None:
        """Hand bytes to the system; those that it does not take at once follow by themselves."""
        if self._transport is not None and not self._ended:
            self._transport.write(data)

    async def sent(self) -> None:
        """Wait until the system has room again. An end is no error here: the answer may be in already."""
        await self._writable.wait()

    async def receive(self) -> bytes:
        """What came, at least one byte, or nothing at an orderly end. Raises OSError at any other."""
        while not self._came and not self._ended:
            self._news.clear()
            await self._news.wait()
        if not self._came and self._error is not None:
            raise self._error
        came = bytes(self._came)
        self._came.clear()
        if self._transport is not None and not self._ended:
            self._transport.resume_reading()
        return came

    def abort(self) -> None:
        """Give the socket up now, with whatever is on its way."""
        self._end(None)
        if self._transport is not None:
            self._transport.abort()

    async def end(self) -> None:
        """Give the socket up and wait until it is closed."""
        self.abort()
        if self._transport is not None:
            await self._gone.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Keep what came until it is asked for; hold the sender up where that is much."""
        if self.resting:
            self.abort()
            return
        self._came += data
        self._news.set()
        if len(self._came) > _MOST_HELD and self._transport is not None:
            self._transport.pause_reading()

    def eof_received(self) -> bool:
        """The other side is done; so is this one."""
        self._end(None)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, orderly or not."""
        self._end(exc)
        self._gone.set()

    def pause_writing(self) -> None:
        """The system has no room."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """It has again."""
        self._writable.set()

    def _end(self, error: Exception | None) -> None:
        if not self._ended:
            self._ended, self._error = True, error
        self._news.set()
        self._writable.set()
