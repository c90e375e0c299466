"""How fresh each account's offers are, and what keeps them from being fresher."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tui_app.desk.news import Notices, SourceChanged
from tui_app.domain.errors import (
    CredentialsError,
    KeyringLocked,
    KeyringUnavailable,
    OfferdeskError,
    RateLimited,
    ServiceGone,
)

# More than this and the person is told: expiry is decided by the marketplace's clock.
NOTABLE_SKEW = timedelta(seconds=5)


class SourceState(StrEnum):
    """What an account's source is doing, or why it is not."""

    NEVER_READ = "not read yet"
    STALE = "as last seen"
    LOADING = "loading"
    FRESH = "fresh"
    PAUSED = "paused"
    SIGNED_OUT = "signed out"
    LOCKED = "keyring locked"
    GONE = "service gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One account as the source bar shows it.

    `read_at` is when its lists were last read to the end. Of a refresh that is running, `so_far` counts the
    offers, `total` is how many there will be and `left` how long they may take, both as far as is known.
    `problem` is one sentence with a remedy and `cause` the failure that it tells of;
    `note` needs no remedy.
    """

    account: str
    state: SourceState = SourceState.NEVER_READ
    read_at: datetime | None = None
    so_far: int = 0
    total: int | None = None
    left: timedelta | None = None
    problem: str = ""
    cause: OfferdeskError | None = field(default=None, compare=False)
    note: str = ""
    skew: timedelta = timedelta()

    @property
    def awaited(self) -> bool:
        """Whether its first reading is under way, or about to be."""
        return self.read_at is None and self.state in {SourceState.NEVER_READ, SourceState.LOADING}

    @property
    def clock_differs(self) -> bool:
        """Whether this machine's clock is notably off the marketplace's."""
        return abs(self.skew) > NOTABLE_SKEW


class Sources:
    """The state of every account, announced when it changes."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._sources: dict[str, Source] = {}

    def of(self, account: str) -> Source:
        """One account's source; one never read where nothing is known."""
        return self._sources.get(account) or Source(account=account)

    def put(self, source: Source) -> None:
        """Replace an account's source."""
        self._sources[source.account] = source
        self._notices.tell(SourceChanged(source.account))

    def drop(self, account: str) -> None:
        """Forget an account."""
        self._sources.pop(account, None)
        self._notices.tell(SourceChanged(account))

    def failed(self, account: str, error: OfferdeskError) -> None:
        """Say what went wrong; what was read before stays, with its age."""
        self.put(replace(self.of(account), state=state_after(error), problem=error.title, cause=error))


def state_after(error: OfferdeskError) -> SourceState:
    """The state that an error leaves a source in."""
    match error:
        case KeyringLocked() | KeyringUnavailable():
            return SourceState.LOCKED
        case CredentialsError():
            return SourceState.SIGNED_OUT
        case ServiceGone():
            return SourceState.GONE
        case RateLimited():
            return SourceState.PAUSED
        case _:
            return SourceState.FAILED
