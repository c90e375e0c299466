"""The benchmarks run, on sizes that say nothing: what they time is read, never asserted."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from tests.benchmarks.big_ledger import home_of
from tests.benchmarks.effort import TINY, program
from tests.benchmarks.figures import Case, Figure, printed, written
from tests.benchmarks.parts import engine
from tests.benchmarks.parts.start import Program as Started
from tests.benchmarks.parts.start import behind, ours, start, starts, without_frame
from tests.benchmarks.watched import watched


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is made once is made here, and goes with the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_figure_compares_round_by_round_what_was_measured_in_turn() -> None:
    figure = Figure("P1", "start", 1.15, Case("ours", [10.0, 30.0, 22.0]), Case("hello", [10.0, 20.0, 20.0]))

    assert figure.value == 1.1
    assert figure.verdict == "reached"


def test_a_figure_by_itself_is_its_median_or_its_worst() -> None:
    taken = Case("loop", [1.0, 2.0, 9.0])

    assert Figure("P5", "stall", 8, taken).verdict == "reached"
    assert Figure("P5", "stall", 8, taken, worst=True).verdict == "not reached"


def test_what_could_not_be_measured_is_said_in_both_tables() -> None:
    figure = Figure("P2", "beside posting", 0.3, Case("ours", [1.0]), Case("posting", []), missing="no index")

    assert "not measured: no index" in printed([figure])
    assert "not measured: no index" in written([figure], "python -m tests.benchmarks")


def test_the_terminal_knows_when_a_key_was_answered(scratch: Path) -> None:
    echo = (sys.executable, "-c", "import sys; print('ready', flush=True); print(sys.stdin.readline() * 2)")
    with watched(echo, scratch) as screen:
        assert 0 < screen.shows("ready") < 30
        assert screen.memory_then > 1
        assert 0 < screen.key(b"yes\r", lambda: screen.text.count("yes") >= 2) < 30


@pytest.mark.terminal
def test_a_start_is_measured_from_outside_and_from_inside(scratch: Path) -> None:
    hello = Started("Textual hello", program("hello"), scratch, lambda screen: "hello ready" in screen.text)
    home = without_frame(home_of(50))
    found = {"Textual hello": [start(hello)], ours(50): [start(hello)]}
    figures = starts(TINY._replace(large=50), found)
    seen = behind(home, scratch / "report")

    assert figures[1].verdict == "reached" or figures[1].value
    assert seen.early == []
    assert 0 < seen.stall < 30_000


def test_the_ledger_is_measured_by_itself() -> None:
    figures = engine.figures(TINY)

    assert {figure.name for figure in figures} == {"P12"}
    assert all(figure.value is not None for figure in figures)
