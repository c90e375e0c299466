"""Which letters a terminal can draw, by what the person set and by what the terminal says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

_PLAIN_TERMINALS = frozenset({"linux", "dumb"})
# To what Python turns the plain locale before anybody can ask (PEP 538).
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
_NOBODY_CHOSE = frozenset({"C", "POSIX"})


class Letters(Enum):
    """What may be drawn: everything; other people's letters but no shapes of ours; nothing but ASCII."""

    ALL = "all"
    NO_SHAPES = "no shapes"
    ASCII = "ascii"


def letters_for(glyphs: str, environment: Mapping[str, str]) -> Letters:
    """What may be drawn where the person set `glyphs`: `unicode`, `ascii`, or nothing.

    Where nothing is set, a terminal whose locale is not UTF-8, or that has few shapes, gets none.
    """
    if glyphs == "unicode":
        return Letters.ALL
    if not _is_utf_8(environment):
        return Letters.ASCII
    plain = glyphs == "ascii" or environment.get("TERM") in _PLAIN_TERMINALS
    return Letters.NO_SHAPES if plain else Letters.ALL


def _is_utf_8(environment: Mapping[str, str]) -> bool:
    """Whether the locale is. Where there is none, as in many containers, nobody said that it is not."""
    every, letters, language = (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if not every and letters in _COERCED and language in _NOBODY_CHOSE:
        letters = ""
    said = every or letters or language
    return not said or "utf8" in said.casefold().replace("-", "")
