"""An order of Dew becomes one of ours exactly, and an offer where somebody can act on it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dew_account import ACCOUNT, CONTRACT, ENDS, HASH, PRINTED, SOMEBODY, WALLET, an_offer, entry, order
from tests.hostile import SAMPLE, Hostile
from tests.json_forms import FORMS
from tests.rest_account import ABSENT, NAME, changed, over_the_wire
from tui_app.domain.errors import UsageError
from tui_app.domain.money import Money
from tui_app.domain.offer import Offer, OfferStatus, Role, SeenOffer, Side
from tui_app.domain.order import Order, OrderKey, OrderKind
from tui_app.domain.verdicts import Action, ByWallet, Unsupported
from tui_app.marketplaces.dew import MARKETPLACE
from tui_app.marketplaces.dew.fields import (
    checked_maker,
    checked_network,
    checked_wallets,
    order_hashes_in,
)
from tui_app.marketplaces.dew.offers import NO_TIME, is_listing, read_offer
from tui_app.marketplaces.dew.wire import read_order

USDC = "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174"
LOST = "0x5f1de0c0ffee00000000000000000000000c0154"
PRICE = "price in the smallest unit"


def told(found: Order | Offer) -> dict[str, str]:
    """Everything special that is said of an order or an offer, by its label."""
    particulars = list(found.particulars)
    if isinstance(found, Order):
        particulars += found.items[0].particulars
    return {each.label: each.said.raw for each in particulars}


def parties(found: Order) -> dict[str, str]:
    """Who is what to an order."""
    return {each.role: each.ref.raw for each in found.parties}


def plain(money: Money | None) -> str:
    """An amount and how its currency is written."""
    return "—" if money is None else f"{money.plain} {money.currency.symbol}"


def complaint(**changes: object) -> str:
    """The sentence about an unreadable element of the list."""
    read = read_offer(entry(**changes), ACCOUNT)
    assert isinstance(read, str), read
    return read


def test_the_printed_order_reads_as_what_it_says() -> None:
    found = order()

    assert (found.key, found.marketplace, found.kind) == (OrderKey(NAME, HASH), "dew", OrderKind.LISTING)
    assert (found.status, found.said.raw, found.standing) == (OfferStatus.OPEN, "listed", "listed")
    assert (plain(found.price), plain(found.worth)) == ("0.049000000000000000 POL", "0.1 USD")
    assert found.placed_at == found.updated_at == datetime(2022, 6, 11, 21, 30, tzinfo=UTC)
    assert found.expires == datetime(2022, 6, 12, 1, 56, 40, tzinfo=UTC)
    assert found.overdue(datetime(2026, 1, 1, tzinfo=UTC))
    assert found.notes == ()


def test_the_printed_order_says_the_rest_too() -> None:
    said = told(order())

    assert said["source market"] == "OpenSea (1)"
    assert (said[PRICE], said["number of NFTs"], said["not sold yet"]) == ("49000000000000000", "1", "1")
    assert (said["Dew's number"], said["network"], said["listed"]) == ("1", "137", "2022-06-11 21:30:00 UTC")
    assert said["taker as told"] == "string, which is no address"
    assert said["NFT status"] == "0, which Dew does not explain"
    assert (said["verified collection"], said["slug of the collection"]) == ("yes", "doodles-official")
    assert said["icon of the collection"] == "nfts/qt5xtfvkajlhva1.jpg"


def test_the_printed_nft_keeps_both_contracts_though_they_disagree() -> None:
    found = order()
    nft = found.items[0].nft

    assert (nft.nft_id, nft.name.raw) == (f"{CONTRACT}/1", "BAYC #1")
    assert (nft.collection_id, nft.collection.raw) == (PRINTED["nft"]["contract"], "Doodle")
    assert told(found)["contract of the collection"] == PRINTED["contract"]["contract"]
    assert (nft.chain.raw, nft.media) == ("Polygon", ())


def test_the_maker_of_a_listing_sells_and_the_maker_of_an_offer_bids() -> None:
    assert parties(order()) == {"seller": WALLET, "owner": WALLET}
    assert parties(order(is_offer=True, maker=SOMEBODY)) == {"bidder": SOMEBODY, "owner": WALLET}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "OpenSea (0)"),
        (1, "OpenSea (1)"),
        (-2, "Dew (-2)"),
        (7, "OnePlanet (7)"),
        (8, "Mooar (8)"),
        (99, "source 99"),
        (2, "source 2"),
    ],
)
def test_a_source_is_told_by_name_and_number(number: int, words: str) -> None:
    assert told(order(source=number))["source market"] == words


@pytest.mark.parametrize(
    ("wire", "worth"),
    [
        ("0.1", "0.1 USD"),
        (12.5, "12.5 USD"),
        (3, "3 USD"),
        ("0.000000123", "0.000000123 USD"),
        (None, "—"),
        (ABSENT, "—"),
        ("about three", "—"),
        ([], "—"),
    ],
)
def test_dollars_are_read_as_text_number_or_nothing(wire: object, worth: str) -> None:
    assert plain(order(price_usd=wire).worth) == worth


@pytest.mark.parametrize(
    ("raw", "currency", "price"),
    [
        ("49000000000000000", "0x" + "0" * 40, "0.049000000000000000 POL"),
        ("1", "0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619", "0.000000000000000001 WETH"),
        ("1500000", USDC, "1.500000 USDC.e"),
        ("1500000", USDC.lower(), "1.500000 USDC.e"),
        ("0", USDC, "0.000000 USDC.e"),
        (str(2**64 + 1), LOST, f"{2**64 + 1} 0x5f1d…0154 (decimals unknown)"),
        (str(2**256 - 1), "0x" + "0" * 40, f"{(2**256 - 1) // 10**18}.584007913129639935 POL"),
        (1500000, USDC, "1.500000 USDC.e"),
    ],
)
def test_a_price_is_scaled_only_where_its_decimals_are_known(raw: object, currency: str, price: str) -> None:
    assert plain(order(price=raw, currency=currency).price) == price


@pytest.mark.parametrize("raw", ["0x10", "-1", "1.5", 1.5, True, [], "", "9" * 81, "49e15"])
def test_what_is_no_price_is_noted_and_not_guessed(raw: object) -> None:
    found = order(price=raw)

    assert found.price is None
    assert any(note.startswith("price cannot be read: ") for note in found.notes)


@pytest.mark.parametrize(
    ("number", "status", "word"),
    [
        (-1, OfferStatus.FAILED, "invalid"),
        (0, OfferStatus.OPEN, "listed"),
        (1, OfferStatus.ACCEPTED, "sold"),
        (2, OfferStatus.CANCELLED, "cancelled"),
        (3, OfferStatus.EXPIRED, "expired"),
        (4, OfferStatus.UNKNOWN, "status 4"),
        (None, OfferStatus.UNKNOWN, "its status is not told"),
        ("0", OfferStatus.UNKNOWN, "its status is not told"),
    ],
)
def test_a_status_is_a_number_with_a_word(number: object, status: OfferStatus, word: str) -> None:
    found = order(status=number)

    assert (found.status, found.standing) == (status, word)


def test_rarity_is_told_only_where_the_collection_allows_it() -> None:
    assert "rarity rank" not in told(order())
    assert told(order(contract__show_rarity=True))["rarity rank"] == "1"
    assert "rarity rank" not in told(order(contract__show_rarity=ABSENT))


def test_a_taker_makes_a_private_order() -> None:
    found = order(taker=SOMEBODY)

    assert told(found)["private order for"] == SOMEBODY
    assert parties(found)["taker, for whom alone it is"] == SOMEBODY


@pytest.mark.parametrize("taker", ["", None, ABSENT, "0x" + "0" * 40])
def test_no_taker_makes_none(taker: object) -> None:
    assert "private order for" not in told(order(taker=taker))


OPTIONAL = [name for name in PRINTED if name not in ("order_hash", "is_offer")]


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("value", [None, ABSENT])
def test_everything_but_the_hash_may_be_missing(name: str, value: object) -> None:
    assert order(**{name: value}).notes == ()


def test_an_order_that_does_not_say_what_it_is_has_that_noted() -> None:
    assert order(is_offer=ABSENT).notes == ("whether it is an offer or a listing is not told",)


@pytest.mark.parametrize("value", [ABSENT, None, "0x12", HASH + "0", HASH[2:], 5, [], "x" * 66])
def test_an_order_without_a_hash_is_one_sentence(value: object) -> None:
    with pytest.raises(ValueError, match="see order_hash"):
        read_order(changed(PRINTED, order_hash=value), ACCOUNT)


def test_ones_own_offer_is_placed() -> None:
    found = an_offer()

    assert (str(found.key), found.side, found.role) == (f"{NAME}:{HASH}", Side.PLACED, Role.BIDDER)
    assert (plain(found.price), plain(found.worth)) == ("0.049000000000000000 POL", "0.1 USD")
    assert found.expires == datetime.fromtimestamp(ENDS, UTC)
    assert (found.maker.raw, is_listing(found), found.asks) == (WALLET, False, False)


def test_case_is_only_a_checksum() -> None:
    assert an_offer(maker="0x" + WALLET[2:].upper()).side is Side.PLACED
    assert an_offer(order_hash="0x" + HASH[2:].upper()).key.offer_id == HASH


def test_somebody_elses_offer_is_watched_and_makes_nobody_an_owner() -> None:
    found = an_offer(maker=SOMEBODY, nft=PRINTED["nft"])

    assert (found.side, found.role) == (Side.WATCHED, Role.OBSERVER)


def test_an_offer_of_the_list_is_about_a_collection_until_its_nft_is_told() -> None:
    nft = an_offer().nft

    assert (nft.nft_id, nft.name.raw) == (PRINTED["contract"]["contract"].lower(), "an NFT of Doodle")


def test_an_offer_without_any_time_says_so() -> None:
    found = an_offer(created_at=ABSENT, listed_at=None, updated_at=None, expired_at=None)

    assert (found.placed_at, found.expires) == (NO_TIME, None)
    assert told(found)["placed"].startswith("not told")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"price": None}, "see price and currency"),
        ({"price": "x"}, "see price and currency"),
        ({"currency": "string"}, "see price and currency"),
        ({"maker": None}, "see maker"),
        ({"maker": ""}, "see maker"),
    ],
)
def test_what_money_hangs_on_may_not_be_missing_in_an_offer(changes: dict[str, Any], where: str) -> None:
    assert complaint(**changes) == f"Offer 0x41a2…c243 cannot be read: {where}."


@pytest.mark.parametrize("row", [None, 5, "x", [], {}])
def test_an_element_that_is_none_is_one_sentence(row: object) -> None:
    read = read_offer(row, ACCOUNT)

    assert isinstance(read, str)
    assert read.startswith("An offer without a hash cannot be read: ")


def test_only_documented_fields_are_kept() -> None:
    seen = read_order(
        changed(PRINTED, email="canary", nft__phone="canary", contract__name={"x": "canary"}), ACCOUNT
    )

    assert "canary" not in seen.raw
    assert json.loads(seen.raw)["price"] == "49000000000000000"


@pytest.mark.parametrize("hostile", SAMPLE[::6], ids=lambda each: each.kind)
def test_hostile_names_are_kept_apart_from_what_is_shown(hostile: Hostile) -> None:
    changes: dict[str, object] = {"nft__name": hostile.text, "nft__token_id": hostile.text}
    nft = order(changed(PRINTED, **changes, contract__name=hostile.text)).items[0].nft

    assert all(text.isprintable() for text in (nft.name.shown, nft.collection.shown, nft.nft_id))
    assert nft.collection_id.isprintable()


def test_a_contract_that_is_no_id_is_left_out() -> None:
    assert order(nft__contract="x\x1b[2J").items[0].nft.collection_id == PRINTED["contract"]["contract"]


NAMES = [
    *PRINTED,
    *(f"nft__{name}" for name in PRINTED["nft"]),
    *(f"contract__{name}" for name in PRINTED["contract"]),
]


@given(name=st.sampled_from([name for name in NAMES if name != "order_hash"]), value=FORMS)
def test_whatever_stands_in_a_field_the_order_is_read(name: str, value: object) -> None:
    seen = read_order(changed(PRINTED, **{name: value}), ACCOUNT)

    json.loads(seen.raw)
    assert seen.order.key.ref == HASH


@given(name=st.sampled_from([name for name in NAMES if not name.startswith("nft")]), value=FORMS)
def test_whatever_stands_in_a_field_the_offer_is_read_or_explained(name: str, value: object) -> None:
    read = read_offer(changed(entry(), **{name: value}), ACCOUNT)

    assert read.endswith(".") if isinstance(read, str) else isinstance(read, SeenOffer)


def test_order_hashes_are_read_each_once_and_in_small_letters() -> None:
    assert order_hashes_in(f" {HASH},{HASH.upper().replace('0X', '0x')} ") == (HASH,)


@pytest.mark.parametrize("typed", [HASH[:-1], HASH + "0", HASH[2:], "1,2", "0x" + "g" * 64, WALLET])
def test_what_is_no_hash_is_named_before_anything_is_sent(typed: str) -> None:
    with pytest.raises(UsageError, match=r"is not an order hash: 0x and 64 hexadecimal digits\."):
        order_hashes_in(typed)


def test_an_empty_list_of_hashes_is_said() -> None:
    with pytest.raises(UsageError, match="There is no order hash"):
        order_hashes_in(" , ")


@pytest.mark.parametrize("network", ["1", "0", "", "polygon", "137.0"])
def test_a_wrong_network_is_said(network: str) -> None:
    with pytest.raises(UsageError, match="name Polygon alone"):
        checked_network(network)


def test_wallets_contracts_and_makers_are_checked() -> None:
    assert checked_wallets(f" {WALLET}, {WALLET.upper().replace('0X', '0x')} ") == WALLET
    assert checked_maker(f"{CONTRACT}/{WALLET}") == f"{CONTRACT}/{WALLET}"
    for wrong in (CONTRACT, f"{CONTRACT}/x", f"x/{WALLET}"):
        with pytest.raises(UsageError):
            checked_maker(wrong)
    with pytest.raises(UsageError):
        checked_wallets("string")


def test_only_cancelling_can_be_done_and_its_effect_warns() -> None:
    assert MARKETPLACE.route(Action.CANCEL, None) == ByWallet()
    assert "not on the chain" in MARKETPLACE.effects(Action.CANCEL)
    for action in set(Action) - {Action.CANCEL}:
        assert isinstance(MARKETPLACE.route(action, None), Unsupported)


def test_amounts_are_exact() -> None:
    found = order(price="123456789012345678901234567890").price

    assert found is not None
    assert found.amount == Decimal("123456789012.345678901234567890")
    assert over_the_wire(PRINTED) == PRINTED
