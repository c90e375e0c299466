"""The last size of a terminal is the one that is drawn for."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from textual.driver import Driver

from tui_app.ui.resizing import one_size_after_the_other

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform == "win32", reason="has no such signal"),
]


class Asking:
    """Asks for the size in the handler of the signal, as Textual's driver does, and is slow to tell it."""

    def __init__(self) -> None:
        self.size = 80
        self.told: list[int] = []
        self.told_twice = asyncio.Event()
        self.meanwhile: Callable[[], object] = lambda: None

    def start_application_mode(self) -> None:
        signal.signal(signal.SIGWINCH, self._on_resize)

    def _on_resize(self, _number: int, _frame: Any) -> None:
        size = self.size
        self.meanwhile()
        self.told.append(size)
        if len(self.told) == 2:
            self.told_twice.set()


@pytest.fixture
def as_before() -> Iterator[None]:
    """What the signal did before, it does again."""
    handler = signal.getsignal(signal.SIGWINCH)
    yield
    signal.signal(signal.SIGWINCH, handler)


@pytest.mark.usefixtures("as_before")
async def test_a_size_that_changes_while_one_is_told_is_told_after_it() -> None:
    driver = one_size_after_the_other(cast(type[Driver], Asking))()  # type: ignore[call-arg]
    assert isinstance(driver, Asking)
    sizes = iter((100, 120))

    def change() -> None:
        if (size := next(sizes, None)) is not None:
            driver.size = size
            signal.raise_signal(signal.SIGWINCH)

    driver.meanwhile = change
    driver.start_application_mode()
    change()
    await asyncio.wait_for(driver.told_twice.wait(), 60)

    assert driver.told[-1] == driver.size == 120
