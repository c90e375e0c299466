"""Bars made of characters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.ui.charts import bar, columns, filled
from tui_app.ui.glyphs import ASCII, UNICODE, Glyphs

AMOUNTS = st.decimals(0, Decimal(2) ** 256, places=18)


def test_a_column_is_as_high_as_its_share_of_the_most() -> None:
    assert ["".join(line) for line in columns([4, 2, 1, 0, None], 4, 2)] == ["█    ", "██▄  "]


def test_a_bar_is_as_long_as_its_share_of_the_most() -> None:
    assert [bar(value, 8, 2) for value in (8, 4, 1, 0)] == ["██", "█", "▎", ""]


def test_plain_letters_do_as_well() -> None:
    assert ["".join(line) for line in columns([6, 2, 1, 0], 6, 2, ASCII)] == ["#   ", "#:. "]
    assert bar(3, 4, 2, ASCII) == "#|"


@given(st.lists(AMOUNTS, min_size=1, max_size=9), st.integers(1, 9), st.sampled_from([UNICODE, ASCII]))
def test_what_is_there_is_seen_and_what_is_not_is_not(
    values: list[Decimal], height: int, glyphs: Glyphs
) -> None:
    ground = columns(values, max(values), height, glyphs)[-1]

    assert [mark != " " for mark in ground] == [value > 0 for value in values]


@given(AMOUNTS, AMOUNTS, st.integers(1, 99))
def test_more_is_never_drawn_as_less(one: Decimal, other: Decimal, steps: int) -> None:
    less, more = sorted((one, other))

    assert filled(less, more, steps) <= filled(more, more, steps) <= steps


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_picture_of_nothing_is_blank(glyphs: Glyphs) -> None:
    assert columns([0, None], 0, 1, glyphs) == [[" ", " "]]
