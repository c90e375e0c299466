"""A few reads at once: no more than that, what is not through goes first, and nothing stays behind."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from tui_app.gateway.side_by_side import AT_ONCE, SideBySide

pytestmark = pytest.mark.anyio


class Asked:
    """Answers when it is told to; counts what is under way."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.most = self.under_way = 0
        self.ended: list[int] = []

    async def __call__(self, number: int) -> int:
        """One answer, some turns of the loop later."""
        self.begun.append(number)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            for _ in range(1 + number % 3):
                await asyncio.sleep(0)
            return number * 10
        finally:
            self.under_way -= 1
            self.ended.append(number)


async def test_each_is_asked_once_and_a_few_at_a_time() -> None:
    asked = Asked()
    found = [pair async for pair in SideBySide(asked, range(20)).answers()]

    assert sorted(found) == [(number, number * 10) for number in range(20)]
    assert asked.most == AT_ONCE


async def test_what_is_not_through_goes_before_what_was_not_begun() -> None:
    asked = Asked()
    reads = SideBySide(asked, range(0, 30, 3))
    again = 2
    async for each, _ in reads.answers():
        if each == 0 and again:
            again -= 1
            reads.again(0)

    assert asked.begun.count(0) == 3
    assert asked.begun.index(0, 1) < asked.begun.index(27)


async def test_what_is_under_way_ends_with_the_reading() -> None:
    asked = Asked()
    async with aclosing(SideBySide(asked, range(20)).answers()) as answers:
        async for _ in answers:
            break

    assert asked.under_way == 0
    assert len(asked.begun) <= AT_ONCE + 1


async def test_what_asking_raises_is_raised_and_ends_the_others() -> None:
    ended = asyncio.Event()

    async def ask(number: int) -> int:
        if number:
            raise ValueError(number)
        try:
            return await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(ValueError, match="1"):
        [each async for each in SideBySide(ask, (0, 1)).answers()]

    assert ended.is_set()
