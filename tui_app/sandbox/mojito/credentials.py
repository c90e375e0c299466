"""The made-up token of one sandbox, the person it is for, and that person's wallets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from tui_app.sandbox.mojito.documents import OWNER
from tui_app.sandbox.mojito.ids import new_id
from tui_app.sandbox.mojito.records import User
from tui_app.sandbox.mojito.wallets import evm_address, solana_address
from tui_app.sandbox.options import SandboxOptions

_HEADER: Mapping[str, object] = {"alg": "HS256", "typ": "JWT"}


class NotAdmitted(Exception):
    """A token opens nothing; `words` says why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whom every valid token of one sandbox is for: a user with wallets on EVM chains and on Solana."""

    user: User
    wallets: tuple[str, ...]

    @classmethod
    def of(cls, options: SandboxOptions) -> Caller:
        """The caller that follows from the seed; one wallet is the owner's in the printed example."""
        rng = Random(f"mojito caller {options.seed}")  # noqa: S311 - a pretend market has to be repeatable
        user = User(id=new_id(rng), username=new_id(rng))
        return cls(user=user, wallets=(evm_address(rng), evm_address(rng), OWNER, solana_address(rng)))


def token(options: SandboxOptions, now: datetime) -> str:
    """A JSON Web Token that ends `options.mojito_token_lifetime` seconds after `now`."""
    issued = int(now.timestamp())
    claims = {
        "iss": "https://sandbox.invalid/",
        "sub": Caller.of(options).user.id,
        "iat": issued,
        "exp": issued + options.mojito_token_lifetime,
    }
    signed = f"{_packed(_HEADER)}.{_packed(claims)}"
    return f"{signed}.{_signature(signed, options)}"


def check(authorization: str, options: SandboxOptions, now: datetime) -> None:
    """Look at an Authorization header. Raises NotAdmitted where its token is not a good one now."""
    scheme, _, said = authorization.partition(" ")
    if scheme.lower() != "bearer" or not said:
        raise NotAdmitted("missing bearer token")
    signed, _, signature = said.strip().rpartition(".")
    if not hmac.compare_digest(_signature(signed, options).encode(), signature.encode()):
        raise NotAdmitted("token is malformed or its signature is invalid")
    if _end(signed) <= now.timestamp():
        raise NotAdmitted("token is expired")


def _packed(part: Mapping[str, object]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _signature(signed: str, options: SandboxOptions) -> str:
    key = hashlib.sha256(f"a pretend Mojito key, {options.seed}".encode()).digest()
    return _base64(hmac.digest(key, signed.encode(), "sha256"))


def _end(signed: str) -> float:
    """When a token ends whose signature is ours."""
    claims = signed.partition(".")[2]
    padded = claims + "=" * (-len(claims) % 4)
    return float(json.loads(base64.urlsafe_b64decode(padded))["exp"])
