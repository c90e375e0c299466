"""A Kraken client small enough to be seen right: it signs, sends and hands back what came."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from tests.sandbox_process import SandboxInfo
from tui_app.sandbox import SandboxOptions, application

KEY: Final = "key for a test"
SECRET: Final = base64.b64encode(b"secret for a test").decode()
"""What every sandbox made by `in_process` takes."""

BASE_URL: Final = "http://sandbox.invalid"


class Clock:
    """A clock that stands until it is told to go."""

    def __init__(self, now: datetime = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now

    def go(self, **amount: float) -> None:
        """Let time pass; `amount` as a timedelta takes it, such as hours=2."""
        self.now += timedelta(**amount)

    def unix(self, **ahead: float) -> int:
        """Unix seconds now, or that far ahead."""
        return int((self.now + timedelta(**ahead)).timestamp())


class _InProcess(httpx.BaseTransport):
    """Runs each request through an ASGI application, without a socket."""

    def __init__(self, inside: httpx.ASGITransport) -> None:
        self._inside = inside

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` and read the answer whole."""
        return asyncio.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inside.handle_async_request(request)
        content = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)


def in_process(clock: Callable[[], datetime], **options: Any) -> KrakenCaller:
    """A caller of a fresh sandbox in this process, at `BASE_URL`; `options` as SandboxOptions takes them."""
    wanted = SandboxOptions(**{"kraken_api_key": KEY, "kraken_api_secret": SECRET, **options})
    transport = _InProcess(httpx.ASGITransport(application(wanted, clock)))
    client = httpx.Client(transport=transport, base_url=BASE_URL)
    return KrakenCaller(client, wanted.kraken_api_key or "", wanted.kraken_api_secret or "")


class Faults:
    """The faults of a sandbox: arming them, and what became of it."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def arm(self, fault: str, path: str | None = "*", **told: Any) -> None:
        """Arm one more fault; `told` as a rule in JSON has it."""
        rule = {"fault": fault, **({} if path is None else {"path": path}), **told}
        self._client.post("/_sandbox/faults", json=rule).raise_for_status()

    def clear(self) -> None:
        """Disarm everything, end what is held, and empty the log."""
        self._client.delete("/_sandbox/faults").raise_for_status()

    def armed(self) -> list[dict[str, Any]]:
        """What is armed, in order."""
        return self._state("armed")

    def used(self) -> list[dict[str, Any]]:
        """What was used, oldest first."""
        return self._state("used")

    def held(self, within: float = 30.0) -> list[dict[str, Any]]:
        """The requests that are held, as soon as there is one, or after that many seconds."""
        answer = self._client.get("/_sandbox/faults/held", params={"within": within}, timeout=within + 10)
        found: list[dict[str, Any]] = answer.raise_for_status().json()["held"]
        return found

    def release(self, **told: Any) -> list[int]:
        """Let held requests go on; the ids of their uses."""
        answer = self._client.post("/_sandbox/faults/release", json=told)
        released: list[int] = answer.raise_for_status().json()["released"]
        return released

    def _state(self, part: str) -> list[dict[str, Any]]:
        answer = self._client.get("/_sandbox/faults")
        found: list[dict[str, Any]] = answer.raise_for_status().json()[part]
        return found


class KrakenCaller:
    """Calls one Kraken-like server with one key; nonces rise by one from the microsecond it was made."""

    def __init__(self, client: httpx.Client, api_key: str, api_secret: str) -> None:
        self.client = client
        self._api_key = api_key
        self._secret = base64.b64decode(api_secret)
        self._nonces = itertools.count(time.time_ns() // 1000)

    @classmethod
    def of(cls, info: SandboxInfo) -> KrakenCaller:
        """A caller of a running sandbox."""
        return cls(httpx.Client(base_url=info.base_url, trust_env=False), info.api_key, info.api_secret)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def next_nonce(self) -> str:
        """A nonce that no call has had yet."""
        return str(next(self._nonces))

    def skip_to(self, nonce: int) -> None:
        """Go on with `nonce`."""
        self._nonces = itertools.count(nonce)

    def headers(self, path: str, nonce: str, body: str) -> dict[str, str]:
        """API-Key and API-Sign of Kraken's authentication guide for `body` sent to `path`."""
        digest = hashlib.sha256((nonce + body).encode()).digest()
        mac = hmac.new(self._secret, path.encode() + digest, hashlib.sha512)
        return {"API-Key": self._api_key, "API-Sign": base64.b64encode(mac.digest()).decode()}

    def send(self, method: str, nonce: str, body: str, content_type: str) -> httpx.Response:
        """Send exactly `body`, signed with `nonce`, to a private method."""
        path = f"/0/private/{method}"
        headers = {**self.headers(path, nonce, body), "Content-Type": content_type}
        return self.client.post(path, content=body, headers=headers)

    def call(self, method: str, **asked: Any) -> Any:
        """The whole answer to a private call with a JSON body."""
        return self.answer(method, **asked).json()

    def answer(self, method: str, **asked: Any) -> httpx.Response:
        """The HTTP answer to a private call with a JSON body."""
        nonce = str(next(self._nonces))
        return self.send(method, nonce, json.dumps({"nonce": nonce, **asked}), "application/json")

    def call_form(self, method: str, *pairs: tuple[str, str]) -> Any:
        """The whole answer to a private call with a form body, `pairs` in their order."""
        nonce = str(next(self._nonces))
        body = urlencode([("nonce", nonce), *pairs])
        return self.send(method, nonce, body, "application/x-www-form-urlencoded").json()

    def result(self, method: str, **asked: Any) -> Any:
        """The `result` of a private call that must not be refused."""
        answer = self.call(method, **asked)
        assert answer["error"] == [], answer
        return answer["result"]

    def refusal(self, method: str, **asked: Any) -> str:
        """The words a private call is refused with."""
        answer = self.call(method, **asked)
        (words,) = answer["error"]
        assert "result" not in answer
        return str(words)

    def offers(self, scope: str, **filters: Any) -> list[dict[str, Any]]:
        """The first page of the account's offers on one side, newest first."""
        asked = {"pos": 0, "sort": "desc", "count": 100, **filters}
        found: list[dict[str, Any]] = self.result("NftUserOffers", scope=scope, **asked)["offers"]
        return found

    def effects(self) -> list[dict[str, Any]]:
        """What really changed so far."""
        found: list[dict[str, Any]] = self.client.get("/_sandbox/effects").json()["effects"]
        return found

    @property
    def faults(self) -> Faults:
        """The faults of the same server."""
        return Faults(self.client)

    def public(self, method: str, *pairs: tuple[str, str]) -> Any:
        """The whole answer to a public call."""
        return self.client.get(f"/0/public/{method}", params=pairs).json()
