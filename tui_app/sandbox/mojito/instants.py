"""Times as Mojito writes them: RFC 3339 in UTC, the fraction without its last zeros."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_WITH_ZONE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.IGNORECASE)


def instant(text: str) -> datetime:
    """A written time, to the microsecond. Raises ValueError."""
    if not _WITH_ZONE.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text.upper()).astimezone(UTC)


def written(at: datetime, nanoseconds: int | None = None) -> str:
    """`at` with its own microseconds, or with other nanoseconds, such as 2025-01-20T12:22:31.830433Z."""
    fraction = f"{at.microsecond * 1000 if nanoseconds is None else nanoseconds:09d}".rstrip("0")
    return at.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}" if fraction else "") + "Z"
