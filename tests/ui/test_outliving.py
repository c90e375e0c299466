"""A terminal that is gone takes what is written to it, so that the program can end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import IO

import pytest
from textual.app import App
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from tui_app.ui.outliving import Output, outliving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")


@pytest.fixture
def gone() -> Iterator[IO[str]]:
    """A terminal whose other end has closed."""
    other, own = os.openpty()
    os.close(other)
    file = os.fdopen(own, "w", closefd=False)
    yield file
    os.close(own)


def test_a_terminal_that_is_gone_takes_more_than_a_full_queue(gone: IO[str]) -> None:
    writer = WriterThread(Output(gone))  # type: ignore[arg-type]  # as much of a file as it uses
    writer.start()
    for _ in range(3 * MAX_QUEUED_WRITES):
        writer.write("drawn\n" * 1_000)
    writer.stop()
    assert not writer.is_alive()


@pytest.mark.anyio
async def test_the_platforms_own_driver_writes_through_it() -> None:
    app = App[None]()
    driver = outliving(app.driver_class)(app)
    assert isinstance(vars(driver)["_file"], Output)
    assert vars(driver)["_file"].fileno() == sys.__stderr__.fileno()  # type: ignore[union-attr]  # pytest leaves it
