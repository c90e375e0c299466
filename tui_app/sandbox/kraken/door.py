"""Who may come in: API-Key, API-Sign, nonce, one-time password, lockout and call counter."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from tui_app.sandbox.kraken.calls import TIERS, CallCounter
from tui_app.sandbox.kraken.credentials import KrakenCredentials
from tui_app.sandbox.kraken.parameters import Parameters, read_body
from tui_app.sandbox.kraken.refusals import (
    AUTH_FAILED,
    BAD_REQUEST,
    INVALID_KEY,
    INVALID_NONCE,
    INVALID_SIGNATURE,
    LOCKOUT,
    RATE_LIMIT,
    Refusal,
)
from tui_app.sandbox.options import SandboxOptions

_NONCE = re.compile(r"[0-9]{1,20}")
_UINT64 = 2**64 - 1


def signature(secret: str, path: str, nonce: str, body: bytes) -> str:
    """API-Sign of Kraken's authentication guide: HMAC-SHA512 over the path and SHA256(nonce + exact body)."""
    message = path.encode() + hashlib.sha256(nonce.encode() + body).digest()
    return base64.b64encode(hmac.digest(base64.b64decode(secret), message, "sha512")).decode()


class Door:
    """Admits the private calls of one API key.

    A call is admitted or refused without giving up control in between, so that of two calls with one
    nonce one is refused.
    """

    def __init__(self, options: SandboxOptions, clock: Callable[[], datetime]) -> None:
        self._options = options
        self._credentials = KrakenCredentials.of(options)
        self._clock = clock
        self._counter = CallCounter(TIERS[options.kraken_tier])
        self._last_nonce = -1
        self._failures = 0
        self._locked_until = 0.0

    def admit(self, path: str, headers: Mapping[str, str], body: bytes) -> Parameters:
        """What the call asks. Raises Refusal with the words of Kraken's error page."""
        now = self._clock().timestamp()
        if now < self._locked_until:
            raise Refusal(LOCKOUT)
        if not headers.get("user-agent"):
            raise Refusal(BAD_REQUEST)
        asked = self._authenticated(now, path, headers, body)
        self._failures = 0
        if not self._counter.admits(now):
            raise Refusal(RATE_LIMIT)
        return asked

    def _authenticated(self, now: float, path: str, headers: Mapping[str, str], body: bytes) -> Parameters:
        if headers.get("api-key") != self._credentials.api_key:
            raise self._failed(now, INVALID_KEY)
        asked = read_body(headers.get("content-type", ""), body, self._options.kraken_arrays)
        nonce = _nonce_text(asked.raw("nonce"))
        if nonce is None:
            raise self._failed(now, INVALID_NONCE)
        expected = signature(self._credentials.api_secret, path, nonce, body)
        if not hmac.compare_digest(expected.encode(), headers.get("api-sign", "").encode()):
            raise self._failed(now, INVALID_SIGNATURE)
        if int(nonce) <= self._last_nonce:
            raise self._failed(now, INVALID_NONCE)
        if self._options.kraken_otp not in (None, asked.optional_text("otp")):
            raise self._failed(now, AUTH_FAILED)
        self._last_nonce = int(nonce)
        return asked

    def _failed(self, now: float, words: str) -> Refusal:
        self._failures += 1
        if self._failures >= self._options.kraken_lockout_after:
            self._failures = 0
            self._locked_until = now + self._options.kraken_lockout
        return Refusal(words)


def _nonce_text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value)
    if not _NONCE.fullmatch(text) or int(text) > _UINT64:
        return None
    return text
