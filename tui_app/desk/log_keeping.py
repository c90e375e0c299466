"""What of the desk's news goes into the log: that an account could not be read, and that it can be again."""

from __future__ import annotations

from collections.abc import Callable

from tui_app.desk.news import News, SourceChanged
from tui_app.desk.sources import Source, SourceState
from tui_app.log.log import Kind, Log


class LogKeeping:
    """Hears of sources. The same trouble again, as a refresh every minute brings it, is written down once."""

    def __init__(self, log: Log, source_of: Callable[[str], Source]) -> None:
        self._log = log
        self._source_of = source_of
        self._told: dict[str, str] = {}

    def hear(self, news: News) -> None:
        """Write down what there is to say of it. Only our own words: a cause may quote a marketplace's."""
        if not isinstance(news, SourceChanged):
            return
        source = self._source_of(news.account)
        words = _words(source)
        if words is None or words == self._told.get(source.account, ""):
            return
        self._told[source.account] = words
        self._log.note(Kind.SOURCE, f"{source.account}: {words or 'can be read again'}")


def _words(source: Source) -> str | None:
    """What keeps it from being read, empty where nothing does; None while that is not known."""
    if source.state is SourceState.FRESH:
        return ""
    return f"{type(source.cause).__name__}: {source.problem}" if source.cause else None
