"""What stands in the log: when, what kind of thing, one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from tui_app.domain.text import PROSE_LIMIT, clean
from tui_app.log.crash import where_it_was
from tui_app.log.file import LogFile
from tui_app.log.redaction import redacted, without_home

_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ([a-z]+) (.+)", re.ASCII)
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"


class Kind(StrEnum):
    """What a line is about."""

    CRASH = "crash"
    LEDGER = "ledger"
    SOURCE = "source"


class Entry(NamedTuple):
    """One line of the log."""

    at: datetime
    kind: Kind
    words: str


class Log:
    """The log of one profile."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._file = LogFile(folder)
        self._clock = clock

    @property
    def path(self) -> Path:
        """The file that is written."""
        return self._file.path

    def note(self, kind: Kind, words: str) -> bool:
        """Write down a sentence, cleaned and without secrets; False where it cannot be."""
        told = fit_to_show(words)
        return self._file.add(f"{self._clock().astimezone(UTC):{_MOMENT}} {kind} {told}")

    def crash(self, error: BaseException | None, version: str) -> bool:
        """Write down a bug: where it happened and of what kind it was."""
        return self.note(Kind.CRASH, f"offerdesk {version}: {'; '.join(reversed(where_it_was(error)))}")

    def latest(self, most: int) -> tuple[Entry, ...]:
        """The newest entries first."""
        return tuple(islice(self._entries(), most))

    def _entries(self) -> Iterator[Entry]:
        for line in self._file.lines():
            if (found := _LINE.fullmatch(line)) and found[2] in tuple(Kind):
                try:
                    at = datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
                except ValueError:
                    continue
                yield Entry(at, Kind(found[2]), fit_to_show(found[3]))


def fit_to_show(words: str) -> str:
    """One line without control codes, secrets, or the name of the home folder."""
    return redacted(without_home(clean(words, limit=PROSE_LIMIT)))
