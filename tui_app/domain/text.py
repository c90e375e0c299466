"""What a stranger wrote, kept apart from what may be shown of it.

Names, collections, addresses and error words come from marketplaces, and through them from anybody. Shown
text holds no control, bidirectional or invisible code point, and every way of counting its columns (code
point by code point, or cluster by cluster) gives the same number.
"""

from __future__ import annotations

import reprlib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Final

NAME_LIMIT: Final = 256
"""Code points shown of a one-line field."""
PROSE_LIMIT: Final = 2_000
"""Code points shown of a description."""
PROSE_LINES: Final = 20
"""Lines shown of a description."""

_MARKS_PER_BASE: Final = 2
_SCAN_FACTOR: Final = 8  # a field made of invisible code points is not read to its end
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_ELLIPSIS: Final = "…"
_MARK: Final = "mark"
_BREAK: Final = "break"
_KEEP: Final = "keep"

_BREAKS: Final = frozenset("\t\n\x0b\x0c\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")
_BLANKS: Final = frozenset("\N{BRAILLE PATTERN BLANK}")
_INVISIBLE: Final = (  # Default_Ignorable_Code_Point outside Cf, and what changes the width of its neighbours
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF0, 0xFFF8),
    (0x1F3FB, 0x1F3FF),  # skin tones: joined to the base by some terminals, drawn apart by others
    (0xE0000, 0xE0FFF),  # tags and more variation selectors
)
_DISPUTED: Final = (  # wide since Unicode 16, or as wide as the terminal's locale says
    (0x2630, 0x2637),  # trigrams
    (0x268A, 0x268F),  # monograms and digrams
    (0x3248, 0x324F),  # circled numbers on black squares
    (0x1D300, 0x1D356),  # Tai Xuan Jing symbols
    (0x1D360, 0x1D376),  # counting rods
)
_VOWELS_AND_TAILS: Final = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))  # Hangul that joins the letter before it
_FLAG_LETTERS: Final = (0x1F1E6, 0x1F1FF)


@lru_cache(maxsize=8_192)
def _fate(char: str) -> str:
    """What becomes of one code point: `_KEEP`, `_MARK`, `_BREAK`, or the text shown instead of it.

    A spacing mark (Mc, a vowel of many Indian scripts) takes a column in some terminals and none in others: a
    name of many would push the amounts of its row aside. It is dropped, even though that costs letters.
    """
    point, category = ord(char), unicodedata.category(char)
    if char in _BREAKS:
        return _BREAK
    if point < 0x20 or point == 0x7F:
        return chr(0x2400 + point) if point < 0x20 else "\N{SYMBOL FOR DELETE}"
    if _within(point, *_INVISIBLE) or category in ("Cf", "Me", "Mc"):
        return ""
    if category in ("Cc", "Cs", "Co", "Cn") or _within(point, *_DISPUTED):
        return _REPLACEMENT
    if category == "Zs" or char in _BLANKS:
        return _KEEP if char == " " else " "
    if _within(point, _FLAG_LETTERS):
        return chr(ord("A") + point - _FLAG_LETTERS[0])
    return _MARK if category == "Mn" or _within(point, *_VOWELS_AND_TAILS) else _KEEP


def _within(point: int, *ranges: tuple[int, int]) -> bool:
    return any(first <= point <= last for first, last in ranges)


def neutralise(raw: str) -> str:
    """The text code point by code point, neither trimmed nor cut, its line breaks as newlines."""
    shown: list[str] = []
    marks = _MARKS_PER_BASE  # none may join what stands before the text
    for char in raw:
        fate = _fate(char)
        if fate == _MARK:
            if marks < _MARKS_PER_BASE:
                shown.append(char)
                marks += 1
        elif fate:
            drawn = char if fate == _KEEP else "\n" if fate == _BREAK else fate
            shown.append(drawn)
            marks = _MARKS_PER_BASE if drawn in " \n" else 0
    return "".join(shown)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + _ELLIPSIS


def _one_line(text: str) -> str:
    return " ".join(part for part in (line.strip() for line in text.split("\n")) if part)


def _some_lines(text: str, lines: int) -> str:
    kept = [line.rstrip() for line in text.strip().split("\n")]
    return "\n".join(kept if len(kept) <= lines else [*kept[: lines - 1], _ELLIPSIS])


def clean(text: str, *, limit: int = NAME_LIMIT, lines: int = 1) -> str:
    """What may be shown, logged or printed of this text: at most `limit` code points and `lines` lines."""
    head = text[: limit * _SCAN_FACTOR]
    if head.isascii() and head.isprintable():
        shown = head.strip(" ")
    elif lines == 1:
        shown = _one_line(neutralise(head.replace("\r\n", "\n")))
    else:
        shown = _some_lines(neutralise(head.replace("\r\n", "\n")), lines)
    return _cut(shown + _ELLIPSIS if len(text) > len(head) else shown, limit)


@dataclass(frozen=True, slots=True, repr=False)
class UntrustedText:
    """A stranger's text: `raw` for comparing and sending, `shown` for every screen, log and message.

    Equal when the raw texts are equal. Formatting gives what may be shown; the raw text has to be asked for.
    """

    raw: str
    limit: int = field(default=NAME_LIMIT, compare=False)
    lines: int = field(default=1, compare=False)
    shown: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", clean(self.raw, limit=self.limit, lines=self.lines))

    @classmethod
    def of(cls, value: object) -> UntrustedText:
        """Text from a wire value that should have been a string but may be anything; absent is empty."""
        if isinstance(value, str):
            return cls(value)
        return cls("" if value is None else str(value) if isinstance(value, Decimal) else _SHORT.repr(value))

    @classmethod
    def prose(cls, raw: str) -> UntrustedText:
        """A description: up to 2,000 code points on up to 20 lines."""
        return cls(raw, limit=PROSE_LIMIT, lines=PROSE_LINES)

    @property
    def hides(self) -> bool:
        """Whether what is shown differs from what was written: dropped, replaced or cut."""
        return self.shown != self.raw

    @property
    def escaped(self) -> str:
        r"""The raw text with everything that is not plainly printable as `\u{…}`, cut to the limit."""
        pieces = [_escape(char) for char in self.raw[: self.limit]]
        ends = list(accumulate(map(len, pieces)))
        if len(self.raw) <= self.limit and (not ends or ends[-1] <= self.limit):
            return "".join(pieces)
        return "".join(pieces[: bisect_right(ends, self.limit - 1)]) + _ELLIPSIS

    @property
    def folded(self) -> str:
        """The shown text without case, to filter and sort by."""
        return self.shown.casefold()

    def __str__(self) -> str:
        return self.shown

    def __format__(self, spec: str) -> str:
        return format(self.shown, spec)

    def __repr__(self) -> str:
        return f"UntrustedText({self.escaped!r})"

    def __bool__(self) -> bool:
        return bool(self.shown)


def _escape(char: str) -> str:
    return char if _fate(char) == _KEEP and char != "\\" else f"\\u{{{ord(char):x}}}"


class _Short(reprlib.Repr):
    """A bounded `repr` for wire values of a wrong type, however long or deep."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxlong = self.maxother = 80

    def repr_int(self, x: int, level: int) -> str:
        """Python refuses to print integers of more than 4,300 digits."""
        return super().repr_int(x, level) if x.bit_length() < 4_096 else f"<integer of {x.bit_length()} bits>"


_SHORT: Final = _Short()
