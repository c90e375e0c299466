"""HTTP by hand: exact bytes out, whatever comes back, and how the connection ended."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from tests.sandbox_client import KrakenCaller
from tests.sandbox_process import SandboxInfo

Ending = Literal["closed", "reset", "open"]
COUNTER = {"offer_id": "ONQYPLG-OFARL-35RBGO", "ask_price": "9", "currency": "ETH"}
"""A call that may be made again and again, each time with an effect of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Everything that came on one connection, and whether it ended with FIN, with RST, or not yet."""

    data: bytes
    ending: Ending

    @property
    def head(self) -> bytes:
        """What came before the first empty line."""
        return self.data.partition(b"\r\n\r\n")[0]

    @property
    def body(self) -> bytes:
        """What came after it."""
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def status(self) -> int:
        """The status of the first line."""
        return int(self.data.split(b" ", 2)[1])

    def header(self, name: str) -> str | None:
        """A header's value, or None."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return None


def request(kraken: KrakenCaller, method: str = "NftCounterOffer", **asked: Any) -> bytes:
    """One signed private call as bytes, for a connection of its own; by default a counter-offer."""
    path = f"/0/private/{method}"
    nonce = kraken.next_nonce()
    body = json.dumps({"nonce": nonce, **(asked or COUNTER)})
    headers = {
        "Host": "127.0.0.1",
        "User-Agent": "by hand",
        "Connection": "close",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **kraken.headers(path, nonce, body),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n{body}".encode()


@contextmanager
def connected(info: SandboxInfo) -> Iterator[socket.socket]:
    """A bare connection to the sandbox."""
    place = urlsplit(info.base_url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as sock:
        yield sock


def hear(sock: socket.socket, within: float = 10.0, most: int = 10**9) -> Heard:
    """Read until the connection ends, `most` bytes have come, or the time is over."""
    data = bytearray()
    ending: Ending = "open"
    deadline = time.monotonic() + within
    while ending == "open" and len(data) < most and (left := deadline - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            part = sock.recv(65536)
        except TimeoutError:
            break
        except ConnectionResetError:
            ending = "reset"
        else:
            data += part
            ending = "open" if part else "closed"
    return Heard(data=bytes(data), ending=ending)


def ask(info: SandboxInfo, data: bytes) -> Heard:
    """Send a whole request and read until the connection ends."""
    try:
        with connected(info) as sock:
            sock.sendall(data)
            return hear(sock)
    except (ConnectionResetError, BrokenPipeError):
        return Heard(data=b"", ending="reset")
