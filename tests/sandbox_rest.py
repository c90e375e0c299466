"""A caller of the sandbox's REST marketplaces: it sends what it is told with the account's own header."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import httpx

from tests.sandbox_client import BASE_URL, Faults, in_process
from tests.sandbox_process import SandboxInfo
from tui_app.sandbox import SandboxOptions
from tui_app.sandbox.markets import MARKETS

_STRING_OR_SPACE = re.compile(r'("(?:\\.|[^"\\])*")|\s+')


class Rest:
    """Calls one marketplace at the base URL of its `account`, which is its part of the sandbox's line."""

    def __init__(
        self, client: httpx.Client, account: Mapping[str, Any], header: tuple[str, str], effects_url: str
    ) -> None:
        self.client = client
        self.account = account
        self.header = header
        self._effects_url = effects_url

    def get(self, path: str, **query: object) -> httpx.Response:
        """GET `path`, which begins with a slash, with the credentials."""
        return self.send("GET", path, params={name: str(value) for name, value in query.items()})

    def post(self, path: str, body: object) -> httpx.Response:
        """POST `body` as JSON to `path` with the credentials."""
        return self.send("POST", path, json=body)

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send anything; `headers` given take the place of the credentials."""
        more.setdefault("headers", dict([self.header]))
        return self.client.request(method, self.account["base_url"] + path, **more)

    def effects(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """What really changed: marketplace, action, target and request."""
        found = self.client.get(self._effects_url).raise_for_status().json()["effects"]
        return [(one["marketplace"], one["action"], one["target"], one["request"]) for one in found]

    @property
    def faults(self) -> Faults:
        """The faults of the same sandbox."""
        return Faults(self.client)


Header = Callable[[Mapping[str, Any]], tuple[str, str]]


def fresh(slug: str, header: Header, clock: Callable[[], datetime], **options: Any) -> Rest:
    """A caller of a fresh sandbox in this process; `options` as SandboxOptions takes them."""
    kraken = in_process(clock, **options)
    (market,) = [market for market in MARKETS if market.slug == slug]
    account = market.account(SandboxOptions(**options), BASE_URL)
    return Rest(kraken.client, account, header(account), BASE_URL + "/_sandbox/effects")


def served_at(slug: str, header: Header, info: SandboxInfo) -> Rest:
    """A caller of a running sandbox over real connections; its `client` has to be closed."""
    client = httpx.Client(base_url=info.base_url, trust_env=False)
    account = info.said[slug]
    return Rest(client, account, header(account), info.effects_url)


def folded(text: bytes) -> str:
    """JSON without the white space between its values; key order, types and digits are kept."""
    return _STRING_OR_SPACE.sub(lambda found: found.group(1) or "", text.decode())
