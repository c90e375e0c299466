"""The line that says of every account how fresh what it told us is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from tui_app.ui.format import age, age_changes, cut
from tui_app.ui.glyphs import UNICODE, SourceMark
from tui_app.ui.widgets.alarm import Alarm
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece, Pieces, width_of

_LEAST_WORDS = 3
_TROUBLES = frozenset({SourceMark.FAILED, SourceMark.SIGNED_OUT, SourceMark.GONE})


class SourceView(NamedTuple):
    """One account as the bar shows it.

    `since` is when it was last read to the end, None for never; `words` say what is going on
    ("loading 120", "the key was refused"), empty for what the mark says anyway.
    """

    name: str
    title: str
    mark: SourceMark
    since: datetime | None = None
    words: str = ""


class SourceBar(Line):
    """`kraken ● 8 s   dew ◐ loading 120   mojito ✗ signed out`, the ages moving on by themselves."""

    PREFIX = "source-bar"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "source-bar--words",
        *(f"source-bar--{mark.value.replace(' ', '-')}" for mark in SourceMark),
    }

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
        classes: str | None = None,
    ) -> None:
        """`clock` gives the time that ages are counted to, aware."""
        super().__init__(id=id, classes=classes)
        self._clock = clock
        self._sources: tuple[SourceView, ...] = ()
        self._alarm = Alarm(self, clock, self._draw)

    def show(self, sources: tuple[SourceView, ...]) -> None:
        """Show these accounts, in this order."""
        self._sources = sources
        self._draw()

    def on_mount(self) -> None:
        """Draw what was given before there was a screen."""
        self._draw()

    def on_resize(self) -> None:
        """Say more or less, as there is room."""
        self._draw()

    def _draw(self) -> None:
        if self.is_mounted:
            now = self._clock()
            self.put(self._fitted(now, self.size.width))
            ages = (age_changes(source.since, now) for source in self._sources if source.since is not None)
            self._alarm.set(min(ages, default=None))

    def _fitted(self, now: datetime, width: int) -> Pieces:
        """Everything in full; else the words of trouble cut, as little as is needed; else no words."""
        troubles = (self._words(source, now) for source in self._sources if source.mark in _TROUBLES)
        longest = max(map(cell_len, troubles), default=1)
        drawn: Pieces = ()
        for room, gap in ((longest, 3), *((room, 2) for room in range(longest, _LEAST_WORDS, -1)), (0, 2)):
            drawn = self._all(now, room, " " * gap)
            if width_of(drawn) <= width:
                break
        return drawn

    def _all(self, now: datetime, room: int, gap: str) -> Pieces:
        flat: list[Piece] = []
        for place, source in enumerate(self._sources):
            flat += [Piece(gap)] if place else []
            flat += self._entry(source, now, room)
        return tuple(flat)

    def _entry(self, source: SourceView, now: datetime, room: int) -> Pieces:
        shape = Piece(f" {UNICODE.source[source.mark]}", source.mark.value.replace(" ", "-"))
        words = self._words(source, now)
        if source.mark in _TROUBLES or not room:
            words = cut(words, room, UNICODE)
        return (
            (Piece(source.title), shape, Piece(f" {words}", "words"))
            if words
            else (Piece(source.title), shape)
        )

    def _words(self, source: SourceView, now: datetime) -> str:
        old = age(source.since, now) if source.since is not None else ""
        if source.mark is SourceMark.FRESH:
            return source.words or old
        said = source.words or source.mark.value
        if source.mark is SourceMark.LOADING or not old:
            return said
        return f"{said} {old}" if source.mark is SourceMark.STALE else f"{said} · {old}"
