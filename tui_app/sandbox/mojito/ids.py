"""Mojito's identifiers, which are UUIDs."""

from __future__ import annotations

from random import Random
from uuid import UUID


def new_id(rng: Random) -> str:
    """A random UUID of a seed."""
    return str(UUID(int=rng.getrandbits(128), version=4))
