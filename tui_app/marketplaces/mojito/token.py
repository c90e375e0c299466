"""The JSON Web Token an account signs in with: its form, and when it ends. It is read, never verified."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tui_app.domain.errors import AT_ACCOUNTS, CredentialsMissing, CredentialsRejected
from tui_app.domain.secrets import Credentials, Secret

_FORM: Final = re.compile(r"[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*", re.ASCII)
_LONGEST: Final = 16_384
_OUR_CLOCK: Final = timedelta(days=1)  # how far the clock of this machine may be wrong, and is


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and the moment it ends if it names one."""

    secret: Secret
    ends: datetime | None

    @classmethod
    def of(cls, credentials: Credentials) -> Token:
        """The token in `credentials`. Raises CredentialsMissing, or CredentialsRejected for what is none."""
        said = credentials["token"].reveal().strip() if "token" in credentials else ""
        if not (text := re.sub(r"^bearer\s+", "", said, flags=re.IGNORECASE)):
            raise CredentialsMissing(f"This account has no token yet. Enter one {AT_ACCOUNTS}.")
        return cls(Secret(text), _end_of(_claims(text)))

    def check(self, now: datetime, *, theirs: bool) -> None:
        """Raises CredentialsRejected where the token has ended; `theirs` says whose clock `now` is from.

        Going by this machine's clock alone, only what ended a day ago has ended for certain.
        """
        if self.ends is not None and self.ends <= (now if theirs else now - _OUR_CLOCK):
            raise self.ended()

    def ended(self) -> CredentialsRejected:
        """The error of a token that is over."""
        when = f"ended on {self.ends:%Y-%m-%d at %H:%M} UTC" if self.ends else "has ended"
        return CredentialsRejected(f"The token {when}. Get a new one and enter it {AT_ACCOUNTS}.")

    @property
    def until(self) -> str:
        """Until when it holds, as part of a sentence."""
        return f"until {self.ends:%Y-%m-%d %H:%M} UTC" if self.ends else "without a named end"


def _claims(token: str) -> dict[str, object]:
    match = _FORM.fullmatch(token) if len(token) <= _LONGEST else None
    padded = match[1] + "=" * (-len(match[1]) % 4) if match else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError, RecursionError):
        claims = None
    if not isinstance(claims, dict):
        raise CredentialsRejected(
            "This is not a token (JWT): three parts with points in between. Paste it again."
        )
    return claims


def _end_of(claims: dict[str, object]) -> datetime | None:
    end = claims.get("exp")
    if isinstance(end, bool) or not isinstance(end, int | float):
        return None
    try:
        return datetime.fromtimestamp(end, UTC)
    except (OverflowError, OSError, ValueError):
        return None
