"""Marks belong to rows: they follow them through every view, and act only where they are seen."""

from __future__ import annotations

from array import array

from tui_app.ui.widgets.marks import Marks

ROWS = array("q", [10, 11, 12, 13, 14])


def test_turning_twice_leaves_no_mark() -> None:
    marks = Marks()
    marks.turn(10)
    marks.turn(10)

    assert len(marks) == 0


def test_marked_rows_come_in_the_order_of_the_view() -> None:
    marks = Marks()
    for row_id in (13, 10):
        marks.turn(row_id)

    assert marks.among(ROWS) == [10, 13]


def test_marking_all_twice_marks_none() -> None:
    marks = Marks()
    marks.turn(11)
    marks.turn_all(ROWS)
    assert marks.among(ROWS) == list(ROWS)

    marks.turn_all(ROWS)
    assert len(marks) == 0


def test_a_range_shrinks_when_the_cursor_turns_back() -> None:
    marks = Marks()
    marks.begin_range(1, 11)
    marks.stretch(ROWS, 4)
    marks.stretch(ROWS, 2)

    assert marks.among(ROWS) == [11, 12]


def test_a_range_reaches_upward_as_well() -> None:
    marks = Marks()
    marks.begin_range(3, 13)
    marks.stretch(ROWS, 1)

    assert marks.among(ROWS) == [11, 12, 13]


def test_a_settled_range_stays_and_no_longer_follows() -> None:
    marks = Marks()
    marks.begin_range(1, 11)
    marks.stretch(ROWS, 2)
    marks.settle()

    assert not marks.stretch(ROWS, 4)
    assert marks.among(ROWS) == [11, 12]


def test_a_mark_out_of_sight_is_not_acted_on_and_comes_back_with_its_row() -> None:
    marks = Marks()
    marks.turn(10)
    marks.turn(12)

    marks.view(array("q", [12, 13]))
    assert (len(marks), 10 in marks, marks.any_anywhere) == (1, False, True)

    marks.view(ROWS)
    assert marks.among(ROWS) == [10, 12]


def test_clearing_also_clears_what_is_out_of_sight() -> None:
    marks = Marks()
    marks.turn(10)
    marks.view(array("q", [12]))
    marks.clear()
    marks.view(ROWS)

    assert len(marks) == 0
