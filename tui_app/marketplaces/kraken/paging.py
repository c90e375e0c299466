"""Walking through Kraken's pages whichever way the server reads `pos`.

Kraken's page calls `pos` a paging offset and does not say whether it counts items or pages, nor from
where. The second answer tells: if it is the first one moved by an item, positions are items; if it has
nothing of the first one, they are pages; if it is the first one again, the third tells, and pages count
from 1. Lists of a few offers do not tell, and are walked in steps that are right either way.

Lists move while they are read. Item positions are therefore overlapped, and a walk that met fewer offers than
the server claimed is done once more. No input or output happens here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

OVERLAP = 3
"""Items read twice from page to page, so that a few removals in between lose nothing."""
MAX_PAGES = 500
"""Pages of one part of a walk: room for 20,000 offers in pages of 50, overlaps included."""
_TELLING = 5  # a first page shorter than this says nothing certain about positions
_TINY = 10  # no server cuts pages to fewer; below this, a short page with a matching total is the whole list


class Unit(Enum):
    """What a position counts."""

    ITEMS = auto()
    PAGES = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a server reads positions: their unit, if known, and the lowest one it takes or means."""

    unit: Unit | None = None
    first: int = 0


class Walk:
    """One walk through a list. Ask for `position` until it is None; report each answer with `took`.

    `reading` is what was learned, for the next walk. `stopped` says that more is there than was read, which
    `go_on` lets be read; `part` counts how often.
    `overclaimed` says that even the second time fewer offers were met than the server claims to have.
    With `trust_total` False the total may count other offers too, and no second pass is made for its sake.
    """

    def __init__(
        self,
        reading: Reading | None = None,
        *,
        asked: int = 100,
        limit: int = 20_000,
        trust_total: bool = True,
    ) -> None:
        self.reading = reading or Reading()
        self.position: int | None = self.reading.first
        self.stopped = False
        self.overclaimed = False
        self.part = 1
        self._asked, self._limit = asked, limit
        self._met: set[str] = set()
        self._trust_total = self._may_repeat = trust_total
        self._begin(self.reading)

    def _begin(self, reading: Reading) -> None:
        self.reading = reading
        self.position = reading.first
        self._head: tuple[str, ...] | None = None
        self._pass: set[str] = set()
        self._total: int | None = None
        self._barren = self._pages = self._pages_here = self._left = 0
        self._torn = False

    def took(self, ids: Sequence[str], total: int | None) -> list[int]:
        """Note the answer to `position`. Returns the indexes of entries that are new in this walk."""
        fresh = [index for each, index in _places(ids).items() if each not in self._met]
        self._barren = self._barren + 1 if self._pass.issuperset(ids) else 0
        self._torn = self._torn or self._tears(ids)
        self._met.update(ids)
        self._pass.update(ids)
        self._pages += 1
        self._pages_here += 1
        self._total = max(self._total or 0, total) if total is not None else self._total
        following = self._following(tuple(ids))
        self.position = None if self._at_end(ids) else following
        if self.position is None:
            self._end_pass()
        elif len(self._met) >= self._limit or self._pages_here >= MAX_PAGES:
            self.position, self.stopped = None, not self._complete
            self._left = following
        return fresh

    def go_on(self, limit: int) -> None:
        """Take `limit` more offers, from where the walk stopped or was left."""
        if self.reading.unit is None:
            self._begin(self.reading)  # the list may have moved meanwhile: its head tells nothing any more
        elif self.stopped:
            self.position = self._left
        self.stopped = False
        self.part += 1
        self._limit, self._pages_here = len(self._met) + limit, 0

    def refused(self) -> bool:
        """Note that the server does not take `position`. False where that is no matter of position."""
        if self._pages:
            self.took((), self._total)
            return True
        if self.reading == Reading():
            self._begin(Reading(first=1))
            return True
        if self.reading.unit is not None:
            self._begin(Reading())
            return True
        return False

    def _following(self, ids: tuple[str, ...]) -> int:
        here = self.position or 0
        if self.reading.unit is Unit.ITEMS:
            return here + max(1, len(ids) - OVERLAP)
        if self.reading.unit is None and self._head is None:
            self._head = ids
        elif self.reading.unit is None and len(self._head or ()) >= _TELLING and ids != self._head:
            self.reading = self._told_by(ids)
            return self._following(ids)
        return here + 1

    def _told_by(self, ids: tuple[str, ...]) -> Reading:
        """How positions are read, by the first page that is not the head again.

        One of items stays where the walk began: a head that came twice may have been a list that grew by
        one, and what is before the first position is never seen again.
        """
        head = set(self._head or ())
        if 2 * len(head.intersection(ids)) > len(head):
            return Reading(Unit.ITEMS, self.reading.first)
        return Reading(Unit.PAGES, (self.position or 0) - 1)

    def _tears(self, ids: Sequence[str]) -> bool:
        """Whether overlapping pages do not overlap: something in between was missed."""
        overlapped = self.reading.unit is Unit.ITEMS and self._pages > 0
        return overlapped and bool(ids) and self._pass.isdisjoint(ids)

    def _at_end(self, ids: Sequence[str]) -> bool:
        if self._pages == 1:
            return not ids or (self._complete and len(ids) < min(self._asked, _TINY))
        if not self._barren:
            return False
        is_head_again = self._pages == 2 and tuple(ids) == self._head  # perhaps counted from 1
        if is_head_again and (self._total is None or len(ids) >= self._asked):
            return False
        return self._complete or self._barren > 1 or self._total is None or not self._trust_total

    @property
    def _complete(self) -> bool:
        return self._total is not None and len(self._pass) >= self._total

    def _end_pass(self) -> None:
        short = self._torn or len(self._pass) < (self._total or 0)
        if short and self._may_repeat:
            self._may_repeat = False
            self._begin(Reading())
        else:
            self.overclaimed = short


def _places(ids: Sequence[str]) -> dict[str, int]:
    """Where each id stands first, in order."""
    places: dict[str, int] = {}
    for index, each in enumerate(ids):
        places.setdefault(each, index)
    return places
