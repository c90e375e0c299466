"""Columns that give way in a narrow terminal."""

from __future__ import annotations

import pytest

from tui_app.cli.fitting import fitted


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (46, [10, 12, 20]),  # all fit, with two blanks between
        (41, [10, 12, 15]),  # the last one is narrowed
        (34, [10, 12, 8]),
        (33, [10, 12, 0]),  # less than says anything: it is left out
        (24, [10, 12, 0]),
        (23, [10, 11, 0]),  # then the next one
        (5, [10, 0, 0]),  # a key is whole, whatever it takes
    ],
)
def test_columns_give_way_one_after_the_other(room: int, expected: list[int]) -> None:
    assert fitted([10, 12, 20], 2, room, (2, 1)) == expected
