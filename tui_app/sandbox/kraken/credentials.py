"""The made-up API key and secret of one sandbox, in the form of Kraken's own."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from tui_app.sandbox.options import SandboxOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class KrakenCredentials:
    """A key of 56 characters and a secret of 64 bytes in base64. They open nothing but a sandbox."""

    api_key: str
    api_secret: str

    @classmethod
    def of(cls, options: SandboxOptions) -> KrakenCredentials:
        """The credentials asked for, or else ones that follow from the seed."""
        return cls(
            api_key=options.kraken_api_key or _made_up("key", options.seed)[:56],
            api_secret=options.kraken_api_secret or _made_up("secret", options.seed),
        )


def _made_up(kind: str, seed: int) -> str:
    return base64.b64encode(hashlib.sha512(f"a pretend {kind}, {seed}".encode()).digest()).decode()
