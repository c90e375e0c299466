"""What broke a request, and whether the server can have had it.

The classes of httpx tell less than it seems: a reset looks the same whether or not the server acted. A
request counts as not sent only where not one byte of it can have left.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

import httpx

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


class Kind(Enum):
    """How far a broken request came."""

    NOT_SENT = auto()
    BROKEN_OFF = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken request: how far it came, and what happened as part of a sentence."""

    kind: Kind
    words: str


class TooMuch(Exception):
    """An answer is larger than anything a marketplace has reason to send."""


class Encoded(Exception):
    """An answer is compressed although the request asked for none of that."""


def fault_of(error: Exception, *, began: bool) -> Fault:
    """The fault behind an exception of httpx or of the total limit. `began`: bytes were being written."""
    if isinstance(error, TooMuch):
        return Fault(Kind.UNREADABLE, "its answer is too large to be one")
    if isinstance(error, Encoded):
        return Fault(Kind.UNREADABLE, "its answer is compressed, which was not asked for")
    if isinstance(error, _NEVER_SENT) or not began:
        return Fault(Kind.NOT_SENT, _why_not_sent(error))
    return Fault(Kind.BROKEN_OFF, _why_broken(error))


def _why_not_sent(error: Exception) -> str:
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol | httpx.InvalidURL):
        return "the request cannot be written for this address"
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "no connection came about in time"
    causes = tuple(_causes(error))
    for kind, words in _CAUSES:
        if any(isinstance(cause, kind) for cause in causes):
            return words
    return "no connection came about"


def _why_broken(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "no complete answer came in time"
    if isinstance(error, httpx.RemoteProtocolError):
        return "the answer broke off or is not HTTP"
    return "the connection broke off"


_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not trusted"),
    (ssl.SSLError, "no safe connection (TLS) came about"),
    (socket.gaierror, "its name cannot be found"),
    (ConnectionRefusedError, "nothing answers there"),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it came from, group members included; each once."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting.extend(each for each in (current.__cause__, current.__context__) if each is not None)
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
