"""A pretend market in this process, that a test can count, hold back and break."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.sandbox_client import KrakenCaller
from tui_app.sandbox import SandboxOptions, application
from tui_app.sandbox.kraken.credentials import KrakenCredentials

HOST = "127.0.0.1"


@dataclass(slots=True)
class Gatekeeper:
    """Stands before the market. `calls` counts requests by their last path part.

    `held` holds the names of calls that wait, before they take effect, until `release` is called.
    `answers` gives a call an answer of the test's own; the market does not hear of it.
    """

    inside: ASGIApp
    calls: Counter[str] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)
    answers: dict[str, Response] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = str(scope["path"]).rpartition("/")[2]
        self.calls[name] += 1
        while name in self.held:
            await _a_moment()
        answer = self.answers.get(name) or self.answers.get("*")
        await (answer or self.inside)(scope, receive, send)

    def release(self) -> None:
        """Let everything through from now on."""
        self.held.clear()


async def _a_moment() -> None:
    await asyncio.sleep(0.005)


class Market:
    """A running market. `line` is what a sandbox prints of itself."""

    def __init__(
        self,
        base_url: str,
        credentials: KrakenCredentials,
        gatekeeper: Gatekeeper,
        close: Callable[[], None],
    ) -> None:
        self.base_url = base_url
        self.credentials = credentials
        self.gatekeeper = gatekeeper
        self.close_down = close
        """Stop listening: from then on nobody answers there. May be called twice."""
        kraken = {
            "base_url": base_url,
            "api_key": credentials.api_key,
            "api_secret": credentials.api_secret,
        }
        self.line = json.dumps({"kraken": kraken, "effects_url": base_url + "/_sandbox/effects"})

    @property
    def calls(self) -> Counter[str]:
        """How often each call arrived."""
        return self.gatekeeper.calls

    def effects(self) -> list[tuple[str, dict[str, Any]]]:
        """What really changed: each action with the request that caused it."""
        answer = httpx.get(self.base_url + "/_sandbox/effects", trust_env=False).raise_for_status().json()
        return [(each["action"], each["request"]) for each in answer["effects"]]

    @contextmanager
    def somebody_else(self) -> Iterator[KrakenCaller]:
        """Another program that uses the same account."""
        with httpx.Client(base_url=self.base_url, trust_env=False) as client:
            yield KrakenCaller(client, self.credentials.api_key, self.credentials.api_secret)


@contextmanager
def a_market(**options: Any) -> Iterator[Market]:
    """A market of 40 offers; `options` as SandboxOptions takes them."""
    wanted = SandboxOptions(**{"offers": 40, **options})
    gatekeeper = Gatekeeper(application(wanted, lambda: datetime.now(UTC)))
    server = _Server(
        uvicorn.Config(
            gatekeeper, host=HOST, port=0, loop="asyncio", lifespan="off", log_config=None, ws="none"
        )
    )
    thread = threading.Thread(target=server.run, name="market", daemon=True)
    thread.start()

    def close() -> None:
        gatekeeper.release()
        server.stop.set()
        thread.join(10)

    try:
        assert server.listening.wait(10)
        base_url = f"http://{HOST}:{server.port}"
        yield Market(base_url, KrakenCredentials.of(wanted), gatekeeper, close)
    finally:
        close()


class _Server(uvicorn.Server):
    """Says when it listens, and ends when its event is set."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()
        self.stop = threading.Event()
        self.port = 0

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.port = self.servers[0].sockets[0].getsockname()[1]
        self.listening.set()

    async def on_tick(self, counter: int) -> bool:
        self.should_exit = self.force_exit = self.stop.is_set()
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
