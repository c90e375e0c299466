"""Taking out of a text what belongs in no bug report: secrets, wallets, addresses, the home folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

MASK: Final = "***"
HOME: Final = "~"

_NAMED: Final = (
    r"api[-_ ]?(?:key|sign|secret)|secret(?:[-_ ]?phrase)?|pass(?:word|phrase|wd)?|private[-_ ]?key|signature"
    r"|(?:access|auth|bearer|refresh|id|csrf|webhook)?[-_ ]?token|authorization|cookie|set-cookie|jwt"
)
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # What our own sentences quote was typed by somebody: an id, an address, or a secret in the wrong place.
    (re.compile("“[^”]*”"), f"“{MASK}”"),
    # https://user:secret@host/path?key=secret
    (re.compile(r"(?<=://)[^\s/@]+@"), f"{MASK}@"),
    (re.compile(r"(https?://[^\s?#]+)[?#]\S+", re.IGNORECASE), rf"\1?{MASK}"),
    (re.compile(r"\b(bearer|basic|token)[ ]+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {MASK}"),
    (re.compile(rf"\b((?:{_NAMED})[\"']?\s*[:=]\s*[\"']?)[^\s\"',;]+", re.IGNORECASE), rf"\1{MASK}"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), MASK),
    (re.compile(r"\b0x[0-9a-fA-F]{8,}"), MASK),
    (re.compile(r"\beyJ[\w-]+(?:\.[\w-]*)*"), MASK),
)
_RUN: Final = re.compile(r"[A-Za-z0-9+/=_-]{16,}")
_SHORTEST: Final = 16


def redacted(text: str) -> str:
    """The text with a mask for whatever looks like a secret, a wallet, an e-mail address or a long id."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return _RUN.sub(_masked, text)


def without_home(text: str, home: Path | None = None) -> str:
    """The text with `~` for the home folder, whose name is often the person's own."""
    named = str(home or os.path.expanduser("~"))
    if len(named) < len("/x"):
        return text
    return re.sub(rf"{re.escape(named)}(?![\w.-])", HOME, text)


def _masked(found: re.Match[str]) -> str:
    """A run of letters and digits, masked where it is nothing that a person would have written.

    Base64 has slashes in it and so have paths: of these each part is looked at by itself.
    """
    parts = found[0].split("/")
    if not any(map(_is_made, parts)):
        return found[0]
    if parts[0]:
        return MASK
    return "/".join(MASK if _is_made(part) else part for part in parts)


def _is_made(run: str) -> bool:
    """Whether so many letters and digits are mixed as no word mixes them."""
    return len(run) >= _SHORTEST and any(map(str.isdigit, run)) and any(map(str.isalpha, run))
