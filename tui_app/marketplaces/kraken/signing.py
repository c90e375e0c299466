"""Kraken's key pair and the API-Sign header, as its authentication guide computes it.

API-Sign is base64(HMAC-SHA512(private key, path + SHA256(nonce + body))), where path begins at `/0/private`
and body is the text that is sent, byte for byte.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Generator
from dataclasses import dataclass

import httpx

from tui_app.domain.errors import AT_ACCOUNTS, CredentialsMissing, CredentialsRejected
from tui_app.domain.secrets import Credentials, Secret

_FINGERPRINT_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """The secrets of one account. `otp` is the fixed two-factor password of the key, if it has one."""

    api_key: Secret
    private: Secret
    otp: Secret | None = None

    @classmethod
    def of(cls, credentials: Credentials) -> KeyPair:
        """The pair in `credentials`. Raises CredentialsMissing, or CredentialsRejected for what is no key."""
        api_key, private, otp = (_stripped(credentials, name) for name in ("api_key", "api_secret", "otp"))
        if api_key is None or private is None:
            raise CredentialsMissing(f"This account has no API key yet. Enter one {AT_ACCOUNTS}.")
        _check(api_key, private)
        return cls(api_key=api_key, private=private, otp=otp)

    @property
    def fingerprint(self) -> str:
        """What names the API key where nonces are kept, without giving it away."""
        return hashlib.sha256(self.api_key.reveal().encode()).hexdigest()[:_FINGERPRINT_LENGTH]


class KrakenAuth(httpx.Auth):
    """Adds API-Key and API-Sign to one request, from the bytes that are about to leave."""

    requires_request_body = True

    def __init__(self, keys: KeyPair, *, path: str, nonce: str) -> None:
        self._keys = keys
        self._path = path
        self._nonce = nonce

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign `request`; the answer is not looked at."""
        request.headers["API-Key"] = self._keys.api_key.reveal()
        request.headers["API-Sign"] = api_sign(
            self._keys.private, path=self._path, nonce=self._nonce, body=request.content
        )
        yield request


def api_sign(private: Secret, *, path: str, nonce: str, body: bytes) -> str:
    """The API-Sign of one request. `private` is base64 text, already checked."""
    digest = hashlib.sha256(nonce.encode() + body).digest()
    key = base64.b64decode(private.reveal(), validate=True)
    return base64.b64encode(hmac.digest(key, path.encode() + digest, "sha512")).decode()


def _stripped(credentials: Credentials, name: str) -> Secret | None:
    text = credentials[name].reveal().strip() if name in credentials else ""
    return Secret(text) if text else None


def _check(api_key: Secret, private: Secret) -> None:
    key = api_key.reveal()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise CredentialsRejected("The API key holds characters that no key has. Paste it again.")
    if not _is_base64(private.reveal()):
        raise CredentialsRejected("The private key is not the base64 text that Kraken shows. Paste it again.")


def _is_base64(text: str) -> bool:
    try:
        return bool(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return False
