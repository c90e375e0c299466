"""The dashboard on its Orders screen, at a sandbox with Dew and an instance of license.rocks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.sandbox_process import SandboxInfo
from tests.ui.dashboard import Seat, dashboard
from tui_app.domain.order import Order, OrderKey
from tui_app.ui.modals.order_lookup import OrderLookUp
from tui_app.ui.screens.orders import OrdersScreen
from tui_app.ui.widgets.order_detail import OrderDetail

ROCKS, DEW = "license_rocks", "dew"
HASH = "0x41a2753400f805db148079f60355df470aece45941a45cb96a25ab5d24e4c243"


@asynccontextmanager
async def at_orders(info: SandboxInfo, *slugs: str, **house: Any) -> AsyncIterator[Seat]:
    """The dashboard with accounts there, on the Orders screen."""
    line = {slug: info.said[slug] for slug in slugs or (DEW, ROCKS)}
    line["suggested"] = {slug: said for slug, said in info.said["suggested"].items() if slug in line}
    async with dashboard(json.dumps(line), **house) as seat:
        await seat.press("4")
        await seat.when(lambda: isinstance(seat.app.screen, OrdersScreen), "the screen")
        yield seat
        await seat.desk.close(patience=0.1)


def screen_of(seat: Seat) -> OrdersScreen:
    """The screen."""
    assert isinstance(seat.app.screen, OrdersScreen)
    return seat.app.screen


async def look_up(seat: Seat, text: str, *shown: str) -> None:
    """Look orders up, as a person does, until these texts are shown."""
    await ask_which(seat)
    await seat.type(text)
    await seat.until("Enter looks")
    await seat.press("enter")
    await seat.when(lambda: isinstance(seat.app.screen, OrdersScreen), "the answer")
    await seat.until(*shown)


async def ask_which(seat: Seat) -> None:
    """Open the question which orders are meant."""
    await seat.press("plus")
    await seat.when(lambda: isinstance(seat.app.screen, OrderLookUp), "the question")


async def told(seat: Seat) -> str:
    """Everything that the tabs about the order and its items and files say, without any blank."""
    said = []
    for _ in range(3):
        await seat.pilot.pause()
        said.append(seat.text)
        await seat.press("right")
    await seat.press("left", "left", "left")
    assert seat.app.screen.query_one(OrderDetail).tab == 0
    return squeezed(" ".join(said))


def squeezed(text: str) -> str:
    """A text without any blank, so that it does not matter where it was wrapped."""
    return "".join(text.split())


def secrets_of(seat: Seat, account: str, ref: str) -> list[str]:
    """What is private of an order and can be told from everything else, as it is shown."""
    order: Order | None = seat.desk.orders.revealed(OrderKey(account, ref))
    assert order is not None
    shown = (squeezed(each.reveal().shown) for each in order.secrets())
    return [text for text in shown if len(text) > 6]
