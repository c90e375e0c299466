"""Faults of the market: lists as they were, and offers that change or vanish behind the client's back."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.settings import Given, Parameter, WrongScript
from tui_app.sandbox.kraken.changes import OfferChange, WrongChange, change_offer
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.view import View

_OFFER = Parameter(
    name="offer", kind="text", meaning="which offer; the one the request names where it is left out"
)
_CHANGES = (
    Parameter(name="amount", kind="text", meaning="the new amount, such as 0.5"),
    Parameter(name="currency", kind="text", meaning="the new currency, such as ETH"),
    Parameter(name="expires", kind="whole", meaning="the new expiry, in unix seconds"),
    Parameter(
        name="status",
        kind="choice",
        choices=("open", "closed", "expired"),
        meaning="the new status; closed is cancelled by its maker",
    ),
    Parameter(name="maker", kind="text", meaning="the new handle of who made it"),
    Parameter(name="nft", kind="text", meaning="the id of the NFT it is for now"),
    Parameter(
        name="side",
        kind="choice",
        choices=("received", "placed", "elsewhere"),
        meaning="the account's new end of it",
    ),
    Parameter(name="gone", kind="flag", default=False, meaning="whether it vanishes altogether"),
)


async def _stale(exchange: Exchange, _: Given) -> None:
    view = View(market=exchange.kept) if isinstance(exchange.kept, Market) else None
    await exchange.reply(await exchange.act(view))


def _snapshot(_: Given, market: Market) -> object:
    return market.snapshot()


async def _change(exchange: Exchange, given: Given) -> None:
    offer_id = given.optional_text("offer") or _named(await exchange.body())
    try:
        change_offer(exchange.market, offer_id, _changed(given))
    except WrongChange as wrong:
        exchange.note(wrong.words)
    await exchange.reply(await exchange.act())


def _check(given: Given, market: Market, waits: bool) -> None:
    offer_id = given.optional_text("offer")
    if offer_id is None and not waits:
        raise WrongScript("'offer' is missing; a change at once has to say which")
    try:
        _changed(given).check(market, offer_id)
    except WrongChange as wrong:
        raise WrongScript(wrong.words) from None


def _apply(given: Given, market: Market) -> object:
    change_offer(market, given.text("offer"), _changed(given))
    return None


def _changed(given: Given) -> OfferChange:
    return OfferChange(
        amount=given.optional_text("amount"),
        currency=given.optional_text("currency"),
        expires=given.optional_whole("expires"),
        status=given.optional_text("status"),
        maker=given.optional_text("maker"),
        nft=given.optional_text("nft"),
        side=given.optional_text("side"),
        gone=given.flag("gone"),
    )


def _named(body: bytes) -> str:
    """The offer that a request acts on, in JSON or as a form; empty where it names none."""
    try:
        asked = json.loads(body)
    except ValueError:
        asked = {name: values[0] for name, values in parse_qs(body.decode("latin-1")).items()}
    if not isinstance(asked, dict):
        return ""
    several = asked.get("offer_ids")
    found = asked.get("offer_id") or (several[0] if isinstance(several, list) and several else several)
    return found if isinstance(found, str) else ""


MARKET_FAULTS = (
    Fault(
        name="stale_list",
        group="market",
        sentence="Reads are answered as the market was when the fault was armed.",
        play=_stale,
        acts=True,
        prepare=_snapshot,
    ),
    Fault(
        name="change_offer",
        group="market",
        sentence="An offer changes or vanishes right before the request; without a path, at once.",
        play=_change,
        parameters=(_OFFER, *_CHANGES),
        acts=True,
        check=_check,
        apply=_apply,
    ),
)
