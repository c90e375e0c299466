"""Walks through lists that may be left in the middle and gone on with, for the life of a connection."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Hashable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from tui_app.domain.errors import OfferdeskError
from tui_app.gateway.contract import OfferPage, OfferQuery


@dataclass(slots=True, kw_only=True)
class ListsWalk:
    """How far the reading of several lists came that make up one.

    `done` are the lists there is no more to ask of, `failures` what was in the way of those that could not
    be read. `part` counts the readings; each ends where `brought` comes to `most` offers.
    """

    part: int = 0
    most: int = 0
    brought: int = 0
    done: set[Hashable] = field(default_factory=set)
    failures: list[OfferdeskError] = field(default_factory=list)

    @property
    def room(self) -> int:
        """How many offers this reading may still bring."""
        return self.most - self.brought

    def begin_part(self, limit: int) -> None:
        """Begin, or go on, to bring `limit` more."""
        self.part += 1
        self.most = self.brought + limit

    def failed(self, which: Hashable, error: OfferdeskError) -> None:
        """Note a list that could not be read. It is not asked for again."""
        self.done.add(which)
        self.failures.append(error)

    def raise_where_nothing_was_read(self) -> None:
        """Raise the first failure where no list could be read, of those there were."""
        if self.failures and len(self.failures) == len(self.done):
            raise self.failures[0]


Walk = TypeVar("Walk")


class WalksLeft(Generic[Walk]):
    """The walks that did not come to their end, by what they were asked for. What is watched may change."""

    def __init__(self) -> None:
        self._walks: dict[OfferQuery, Walk] = {}

    def of(self, query: OfferQuery) -> Walk | None:
        """The walk that this query goes on with, if it does and there is one."""
        return self._walks.get(_asked_for(query)) if query.go_on else None

    def note(self, query: OfferQuery, walk: Walk) -> None:
        """Keep a walk that another query may go on with."""
        if query.go_on is not None:
            self._walks[_asked_for(query)] = walk

    def ended(self, query: OfferQuery) -> None:
        """Forget a walk: there is nothing to go on with."""
        self._walks.pop(_asked_for(query), None)


Lists = TypeVar("Lists", bound=ListsWalk)
Walked = Callable[[OfferQuery, Lists], AsyncGenerator[OfferPage]]
"""Reads on in a walk, noting in it what came before handing it over."""


class ReadingInParts(Generic[Lists]):
    """Reads lists that `walked` walks through; each reading goes on where one was left, if it is to."""

    def __init__(self, new: Callable[[], Lists], walked: Walked[Lists]) -> None:
        self._new = new
        self._walked = walked
        self._left = WalksLeft[Lists]()

    async def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Pages to the end or a limit. Raises what walking does, or why no list at all could be read."""
        walk = self._left.of(query) or self._new()
        walk.begin_part(query.limit)
        self._left.note(query, walk)
        async with aclosing(self._walked(query, walk)) as pages:
            async for page in pages:
                yield in_part(page, query, walk.part)
                if page.cut:
                    return
        self._left.ended(query)
        walk.raise_where_nothing_was_read()


def in_part(page: OfferPage, query: OfferQuery, part: int) -> OfferPage:
    """The page of a reading that can be gone on with, if the query is for such a one."""
    return page if query.go_on is None else replace(page, part=part)


def _asked_for(query: OfferQuery) -> OfferQuery:
    return replace(query, go_on=None, watched=())
