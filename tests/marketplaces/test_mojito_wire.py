"""An order of Mojito's becomes an offer exactly, or a sentence that costs no other order."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import SAMPLE, Hostile
from tests.mojito_account import (
    EVM_OTHER,
    NFT,
    PRINTED,
    SOLANA_OTHER,
    SOLANA_WALLET,
    WATCHED,
    account,
    an_offer,
    on_evm,
    order,
    read_one,
)
from tui_app.domain.errors import UnreadableReply
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, Role, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import EXPIRY_MARGIN
from tui_app.domain.watch import Watched
from tui_app.gateway.decode import read_json
from tui_app.gateway.entry import instant_of
from tui_app.marketplaces.mojito.routes import UNKNOWN_UNIT
from tui_app.marketplaces.mojito.wire import read_orders, said_in

CRYPTO = {"value": 1, "unit": "VIN", "type": "CRYPTO"}
FIAT = {"value": 0.0394, "unit": "USD", "type": "FIAT"}
EXPIRED, REJECTED, CANCELLED = OfferStatus.EXPIRED, OfferStatus.REJECTED, OfferStatus.CANCELLED


def complaint(entry: object) -> str:
    """The sentence about the one unreadable order of an answer."""
    read = read_one(entry)
    assert isinstance(read, str), read
    return read


def printed() -> list[Offer]:
    """The five offers of the page's sample response, read from its very bytes."""
    value = read_json(PRINTED.read_bytes(), source="Mojito")
    assert isinstance(value, dict)
    listed = read_orders(value["data"]["getOffers"], account(), WATCHED)
    return [each.read.offer for each in listed if isinstance(each.read, SeenOffer)]


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


PAGE: list[tuple[object, ...]] = [
    (
        *("e1d81933-37bc-4d86-bc01-ad33551d3930", REJECTED, "1", "0.0394", "AhE1ub…mJGh"),
        *("2025-01-21T12:21:32", "2025-01-20T12:21:33.978794", "2025-01-20T12:22:31.830433Z"),
    ),
    (
        *("daf8733d-7c27-43c5-9dc5-a6b9a4705017", CANCELLED, "1", "0.0394", "AhE1ub…mJGh"),
        *("2025-01-21T10:40:38", "2025-01-20T10:40:50.819144", "2025-01-20T11:18:17.196111Z"),
    ),
    (
        *("af9acbaa-5c6a-426b-b84d-f90f1a54c3dc", CANCELLED, "1", "0.0394", "HHC7mB…pHq9"),
        *("2025-01-01T01:46:51", "2024-12-31T01:46:53.129646", "2024-12-31T01:47:37.339309Z"),
    ),
    (
        *("188d9fb0-b2c8-47b4-8990-d5dced960db1", REJECTED, "2", "0.0788", "2ChiKG…shs3"),
        *("2025-01-05T13:17:07", "2024-12-06T13:17:11.195900", "2024-12-16T07:22:19.05124Z"),
    ),
    (
        *("0a4b7c86-8efc-45f9-a750-c3b2debb1051", EXPIRED, "20", "0.788", "F1Cjfy…Zcjh"),
        *("2024-12-10T13:18:53", "2024-12-09T13:18:56.059068", "2024-12-10T15:00:05.95447Z"),
    ),
]


def test_the_printed_example_reads_as_what_it_says() -> None:
    found = [
        (
            *(each.key.offer_id, each.status, each.price.plain, each.worth and each.worth.plain),
            *(each.maker.raw, each.expires, each.placed_at, said_in(each, "updated")),
        )
        for each in printed()
    ]
    assert found == [(*row[:5], at(str(row[5])), at(str(row[6])), row[7]) for row in PAGE]


def test_what_the_five_printed_offers_have_in_common() -> None:
    for each in printed():
        assert (each.marketplace, each.side, each.role) == ("mojito", Side.RECEIVED, Role.OWNER)
        assert each.key.account == "henrietta"
        assert (each.price.currency.issuer, each.price.currency.code) == ("mojito", "VIN")
        assert each.worth is not None
        assert each.worth.currency.code == "USD"
        assert (each.nft.nft_id, each.nft.name.raw, each.nft.chain.raw) == (
            NFT,
            "7dDe5D…JDSc",
            "Solana",
        )
        assert each.nft.collection_id == "FytWTAobotGfihugTU8TEQzEgjfrttUVNWcRHv1GG2G3"
        assert each.nft.collection.raw == "FytWTA…G2G3"
        assert said_in(each, "owner") == SOLANA_WALLET
        assert (said_in(each, "token type"), said_in(each, "tax")) == ("NonFungible", "0")
        assert said_in(each, "token id") == "7dDe5D6N16tkuM53RKEuKJ7gZDiB7NC6oyQKP2AQJDSc"
        assert {each.label for each in each.particulars if each.decisive} == {"owner", "buyer"}


def test_names_come_from_what_is_watched() -> None:
    watched = Watched("nft", NFT, UntrustedText("Cool Cat #43"), UntrustedText("Ionixx"))
    read = read_one(order(), watched)
    assert isinstance(read, SeenOffer)
    assert (read.offer.nft.name.raw, read.offer.nft.collection.raw) == ("Cool Cat #43", "Ionixx")


@pytest.mark.parametrize(
    ("price", "amount", "unit", "worth"),
    [
        ([FIAT, CRYPTO], "1", "VIN", "0.0394"),
        ([CRYPTO, FIAT], "1", "VIN", "0.0394"),
        ([None, CRYPTO, None, FIAT], "1", "VIN", "0.0394"),
        ([CRYPTO], "1", "VIN", None),
        ([CRYPTO, CRYPTO], "1", "VIN", None),
        ([FIAT], "1", "unknown unit", "0.0394"),
        ([], "1", "unknown unit", None),
        (None, "1", "unknown unit", None),
        ([None], "1", "unknown unit", None),
        ("x", "1", "unknown unit", None),
        ([{**CRYPTO, "value": None}, FIAT], "1", "unknown unit", "0.0394"),
        ([{**CRYPTO, "unit": None}], "1", "unknown unit", None),
        ([{**CRYPTO, "unit": "V\u202eIN"}], "1", "unknown unit", None),
        ([{**CRYPTO, "type": "crypto"}], "1", "unknown unit", None),
        ([CRYPTO, {**FIAT, "value": -1}], "1", "VIN", None),
        ([CRYPTO, {**FIAT, "unit": None}], "1", "VIN", None),
        ([CRYPTO, FIAT, {**FIAT, "value": 2}], "1", "VIN", None),
    ],
)
def test_prices_are_picked_by_type_and_a_unit_is_never_guessed(
    price: object, amount: str, unit: str, worth: str | None
) -> None:
    found = an_offer(order(price=price))
    assert (found.price.plain, found.price.currency.code) == (amount, unit)
    assert (found.worth.plain if found.worth else None) == worth


@pytest.mark.parametrize(
    ("digits", "plain"),
    [
        ("1", "1"),
        ("1.0", "1.0"),
        ("0.0394", "0.0394"),
        ("1E-8", "0.00000001"),
        ("0.10000000000000000555", "0.10000000000000000555"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
        ('"1.50"', "1.50"),
        ("0", "0"),
    ],
)
def test_amounts_are_exact(digits: str, plain: str) -> None:
    body = json.dumps([order(price=[{**CRYPTO, "value": "HERE"}])]).replace('"HERE"', digits)
    (only,) = read_orders(read_json(body.encode(), source="Mojito"), account(), WATCHED)
    assert isinstance(only.read, SeenOffer)
    assert only.read.offer.price.plain == plain
    assert only.read.offer.price.amount == Decimal(plain)


@pytest.mark.parametrize("value", [-1, "-1", True, "1_000", " 5 ", "٥", "NaN", "", [], {}])
def test_an_amount_that_is_none_makes_its_order_unreadable(value: object) -> None:
    assert "cannot be read because of its amount" in complaint(order(price=[{**CRYPTO, "value": value}]))
    if value != []:
        assert "cannot be read because of its amount" in complaint(order(price=[], fixedPrice=value))


def test_two_prices_are_none() -> None:
    both = complaint(order(price=[CRYPTO, {**CRYPTO, "value": 2}]))
    assert both.endswith("because of its amount: it has more than one price.")


def test_without_any_amount_there_is_no_offer() -> None:
    assert "because of its amount" in complaint(order(price=[], fixedPrice=None))


@pytest.mark.parametrize(("fixed", "said"), [(1, ""), (1.0, ""), (None, ""), (20, "20")])
def test_a_fixed_price_that_differs_is_told_and_decides(fixed: object, said: str) -> None:
    assert said_in(an_offer(order(fixedPrice=fixed)), "fixed price") == said


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("PENDING", OfferStatus.OPEN),
        ("PROCESSING", OfferStatus.IN_FLIGHT),
        ("COMPLETED", OfferStatus.ACCEPTED),
        ("REJECTED", OfferStatus.REJECTED),
        ("CANCELLED", OfferStatus.CANCELLED),
        ("REMOVED", OfferStatus.CANCELLED),
        ("EXPIRED", OfferStatus.EXPIRED),
        ("FAILED", OfferStatus.FAILED),
        ("ON_HOLD", OfferStatus.UNKNOWN),
        ("", OfferStatus.UNKNOWN),
        (None, OfferStatus.UNKNOWN),
        (7, OfferStatus.UNKNOWN),
    ],
)
def test_a_status_reads_as_what_it_means_and_keeps_its_word(said: object, status: OfferStatus) -> None:
    found = an_offer(order(orderStatus=said))
    assert found.status is status
    assert found.status_said.raw == (said if isinstance(said, str) else "")


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("2025-01-20T12:22:31Z", 0),
        ("2025-01-20T12:22:31.8Z", 800_000),
        ("2024-12-06T13:17:11.1959Z", 195_900),
        ("2024-12-16T07:22:19.05124Z", 51_240),
        ("2025-01-20T12:22:31.830433Z", 830_433),
        ("2025-01-20T12:22:31.8304339Z", 830_433),
        ("2025-01-20T12:22:31.830433999Z", 830_433),
        ("2025-01-20T14:22:31.5+02:00", 500_000),
        ("2025-01-20t12:22:31z", 0),
    ],
)
def test_moments_have_up_to_nine_digits_of_a_second(text: str, micros: int) -> None:
    moment = instant_of(text)
    assert (moment.microsecond, moment.tzinfo) == (micros, UTC)
    assert moment.hour in {7, 12, 13}


@pytest.mark.parametrize("never", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
def test_the_ends_of_time_can_be_told_in_every_zone_and_reckoned_with(never: str) -> None:
    found = an_offer(order(offerExpiryDate=never, createdAt=never))
    assert found.expires is not None

    for moment in (found.expires, found.placed_at):
        for hours in (-14, 14):
            assert moment.astimezone(timezone(timedelta(hours=hours))) == moment
        assert moment - EXPIRY_MARGIN < moment < moment + EXPIRY_MARGIN


@pytest.mark.parametrize(
    "wrong",
    [
        *(None, "", 0, 1_700_000_000, True, [], "2025-01-20", "2025-01-20T12:22:31", "20250120T122231Z"),
        *("2025-13-20T12:22:31Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2025-W04-1"),
        *("２025-01-20T12:22:31Z", "2025-01-20T12:22:31.Z", "2025-01-20T12:22:31Z\n"),
    ],
)
@pytest.mark.parametrize("name", ["offerExpiryDate", "createdAt"])
def test_a_moment_that_is_none_makes_its_order_unreadable(name: str, wrong: object) -> None:
    assert complaint(order(**{name: wrong})).endswith(f"cannot be read: see {name} in Mojito's answer.")


UUID_NAME = "4d6207ba-8f3e-4f2e-bd6c-4c2a2d4d29e4"


@pytest.mark.parametrize(
    ("organization", "user", "maker"),
    [
        ({"username": "org"}, {"id": "1", "username": "me"}, "org"),
        ({"username": None}, {"id": "1", "username": "me"}, "me"),
        (None, {"id": "1", "username": "me"}, "me"),
        ({}, {"username": UUID_NAME}, "AhE1ub…mJGh"),
        ({"username": UUID_NAME}, None, UUID_NAME),
        (None, None, "AhE1ub…mJGh"),
        ("x", [], "AhE1ub…mJGh"),
        ({"username": "\u200b"}, {"username": 7}, "AhE1ub…mJGh"),
    ],
)
def test_a_maker_is_a_name_before_it_is_an_address(organization: object, user: object, maker: str) -> None:
    found = an_offer(order(createdByUserOrganization=organization, createdBy=user))
    assert found.maker.raw == maker


def test_an_evm_token_is_told_as_one() -> None:
    found = an_offer(on_evm())
    assert (found.nft.chain.raw, found.nft.name.raw, found.price.currency.code) == ("EVM", "5", "WETH")
    assert said_in(found, "buyer") == EVM_OTHER


@pytest.mark.parametrize(
    "missing", ["nftOwnerAddress", "buyerAddress", "tokenType", "tokenId", "tokenContract"]
)
@pytest.mark.parametrize("how", [None, 7, "", "gone"])
def test_what_is_only_looked_at_may_be_missing(missing: str, how: object) -> None:
    entry = order(**{missing: how})
    if how == "gone":
        del entry[missing]
    assert an_offer(entry).key == OfferKey("henrietta", entry["id"])


@pytest.mark.parametrize("wrong", [None, "", "  ", 5, [], "a b", "x" * 81, "\x1b[2J", "../x"])
def test_an_id_of_a_foreign_form_makes_its_order_unreadable(wrong: object) -> None:
    said = complaint(order(id=wrong))
    assert "cannot be read: see id in Mojito's answer." in said
    assert said.isprintable()


@pytest.mark.parametrize("entry", [None, 5, "x", [], True, [[[]]]])
def test_an_order_that_is_no_object_is_one_sentence(entry: object) -> None:
    assert complaint(entry).startswith("An offer without an id cannot be read")


def test_a_bad_order_costs_no_other() -> None:
    listed = read_orders([order(id="a"), order(id="b", createdAt=1), None, order(id="d")], account(), WATCHED)
    assert [isinstance(each.read, SeenOffer) for each in listed] == [True, False, False, True]


@pytest.mark.parametrize("value", [None, {}, "x", 0, True])
def test_what_is_no_list_is_unreadable_as_a_whole(value: object) -> None:
    with pytest.raises(UnreadableReply):
        read_orders(value, account(), WATCHED)


@pytest.mark.parametrize("hostile", SAMPLE, ids=lambda each: each.kind)
def test_hostile_texts_are_kept_apart_from_what_is_shown(hostile: Hostile) -> None:
    text = hostile.text
    found = an_offer(
        order(orderStatus=text, tokenId=text, tokenContract=text, createdBy={"id": text, "username": text})
    )
    for shown in (found.nft.name, found.nft.collection, found.maker, found.status_said):
        assert all(line.isprintable() for line in shown.shown.split("\n"))
        shown.raw.encode()


def test_what_is_kept_is_the_documented_fields_digit_for_digit() -> None:
    value = read_json(PRINTED.read_bytes(), source="Mojito")
    assert isinstance(value, dict)
    (first, *_) = read_orders(value["data"]["getOffers"], account(), WATCHED)
    assert isinstance(first.read, SeenOffer)
    kept = json.loads(first.read.raw)
    assert kept["price"] == [{"value": 0.0394, "unit": "USD", "type": "FIAT"}, CRYPTO]
    assert '"value":0.0394' in first.read.raw
    assert kept["createdBy"]["username"] == UUID_NAME


def test_what_is_not_documented_is_not_kept() -> None:
    entry = order(
        email="canary", price=[{**CRYPTO, "iban": "canary"}], createdBy={"id": "1", "email": "canary"}
    )
    entry["buyerTax"] = {"secret": "canary"}
    read = read_one(entry)
    assert isinstance(read, SeenOffer)
    assert "canary" not in read.raw


def test_an_unknown_unit_is_a_currency_of_its_own() -> None:
    assert an_offer(order(price=[])).price.currency == UNKNOWN_UNIT


SHAPES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = tuple(order())
PRICES = st.lists(
    st.none()
    | SHAPES
    | st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["FIAT", "CRYPTO", "", None]),
            "value": st.integers(0, 2**70) | st.decimals(0, 10**9, places=4).map(float) | SHAPES,
            "unit": st.sampled_from(["VIN", "USD", "", None]) | st.text(max_size=9),
        },
    ),
    max_size=4,
)


@given(name=st.sampled_from(NAMES), value=SHAPES)
def test_whatever_stands_in_a_field_the_order_is_read_or_explained(name: str, value: object) -> None:
    read = read_one(order(**{name: value}))
    assert read if isinstance(read, str) else json.loads(read.raw)


@given(prices=PRICES, fixed=SHAPES | st.integers(0, 2**70))
def test_whatever_stands_in_prices_is_an_exact_amount_or_explained(prices: object, fixed: object) -> None:
    read = read_one(order(price=prices, fixedPrice=fixed))
    if isinstance(read, SeenOffer):
        assert read.offer.price.amount >= 0
        assert read.offer.price.currency.code
    else:
        assert "because of its amount" in read


@given(value=SHAPES)
def test_whatever_comes_for_a_list_it_is_read_or_refused(value: Any) -> None:
    read: Callable[[], object] = lambda: read_orders(value, account(), WATCHED)  # noqa: E731
    if isinstance(value, list):
        assert read() is not None
    else:
        with pytest.raises(UnreadableReply):
            read()


def test_the_owner_and_the_buyer_are_told_apart() -> None:
    found = an_offer(order())
    assert (said_in(found, "owner"), said_in(found, "buyer")) == (SOLANA_WALLET, SOLANA_OTHER)
