"""How wide the columns of a table are, and which of them fit side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from tui_app.ledger.windows import Sort
from tui_app.ui.amount_zone import AmountZone
from tui_app.ui.format import cut, padded
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.privacy import HIDDEN
from tui_app.ui.widgets.pieces import Piece, Pieces

GAP = 2
"""Blank columns between two columns of the table."""

Row = TypeVar("Row")


class Look(NamedTuple):
    """What a cell depends on besides its row: the moment, the shapes, the room for amounts."""

    now: datetime
    glyphs: Glyphs = UNICODE
    zone: AmountZone = AmountZone()


class Column(NamedTuple, Generic[Row]):
    """One column. `wanted` is the width a row would like here, `cell` fills the width given.

    A column is between `minimal` and `ideal` wide; a `firm` one is never narrower than its rows
    want. When not all columns fit, the one with the highest `drop` goes first, or shrinks to
    `shrunk` if it can; one whose `drop` is 0 never goes. A `luxury` also goes when the others,
    or itself, would have less than what they want, up to `comfort`, and what can shrink does
    when another would have less than `pinched`. An `extra` is only shown where it was chosen. What a
    `timely` one says is another thing after a while.
    Amounts wider than `rounds_above` are rounded. A `public` one is shown while privacy holds; of any other
    it is shown then that it is there.
    """

    id: str
    title: str
    minimal: int
    ideal: int
    drop: int
    wanted: Callable[[Row, Look], int]
    cell: Callable[[Row, Look, int], Pieces]
    narrowest: int = 1
    comfort: int = 0
    pinched: int = 0
    firm: bool = False
    luxury: bool = False
    extra: bool = False
    timely: bool = False
    public: bool = False
    shrunk: int | None = None
    rounds_above: int | None = None
    heading: Callable[[Look, int], str] | None = None
    sort: Sort | None = None

    def title_in(self, look: Look, width: int) -> str:
        """The title as it stands over the cells, without blanks behind it."""
        if self.heading is not None:
            return self.heading(look, width)
        return cut(self.title, width, look.glyphs) if width > 1 else ""

    def wish(self, wanted: Mapping[str, int]) -> int:
        """The width that what was seen so far asks for, or the person."""
        return max(self._need(wanted), self.rounds_above or 0)

    def least(self, wanted: Mapping[str, int]) -> int:
        """The width below which it makes no sense."""
        return self._need(wanted) if self.firm else self.minimal

    def comfortable(self, wanted: Mapping[str, int]) -> int:
        """The width at which it need not envy its neighbours."""
        return max(self.least(wanted), min(self.wish(wanted), self.comfort))

    def bearable(self, wanted: Mapping[str, int]) -> int:
        """The width for which others shrink."""
        return max(self.least(wanted), min(self.wish(wanted), self.pinched))

    def _need(self, wanted: Mapping[str, int]) -> int:
        return min(max(wanted.get(self.id, 0), self.minimal), self.ideal)

    def hidden(self) -> Column[Row]:
        """The same while privacy holds, as wide whatever its rows hold."""
        if self.public:
            return self
        width, right = max(len(HIDDEN), len(self.title)), self.heading is not None

        def cell(_row: Row, _look: Look, room: int) -> Pieces:
            return (Piece(padded(HIDDEN, room, right=right), "dim"),)

        def heading(look: Look, room: int) -> str:
            return padded(cut(self.title, room, look.glyphs), room, right=right).rstrip()

        return self._replace(
            minimal=width,
            ideal=width,
            wanted=lambda _row, _look: width,
            cell=cell,
            heading=heading,
            narrowest=width,
            comfort=0,
            pinched=0,
            luxury=False,
            timely=False,
            rounds_above=None,
        )

    def shrink(self) -> Column[Row]:
        """The same as narrow as it gets, and no more to be taken away. For those with a `shrunk`."""
        width = self.shrunk or self.minimal
        return self._replace(
            minimal=width, ideal=width, comfort=0, pinched=0, drop=0, firm=False, shrunk=None
        )


class Placed(NamedTuple, Generic[Row]):
    """A column and the room it got: from column `x`, `width` wide."""

    column: Column[Row]
    x: int
    width: int


def lay_out(columns: Iterable[Column[Row]], width: int, wanted: Mapping[str, int]) -> tuple[Placed[Row], ...]:
    """The columns that fit into `width`, in their order; all get comfortable before one gets its wish."""
    kept = _without_luxuries(list(columns), width, wanted)
    kept = _kept(_shrunk(kept, width, wanted), width, wanted)
    given = _squeezed([(column, column.least(wanted)) for column in kept], width)
    for wants in (Column.bearable, Column.comfortable, Column.wish):
        given = _grown(given, width, [wants(column, wanted) for column in kept])
    placed: list[Placed[Row]] = []
    x = 0
    for column, room in given:
        placed.append(Placed(column=column, x=x, width=room))
        x += room + GAP
    return tuple(placed)


def room_beside_the_needed(columns: Iterable[Column[Row]], width: int) -> int:
    """The most that a column of amounts can have: what is left where all go that can."""
    least = (
        column.minimal if column.shrunk is None else column.shrunk for column in columns if _stays(column)
    )
    return width - sum(room + GAP for room in least)


def _stays(column: Column[Row]) -> bool:
    return column.shrunk is not None or (not column.drop and not column.firm)


def _grown(
    columns: list[tuple[Column[Row], int]], width: int, wants: list[int]
) -> list[tuple[Column[Row], int]]:
    spare = max(0, width - _span(room for _, room in columns))
    grown: list[tuple[Column[Row], int]] = []
    for (column, room), want in zip(columns, wants, strict=True):
        more = min(max(0, want - room), spare)
        spare -= more
        grown.append((column, room + more))
    return grown


def _without_luxuries(columns: list[Column[Row]], width: int, wanted: Mapping[str, int]) -> list[Column[Row]]:
    while luxuries := [column for column in columns if column.luxury]:
        if _span(column.comfortable(wanted) for column in columns) <= width:
            break
        columns.remove(max(luxuries, key=lambda column: column.drop))
    return columns


def _shrunk(columns: list[Column[Row]], width: int, wanted: Mapping[str, int]) -> list[Column[Row]]:
    """What can shrink does for what would be pinched."""
    while shrinkable := [column for column in columns if column.shrunk is not None]:
        bearable = _span(column.bearable(wanted) for column in columns)
        if bearable <= width or not any(column.pinched for column in columns):
            break
        last = max(shrinkable, key=lambda column: column.drop)
        columns[columns.index(last)] = last.shrink()
    return columns


def _kept(columns: list[Column[Row]], width: int, wanted: Mapping[str, int]) -> list[Column[Row]]:
    while _span(column.least(wanted) for column in columns) > width:
        last = max(columns, key=lambda column: column.drop)
        if last.shrunk is not None:
            columns[columns.index(last)] = last.shrink()
        elif last.drop:
            columns.remove(last)
        else:
            break
    return columns


def _squeezed(columns: list[tuple[Column[Row], int]], width: int) -> list[tuple[Column[Row], int]]:
    """Take what is too much from the widest column that is not firm."""
    soft = [least for column, least in columns if not column.firm]
    widest, excess = max(soft, default=0), _span(room for _, room in columns) - width
    if excess <= 0:
        return columns
    return [
        (column, least if column.firm or least < widest else max(1, least - excess))
        for column, least in columns
    ]


def _span(widths: Iterable[int]) -> int:
    found = list(widths)
    return sum(found) + GAP * (len(found) - 1)
