"""Pictures of many offers, in characters. Whatever they show stands beside them as a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from tui_app.domain.money import Money
from tui_app.domain.offer import OfferStatus
from tui_app.ledger.insights import Amounts, Ending
from tui_app.ui.amounts import amount_text, squeezed, unit_text
from tui_app.ui.charts import bar, columns, filled
from tui_app.ui.format import day_of, padded, status_shape, status_word
from tui_app.ui.glyphs import UNICODE, Glyphs
from tui_app.ui.privacy import HIDDEN
from tui_app.ui.widgets.columns import status_ink

LABEL = 12
"""Columns before a picture, for what its lines are."""
_AFTER = 6
_WIDEST = 6
_WEEK = 7
_DIM, _BARS, _BEST, _FLOOR = "$ink-dim", "$accent", "$success", "$warning"
_MARKS = {"best": _BEST, "floor": _FLOOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The room for a picture, the shapes to draw it with, and whether amounts are hidden in it."""

    width: int
    height: int
    glyphs: Glyphs = UNICODE
    private: bool = False

    def number(self, money: Money, width: int | None = None) -> str:
        """An amount without its unit, in so many columns if there are only those."""
        if self.private:
            return HIDDEN
        return amount_text(money) if width is None else squeezed(amount_text(money), width, self.glyphs)

    def cell(self, count: int, after: int = _AFTER) -> int:
        """How wide one of so many columns may be, with room for what stands `after` them."""
        return max(1, min(_WIDEST, (self.width - LABEL - max(after, _AFTER)) // count))


def by_day(
    counts: Sequence[Counter[OfferStatus]], days: Sequence[datetime], canvas: Canvas
) -> Iterator[Content]:
    """How many offers were placed on each day, which `days` begin, in all and by what became of them."""
    totals = [count.total() for count in counts]
    most, cell = max(totals, default=0), canvas.cell(len(counts), len(f"{sum(totals):,}"))
    if not most:
        yield Content(f"No offer was placed in the last {len(counts)} days.")
        return
    glyphs = canvas.glyphs
    found = [status for status in OfferStatus if any(count[status] for count in counts)]
    yield Content(
        f"{sum(totals):,} placed in {len(counts)} days, {totals[-1]:,} of them today; "
        f"the most, {most:,}, on {day_of(days[totals.index(most)])}."
    )
    yield Content("")
    height = max(3, min(24, canvas.height - len(found) - 5))
    for place, line in enumerate(columns(totals, most, height, glyphs)):
        yield _line(f"{most:,}" if place == 0 else "", _spread(line, cell), _BARS)
    yield from _ground(days[: len(counts)], cell, glyphs)
    yield Content.styled(f"{'of these':<{LABEL}}{' ' * cell * len(counts)}{'in all':>{_AFTER}}", _DIM)
    for status in found:
        ink, numbers = f"$status-{status_ink(status)}", [count[status] for count in counts]
        (line,) = columns(numbers, most, 1, glyphs)
        word = f"{status_shape(status, glyphs)} {status_word(status)}"
        yield _line(word, _spread(line, cell), ink, f"{sum(numbers):,}", label_ink=ink)


def by_amount(
    found: Sequence[Amounts], floors: Sequence[Money], days: Sequence[datetime], canvas: Canvas
) -> Iterator[Content]:
    """What was bid, each currency by itself, with the best that stands and the person's own floor."""
    if not found:
        yield Content("No bid for it is known here.")
    height = max(3, min(24, canvas.height // max(1, min(len(found), 2)) - 6))
    for place, amounts in enumerate(found):
        if place:
            yield Content("")
        floor = next((each for each in floors if each.currency == amounts.currency), None)
        yield from _in_words(amounts, floor, days, canvas)
        if any(amounts.highest):
            yield from _amounts_drawn(amounts, floor, height, canvas)
            yield from _ground(days, canvas.cell(len(days)), canvas.glyphs)


def by_hour(endings: Sequence[Ending], hours: Sequence[datetime], canvas: Canvas) -> Iterator[Content]:
    """What ends in each of the hours: how many, and the greatest amounts among them."""
    many = [ending.many for ending in endings]
    if not any(many):
        yield Content("Nothing that is open here ends within a day.")
        return
    verb = "offer ends" if sum(many) == 1 else "offers end"
    yield Content(f"{sum(many):,} {verb} within a day. By the hour: how many, and the greatest amounts.")
    yield Content("")
    room = max(4, min(30, canvas.width // 4))
    today, place = hours[0].astimezone().date(), 0
    for ends, group in groupby(zip(endings, hours, strict=False), key=lambda each: each[0].many > 0):
        spans = list(group)
        if not ends:
            yield _line(
                "", "nothing for an hour" if len(spans) == 1 else f"nothing for {len(spans)} hours", _DIM
            )
        for ending, began in spans if ends else ():
            place += 1
            if began.astimezone().date() != today:
                today = began.astimezone().date()
                yield Content.styled("tomorrow", _DIM)
            drawn = padded(bar(ending.many, max(many), room, canvas.glyphs), room)
            said = _greatest(ending.greatest, canvas.width - LABEL - room - _AFTER - 2, canvas)
            yield _line(
                _hour(began, hours[0]), drawn, _BARS, f"{ending.many:,}", label_ink="$foreground"
            ) + Content(f"  {said}")


def _hour(began: datetime, first: datetime) -> str:
    local = began.astimezone()
    until = f"{(local.hour + 1) % 24:02d}:{local:%M}"
    return f"by {until}" if began == first else f"{local:%H:%M}-{until}"


def _greatest(amounts: Sequence[Money], width: int, canvas: Canvas) -> str:
    """As many amounts as there is room for, whole, and how many are left out."""
    texts = [f"{canvas.number(money)} {unit_text(money.currency, canvas.glyphs)}" for money in amounts]
    for count in range(len(texts), 0, -1):
        more = [f"{len(texts) - count} more"] * (count < len(texts))
        if cell_len(said := ", ".join(texts[:count] + more)) <= width:
            return said
    return canvas.glyphs.cut if texts else ""


def _in_words(
    amounts: Amounts, floor: Money | None, days: Sequence[datetime], canvas: Canvas
) -> Iterator[Content]:
    of_them = "" if amounts.many == 1 else f"{amounts.older:,} of them "
    older = f", {of_them}older than {len(days)} days" if amounts.older else ""
    said = "1 bid" if amounts.many == 1 else f"{amounts.many:,} bids"
    unit = unit_text(amounts.currency, canvas.glyphs)
    yield Content.assemble((unit, "bold"), f"  {said}{older}")
    marks = [
        (f"best that stands {canvas.number(amounts.best)}" if amounts.best else "none of them stands", _BEST),
        (f"your floor {canvas.number(floor)}" if floor else "", _FLOOR),
        (_peak(amounts, days, canvas), _DIM),
    ]
    yield Content(", ").join(Content.styled(text, ink) for text, ink in marks if text)


def _peak(amounts: Amounts, days: Sequence[datetime], canvas: Canvas) -> str:
    placed = [(money.amount, -place, money) for place, money in enumerate(amounts.highest) if money]
    if not placed:
        return f"nothing in the last {len(days)} days"
    _, place, money = max(placed, key=lambda each: each[:2])
    return f"highest {canvas.number(money)} on {day_of(days[-place])}"


def _amounts_drawn(amounts: Amounts, floor: Money | None, height: int, canvas: Canvas) -> Iterator[Content]:
    values = [money.amount if money else None for money in amounts.highest]
    marked = [money for money in (amounts.best, floor) if money]
    top = max([money for money in amounts.highest if money] + marked, key=lambda money: money.amount)
    if not top.amount:
        return
    cell, glyphs = canvas.cell(len(values)), canvas.glyphs
    at = {
        name: filled(money.amount, top.amount, height)
        for name, money in (("floor", floor), ("best", amounts.best))
        if money
    }
    levels = {level: name for name, level in at.items()}
    for place, line in enumerate(columns(values, top.amount, height, glyphs)):
        name = levels.get(height - place, "")
        number = canvas.number(top, LABEL - 2) if place == 0 else ""
        crossed = _crossed(line, cell, name, glyphs)
        yield _line(number, crossed, "") + Content.styled(name, _MARKS.get(name, ""))


def _crossed(line: Sequence[str], cell: int, name: str, glyphs: Glyphs) -> Content:
    """One line of columns, and behind them what is drawn across."""
    behind = {"best": glyphs.level, "floor": glyphs.limit}.get(name, " ")
    pieces = [
        (behind * cell, _MARKS.get(name, "")) if mark == " " else (_wide(mark, cell), _BARS) for mark in line
    ]
    return Content.assemble(*pieces)


def _ground(days: Sequence[datetime], cell: int, glyphs: Glyphs) -> Iterator[Content]:
    """What columns stand on, and below it the day of every seventh."""
    yield _line("", glyphs.rule * cell * len(days), _DIM)
    dates = " " * (LABEL + cell * len(days))
    for place in range(len(days) - 1, -1, -_WEEK):
        text, end = day_of(days[place]), LABEL + cell * (place + 1)
        dates = dates[: end - len(text)] + text + dates[end:]
    yield Content.styled(dates.rstrip(), _DIM)


def _spread(line: Sequence[str], cell: int) -> str:
    return "".join(_wide(mark, cell) for mark in line)


def _wide(mark: str, cell: int) -> str:
    return mark if cell == 1 else mark * (cell - 1) + " "


def _line(label: str, drawn: str | Content, ink: str, after: str = "", *, label_ink: str = "") -> Content:
    """A label, to the left if it has an ink of its own; what is drawn beside it; a number behind."""
    shown = f"{label:<{LABEL}}" if label_ink else f"{label:>{LABEL - 1}} "
    body = Content.styled(drawn, ink) if isinstance(drawn, str) else drawn
    return Content.assemble((shown, label_ink or _DIM), body, f"{after:>{_AFTER}}" if after else "")
