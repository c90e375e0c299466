"""The order printed as the example on Dew's order page, always on the market."""

from __future__ import annotations

from tui_app.sandbox.dew.names import POL
from tui_app.sandbox.dew.records import LISTED, Collection, Nft, Order

ACCOUNT = "0x40415c1c0e7a8ff3e184b51a94a2fc5b92df9434"
"""The account's own wallet: the maker in the example."""

CONTRACT = "0xa131b877B12B0Ae8BB7da7229b8a1095881497A6"

EXAMPLE = Order(
    id=1,
    hash="0x41a2753400f805db148079f60355df470aece45941a45cb96a25ab5d24e4c243",
    source=1,
    price=49000000000000000,
    currency=POL.address,
    price_usd="0.1",
    of=CONTRACT,
    nft=Nft(
        owner=ACCOUNT,
        contract=CONTRACT,
        token_id="1",  # noqa: S106 - the number of an NFT
        name="BAYC #1",
        rank=1,
        status=0,
    ),
    collection=Collection(
        contract="0x8a90CAb2b38dba80c64b7734e58Ee1dB38B8992e",
        name="Doodle",
        symbol="DOODLE",
        icon_url="nfts/qt5xtfvkajlhva1.jpg",
        slug="doodles-official",
        verified=True,
        show_rarity=False,
    ),
    maker=ACCOUNT,
    taker="string",
    status=LISTED,
    created_at=1654983000,
    listed_at=1654983000,
    expired_at=1654999000,
    updated_at=1654983000,
    is_offer=False,
    amount=1,
    remain=1,
    swept=False,
)
"""Listed, long past its expiry, and with a taker that is the word string: as printed."""
