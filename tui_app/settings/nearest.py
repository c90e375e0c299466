"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_ALIKE: Final = 0.6
_LONGEST: Final = 64
"""Letters that are compared; longer words are no slip of the finger."""


def nearest(word: str, known: Collection[str]) -> str:
    """The known word most like this one; empty where none is like it."""
    from difflib import get_close_matches  # needed only where somebody made a mistake

    found = get_close_matches(word[:_LONGEST].casefold(), known, n=1, cutoff=_ALIKE)
    return found[0] if found else ""


def instead(word: str, known: Collection[str]) -> str:
    """What to do about a word that is not known, as the end of a sentence."""
    if meant := nearest(word, known):
        return f"did you mean {meant}?"
    return f"remove it, or use one of {', '.join(known)}."
