"""A Kraken client small enough to be seen right: it signs, sends and hands back what came."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.sandbox_process import SandboxInfo


class KrakenCaller:
    """Calls one Kraken-like server with one key; nonces rise by one from the microsecond it was made."""

    def __init__(self, client: httpx.Client, api_key: str, api_secret: str) -> None:
        self._client = client
        self._api_key = api_key
        self._secret = base64.b64decode(api_secret)
        self._nonces = itertools.count(time.time_ns() // 1000)

    @classmethod
    def of(cls, info: SandboxInfo) -> KrakenCaller:
        """A caller of a running sandbox."""
        return cls(httpx.Client(base_url=info.base_url, trust_env=False), info.api_key, info.api_secret)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def headers(self, path: str, nonce: str, body: str) -> dict[str, str]:
        """API-Key and API-Sign of Kraken's authentication guide for `body` sent to `path`."""
        digest = hashlib.sha256((nonce + body).encode()).digest()
        mac = hmac.new(self._secret, path.encode() + digest, hashlib.sha512)
        return {"API-Key": self._api_key, "API-Sign": base64.b64encode(mac.digest()).decode()}

    def send(self, method: str, nonce: str, body: str, content_type: str) -> httpx.Response:
        """Send exactly `body`, signed with `nonce`, to a private method."""
        path = f"/0/private/{method}"
        headers = {**self.headers(path, nonce, body), "Content-Type": content_type}
        return self._client.post(path, content=body, headers=headers)

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

    def public(self, method: str, *pairs: tuple[str, str]) -> Any:
        """The whole answer to a public call."""
        return self._client.get(f"/0/public/{method}", params=pairs).json()
