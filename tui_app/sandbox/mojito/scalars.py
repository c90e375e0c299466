"""What Mojito's own scalars take: ids and times, each refused in one sentence where it is none."""

from __future__ import annotations

import re

from tui_app.sandbox.mojito.instants import instant

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def uuid_asked(value: object) -> str:
    """An id that came, in small letters. Raises ValueError where it is no UUID."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise ValueError(f"{value!r} is not a valid UUID")
    return value.lower()


def time_asked(value: object) -> str:
    """A time that came, as it was written. Raises ValueError where it is not RFC 3339 with a zone."""
    try:
        instant(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("time should be RFC3339 formatted string") from None
    return str(value)
