"""An account at Dew, the order that its page prints, and servers that answer as its pages say."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.loopback import Act, Loopback, Respond
from tests.rest_account import ABSENT, NAME, changed, over_the_wire, played, printed
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, SeenOffer
from tui_app.domain.order import Order
from tui_app.domain.verdicts import Action
from tui_app.marketplaces.dew.client import DewConnection, connect
from tui_app.marketplaces.dew.fields import Account
from tui_app.marketplaces.dew.offers import read_offer
from tui_app.marketplaces.dew.wire import read_order

KEY = "canary-dew-key-56rL9"
HASH = "0x41a2753400f805db148079f60355df470aece45941a45cb96a25ab5d24e4c243"
WALLET = "0x40415c1c0e7a8ff3e184b51a94a2fc5b92df9434"
SOMEBODY = "0x9c1d5e3a7b20468f9c1d5e3a7b20468f9c1d5e3a"
CONTRACT = "0xa131b877b12b0ae8bb7da7229b8a1095881497a6"
SIGNATURE = "0x" + "cd" * 65
ACCOUNT = Account(name=NAME, wallets=frozenset({WALLET}))

PRINTED: dict[str, Any] = printed("dew_order")["data"]
"""The order that Dew's order page prints."""
ENDS = int((datetime.now(UTC) + timedelta(days=3)).timestamp())


def order(value: object = None, **changes: object) -> Order:
    """The printed order, some fields changed, as the program holds it."""
    found = changed(PRINTED, **changes) if value is None else value
    return read_order(over_the_wire(found), ACCOUNT).order


def entry(**changes: object) -> dict[str, Any]:
    """An element of the list of offers: an open one of the account's own, which says nothing of its NFT."""
    plain: dict[str, object] = {"is_offer": True, "expired_at": ENDS, "taker": None, "nft": ABSENT}
    return changed(PRINTED, **{**plain, **changes})


def hash_of(number: int) -> str:
    """A hash of its own for every number."""
    return f"0x{number:064x}"


def an_offer(**changes: object) -> Offer:
    """An element of the list as the program holds it."""
    read = read_offer(over_the_wire(entry(**changes)), ACCOUNT)
    assert isinstance(read, SeenOffer), read
    return read.offer


def instruction(action: Action = Action.CANCEL, **changes: object) -> Instruction:
    """An instruction about one of the account's own."""
    return Instruction(account=NAME, marketplace="dew", action=action, offer=an_offer(**changes))


def data(value: object) -> dict[str, object]:
    """A whole answer that says yes."""
    return {"code": 0, "data": value}


def dew(
    *acts: Act, by: Respond | None = None, wallets: str = WALLET
) -> AbstractAsyncContextManager[tuple[Loopback, DewConnection]]:
    """A server that plays Dew, and an account there."""
    return played(connect, *acts, by=by, fields={"wallets": wallets}, secrets={"api_key": KEY})
