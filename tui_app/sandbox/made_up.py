"""Keys and tokens that follow from a seed and open nothing but a sandbox."""

from __future__ import annotations

import hashlib


def made_up(kind: str, seed: int) -> str:
    """64 hexadecimal digits for one kind of secret, such as "Dew key"."""
    return hashlib.sha256(f"a pretend {kind}, {seed}".encode()).hexdigest()
