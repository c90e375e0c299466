"""How long and how large one request may be."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BODY = 8 * 1024 * 1024
"""Bytes of one answer's body."""
MAX_MEDIUM = 16 * 1024 * 1024
"""Bytes of one picture or other medium."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may take: seconds in all and to connect, bytes of the answer's body."""

    total: float = 10.0
    connect: float = 5.0
    body: int = MAX_BODY


MEDIA_LIMITS = Limits(total=20.0, connect=5.0, body=MAX_MEDIUM)
"""What fetching one medium may take."""
