"""Faults between the pages of a list: what comes twice, is lost, or is counted wrongly."""

from __future__ import annotations

from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.fault import Fault, Play
from tui_app.sandbox.faults.items import list_of
from tui_app.sandbox.faults.plays import acting
from tui_app.sandbox.faults.settings import Given, Parameter
from tui_app.sandbox.kraken.view import View

_ITEMS = Parameter(name="items", kind="whole", default=1, least=1, most=10**6, meaning="how many items")
_TOTAL = Parameter(
    name="total", kind="whole", default=0, least=-(10**9), most=10**18, meaning="the count that is told"
)


def _seeing(view: View) -> Play:
    async def play(exchange: Exchange, _: Given) -> None:
        await exchange.reply(await exchange.act(view))

    return play


async def _repeated(exchange: Exchange, given: Given) -> None:
    await exchange.reply(await exchange.act(View(shift=-given.whole("items"))))


async def _lost(exchange: Exchange, given: Given) -> None:
    await exchange.reply(await exchange.act(View(shift=given.whole("items"))))


async def _longer(exchange: Exchange, given: Given) -> None:
    await exchange.reply(await exchange.act(View(extra=given.whole("items"))))


async def _total_changes(exchange: Exchange, given: Given) -> None:
    answer = await exchange.act()
    document = answer.document()
    _count(document, exchange.turn * given.whole("items"), added=True)
    await exchange.reply(answer.saying_json(document))


def _total_lies(document: object, given: Given) -> object:
    _count(document, given.whole("total"), added=False)
    return document


def _count(document: object, number: int, *, added: bool) -> None:
    result = document.get("result") if isinstance(document, dict) else None
    if isinstance(result, dict) and isinstance(result.get("count"), int):
        result["count"] = result["count"] + number if added else number


def _empty(document: object, _: Given) -> object:
    found = list_of(document.get("result")) if isinstance(document, dict) else None
    if found is not None:
        found.clear()
    return document


def _paging(name: str, sentence: str, play: Play, *parameters: Parameter) -> Fault:
    return Fault(name=name, group="paging", sentence=sentence, play=play, parameters=parameters, acts=True)


PAGING = (
    _paging(
        "item_repeated",
        "After the first page everything is further back, as if items had come in before it.",
        _repeated,
        _ITEMS,
    ),
    _paging(
        "item_lost",
        "After the first page everything is further ahead, as if items had gone from before it.",
        _lost,
        _ITEMS,
    ),
    _paging("total_changes", "The count grows with every answer.", _total_changes, _ITEMS),
    _paging("total_lies", "The count is this, whatever there is.", acting(_total_lies), _TOTAL),
    _paging("page_too_long", "A page has more items than asked for.", _longer, _ITEMS),
    _paging("same_page", "Every page is the first.", _seeing(View(stuck=True))),
    _paging("empty_page", "A page is empty, although there are more after it.", acting(_empty)),
)
