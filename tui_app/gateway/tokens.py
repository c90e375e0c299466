"""A key or token as a person pastes it, checked before it is used: what it says is never repeated."""

from __future__ import annotations

import re
from typing import Final

from tui_app.domain.errors import UsageError

_SCHEME: Final = re.compile(r"bearer\s+", re.IGNORECASE)


def checked_token(text: str) -> str:
    """What goes into a header, without the “Bearer” that it was copied with. Raises UsageError."""
    token = _SCHEME.sub("", text.strip(), count=1) if _SCHEME.match(text.strip()) else text.strip()
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise UsageError("It holds a blank or a letter that no key or token has: copy it again, alone.")
    return token
