"""Draws the lines of a list: pieces of text in inks, cached as strips while they stay the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_app.domain.money import Money
from tui_app.ledger.windows import Sort
from tui_app.ui.amount_zone import AmountZone, Room
from tui_app.ui.format import padded
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.widgets.column_layout import GAP, Column, Look, Placed, lay_out, room_beside_the_needed
from tui_app.ui.widgets.pieces import Piece, Pieces, Span
from tui_app.ui.widgets.row_times import RowTimes
from tui_app.ui.widgets.row_window import Row

GUTTER = 3
"""Columns before the first one: the cursor, the mark, a blank."""

_BLANK = " " * GAP
_USUAL_SHARE = 0.4
_LEAST_USUAL = 24
_LARGEST_USUAL = 32
# Eighteen decimals with their unit; what is wider is rounded, and the details have it in full.
_LARGEST = 36


class Stance(NamedTuple):
    """How a row stands out: the cursor is on it, the list has the focus, it is marked."""

    cursor: bool = False
    focused: bool = False
    marked: bool = False


class Manner(NamedTuple, Generic[Row]):
    """What a list shows of its rows.

    `amount` is the money of a row, for which all rows share a zone. `changes` is when a row says
    something else by itself, None for never. `mark` stands before the rows that are marked, `news` gives
    what stands there before any other. A row that is `quiet` is dim all over.
    """

    columns: Sequence[Column[Row]]
    amount: Callable[[Row], Money | None]
    changes: Callable[[Row, datetime], datetime | None]
    mark: str
    glyphs: Glyphs = UNICODE
    news: Callable[[Row], str] = lambda _row: " "
    quiet: Callable[[Row], bool] = lambda _row: False


@dataclass(slots=True)
class _Drawn:
    """The pieces of each column, from the left, and the lines that were made of them."""

    news: Piece
    cells: list[Pieces]
    strips: dict[Stance, Strip] = field(default_factory=dict)

    def says(self, other: _Drawn) -> bool:
        """Whether it says what another one says."""
        return self.news == other.news and self.cells == other.cells


class RowPainter(Generic[Row]):
    """Knows the widths and what was drawn with them. Widths only grow, so that nothing jumps about."""

    def __init__(self, manner: Manner[Row], inks: Callable[[str], Style]) -> None:
        """`inks` gives the style of a component class of the list, alone, by its last part."""
        self._manner = manner
        self._columns = manner.columns
        self._hides = False
        self._glyphs = manner.glyphs
        self._inks = inks
        self._width = 0
        self._wanted: dict[str, int] = {}
        self._measured: dict[int, Row] = {}
        self._drawn: dict[int, _Drawn] = {}
        self._styles: dict[tuple[Stance, str], Style] = {}
        self._times = RowTimes(manner.changes)
        self.look = Look(now=datetime.min, glyphs=manner.glyphs)  # noqa: DTZ901 - replaced before the first row
        self.placed: tuple[Placed[Row], ...] = ()
        self._spans: list[Span] = []

    def resize(self, width: int) -> None:
        """Lay the columns out for a list of this width, for what is seen from now on."""
        if width != self._width:
            self._width = width
            self.start_over()
        self._arrange()

    def use(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns from now on."""
        self._manner = self._manner._replace(columns=columns)
        self._columns = [column.hidden() for column in columns] if self._hides else columns
        self._times.forget()
        self.start_over()
        self._arrange()

    def hide(self, hides: bool) -> None:
        """Hide from now on what is not public, or show it again."""
        self._hides = hides
        self.use(self._manner.columns)

    def start_over(self) -> None:
        """Forget how wide the columns had to be: another list is shown."""
        self._wanted, self._measured = {}, {}
        self.look = self.look._replace(zone=AmountZone())

    def make_room(self, rows: Iterable[Row], now: datetime) -> bool:
        """Widen columns for these rows. True if the columns moved, so that all has to be drawn anew."""
        rows = self._to_measure(list(rows))
        amounts = () if self._hides else filter(None, map(self._manner.amount, rows))
        zone = self.look.zone.around(amounts, self._room_for_amounts(), self._glyphs)
        moved = zone != self.look.zone
        self.look = self.look._replace(now=now, zone=zone)
        wanted = {
            column.id: max((column.wanted(row, self.look) for row in rows), default=0)
            for column in self._columns
        }
        grown = {name: max(width, self._wanted.get(name, 0)) for name, width in wanted.items()}
        if moved or grown != self._wanted:
            self._wanted = grown
            return self._arrange() or moved
        return False

    def restyle(self) -> None:
        """Forget what was drawn: the theme changed."""
        self._styles.clear()
        self._drawn.clear()

    def is_stale(self, row: Row) -> bool:
        """Whether this row no longer says what was drawn; draws it anew at the next `line`."""
        before, now = self._drawn.get(row.row_id), self._draw(row)
        if before is not None and before.says(now):
            return False
        self._drawn[row.row_id] = now
        return True

    def due(self, now: datetime) -> list[Row]:
        """The rows in sight of which time has changed what they say."""
        return self._times.due(now)

    def holds_room(self, rows: Iterable[Row], now: datetime) -> bool:
        """Whether these rows have room for what they say now, by the mere passing of time."""
        self.look = look = self.look._replace(now=now)
        timely = [(column, self._wanted.get(column.id, 0)) for column in self._columns if column.timely]
        return all(column.wanted(row, look) <= width for row in rows for column, width in timely)

    def pass_time(self, row: Row) -> list[Span]:
        """Where its line says something else, by the mere passing of time; draws that anew next."""
        drawn = self._drawn.get(row.row_id)
        if drawn is None:
            return []  # it is drawn anew anyway
        changed = list[Span]()
        for place, placed in enumerate(self.placed):
            if placed.column.timely and drawn.cells[place] != (cell := self._cell(row, placed)):
                drawn.cells[place] = cell
                drawn.strips.clear()
                changed.append(self._spans[place])
        return changed

    def draw_ahead(self, rows: Iterable[Row]) -> None:
        """Have the lines of these rows ready for when they come into sight."""
        for row in rows:
            self.line(row, Stance(), Span(0, self._width))

    def forget_all_but(self, rows: Iterable[Row]) -> None:
        """Drop what was drawn of rows that are out of sight."""
        visible = {row.row_id for row in rows}
        self._drawn = {row_id: drawn for row_id, drawn in self._drawn.items() if row_id in visible}

    def line(self, row: Row, stance: Stance, span: Span) -> Strip:
        """The line of one row, or a stretch of it."""
        drawn = self._drawn.get(row.row_id)
        if drawn is None:
            drawn = self._drawn[row.row_id] = self._draw(row)
        strip = drawn.strips.get(stance)
        if strip is None and span.left >= GUTTER and span.right < self._width:
            return self._stretch(drawn, stance, span)
        if strip is None:
            strip = drawn.strips[stance] = self._strip(drawn, stance)
        return strip.crop(span.left, span.right)

    def header(self, sort: Sort | None = None, *, reverse: bool = False) -> Strip:
        """The titles, with a mark behind the one that the list is sorted by."""
        sign = self._glyphs.falling if reverse else self._glyphs.rising
        line = " " * GUTTER
        for column, _, width in self.placed:
            title, over = column.title_in(self.look, width), len(column.title) - width
            if column.heading is not None and over > 0 and line.endswith(" " * (over + 1)):
                # Over figures that need less room than their title, it begins before them.
                line, title, width = line[:-over], column.title, width + over
            sorts = sort is not None and column.sort is sort and title != ""
            line += padded(title + sign * sorts, width + GAP)
        style = self._inks("row") + self._inks("header")
        return Strip([Segment(line, style)]).crop_extend(0, self._width, style)

    def column_at(self, x: int) -> Placed[Row] | None:
        """The column that stands at `x`, its gap included."""
        found = [placed for placed in self.placed if placed.x <= x < placed.x + placed.width + GAP]
        return found[0] if found else None

    def next_change(self, rows: Iterable[Row], now: datetime) -> datetime | None:
        """When the first of these rows will say something else by itself."""
        return self._times.next_change(rows, now)

    def _to_measure(self, rows: list[Row]) -> list[Row]:
        """Those that were not measured before; all of them where there are none, since time has passed."""
        new = [row for row in rows if self._measured.get(row.row_id) is not row]
        self._measured = {row.row_id: row for row in rows}
        return new or rows

    def _room_for_amounts(self) -> Room:
        """Exact digits come before what else there is, up to what a name needs at least."""
        columns = self._columns
        limits = [column.rounds_above for column in columns if column.rounds_above is not None]
        most = min([room_beside_the_needed(columns, self._width - GUTTER), _LARGEST, *limits])
        usual = max(_LEAST_USUAL, min(int(self._width * _USUAL_SHARE), _LARGEST_USUAL))
        return Room(usual=min(usual, most), most=most)

    def _arrange(self) -> bool:
        placed = lay_out(self._columns, self._width - GUTTER, self._wanted)
        self._drawn.clear()
        if placed == self.placed:
            return False
        self.placed, self._spans = placed, [_span(each) for each in placed]
        return True

    def _draw(self, row: Row) -> _Drawn:
        news = Piece(self._manner.news(row), "unread")
        quiet = self._manner.quiet(row)
        return _Drawn(
            news._replace(ink="dim") if quiet else news, [self._cell(row, each) for each in self.placed]
        )

    def _cell(self, row: Row, placed: Placed[Row]) -> Pieces:
        *before, last = placed.column.cell(row, self.look, placed.width)
        # One segment fewer for each column: Textual's share of a line grows with their number.
        pieces = (*before, Piece(last.text + _BLANK, last.ink))
        return tuple(Piece(text, "dim") for text, _ in pieces) if self._manner.quiet(row) else pieces

    def _strip(self, drawn: _Drawn, stance: Stance) -> Strip:
        cursor = self._glyphs.cursor if stance.cursor else " "
        mark, ink = (self._manner.mark, "mark") if stance.marked else drawn.news
        gutter = Segment(f"{cursor}{mark} ", self._style(stance, "mark" if mark == " " else ink))
        segments = [gutter, *self._segments(drawn.cells, stance)]
        plain, used = self._style(stance, ""), self._spans[-1].right if self._spans else GUTTER
        if used < self._width:
            segments.append(Segment(" " * (self._width - used), plain))
        return Strip(segments).crop_extend(0, self._width, plain)

    def _stretch(self, drawn: _Drawn, stance: Stance, span: Span) -> Strip:
        """What stands between two places of the line, without making the rest of it."""
        both = [
            (place, found.left)
            for place, found in enumerate(self._spans)
            if found.left < span.right and found.right > span.left
        ]
        start = both[0][1] if both else span.left
        strip = Strip(self._segments((drawn.cells[place] for place, _ in both), stance))
        return strip.crop_extend(span.left - start, span.right - start, self._style(stance, ""))

    def _segments(self, cells: Iterable[Pieces], stance: Stance) -> Iterator[Segment]:
        return (Segment(text, self._style(stance, ink)) for pieces in cells for text, ink in pieces)

    def _style(self, stance: Stance, ink: str) -> Style:
        found = self._styles.get((stance, ink))
        if found is None:
            found = self._inks("row")
            if ink:
                found += self._inks(ink)
            if stance.marked:
                found += self._inks("marked")
            if stance.cursor:
                found += self._inks("cursor" if stance.focused else "cursor-unfocused")
            self._styles[stance, ink] = found
        return found


def _span(placed: Placed[Row]) -> Span:
    """Where in a line a column stands, with the gap behind it."""
    left = GUTTER + placed.x
    return Span(left, left + placed.width + GAP)
