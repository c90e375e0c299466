"""Reading a list to its end: what is still being read is let go of with the reading."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from tui_app.desk.list_reading import keep_all
from tui_app.gateway.contract import OfferPage

pytestmark = pytest.mark.anyio


class Source:
    """Pages without end, and whether somebody may still ask for one."""

    def __init__(self) -> None:
        self.open = False

    async def pages(self) -> AsyncGenerator[OfferPage]:
        """Page after page, until it is let go of."""
        self.open = True
        try:
            while True:
                yield OfferPage(offers=())
        finally:
            await asyncio.sleep(0)  # letting go of a connection takes a moment, too
            self.open = False


async def test_an_end_by_force_while_a_page_is_kept_lets_go_of_the_list() -> None:
    source, keeping, let_go = Source(), asyncio.Event(), asyncio.Event()

    async def keep(_page: OfferPage) -> None:
        keeping.set()
        await let_go.wait()

    reading = asyncio.create_task(keep_all(source.pages(), keep))
    await keeping.wait()
    reading.cancel()
    let_go.set()

    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not source.open


async def test_pages_that_came_before_an_end_by_force_are_kept_to_the_last() -> None:
    came = [OfferPage(offers=(), total=number) for number in range(2)]
    kept: list[int | None] = []
    read, let_go = asyncio.Event(), asyncio.Event()

    async def pages() -> AsyncGenerator[OfferPage]:
        for page in came:
            yield page
        raise AssertionError("no more is asked for before a page is kept")

    async def keep(page: OfferPage) -> None:
        read.set()
        await let_go.wait()
        kept.append(page.total)

    reading = asyncio.create_task(keep_all(pages(), keep))
    await read.wait()
    reading.cancel()
    let_go.set()

    with pytest.raises(asyncio.CancelledError):
        await reading
    assert kept == [0, 1]


async def test_a_page_that_cannot_be_kept_lets_go_of_the_list() -> None:
    source = Source()

    async def keep(_page: OfferPage) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        await keep_all(source.pages(), keep)
    assert not source.open
