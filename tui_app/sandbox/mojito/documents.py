"""What Mojito's getOffers page prints as its example: five offers on one NFT, to be had exactly so."""

from __future__ import annotations

from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.networks import SOLANA
from tui_app.sandbox.mojito.records import Nft, Order, Price, User

ORG_ID = "0db10bbf-85fe-4c87-911b-d18f8568fc07"
NFT_ID = "021272bc-e41b-412f-8631-f63304a6d3a6"
OWNER = "7GckBHDKCMEdFdnxJV3qY12YCEVop6MKtgjVAnd7vHGD"

_TWICE = User(id="b14273de-a246-4eee-8f52-8e560b548def", username="4d6207ba-8f3e-4f2e-bd6c-4c2a2d4d29e4")
_TWICE_FROM = "AhE1ubLPzT6vY1rWFoPko5DSC3rpQUhLMjdEiWV1mJGh"


def add_documented(market: Market) -> None:
    """Add the NFT of the example and its five offers, in the order that they are printed in."""
    market.add_nft(
        Nft(
            id=NFT_ID,
            name="Harbour Vintage, Bottle 7",
            collection="Harbour Vintages",
            contract="FytWTAobotGfihugTU8TEQzEgjfrttUVNWcRHv1GG2G3",
            on_chain_id="7dDe5D6N16tkuM53RKEuKJ7gZDiB7NC6oyQKP2AQJDSc",
            network=SOLANA,
            owner=OWNER,
        )
    )
    for order in _PRINTED:
        market.add_order(order)


def _order(
    order_id: str,
    status: str,
    vin: float,
    dollars: float,
    *,
    buyer: str,
    user: User,
    expires: str,
    created: str,
    updated: str,
) -> Order:
    return Order(
        id=order_id,
        nft_id=NFT_ID,
        owner=OWNER,
        buyer=buyer,
        status=status,
        tax=0,
        fixed_price=vin,
        prices=(Price(value=dollars, unit="USD", type="FIAT"), Price(value=vin, unit="VIN", type="CRYPTO")),
        paid_in="VIN",
        expires=expires,
        created=created,
        updated=updated,
        user=user,
    )


_PRINTED = (
    _order(
        "e1d81933-37bc-4d86-bc01-ad33551d3930",
        "REJECTED",
        1,
        0.0394,
        buyer=_TWICE_FROM,
        user=_TWICE,
        expires="2025-01-21T12:21:32Z",
        created="2025-01-20T12:21:33.978794Z",
        updated="2025-01-20T12:22:31.830433Z",
    ),
    _order(
        "daf8733d-7c27-43c5-9dc5-a6b9a4705017",
        "CANCELLED",
        1,
        0.0394,
        buyer=_TWICE_FROM,
        user=_TWICE,
        expires="2025-01-21T10:40:38Z",
        created="2025-01-20T10:40:50.819144Z",
        updated="2025-01-20T11:18:17.196111Z",
    ),
    _order(
        "af9acbaa-5c6a-426b-b84d-f90f1a54c3dc",
        "CANCELLED",
        1,
        0.0394,
        buyer="HHC7mBcHwUAJXufKFCaXJJDoJNwvRp1vfuqVW4NxpHq9",
        user=User(id="600e75e1-e261-4424-9b74-9d870fac5715", username="ba10fd6f-7da5-4b8c-923c-93fe49ffc447"),
        expires="2025-01-01T01:46:51Z",
        created="2024-12-31T01:46:53.129646Z",
        updated="2024-12-31T01:47:37.339309Z",
    ),
    _order(
        "188d9fb0-b2c8-47b4-8990-d5dced960db1",
        "REJECTED",
        2,
        0.0788,
        buyer="2ChiKGV1NPmoHu5fjEp9mbMY7t37kX5gD4QftMo9shs3",
        user=User(id="0d96378a-2836-4caf-9f8f-74ff3a7165d3", username="26dedc09-58dc-416d-a8f3-2c41dbb3a683"),
        expires="2025-01-05T13:17:07Z",
        created="2024-12-06T13:17:11.1959Z",
        updated="2024-12-16T07:22:19.05124Z",
    ),
    _order(
        "0a4b7c86-8efc-45f9-a750-c3b2debb1051",
        "EXPIRED",
        20,
        0.788,
        buyer="F1CjfyuW4D9UUJuvDRnacT1b9oDCY55ebYjgFeSKZcjh",
        user=User(id="2fba4e4f-0852-4e48-aa92-82803051aae3", username="1dbcc338-251d-41e1-9ad8-7bee07ebe9c8"),
        expires="2024-12-10T13:18:53Z",
        created="2024-12-09T13:18:56.059068Z",
        updated="2024-12-10T15:00:05.95447Z",
    ),
)
