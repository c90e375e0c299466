"""What of the desk's news is written down: trouble once, and its end; never a stranger's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tui_app.desk.log_keeping import LogKeeping
from tui_app.desk.news import Notices, OffersChanged
from tui_app.desk.sources import Sources, SourceState
from tui_app.domain.errors import CredentialsRejected, Unreachable
from tui_app.log.log import Log

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def test_the_same_trouble_is_written_down_once_and_so_is_its_end(tmp_path: Path) -> None:
    log, notices = Log(tmp_path, lambda: NOW), Notices()
    sources = Sources(notices)
    notices.listen(LogKeeping(log, sources.of).hear)
    down = Unreachable("There is no way there.", "They said: s3cret-canary")

    notices.tell(OffersChanged("main"))
    for _ in range(3):
        sources.put(replace(sources.of("main"), state=SourceState.LOADING))
        sources.failed("main", down)
    sources.failed("other", down)
    sources.failed("main", CredentialsRejected("The key is wrong."))
    for _ in range(3):
        sources.put(replace(sources.of("main"), state=SourceState.FRESH, problem="", cause=None))

    assert [each.words for each in reversed(log.latest(9))] == [
        "main: Unreachable: There is no way there.",
        "other: Unreachable: There is no way there.",
        "main: CredentialsRejected: The key is wrong.",
        "main: can be read again",
    ]


def test_an_account_without_trouble_writes_nothing(tmp_path: Path) -> None:
    log, notices = Log(tmp_path / "log", lambda: NOW), Notices()
    sources = Sources(notices)
    notices.listen(LogKeeping(log, sources.of).hear)
    for state in (SourceState.LOADING, SourceState.FRESH, SourceState.STALE, SourceState.FRESH):
        sources.put(replace(sources.of("main"), state=state))

    assert not (tmp_path / "log").exists()
