"""uvicorn's HTTP over h11, with each connection handed to the application, and resets before HTTP begins."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from tui_app.sandbox.faults.layer import FaultySandbox
from tui_app.sandbox.faults.wire import WIRE, Wire


class FaultyProtocol(H11Protocol):
    """One connection. The application finds it in the state of each request, under `WIRE`."""

    _line = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, or reset at once."""
        super().connection_made(transport)
        self._wire = Wire(transport, self.flow)
        self.app_state = {**self.app_state, WIRE: self._wire}
        app = self.config.app
        self._sandbox = app if isinstance(app, FaultySandbox) else None
        if self._sandbox is not None and self._sandbox.meets_accept():
            self._wire.reset()

    def data_received(self, data: bytes) -> None:
        """Read on, or reset where the first line of a request asks for it."""
        if self._sandbox is not None and self._sandbox.reads_lines and self._meets_a_reset(data):
            self._wire.reset()
            return
        super().data_received(data)

    def _meets_a_reset(self, data: bytes) -> bool:
        if self.conn.their_state is not h11.IDLE:
            return False
        line, end, _ = (self._line + data).partition(b"\r\n")
        self._line = b"" if end else line
        words = line.split(b" ")
        if not end or len(words) != 3 or self._sandbox is None:
            return False
        path = unquote(words[1].partition(b"?")[0].decode("latin-1"))
        return self._sandbox.meets_line(words[0].decode("latin-1"), path)
