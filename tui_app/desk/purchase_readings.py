"""How far a search of purchases was read, and what that came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from tui_app.domain.errors import OfferdeskError
from tui_app.domain.purchase import Group, Purchase, Totals, groups, joined, totals
from tui_app.gateway.orders import PurchasePage


class ReadingState(StrEnum):
    """What the reading of a search is doing, or why it is not."""

    KNOWN = "as last seen"
    LOADING = "loading"
    PART = "there may be more"
    LIMIT = "at the limit"
    STOPPED = "stopped"
    FAILED = "failed"
    WHOLE = "all of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of a search, page by page.

    `generation` is the ledger's number for it, None before its first page is in: until then `rows`,
    `totals` and `groups` are of what was last known. `claimed` is how many there are in the marketplace's
    words, `unreadable` a sentence on each row that could not be read. `problem` is one sentence with a
    remedy, and `cause` the failure that it tells of.
    """

    state: ReadingState = ReadingState.KNOWN
    generation: int | None = None
    pages: int = 0
    rows: int = 0
    claimed: int | None = None
    totals: Totals = Totals()  # noqa: RUF009 - frozen
    groups: tuple[Group, ...] = ()
    unreadable: tuple[str, ...] = ()
    problem: str = ""
    cause: OfferdeskError | None = field(default=None, compare=False)
    read_at: datetime | None = None

    @property
    def fresh_rows(self) -> int:
        """How many rows this reading brought; none while its first page is not in."""
        return 0 if self.generation is None else self.rows

    @property
    def complete(self) -> bool:
        """Whether it was read to its end."""
        return self.state is ReadingState.WHOLE

    @property
    def at_limit(self) -> bool:
        """Whether it goes on only when a person says so."""
        return self.state is ReadingState.LIMIT

    @property
    def wants_a_page(self) -> bool:
        """Whether there is a next page to fetch without anybody asking for it."""
        return self.state in {ReadingState.KNOWN, ReadingState.PART}

    def recalled(self, rows: int, known: Totals, by_token: tuple[Group, ...]) -> Reading:
        """What was last known of it, summed up."""
        return replace(self, rows=rows, totals=known, groups=by_token)

    def anew(self) -> Reading:
        """A further reading, before its first page."""
        return replace(self, state=ReadingState.KNOWN, generation=None, pages=0, claimed=None, unreadable=())

    def loading(self) -> Reading:
        """A page is being fetched."""
        return replace(self, state=ReadingState.LOADING, problem="", cause=None)

    def failed(self, error: OfferdeskError) -> Reading:
        """The next page did not come; what was read stays."""
        return replace(self, state=ReadingState.FAILED, problem=error.title, cause=error)

    def stopped(self) -> Reading:
        """Somebody stopped it; what was read stays."""
        return replace(self, state=ReadingState.STOPPED)

    def whole(self, now: datetime) -> Reading:
        """There is no further page."""
        return replace(self, state=ReadingState.WHOLE, read_at=now, problem="", cause=None)

    def with_page(
        self, page: PurchasePage, fresh: Sequence[Purchase], generation: int, now: datetime
    ) -> Reading:
        """The reading after a page, `fresh` being what no earlier page had."""
        before = self if self.generation == generation else Reading()
        return Reading(
            state=ReadingState.LIMIT if page.cut else ReadingState.PART,
            generation=generation,
            pages=page.number,
            rows=before.rows + len(fresh),
            claimed=before.claimed if page.total is None else page.total,
            totals=before.totals + totals(fresh),
            groups=joined(before.groups, groups(fresh)),
            unreadable=(*before.unreadable, *page.unreadable),
            read_at=now,
        )
