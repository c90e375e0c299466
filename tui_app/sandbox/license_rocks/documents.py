"""The users, NFTs, listings and orders printed as examples on the Order API page, always there.

Orders 1 and 2 are printed as they are read; 42 and 43 are the ones that the page's own request created,
printed without their buyer, of whom the rest is made up.
"""

from __future__ import annotations

from tui_app.sandbox.license_rocks.instance import Instance
from tui_app.sandbox.license_rocks.payloads import MEME, TITEL, WOMM
from tui_app.sandbox.license_rocks.records import Item, Listing, Nft, Order, User, at

PRINTED_BUYER = 5
"""Whom the printed answer to creating orders has as the buyer, whoever was asked for."""
PRINTED_QUANTITY = 1
"""How many it says were bought, however many were asked for."""
WITHOUT_ADDRESS = 77
"""A user who has no billing address."""

_CREATOR = "0xfaE0be50ae6b4A2bdD5D4F8e0600fa1363722d33"
_CREATOR_4 = "0xb9449446c82b2f2a184d3bad2c0fafc5f21eeb73"
_CREATOR_5 = "0x0173f9004cde92ca8f2a53c51072b74f42dd1958"
_CONTRACT = "0xB362f5b77146c1E8C8c76C501ecA9EB4a7C7769D"


def add_documented(instance: Instance) -> None:
    """Add everything the page prints, and the users that its request names."""
    for user in (_PRINTED_USER, *_NAMED_USERS):
        instance.add_user(user)
    for nft in (_TITEL, _MEME, _WOMM):
        instance.nfts[nft.id] = nft
    for listing in _LISTINGS:
        instance.listings[listing.id] = listing
    for order in _ORDERS:
        instance.orders[order.id] = order


_PRINTED_USER = User(
    id=24,
    email="adam@licenserocks.de",
    wallet="0xBA53a45AaeaD689dD74eB7Cf338c5e9206A660f8",
    provider="magiclink",
    ip="::ffff:127.0.0.1",
    created=at("2022-12-29T15:06:59.509Z"),
    updated=at("2022-12-29T15:06:59.513Z"),
    addresses=(1,),
)

_NAMED_USERS = (
    User(
        id=5,
        email="zofia.brzoza@example.org",
        wallet=_CREATOR_5,
        provider="magiclink",
        ip="::ffff:192.0.2.44",
        created=at("2022-11-02T09:12:03.120Z"),
        updated=at("2022-12-09T11:20:00.004Z"),
        name="Zofia Brzoza",
        username="zofia.b",
        discord_id="402218765509731328",
        wallet_nonce="914430",
        stripe_id="acct_1MadeUpZofia",
        newsletter=True,
        locale="pl",
        last_access=at("2022-12-21T11:58:12.900Z"),
        addresses=(51, 52),
    ),
    User(
        id=50000,
        email="marek.lipa@example.org",
        wallet="0x3f5ce5fbfe3e9af3971dd833d26ba9b5c936f0be",
        provider="magiclink",
        ip="198.51.100.7",
        created=at("2022-12-20T18:40:10.001Z"),
        updated=at("2022-12-20T18:40:10.001Z"),
        addresses=(50,),
    ),
    User(
        id=WITHOUT_ADDRESS,
        email="nobody.home@example.org",
        wallet="0x7a16ff8270133f063aab6c9977183d9e72835428",
        provider="metamask",
        ip="203.0.113.90",
        created=at("2023-01-11T07:00:00.000Z"),
        updated=at("2023-01-11T07:00:00.000Z"),
    ),
)

_TITEL = Nft(
    id=1,
    amount=100,
    available=100,
    arweave="HaeA16eOIYAzXi2oJVK5MFfEubenIv_qnrkyK8aFiU0",
    creator_id=1,
    creator_wallet=_CREATOR,
    contract="0x7F22bF652e54Db9E79DF9f9d7cBeea2BddBf3d1a",
    contract_name="AuctionableERC1155",
    secret_phrase="Geheimbotschaft",  # noqa: S106 - printed on the page
    payload=TITEL,
    cents=2000,
    eths="13.513513513513",
    title="Titel NFT",
    use_case_id=1,
    released=at("2022-12-28T13:24:39.865Z"),
    created=at("2022-12-28T13:24:39.873Z"),
    updated=at("2022-12-28T13:24:39.873Z"),
    downloadable=True,
    bidding=True,
)

_MEME = Nft(
    id=405,
    amount=10000,
    available=9989,
    arweave="K9nLDK_2IluzmYphg_k1PZZI101vdQ_Q4lLjn03xVcM",
    creator_id=4,
    creator_wallet=_CREATOR_4,
    contract=_CONTRACT,
    contract_name="AUCTIONABLE_ERC1155",
    secret_phrase=None,
    payload=MEME,
    cents=2100,
    eths="24.479033707629",
    title="Meme",
    use_case_id=2,
    released=at("2022-12-08T13:19:41.332Z"),
    created=at("2022-12-08T13:19:41.332Z"),
    updated=at("2022-12-20T16:48:01.798Z"),
)

_WOMM = Nft(
    id=406,
    amount=1,
    available=1,
    arweave="ZRnQwRRP3uvFLJ3DD6vlfv_RSAWszdh21M1BFoRRnzg",
    creator_id=5,
    creator_wallet=_CREATOR_5,
    contract=_CONTRACT,
    contract_name="AUCTIONABLE_ERC1155",
    secret_phrase=None,
    payload=WOMM,
    cents=1200,
    eths="13.701836617016",
    title="WOMM",
    use_case_id=11,
    released=at("2022-12-09T11:22:17.543Z"),
    created=at("2022-12-09T11:22:17.543Z"),
    updated=at("2022-12-09T12:55:09.001Z"),
    fractionalized=True,
)

_LISTINGS = (
    Listing(
        id=1,
        nft_id=1,
        seller_id=1,
        cents=2000,
        eths="13.422818791946309",
        amount=None,
        active=True,
        active_till=at("2023-01-04T13:24:39.865Z"),
        type="auction",
        tx_hash="0xc7a061416e8a3b8b5a425a061b28062e3ea9a6b476d6359c256b4be31c3c9614",
        created=at("2022-12-28T13:24:39.874Z"),
        updated=at("2022-12-28T13:24:39.875Z"),
    ),
    Listing(
        id=2,
        nft_id=405,
        seller_id=4,
        cents=100,
        eths="1.1661372403595436",
        amount=9989,
        active=True,
        active_till=None,
        type="regular",
        tx_hash="0xf2067078df17fbb6f948bf9c7dc06ce71eb67452cf2670bd068df4080d9d897c",
        created=at("2022-12-08T13:33:08.541Z"),
        updated=at("2022-12-20T16:48:01.771Z"),
    ),
    Listing(
        id=4,
        nft_id=406,
        seller_id=5,
        cents=1200,
        eths="13.651116149384164",
        amount=1,
        active=True,
        active_till=None,
        type="regular",
        tx_hash=None,
        created=at("2022-12-09T12:55:08.986Z"),
        updated=at("2022-12-09T12:55:08.986Z"),
    ),
)


def _order(
    order_id: int, buyer_id: int, address: int, webhook: str, listing_id: int, times: tuple[str, str, str]
) -> Order:
    """A printed order of one; `times` are when it was made, and when its item and itself were changed."""
    created, item_updated, updated = map(at, times)
    item = Item(id=order_id, listing_id=listing_id, quantity=1, updated=item_updated)
    return Order(
        id=order_id,
        buyer_id=buyer_id,
        billing_address_id=address,
        webhook_token=webhook,
        created=created,
        updated=updated,
        items=(item,),
    )


_ORDERS = (
    _order(
        1,
        24,
        1,
        "a6a08c57-9fb3-4eb1-b569-c8450355cd3c",
        1,
        ("2022-12-30T12:31:40.532Z", "2022-12-30T12:31:40.534Z", "2022-12-30T12:31:40.562Z"),
    ),
    _order(
        2,
        24,
        1,
        "0bfbc1ba-07fd-463e-b9e9-63850b25447f",
        1,
        ("2022-12-30T12:31:40.687Z", "2022-12-30T12:31:40.688Z", "2022-12-30T12:31:40.703Z"),
    ),
    _order(
        42,
        PRINTED_BUYER,
        51,
        "bba43d13-2d9c-408a-b610-407ecfba5864",
        2,
        ("2022-12-21T12:07:45.557Z", "2022-12-21T12:07:45.558Z", "2022-12-21T12:07:45.558Z"),
    ),
    _order(
        43,
        PRINTED_BUYER,
        52,
        "93bb6da4-cb79-44f4-a9d2-391bc2c9fe21",
        4,
        ("2022-12-21T12:07:45.584Z", "2022-12-21T12:07:45.584Z", "2022-12-21T12:07:45.584Z"),
    ),
)
