"""The sandbox as a process: it listens on 127.0.0.1, says where, and ends without leaving anything behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn

from tui_app.sandbox.app import EFFECTS_PATH, build
from tui_app.sandbox.faults.layer import FaultySandbox
from tui_app.sandbox.faults.protocol import FaultyProtocol
from tui_app.sandbox.kraken.credentials import KrakenCredentials
from tui_app.sandbox.markets import MARKETS
from tui_app.sandbox.options import SandboxOptions

HOST = "127.0.0.1"


def serve(options: SandboxOptions, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP, or until the parent named in `options` is gone.

    `announce` gets one line of JSON, without a line end, once requests are answered. Raises OSError
    where the port cannot be had.
    """
    with socket.create_server((HOST, options.port), backlog=256) as listener:
        _send_at_once(listener)
        base_url = f"http://{HOST}:{listener.getsockname()[1]}"
        line = json.dumps(_description(options, base_url))
        with _collection_paused():
            sandbox = build(options, lambda: datetime.now(UTC))
        server = _Server(_configuration(sandbox), options.parent_pid, lambda: announce(line), sandbox.stop)
        server.run(sockets=[listener])


def _send_at_once(listener: socket.socket) -> None:
    """Connections inherit it. asyncio sets it itself only where a socket names its protocol, and without
    it the body of an answer waits some 40 ms behind its headers.
    """
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """A big market is made a third faster while nothing looks for garbage in it, and none is in it."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _description(options: SandboxOptions, base_url: str) -> dict[str, object]:
    credentials = KrakenCredentials.of(options)
    kraken = {"base_url": base_url, "api_key": credentials.api_key, "api_secret": credentials.api_secret}
    others = {market.slug: dict(market.account(options, base_url)) for market in MARKETS}
    suggested = {market.slug: dict(market.suggested) for market in MARKETS if market.suggested}
    beside = {"suggested": suggested, "live": options.live, "effects_url": base_url + EFFECTS_PATH}
    return {"kraken": kraken, **others, **beside}


def _configuration(sandbox: FaultySandbox) -> uvicorn.Config:
    return uvicorn.Config(
        sandbox,
        loop="asyncio",
        http=FaultyProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )


class _Server(uvicorn.Server):
    """A server that says when it listens, ends with exit code 0 on a signal, and watches its parent."""

    def __init__(
        self,
        config: uvicorn.Config,
        parent_pid: int | None,
        listening: Callable[[], None],
        stopping: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._parent_pid = parent_pid
        self._listening = listening
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what faults hold open, then everything else."""
        self._stopping()
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether to stop. A process whose parent died is given another one."""
        if self._parent_pid is not None and os.getppid() != self._parent_pid:
            self.should_exit = True
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on a signal, and do not raise it again afterwards: to be stopped is an ordinary end."""
        if threading.current_thread() is threading.main_thread():
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                loop.add_signal_handler(number, self._stop)
        yield

    def _stop(self) -> None:
        self.should_exit = True
