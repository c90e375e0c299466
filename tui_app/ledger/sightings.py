"""Which offers a page brings as they were: told by digests, and only noted as seen, all with one statement.

Most offers of a refresh are as they were. Nothing of them is written but when they were seen and by which
refresh, in rows so narrow that those of a page lie together. What a digest stands for is all that is written
of an offer; a trigger takes it away from an offer that is written otherwise than from a list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

from tui_app.ledger.instants import to_micros

Key = tuple[str, str]
"""An account's name and the id of an offer, as they are kept."""
PIECE: Final = 300
"""As many offers are named in one statement: older builds of SQLite take 999 values."""
SEEN_AT: Final = (
    "MAX(seen_at, COALESCE((SELECT seen_at FROM sightings WHERE sightings.row_id = offers.row_id), 0))"
)
"""When an offer was last seen, in a query of `offers`: in a list or by itself."""
GENERATION: Final = (
    "MAX(generation, COALESCE((SELECT generation FROM sightings WHERE sightings.row_id = offers.row_id), 0))"
)
"""Which refresh saw it last, in a query of `offers`."""

_TOLD = "WITH told (account, offer_id, digest) AS (VALUES {marks})"
_AS_THEY_WERE = (
    "FROM told CROSS JOIN offers USING (account, offer_id) CROSS JOIN sightings AS held USING (row_id) "
    "WHERE held.digest = told.digest"
)
# A list that another window began later has seen what this one has not: its generation stays.
_NOTE_THEM = (
    "UPDATE sightings SET seen_at = ?, generation = MAX(generation, ?) "  # noqa: S608 - our own words
    f"WHERE row_id IN ({_TOLD} SELECT offers.row_id {_AS_THEY_WERE})"
)
_NAME_THEM = f"{_TOLD} SELECT account, offer_id {_AS_THEY_WERE}"
_NOTE_OTHERS = (
    f"INSERT INTO sightings (row_id, seen_at, generation, digest) {_TOLD} "  # noqa: S608 - our own words
    "SELECT row_id, ?, ?, digest FROM told CROSS JOIN offers USING (account, offer_id) WHERE TRUE "
    "ON CONFLICT (row_id) DO UPDATE SET "
    "seen_at = excluded.seen_at, generation = MAX(generation, excluded.generation), digest = excluded.digest"
)


class Sighting(NamedTuple):
    """By which refresh something was seen, and when in microseconds."""

    seen_at: int
    generation: int

    @classmethod
    def of(cls, generation: int, at: datetime) -> Sighting:
        """The sighting of a moment."""
        return cls(to_micros(at), generation)


def pieces(told: Mapping[Key, bytes]) -> Iterator[dict[Key, bytes]]:
    """As many offers at a time as a statement takes."""
    rest = iter(told.items())
    while piece := dict(islice(rest, PIECE)):
        yield piece


def note_unchanged(
    connection: sqlite3.Connection, told: Mapping[Key, bytes], sighting: Sighting
) -> Sequence[Key]:
    """Note those that are as they were as seen, and say which are not, or not known yet."""
    marks, values = _marks(len(told)), _values(told)
    noted = connection.execute(_NOTE_THEM.format(marks=marks), (*sighting, *values)).rowcount
    if noted == len(told):
        return ()
    same = {tuple(row) for row in connection.execute(_NAME_THEM.format(marks=marks), values)} if noted else ()
    return [key for key in told if key not in same]


def note_written(connection: sqlite3.Connection, told: Mapping[Key, bytes], sighting: Sighting) -> None:
    """Note offers whose rows were just written as seen, and what they are now."""
    connection.execute(_NOTE_OTHERS.format(marks=_marks(len(told))), (*_values(told), *sighting))


@lru_cache(maxsize=PIECE)
def _marks(count: int) -> str:
    return ", ".join(["(?, ?, ?)"] * count)


def _values(told: Mapping[Key, bytes]) -> tuple[str | bytes, ...]:
    return tuple(chain.from_iterable((*key, digest) for key, digest in told.items()))
