"""How wide the columns of a table are, and which of them fit side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from tui_app.ledger.windows import Sort
from tui_app.ui.amounts import AmountZone
from tui_app.ui.format import cut
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.widgets.pieces import Pieces

GAP = 2
"""Blank columns between two columns of the table."""

Row = TypeVar("Row")


class Look(NamedTuple):
    """What a cell depends on besides its row: the moment, the shapes, the room for amounts."""

    now: datetime
    glyphs: Glyphs = UNICODE
    zone: AmountZone = AmountZone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column. `wanted` is the width a row would like here, `cell` fills the width given.

    A column is between `minimal` and `ideal` wide; a `firm` one is never narrower than its rows
    want. When not all columns fit, the one with the highest `drop` goes first, or shrinks to
    `shrunk` if it can; one whose `drop` is 0 never goes. A `luxury` also goes when the others,
    or itself, would have less than what they want, up to `comfort`.
    """

    id: str
    title: str
    minimal: int
    ideal: int
    drop: int
    wanted: Callable[[Row, Look], int]
    cell: Callable[[Row, Look, int], Pieces]
    comfort: int = 0
    firm: bool = False
    luxury: bool = False
    shrunk: int | None = None
    heading: Callable[[Look, int], str] | None = None
    sort: Sort | None = None

    def title_in(self, look: Look, width: int) -> str:
        """The title as it stands over the cells, without blanks behind it."""
        if self.heading is not None:
            return self.heading(look, width)
        return cut(self.title, width, look.glyphs) if width > 1 else ""

    def wish(self, wanted: Mapping[str, int]) -> int:
        """The width that what was seen so far asks for."""
        return min(max(wanted.get(self.id, 0), self.minimal), self.ideal)

    def least(self, wanted: Mapping[str, int]) -> int:
        """The width below which it makes no sense."""
        return self.wish(wanted) if self.firm else self.minimal

    def comfortable(self, wanted: Mapping[str, int]) -> int:
        """The width at which it need not envy its neighbours."""
        return max(self.least(wanted), min(self.wish(wanted), self.comfort))


class Placed(NamedTuple, Generic[Row]):
    """A column and the room it got: from column `x`, `width` wide."""

    column: Column[Row]
    x: int
    width: int


def lay_out(columns: Iterable[Column[Row]], width: int, wanted: Mapping[str, int]) -> tuple[Placed[Row], ...]:
    """The columns that fit into `width`, in their order; all get comfortable before one gets its wish."""
    affordable = _without_luxuries(list(columns), width, wanted)
    given = _kept([(each, each.least(wanted)) for each in affordable], width)
    given = _grown(given, width, [column.comfortable(wanted) for column, _ in given])
    given = _grown(given, width, [column.wish(wanted) for column, _ in given])
    placed: list[Placed[Row]] = []
    x = 0
    for column, room in given:
        placed.append(Placed(column=column, x=x, width=room))
        x += room + GAP
    return tuple(placed)


def _grown(
    columns: list[tuple[Column[Row], int]], width: int, wants: list[int]
) -> list[tuple[Column[Row], int]]:
    spare = max(0, width - _span(columns))
    grown: list[tuple[Column[Row], int]] = []
    for (column, room), want in zip(columns, wants, strict=True):
        more = 0 if room == column.shrunk else min(max(0, want - room), spare)
        spare -= more
        grown.append((column, room + more))
    return grown


def _without_luxuries(columns: list[Column[Row]], width: int, wanted: Mapping[str, int]) -> list[Column[Row]]:
    while luxuries := [column for column in columns if column.luxury]:
        if _span([(column, column.comfortable(wanted)) for column in columns]) <= width:
            break
        columns.remove(max(luxuries, key=lambda column: column.drop))
    return columns


def _kept(columns: list[tuple[Column[Row], int]], width: int) -> list[tuple[Column[Row], int]]:
    while _span(columns) > width:
        place, (column, least) = max(enumerate(columns), key=lambda each: _dispensable(*each[1]))
        if not _dispensable(column, least):
            return _squeezed(columns, width)
        if column.shrunk is not None:
            columns[place] = (column, column.shrunk)
        else:
            del columns[place]
    return columns


def _dispensable(column: Column[Row], width: int) -> int:
    return 0 if width == column.shrunk else column.drop


def _squeezed(columns: list[tuple[Column[Row], int]], width: int) -> list[tuple[Column[Row], int]]:
    """Take what is too much from the widest column that is not firm."""
    soft = [least for column, least in columns if not column.firm]
    widest, excess = max(soft, default=0), _span(columns) - width
    return [
        (column, least if column.firm or least < widest else max(1, least - excess))
        for column, least in columns
    ]


def _span(columns: list[tuple[Column[Row], int]]) -> int:
    return sum(width for _, width in columns) + GAP * (len(columns) - 1)
