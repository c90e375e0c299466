"""What most faults have in common: the answer they start from, and how a changed one is sent."""

from __future__ import annotations

from collections.abc import Callable

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.fault import Play
from tui_app.sandbox.faults.settings import Given

_PRETENDED = Answer.of(200, b'{"error":[],"result":{}}')
_PRETENDED_GRAPHQL = Answer.of(200, b'{"data":{}}')
"""What a fault takes apart where the request does not take effect: an envelope with nothing in it."""


async def answer_to(exchange: Exchange, given: Given) -> Answer:
    """The sandbox's own answer where the fault acts, and an empty one where it does not."""
    await exchange.body()
    pretended = _PRETENDED_GRAPHQL if exchange.takes_graphql else _PRETENDED
    return exchange.dated(await exchange.act() if given.flag("act") else pretended)


def answering(change: Callable[[Answer, Given], Answer]) -> Play:
    """Sends the answer after `change` had its way with it; for faults with the parameter `act`."""

    async def play(exchange: Exchange, given: Given) -> None:
        await exchange.reply(change(await answer_to(exchange, given), given))

    return play


def acting(change: Callable[[object, Given], object]) -> Play:
    """Acts, then sends the answer's JSON after `change` had its way with it."""

    async def play(exchange: Exchange, given: Given) -> None:
        answer = await exchange.act()
        await exchange.reply(answer.saying_json(change(answer.document(), given)))

    return play
