"""The desk's sources as the source bar draws them."""

from __future__ import annotations

from datetime import timedelta

from tui_app.desk.desk import Desk
from tui_app.desk.sources import Source, SourceState
from tui_app.ui.format import cut
from tui_app.ui.glyphs import SourceMark
from tui_app.ui.widgets.source_bar import SourceView

# What is longer is told in full on the Accounts screen; the bar would leave it out.
_LONGEST = 76
_SOON = timedelta(seconds=1)
_MINUTES = 100  # seconds that are told in minutes

_MARKS = {
    SourceState.NEVER_READ: SourceMark.STALE,
    SourceState.STALE: SourceMark.STALE,
    SourceState.LOADING: SourceMark.LOADING,
    SourceState.FRESH: SourceMark.FRESH,
    SourceState.PAUSED: SourceMark.STALE,
    SourceState.SIGNED_OUT: SourceMark.SIGNED_OUT,
    SourceState.LOCKED: SourceMark.SIGNED_OUT,
    SourceState.GONE: SourceMark.GONE,
    SourceState.FAILED: SourceMark.FAILED,
}


def source_views(desk: Desk) -> tuple[SourceView, ...]:
    """One view per account, in the accounts' order."""
    return tuple(_view(source) for source in desk.sources)


def _view(source: Source) -> SourceView:
    return SourceView(
        name=source.account,
        title=source.account,
        mark=_MARKS[source.state],
        since=source.read_at,
        words=_words(source),
    )


def _words(source: Source) -> str:
    if source.state is SourceState.LOADING:
        return _progress(source)
    words = [source.problem or source.note]
    if source.state is SourceState.NEVER_READ:
        words.append(source.state)
    if source.clock_differs:
        words.append(f"this clock is {abs(source.skew).total_seconds():.0f} s off the marketplace's")
    return cut("; ".join(word for word in words if word), _LONGEST)


def _progress(source: Source) -> str:
    """How far a refresh is: `loading 1,200 of 20,000, 12 s left`."""
    if not source.so_far:
        return "loading"
    if source.total is None or source.total <= source.so_far:
        return f"loading {source.so_far:,}"
    words = f"loading {source.so_far:,} of {source.total:,}"
    return words if source.left is None or source.left < _SOON else f"{words}, {_span(source.left)} left"


def _span(left: timedelta) -> str:
    seconds = round(left.total_seconds())
    return f"{seconds} s" if seconds < _MINUTES else f"{-(-seconds // 60)} min"
