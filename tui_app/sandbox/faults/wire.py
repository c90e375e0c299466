"""One connection's own bytes, below HTTP: for answers that are none."""

from __future__ import annotations

import asyncio
import os
import socket
import struct

from uvicorn.protocols.http.flow_control import FlowControl

WIRE = "sandbox.wire"
"""Where a request's scope has its connection, in the state."""

_AT_ONCE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""SO_LINGER on, with no time: whatever is closed then is reset."""


class Wire:
    """The server's end of one connection."""

    def __init__(self, transport: asyncio.Transport, flow: FlowControl) -> None:
        self._transport = transport
        self._flow = flow

    @property
    def closing(self) -> bool:
        """Whether it has been closed, by either side."""
        return self._transport.is_closing()

    async def say(self, data: bytes) -> None:
        """Send bytes as they are, waiting while the other side does not read."""
        if not self.closing:
            self._transport.write(data)
            await self._flow.drain()

    def close(self) -> None:
        """End with FIN once everything said is sent."""
        self._transport.close()

    def abort(self) -> None:
        """End now, whatever is still to be sent."""
        self._transport.abort()

    def reset(self) -> None:
        """End with RST."""
        sock = self._transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self._transport.abort()
