"""JSON Web Tokens signed with HMAC-SHA256, as the marketplaces' documents show them; these open nothing."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping

_HEADER: Mapping[str, object] = {"alg": "HS256", "typ": "JWT"}


def signed_token(claims: Mapping[str, object], key: bytes) -> str:
    """A token that says `claims`."""
    signed = f"{_packed(_HEADER)}.{_packed(claims)}"
    return f"{signed}.{_signature(signed, key)}"


def claims_of(token: str, key: bytes) -> dict[str, object] | None:
    """What a token says, or None where its signature is not by `key`."""
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(signed, key).encode(), signature.encode()):
        return None
    packed = signed.partition(".")[2]
    found: dict[str, object] = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    return found


def _packed(part: Mapping[str, object]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _signature(signed: str, key: bytes) -> str:
    return _base64(hmac.digest(key, signed.encode(), "sha256"))
