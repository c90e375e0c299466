"""The made-up token of one sandbox, the person it is for, and that person's wallets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from random import Random

from tui_app.sandbox.json_web_token import claims_of, signed_token
from tui_app.sandbox.mojito.documents import OWNER
from tui_app.sandbox.mojito.ids import new_id
from tui_app.sandbox.mojito.records import User
from tui_app.sandbox.mojito.wallets import evm_address, solana_address
from tui_app.sandbox.options import SandboxOptions


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
    return signed_token(claims, _key(options))


def check(authorization: str, options: SandboxOptions, now: datetime) -> None:
    """Look at an Authorization header. Raises NotAdmitted where its token is not a good one now."""
    scheme, _, said = authorization.partition(" ")
    if scheme.lower() != "bearer" or not said:
        raise NotAdmitted("missing bearer token")
    claims = claims_of(said.strip(), _key(options))
    if claims is None:
        raise NotAdmitted("token is malformed or its signature is invalid")
    end = claims["exp"]
    if not isinstance(end, int) or end <= now.timestamp():
        raise NotAdmitted("token is expired")


def _key(options: SandboxOptions) -> bytes:
    return hashlib.sha256(f"a pretend Mojito key, {options.seed}".encode()).digest()
