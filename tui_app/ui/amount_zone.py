"""Where the amounts of a list stand: decimal point under decimal point, units under units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len

from tui_app.domain.money import Currency, Money
from tui_app.ui.amounts import LEAST_NUMBER, LEAST_WIDTH, amount_text, money_within, unit_text
from tui_app.ui.glyphs import UNICODE, Glyphs


class DigitRoom(NamedTuple):
    """Columns before and behind the decimal point."""

    whole: int = 1
    decimals: int = 0

    @property
    def width(self) -> int:
        """Columns from the first whole digit to the last decimal."""
        return self.whole + (self.decimals + 1 if self.decimals else 0)

    def over(self, other: DigitRoom) -> DigitRoom:
        """As many as either has."""
        return DigitRoom(max(self.whole, other.whole), max(self.decimals, other.decimals))

    def hold(self, other: DigitRoom) -> bool:
        """Whether the other has no more of either."""
        return self.whole >= other.whole and self.decimals >= other.decimals


class Room(NamedTuple):
    """Columns for amounts: in how many all stand by one decimal point, and how many there are at most."""

    usual: int
    most: int


class AmountZone(NamedTuple):
    """Columns kept for whole digits, decimals and units, so that decimal points stand in one line.

    `apart` are the currencies with too many digits to share that line. Each has one of its own.
    """

    digits: DigitRoom = DigitRoom()
    unit: int = 3
    least: int = LEAST_WIDTH
    apart: Mapping[Currency, DigitRoom] = MappingProxyType({})

    @property
    def width(self) -> int:
        """Columns of the whole cell."""
        return max(self.least, self.lined)

    def around(self, amounts: Iterable[Money], room: Room, glyphs: Glyphs = UNICODE) -> AmountZone:
        """The zone grown around these amounts.

        One that has no room at all is rounded within the usual width: a single absurd offer does not
        push everything else off the screen.
        """
        zone, fitting = self, list[_Cell]()
        for money in amounts:
            cell = _Cell.of(money, glyphs)
            if cell.width <= room.most:
                fitting.append(cell)
                zone = zone.standing_beside(cell, room)
            else:
                zone = zone.at_least(max(room.usual, LEAST_NUMBER + 1 + cell.unit_width))
        for cell in fitting if zone.apart else ():
            if cell.currency in zone.apart:
                zone = zone.lined_up_with(cell, room)
        return zone

    def cell(self, money: Money, glyphs: Glyphs = UNICODE) -> tuple[str, str]:
        """The number and the unit of one row; together exactly `width` columns, the unit with its gap."""
        cell = _Cell.of(money, glyphs)
        digits = self.apart.get(cell.currency, self.digits) if self.apart else self.digits
        if not self._lines_up(cell, digits):
            number, unit = money_within(money, self.width, glyphs)
            return number.rjust(self.width - cell_len(unit)), unit
        number = " " * (digits.whole - cell.digits.whole) + cell.number
        number += " " * (digits.width - len(number))
        after = " " + cell.unit + " " * (self.unit - cell.unit_width)
        return number.rjust(self.width - cell_len(after)), after

    @property
    def lined(self) -> int:
        """Columns of the widest line with its units."""
        apart = max(digits.width for digits in self.apart.values()) if self.apart else 0
        return max(self.digits.width, apart) + 1 + self.unit

    def at_least(self, width: int) -> AmountZone:
        """So wide or wider."""
        return self._replace(least=width) if width > self.least else self

    def standing_beside(self, cell: _Cell, room: Room) -> AmountZone:
        """With room for this beside all others, or for a line of its currency's own."""
        if self._lines_up(cell, self.digits) or cell.currency in self.apart:
            return self
        grown = self._replace(digits=self.digits.over(cell.digits), unit=max(self.unit, cell.unit_width))
        if grown.digits.width + 1 + grown.unit <= room.usual and grown.lined <= room.most:
            return grown
        return self._replace(apart=MappingProxyType({**self.apart, cell.currency: DigitRoom()}))

    def lined_up_with(self, cell: _Cell, room: Room) -> AmountZone:
        """With room for this in its currency's own line, or else alone."""
        digits = self.apart[cell.currency]
        if self._lines_up(cell, digits):
            return self
        apart = MappingProxyType({**self.apart, cell.currency: digits.over(cell.digits)})
        grown = self._replace(unit=max(self.unit, cell.unit_width), apart=apart)
        return grown if grown.lined <= room.most else self.at_least(cell.width)

    def _lines_up(self, cell: _Cell, digits: DigitRoom) -> bool:
        return digits.hold(cell.digits) and cell.unit_width <= self.unit


class _Cell(NamedTuple):
    currency: Currency
    number: str
    unit: str
    unit_width: int
    digits: DigitRoom

    @classmethod
    def of(cls, money: Money, glyphs: Glyphs) -> _Cell:
        number, unit = amount_text(money), unit_text(money.currency, glyphs)
        whole, _, decimals = number.partition(".")
        return cls(money.currency, number, unit, cell_len(unit), DigitRoom(len(whole), len(decimals)))

    @property
    def width(self) -> int:
        return len(self.number) + 1 + self.unit_width
