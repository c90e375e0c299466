"""An account at a Mojito-compatible server, and answers such a server gives, for any test."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.kraken_account import MemoryNonces
from tests.loopback import Act, Loopback, Respond, Seen, answer, loopback
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import Offer, SeenOffer
from tui_app.domain.secrets import Credentials
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import OfferQuery, SignIn
from tui_app.gateway.decode import read_json
from tui_app.gateway.http import HttpLines
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.client import MojitoConnection, connect
from tui_app.marketplaces.mojito.wire import read_orders

NFT = "021272bc-e41b-412f-8631-f63304a6d3a6"
ORG = "0db10bbf-85fe-4c87-911b-d18f8568fc07"
EVM_WALLET = "0x5f6FD7dBd82cD6De4a25913Ee92E79863f00db33"
EVM_OTHER = "0x9401fE2871B0fa9E1F1c415Cb6413Eb3b86e2824"
SOLANA_WALLET = "7GckBHDKCMEdFdnxJV3qY12YCEVop6MKtgjVAnd7vHGD"
SOLANA_OTHER = "AhE1ubLPzT6vY1rWFoPko5DSC3rpQUhLMjdEiWV1mJGh"
CONTRACT = "0xcef83635de6935cb85192090564b0a8e08594584"
WALLETS = f"{EVM_WALLET} {SOLANA_WALLET}"
EVM_HASH = "0x" + "ab" * 32
EVM_SIGNATURE = "0x" + "cd" * 65
SOLANA_SIGNATURE = "4mqSCBdFuboXyk4oHJuKoMqvdLiNtDtvsoRp2GsQkN1rZBZV2a16x7Fbwh7HJeGy7L7st6xbQoXuXNUnSduWAzyX"
"""A Solana signature as Mojito's page on cancelling prints one."""

WATCHED = Watched("nft", NFT)

PRINTED = Path(__file__).parent / "sandbox" / "documents" / "mojito" / "getOffers.json"
"""The sample response of Mojito's getOffers page, byte for byte."""

SEED_ORDER: dict[str, Any] = json.loads(PRINTED.read_bytes())["data"]["getOffers"][0]
"""The first of the five orders that the page prints."""


def jwt(**claims: object) -> str:
    """A token that says these things; nobody has signed it."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'HS256'})}.{part(claims)}.canary-signature"


def token(hours: float = 24) -> str:
    """A token that ends so many hours from now."""
    return jwt(exp=int((datetime.now(UTC) + timedelta(hours=hours)).timestamp()))


def order(**changes: object) -> dict[str, Any]:
    """A standing Solana offer on the account's own NFT, like the printed one, some fields changed."""
    ends = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    return {**deepcopy(SEED_ORDER), "orderStatus": "PENDING", "offerExpiryDate": ends, **changes}


def on_evm(**changes: object) -> dict[str, Any]:
    """The same on an EVM chain."""
    ends = {"nftOwnerAddress": EVM_WALLET, "buyerAddress": EVM_OTHER}
    price = [{"value": 0.5, "unit": "WETH", "type": "CRYPTO"}]
    plain = {"tokenType": "ERC721", "tokenId": "5", "tokenContract": CONTRACT, "fixedPrice": 0.5}
    return order(**{**plain, **ends, "price": price, **changes})


def placed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The same order with its ends changed round: the account is the buyer."""
    return {**entry, "nftOwnerAddress": entry["buyerAddress"], "buyerAddress": entry["nftOwnerAddress"]}


def fields(url: str = "https://api.example.com/query", **changes: str) -> dict[str, str]:
    """The settings of an account."""
    return {"url": url, "org_id": ORG, "wallets": WALLETS, "currency": "USD", **changes}


def sign_in(
    settings: Mapping[str, str] | None = None, secret: str | None = None, http: HttpLines | None = None
) -> SignIn:
    """What a connection is made from."""
    return SignIn(
        account="henrietta",
        fields=dict(settings or fields()),
        credentials=Credentials.of({"token": token() if secret is None else secret}),
        nonces=MemoryNonces(),
        clock=lambda: datetime.now(UTC),
        http=http or HttpLines(),
    )


def account(**changes: str) -> Account:
    """An account without a connection."""
    return Account.of(sign_in(fields(**changes)))


def read_one(entry: object, watched: Watched = WATCHED) -> SeenOffer | str:
    """What the one order of an answer reads as, after a trip over the wire."""
    value = read_json(json.dumps([entry]).encode(), source="Mojito")
    (only,) = read_orders(value, account(), watched)
    return only.read


def an_offer(entry: object = None, **changes: str) -> Offer:
    """An order as the program holds it."""
    value = read_json(json.dumps([entry or order()]).encode(), source="Mojito")
    (listed,) = read_orders(value, account(**changes), WATCHED)
    assert isinstance(listed.read, SeenOffer), listed.read
    return listed.read.offer


def instruction(action: Action, entry: object = None, **changes: Any) -> Instruction:
    """An instruction about an order."""
    plain = Instruction(account="henrietta", marketplace="mojito", action=action, offer=an_offer(entry))
    return replace(plain, **changes)


def new_offer(entry: object = None, amount: str = "1.50", code: str = "VIN") -> Instruction:
    """An instruction to place an offer on the NFT of an order, for a week."""
    currency = Currency(issuer="mojito", code=code, symbol=UntrustedText(code))
    ends = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)
    terms = Terms(price=Money.parse(amount, currency), expires=ends)
    return instruction(Action.PLACE, offer=None, nft=an_offer(entry).nft, terms=terms)


def told(seen: Seen) -> dict[str, Any]:
    """The variables of a request."""
    variables: dict[str, Any] = json.loads(seen.body)["variables"]
    return variables


def asked_field(seen: Seen) -> str:
    """Which operation a request is."""
    return str(json.loads(seen.body)["operationName"])


def data(**value: object) -> dict[str, object]:
    """A whole answer with these fields."""
    return {"data": value}


def refused(words: str, **beside: object) -> dict[str, object]:
    """A whole answer with one error."""
    return {"errors": [{"message": words, "path": ["x"]}], "data": None, **beside}


def feed(*rows: Mapping[str, object]) -> dict[str, object]:
    """A whole getUserOrderActivity answer."""
    return data(getUserOrderActivity={"totalCount": len(rows), "data": list(rows)})


def market(*orders: object, rows: tuple[Mapping[str, object], ...] = ()) -> Respond:
    """A server that lists these orders on every NFT, and whose activity is one page of `rows`."""

    def respond(seen: Seen) -> Act:
        if asked_field(seen) == "getUserOrderActivity":
            return answer(feed(*rows[told(seen)["offset"] :]))
        return answer(data(getOffers=list(orders)))

    return respond


@asynccontextmanager
async def mojito_account(
    url: str, *, secret: str | None = None, http: HttpLines | None = None, **changes: str
) -> AsyncIterator[MojitoConnection]:
    """A connection to the server at `url`, closed afterwards."""
    lines = http or HttpLines()
    connection = connect(sign_in(fields(url, **changes), secret, lines))
    try:
        yield connection
    finally:
        await connection.close()
        await lines.close()


@asynccontextmanager
async def account_at(
    *acts: Act, by: Respond | None = None, **options: Any
) -> AsyncIterator[tuple[Loopback, MojitoConnection]]:
    """A loopback server that plays `acts`, and a connection to it made with `options`."""
    async with loopback(*acts, by=by) as server, mojito_account(server.base_url, **options) as connection:
        yield server, connection


def watching(*refs: str, **changes: Any) -> OfferQuery:
    """A query that watches these NFTs."""
    return OfferQuery(watched=tuple(Watched("nft", ref) for ref in refs or (NFT,)), **changes)
