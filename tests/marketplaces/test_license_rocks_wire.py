"""An order of license.rocks becomes one of ours exactly, with what is somebody's own set apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import SAMPLE, Hostile
from tests.json_forms import FORMS
from tests.rest_account import ABSENT, NAME, changed, over_the_wire
from tests.rocks_account import CREATED, PAGE, an_order
from tui_app.domain.nft import MediaKind
from tui_app.domain.offer import OfferStatus
from tui_app.domain.order import Listing, Order, OrderItem, OrderKey, OrderKind
from tui_app.domain.secrets import MASK
from tui_app.marketplaces.license_rocks.wire import NOT_REPORTED, orders_in, read_order

ITEM = "orderItems__0"
BLOB = "blob:https://preview-creatorshub.license.rocks/d91f1138-14df-4f26-8b99-2a905e808a15"
S3 = "https://creatorshub.s3.eu-central-1.amazonaws.com/0xb9449446c82b2f2a184d3bad2c0fafc5f21eeb73/nftFiles"
PEOPLES = (
    "adam@licenserocks.de",
    "::ffff:127.0.0.1",
    "0xBA53a45AaeaD689dD74eB7Cf338c5e9206A660f8",
    "a6a08c57-9fb3-4eb1-b569-c8450355cd3c",
    "Geheimbotschaft",
    "magiclink",
    "0xfaE0be50ae6b4A2bdD5D4F8e0600fa1363722d33",
)
"""What of the printed order is somebody's own."""


def item(order: Order) -> OrderItem:
    """The one item of an order."""
    (only,) = order.items
    return only


def listing(order: Order) -> Listing:
    """What the one item was bought from."""
    found = item(order).listing
    assert found is not None
    return found


def plainly(order: Order) -> dict[str, str]:
    """Everything said plainly of an order, by its label."""
    told = [*order.particulars]
    for party in order.parties:
        told += party.particulars
    for each in order.items:
        told += [*each.particulars, *(each.listing.particulars if each.listing else ())]
    return {each.label: each.said.raw for each in told}


def privately(order: Order) -> dict[str, str]:
    """Everything private of an order, revealed, by its label."""
    return {each.label: each.reveal().raw for each in order.secrets()}


def test_the_printed_order_reads_as_what_it_says() -> None:
    order = an_order()

    assert order.key == OrderKey(NAME, "1")
    assert (order.marketplace, order.kind) == ("license_rocks", OrderKind.PURCHASE)
    assert order.price is not None
    assert (order.price.plain, order.price.currency.code) == ("20.00", "EUR")
    assert order.placed_at == datetime(2022, 12, 30, 12, 31, 40, 532_000, UTC)
    assert order.updated_at == datetime(2022, 12, 30, 12, 31, 40, 562_000, UTC)
    assert (order.title.raw, order.notes) == ("Titel NFT", ())


def test_the_printed_item_reads_as_what_it_says() -> None:
    found = item(an_order())

    assert (found.item_id, found.quantity) == ("1", Decimal(1))
    assert found.price is not None
    assert found.price.plain == "20.00"
    assert (found.nft.nft_id, found.nft.name.raw) == ("1", "Titel NFT")
    assert found.nft.collection_id == "0x7F22bF652e54Db9E79DF9f9d7cBeea2BddBf3d1a"
    assert (found.nft.collection.raw, found.nft.chain.raw) == ("AuctionableERC1155", "maticTestnet")


def test_the_printed_listing_reads_as_what_it_says() -> None:
    found = listing(an_order())

    assert (found.listing_id, found.amount, found.active) == ("1", None, True)
    assert found.price is not None
    assert found.price.plain == "20.00"
    assert found.active_till == datetime(2023, 1, 4, 13, 24, 39, 865_000, UTC)
    assert found.contradicts_itself(datetime(2024, 1, 1, tzinfo=UTC))
    assert {each.label: each.said.raw for each in found.particulars}["listing type"] == "auction"


def test_the_created_orders_of_the_page_read_though_they_have_no_buyer() -> None:
    orders = [an_order(value) for value in CREATED]

    assert [order.key.ref for order in orders] == ["42", "43"]
    assert [order.parties[0].ref.raw for order in orders] == ["5", "5"]
    assert [order.title.raw for order in orders] == ["Meme", "WOMM"]
    assert [order.price.plain for order in orders if order.price] == ["1.00", "12.00"]
    assert [each.notes for each in orders] == [(), ()]


def test_every_digit_of_the_coins_is_kept_and_their_totals_are_not_the_items() -> None:
    order = an_order()

    assert order.worth is not None
    assert order.worth.plain == "13.422818791946"
    worth = item(order).worth
    assert worth is not None
    assert worth.plain == "13.422818791946309"


def test_coins_are_not_called_after_eth() -> None:
    order = an_order()

    assert order.worth is not None
    assert order.worth.currency.code == "native coin"


def test_wei_beyond_63_bits_are_exact() -> None:
    assert int(plainly(an_order())["price in wei"]) == 13422818791946309000 > 2**63


def test_an_nfts_own_price_and_what_its_creator_typed_are_kept_apart() -> None:
    told = plainly(an_order(CREATED[0]))

    assert told["NFT's own price"] == "21.00 EUR"
    assert told["price as typed"] == "21"
    assert told["the same in coins"] == "24.479033707629 native coin"


def test_fractions_redeeming_and_licence_are_told() -> None:
    told = plainly(an_order(CREATED[1]))

    assert (told["fractionalized"], told["fractions"], told["fractions in all"]) == ("yes", "yes", "100000")
    assert (told["redeemable"], told["redeem type"], told["items to redeem"]) == ("no", "physical", "1")
    assert told["licence"] == "private"


def test_a_null_status_is_created_and_not_reported() -> None:
    order = an_order()

    assert (order.status, order.standing) == (OfferStatus.IN_FLIGHT, NOT_REPORTED)
    assert NOT_REPORTED == "created (status not reported)"


@pytest.mark.parametrize(
    ("changes", "status", "standing"),
    [
        ({"status": "paid"}, OfferStatus.ACCEPTED, "paid"),
        ({"status": "PAID"}, OfferStatus.ACCEPTED, "paid"),
        ({"status": "somethingNew"}, OfferStatus.UNKNOWN, "status “somethingNew”, whose meaning"),
        ({"status": "paid", "failReason": "No funds"}, OfferStatus.FAILED, "failed: No funds"),
    ],
)
def test_a_status_says_how_an_order_stands(
    changes: dict[str, Any], status: OfferStatus, standing: str
) -> None:
    order = an_order(**changes)

    assert order.status is status
    assert order.standing.startswith(standing)


def test_files_typed_in_by_a_creator_are_listed_with_their_roles() -> None:
    files = item(an_order()).files

    assert [each.role for each in files] == ["audio", "cover", *["downloadable asset"] * 4]
    assert [each.name.raw for each in files][:3] == [
        "file_example_MP3_700KB.mp3",
        "Group 1918.png",
        "MP3 1.png",
    ]
    assert [each.url.raw for each in files][:2] == ["", BLOB]


def test_a_stored_file_has_its_name_type_and_link() -> None:
    (file,) = item(an_order(CREATED[0])).files

    assert (file.role, file.name.raw, file.media_type.raw) == ("cover", "ancientaliensmeme.jpg", "image/png")
    assert file.url.raw == f"{S3}/405/cover/ancientaliensmeme.jpg"
    assert (file.public, file.downloadable) == (True, False)


def test_files_with_a_link_are_media_of_the_nft() -> None:
    media = item(an_order()).nft.media

    assert [each.kind for each in media] == [MediaKind.MAIN, *[MediaKind.OTHER] * 4]
    assert media[0].url.raw == BLOB


def test_the_link_of_a_file_that_is_not_public_is_private() -> None:
    order = an_order(changed(CREATED[0], **{f"{ITEM}__nft__payload__cover__0__public": False}))

    assert item(order).files[0].url.raw == ""
    assert item(order).nft.media == ()
    assert privately(order)["link of the cover"] == f"{S3}/405/cover/ancientaliensmeme.jpg"


@pytest.mark.parametrize("words", PEOPLES)
def test_what_is_somebodys_own_is_private(words: str) -> None:
    order = an_order()

    assert words in privately(order).values()
    assert words not in plainly(order).values()


@pytest.mark.parametrize("words", PEOPLES)
def test_what_is_somebodys_own_is_in_nothing_that_may_be_kept_or_printed(words: str) -> None:
    seen = read_order(PAGE[0], NAME)

    assert words not in seen.raw
    assert words not in repr(seen)
    assert list(seen.order.public.secrets()) == []


def test_a_secret_phrase_is_private_at_both_of_its_levels() -> None:
    values = {f"{ITEM}__nft__secretPhrase": "outer", f"{ITEM}__nft__payload__secretPhrase": "inner"}
    found = privately(an_order(**values))

    assert (found["NFT secretPhrase"], found["payload secretPhrase"]) == ("outer", "inner")


def test_private_things_are_masked_until_somebody_asks() -> None:
    first = next(an_order().secrets())

    assert (first.masked, f"{first}".count(MASK)) == (MASK, 1)


FOREIGN = [
    "newField",
    "buyer__newField",
    f"{ITEM}__newField",
    f"{ITEM}__listing__newField",
    f"{ITEM}__nft__newField",
    f"{ITEM}__nft__payload__newField",
]


@pytest.mark.parametrize("path", FOREIGN)
@pytest.mark.parametrize("value", ["canary", {"inner": "canary"}, ["canary"]])
def test_a_field_nobody_documented_is_private_wherever_it_stands(path: str, value: object) -> None:
    seen = read_order(changed(PAGE[0], **{path: value}), NAME)

    assert "canary" in "".join(privately(seen.order).values())
    assert "canary" not in "".join(plainly(seen.order).values()) + seen.raw


def test_a_plain_field_that_holds_more_than_a_value_is_private() -> None:
    seen = read_order(changed(PAGE[0], paymentMethod={"iban": "canary"}), NAME)

    assert "canary" not in "".join(plainly(seen.order).values()) + seen.raw
    assert "canary" in privately(seen.order)["paymentMethod"]


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("totalPriceCents", lambda order: order.price),
        ("totalPriceCurrency", lambda order: order.price),
        ("totalPriceEth", lambda order: order.worth),
        ("createdAt", lambda order: order.placed_at),
        (f"{ITEM}__quantity", lambda order: item(order).quantity),
        (f"{ITEM}__priceCents", lambda order: item(order).price),
        (f"{ITEM}__listing__activeTill", lambda order: listing(order).active_till),
    ],
)
@pytest.mark.parametrize("value", [[], {}, True, -1, "x" * 99])
def test_what_cannot_be_read_is_not_guessed_and_noted(
    path: str, read: Callable[[Order], object], value: object
) -> None:
    order = an_order(**{path: value})

    assert read(order) is None
    assert any(path.replace("__", ".") in note for note in order.notes)


@pytest.mark.parametrize("value", [None, ABSENT])
@pytest.mark.parametrize(
    "path", ["totalPriceCents", "createdAt", "buyer", "orderItems", f"{ITEM}__nft", f"{ITEM}__listing"]
)
def test_what_is_absent_is_untold_and_no_fault(path: str, value: object) -> None:
    assert an_order(**{path: value}).notes == ()


@pytest.mark.parametrize("value", [ABSENT, None, "x", -1, True, [], Decimal("1.5")])
def test_an_order_without_a_number_is_one_sentence(value: object) -> None:
    with pytest.raises(ValueError, match="see id"):
        read_order(changed(PAGE[0], id=value), NAME)


def test_an_item_that_is_none_is_noted_and_costs_no_other() -> None:
    order = an_order(changed(PAGE[0], orderItems=[5, PAGE[0]["orderItems"][0]]))

    assert len(order.items) == 1
    assert order.notes == ("orderItems.0 cannot be read: it is no object",)


@pytest.mark.parametrize("value", [None, [], "x", {}, {"orders": None}, {"orders": {}}])
def test_an_answer_without_a_list_is_unreadable_as_a_whole(value: object) -> None:
    with pytest.raises(Exception, match="sent no list of orders"):
        orders_in(value)


@pytest.mark.parametrize("hostile", SAMPLE[::6], ids=lambda each: each.kind)
def test_hostile_titles_are_kept_apart_from_what_is_shown(hostile: Hostile) -> None:
    order = an_order(**{f"{ITEM}__nft__title": hostile.text, "failReason": hostile.text})

    assert order.title.shown.isprintable()
    assert order.standing.isprintable()


PLACES = [name for name in PAGE[0] if name not in ("id", "orderItems")]
PLACES += [f"{ITEM}__{name}" for name in PAGE[0]["orderItems"][0]]
PLACES += [f"{ITEM}__nft__{name}" for name in PAGE[0]["orderItems"][0]["nft"]]
PLACES += [f"{ITEM}__listing__{name}" for name in PAGE[0]["orderItems"][0]["listing"]]
PLACES += ["orderItems", ITEM, f"{ITEM}__nft__payload__cover", f"{ITEM}__nft__payload__cover__0"]


@given(path=st.sampled_from(PLACES), value=FORMS)
def test_whatever_stands_in_a_field_the_order_is_read_or_explained(path: str, value: object) -> None:
    seen = read_order(changed(PAGE[0], **{path: value}), NAME)

    json.loads(seen.raw)
    assert all(each.reveal().shown.isprintable() for each in seen.order.secrets())


@given(value=FORMS)
def test_whatever_an_order_is_it_is_read_or_explained(value: object) -> None:
    with pytest.raises(ValueError, match=r"see id|no object"):
        read_order(value, NAME)


def test_the_page_reads_the_same_after_a_trip_over_the_wire() -> None:
    assert an_order(over_the_wire(json.loads(json.dumps(CREATED[1])))) == an_order(CREATED[1])
