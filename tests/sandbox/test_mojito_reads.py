"""What Mojito's part of the sandbox shows: offers on an NFT, the caller's activity, odd forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.mojito_caller import ACTIVITY, OFFERS, MojitoCaller, serving
from tests.sandbox_client import Clock
from tui_app.sandbox import SandboxOptions
from tui_app.sandbox.hostile import HOSTILE_NAMES
from tui_app.sandbox.mojito.documents import NFT_ID, OWNER
from tui_app.sandbox.mojito.seeding import seeded_market

UNKNOWN = "11111111-2222-4333-8444-555555555555"


@pytest.fixture(scope="module")
def mojito() -> Iterator[MojitoCaller]:
    """A caller of a market of the usual size, in which nothing changes."""
    with serving(Clock()) as caller:
        yield caller


@pytest.fixture(scope="module")
def offers(mojito: MojitoCaller) -> list[dict[str, Any]]:
    """Every offer on the NFTs of the caller's activity."""
    return mojito.offers()


def test_every_status_is_met_and_none_and_one_that_nobody_knows(offers: list[dict[str, Any]]) -> None:
    assert {one["orderStatus"] for one in offers} == {
        "PENDING",
        "PROCESSING",
        "COMPLETED",
        "REJECTED",
        "CANCELLED",
        "EXPIRED",
        "FAILED",
        "REMOVED",
        "ON_HOLD",
        None,
    }


def test_prices_come_in_every_form(offers: list[dict[str, Any]]) -> None:
    forms = {tuple(price and price["type"] for price in one["price"]) for one in offers}

    assert forms == {
        ("FIAT", "CRYPTO"),
        ("CRYPTO", "FIAT"),
        (),
        ("FIAT",),
        ("CRYPTO",),
        ("FIAT", None, "CRYPTO"),
        (None, "CRYPTO"),
        (None, None),
    }


def test_people_are_missing_in_every_way(offers: list[dict[str, Any]]) -> None:
    assert any(one["createdBy"] is None for one in offers)
    assert any(one["createdByUserOrganization"] is None for one in offers)
    assert any(one["createdByUserOrganization"] == {"username": None} for one in offers)
    assert any(one["buyerTax"] is None for one in offers)


def test_times_have_from_0_to_9_digits_of_a_fraction() -> None:
    with serving(Clock(), offers=1000) as big:
        times = [one[name] for one in big.offers() for name in ("createdAt", "updatedAt", "offerExpiryDate")]
    digits = {len(time.partition(".")[2].rstrip("Z")) for time in times}

    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", time) for time in times)
    assert digits == set(range(10))


@pytest.mark.parametrize("end", ["owner", "buyer"])
@pytest.mark.parametrize("token_type", ["NonFungible", "ERC721"])
@pytest.mark.parametrize("both", [False, True])
def test_every_role_on_every_chain_has_a_standing_offer(
    mojito: MojitoCaller, end: str, token_type: str, both: bool
) -> None:
    assert mojito.pending(end, token_type, both=both)["orderStatus"] == "PENDING"


def test_equal_evm_addresses_differ_in_case(mojito: MojitoCaller, offers: list[dict[str, Any]]) -> None:
    seen = {one[name] for one in offers for name in ("nftOwnerAddress", "buyerAddress")}
    mine = {address for address in seen if address.startswith("0x") and mojito.holds(address)}

    assert len({address.lower() for address in mine}) < len(mine)
    assert mine - set(mojito.wallets)


def test_one_solana_address_differs_from_a_wallet_by_case_alone() -> None:
    with serving(Clock()) as mojito:
        own = {wallet.lower() for wallet in mojito.wallets if not wallet.startswith("0x")}
        fooled = [
            order
            for nft in _every_nft(mojito)
            for order in mojito.field(OFFERS, nft=nft)
            if order["nftOwnerAddress"].lower() in own and not mojito.holds(order["nftOwnerAddress"])
        ]

    assert fooled


def _every_nft(mojito: MojitoCaller) -> list[str]:
    """The NFTs of the usual market; the feed leaves out those on which the caller has no part."""
    return list(seeded_market(SandboxOptions(), Clock().now).nfts)


def test_the_buyer_s_address_picks_offers(mojito: MojitoCaller) -> None:
    buyer = "AhE1ubLPzT6vY1rWFoPko5DSC3rpQUhLMjdEiWV1mJGh"
    found = mojito.field(OFFERS, nft=NFT_ID, buyer=buyer)

    assert [one["orderStatus"] for one in found] == ["REJECTED", "CANCELLED"]
    assert mojito.field(OFFERS, nft=NFT_ID, buyer=buyer.swapcase()) == []


def test_a_wallet_address_picks_the_offers_it_is_either_end_of(mojito: MojitoCaller) -> None:
    buyer = "F1CjfyuW4D9UUJuvDRnacT1b9oDCY55ebYjgFeSKZcjh"

    assert len(mojito.field(OFFERS, nft=NFT_ID, wallet=OWNER)) == 5
    assert len(mojito.field(OFFERS, nft=NFT_ID, wallet=buyer)) == 1


def test_an_evm_address_picks_without_case(mojito: MojitoCaller) -> None:
    order = mojito.pending("owner", "ERC721")
    owner = "0x" + order["nftOwnerAddress"][2:].swapcase()

    assert order["id"] in [one["id"] for one in mojito.field(OFFERS, nft=order["nftTokenId"], wallet=owner)]


@pytest.mark.parametrize("gated", [True, False])
def test_gated_offers_are_taken_and_change_nothing(mojito: MojitoCaller, gated: bool) -> None:
    assert mojito.field(OFFERS, nft=NFT_ID, gated=gated) == mojito.field(OFFERS, nft=NFT_ID)


def test_the_fiat_price_comes_in_the_currency_asked_for(mojito: MojitoCaller) -> None:
    last = mojito.field(OFFERS, nft=NFT_ID, currency="EUR")[-1]

    assert last["price"] == [
        {"value": 0.725, "unit": "EUR", "type": "FIAT"},
        {"value": 20, "unit": "VIN", "type": "CRYPTO"},
    ]
    assert "CurrencyCodeFiat" in mojito.refusal(OFFERS, nft=NFT_ID, currency="XYZ")


def test_an_nft_that_nobody_knows_has_no_offers(mojito: MojitoCaller) -> None:
    assert mojito.field(OFFERS, nft=UNKNOWN) == []


def test_the_feed_has_only_the_caller_s_own_and_the_printed_nft_too(mojito: MojitoCaller) -> None:
    found = mojito.activity()

    assert all(
        mojito.holds(one["FromWallet"]["address"]) or mojito.holds(one["ToWallet"]["address"])
        for one in found
    )
    assert [one["ActivityName"] for one in found if one["NFTTokenID"] == NFT_ID].count("Offered") == 5


def test_the_feed_is_paged_both_ways(mojito: MojitoCaller) -> None:
    whole = mojito.field(ACTIVITY, limit=100)
    pages = [mojito.field(ACTIVITY, limit=7, offset=start)["data"] for start in range(0, 70, 7)]
    turned = mojito.field(ACTIVITY, limit=100, filter="OLDEST_TO_LATEST")["data"]

    assert [one for page in pages for one in page] == whole["data"]
    assert turned == whole["data"][::-1]
    assert whole["totalCount"] == len(whole["data"])


def test_a_feed_has_at_most_100_at_once_and_20_unless_asked() -> None:
    with serving(Clock(), offers=1000) as mojito:
        sizes = [
            len(mojito.field(ACTIVITY, **asked)["data"]) for asked in ({}, {"limit": 5000}, {"limit": 0})
        ]
        count = mojito.field(ACTIVITY)["totalCount"]

    assert sizes == [20, 100, 0]
    assert count > 100


def test_a_negative_offset_is_refused(mojito: MojitoCaller) -> None:
    assert mojito.refusal(ACTIVITY, offset=-1) == "offset must not be negative"


def test_names_in_the_feed_are_hostile_as_well() -> None:
    with serving(Clock(), offers=1000) as mojito:
        names = {one["TokenName"] for one in mojito.activity()}

    assert len(names & set(HOSTILE_NAMES)) >= 6


@pytest.mark.parametrize(("asked", "there"), [(0, 34), (128, 34), (400, 100)])
def test_a_quarter_of_the_offers_are_mojito_s(asked: int, there: int) -> None:
    assert len(seeded_market(SandboxOptions(offers=asked), Clock().now).orders) == there


def test_the_same_seed_makes_the_same_offers(offers: list[dict[str, Any]]) -> None:
    with serving(Clock()) as again:
        assert again.offers() == offers
    with serving(Clock(), seed=2) as other:
        assert other.offers() != offers
