"""Queries that end before they are answered: when their time is up, or when nobody wants the answer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_STEPS = 400
"""Of SQLite's own machine between two questions whether to go on: some 20 µs."""
SELDOM = 5_000
"""Steps for a thread behind the loop, which has to give way whenever a question is asked: some 0.25 ms."""


@contextmanager
def unless(connection: sqlite3.Connection, enough: Callable[[], bool], steps: int = _STEPS) -> Iterator[None]:
    """Leave quietly as soon as `enough` says so, in the middle of a query too, asked after so many steps.

    What was read of a query's rows until then is right; `enough` still says so afterwards.
    """
    connection.set_progress_handler(enough, steps)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT or not enough():
            raise  # it was interrupted by somebody else
    finally:
        connection.set_progress_handler(None, 0)


def after(seconds: float) -> Callable[[], bool]:
    """Enough when so much time has passed."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end
