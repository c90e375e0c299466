"""The last thing before a terminal that lacks shapes: every line in ASCII, in as many columns.

What the program draws itself is put in plain letters here and nowhere else: the marks in its lists, and what
Textual draws, its frames and scrollbars. On a terminal that is not UTF-8 nothing else may pass either: in the
bytes of an innocent letter it may see a control code.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui_app.ui.glyphs import ASCII, UNICODE
from tui_app.ui.plain_terminal import Letters

UNKNOWN: Final = "?"
"""Stands for a letter that the terminal cannot draw."""

_FRAMES: Final = {
    "-": "─━╌╍┄┅┈┉╴╶╸╺╼╾═▔–—",
    "|": "│┃╎╏┆┇┊┋║╵╷╹╻╽╿▕▐",
    "+": "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼╋╔╗╚╝╠╣╦╩╬╭╮╯╰▛▜▙▟▖▗▘▝▞▚",
    "#": "▓▒░■█",
    " ": "▀\N{NO-BREAK SPACE}",
}
_WORDS: Final = {"<": "←◀◂", ">": "→▶≥▸", "^": "↑△", "v": "↓▽▾", "x": "×✕✖", "'": "‘’", '"': "“”", "=": "⏎⇧"}
_SCALES: Final = ((UNICODE.bars, ASCII.bars), (UNICODE.blocks, ASCII.blocks))


def _shapes() -> Iterator[tuple[str, str]]:
    for plain, shapes in (*_FRAMES.items(), *_WORDS.items()):
        yield from ((shape, plain) for shape in shapes)
    for fine, coarse in _SCALES:
        last = len(fine) - 1
        yield from ((shape, coarse[-(-step * (len(coarse) - 1) // last)]) for step, shape in enumerate(fine))
    for name, shape in UNICODE._asdict().items():
        if isinstance(shape, str) and len(shape) == 1:
            yield shape, getattr(ASCII, name)
    yield from ((shape, ASCII.status[status]) for status, shape in UNICODE.status.items())
    yield from ((shape, ASCII.source[mark]) for mark, shape in UNICODE.source.items())


PLAIN: Final = str.maketrans({shape: plain for shape, plain in _shapes() if not shape.isascii()})
"""What is drawn instead of each shape."""


class PlainFilter(LineFilter):
    """Draws every line in plain letters; a row keeps its width. Make one per app, as of every filter."""

    def __init__(self, letters: Letters) -> None:
        """`letters` says what may pass of what is no shape of ours."""
        super().__init__()
        self._all_letters = letters is not Letters.ASCII

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same list where it is plain already."""
        del background
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [Segment(plain(text, letters=self._all_letters), style) for text, style, _ in segments]


@lru_cache(maxsize=4_096)
def plain(text: str, *, letters: bool) -> str:
    """The text in plain letters and in as many columns; `letters` of any script may pass."""
    if text.isascii():
        return text
    drawn = "".join(
        char if char.isascii() or (letters and char.isalnum()) else UNKNOWN * cell_len(char)
        for char in text.translate(PLAIN)
    )
    return set_cell_size(drawn, cell_len(text))
