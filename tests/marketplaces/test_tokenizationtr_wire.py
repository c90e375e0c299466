"""Purchases and deals of tokenizationtr become ours exactly, or a sentence that costs no other row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import SAMPLE, Hostile
from tests.json_forms import FORMS
from tests.rest_account import ABSENT, changed, over_the_wire, printed
from tests.tr_account import (
    ACCOUNT,
    DEAL,
    NODE_DEAL,
    OTHER,
    PURCHASE,
    RET,
    USDT,
    USER,
    a_deal,
    instruction,
    read_one,
)
from tui_app.domain.instruction import differences
from tui_app.domain.money import Money
from tui_app.domain.offer import OfferStatus, Role, SeenOffer, Side
from tui_app.domain.purchase import Purchase, totals
from tui_app.domain.verdicts import Action, Direct, Unsupported
from tui_app.domain.watch import Watched
from tui_app.marketplaces.tokenizationtr import MARKETPLACE
from tui_app.marketplaces.tokenizationtr.amounts import money_of
from tui_app.marketplaces.tokenizationtr.deals import Listing, read_deal
from tui_app.marketplaces.tokenizationtr.purchases import read_holding, read_purchase
from tui_app.marketplaces.tokenizationtr.routes import Place, deal_of, route


def purchase(value: object = None, **changes: object) -> Purchase:
    """A purchase as the program holds it."""
    read = read_purchase(changed(PURCHASE, **changes) if value is None else value, ACCOUNT, USER)
    assert isinstance(read, Purchase), read
    return read


def plain(money: Money | None) -> str:
    """An amount and its currency as text."""
    return "—" if money is None else f"{money.plain} {money.currency.code}"


def complaint(value: object, place: Place = Place.OTC) -> str:
    """The sentence about an unreadable deal."""
    read = read_one(value, place)
    assert isinstance(read, str), read
    return read


def each(name: str, *values: object) -> list[tuple[str, object]]:
    """A field with each of some values."""
    return [(name, value) for value in values]


def said(deal: Any, label: str) -> str:
    """What a particular of a deal says; nothing where it is not told."""
    return next((each.said.raw for each in deal.particulars if each.label == label), "")


def test_the_printed_purchase_reads_as_what_it_says() -> None:
    found = purchase()

    assert (found.purchase_id, found.user_id) == ("purchase_456", USER)
    assert tuple(map(str, found.token)) == (RET, "Real Estate Token", "RET")
    assert found.quantity == 15
    assert (plain(found.price), plain(found.cost)) == ("12.0 USDT", "180.0 USDT")
    assert [(fee.label, plain(fee.money)) for fee in found.fees] == [
        ("platform fee", "5.4 USDT"),
        ("node fee", "3.6 USDT"),
    ]
    assert (found.sort.raw, found.market.raw, found.deal_id) == ("market", "secondary", "13")
    assert (found.seller_id, found.status) == (OTHER, OfferStatus.ACCEPTED)
    assert found.bought_at == datetime(2024, 1, 15, 14, 30, tzinfo=UTC)
    assert found.transaction.raw == "0x1234567890abcdef1234567890abcdef12345678"
    assert found.notes == ()


def test_the_words_that_the_page_prints_for_numbers_are_noted_and_nothing_is_guessed() -> None:
    (row,) = printed("tokenizationtr_placeholders")["data"]
    found = purchase(row)

    assert (found.quantity, found.price, found.cost, found.fees, found.bought_at) == (None,) * 3 + ((), None)
    assert "quantity cannot be read: it is no number" in found.notes
    assert "fees.node_fee cannot be read: see amount" in found.notes


@pytest.mark.parametrize("decimal", [6, 0, 18, "6", None, "number"])
def test_an_amount_is_in_human_units_whatever_its_decimal_says(decimal: object) -> None:
    assert plain(money_of({"amount": Decimal("180.0"), "decimal": decimal, "symbol": "USDT"})) == "180.0 USDT"


@pytest.mark.parametrize("amount", ["12.50", 12, Decimal("12.50"), "0.000001"])
def test_an_amount_is_exact_as_number_or_as_text(amount: object) -> None:
    assert money_of({"amount": amount, "symbol": "USDT"}).amount == Decimal(str(amount))


@pytest.mark.parametrize("amount", ["number", -1, "-1", None, True, [], "1e3", "9" * 81, "0." + "1" * 40])
def test_what_is_no_amount_is_refused(amount: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        money_of({"amount": amount, "symbol": "USDT"})


def test_price_times_quantity_and_the_fees_add_up_as_the_page_has_them() -> None:
    found = purchase()
    (total,) = totals([found]).of

    assert found.quantity is not None
    assert found.price is not None
    assert found.cost is not None
    assert found.quantity * found.price.amount == found.cost.amount == total.cost.amount
    assert total.all_fees.plain == "9.0"


@pytest.mark.parametrize("name", sorted(set(PURCHASE) - {"id"}))
@pytest.mark.parametrize("value", [ABSENT, None])
def test_a_purchase_that_leaves_something_out_is_read_without_it(name: str, value: object) -> None:
    assert purchase(**{name: value}).notes == ()


@pytest.mark.parametrize("value", [ABSENT, None, "", [], True, -1])
def test_a_purchase_without_an_id_is_one_sentence(value: object) -> None:
    read = read_purchase(changed(PURCHASE, id=value), ACCOUNT, USER)

    assert read == "A purchase cannot be read: see id."


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("completed", OfferStatus.ACCEPTED),
        ("Pending", OfferStatus.IN_FLIGHT),
        ("failed", OfferStatus.FAILED),
        ("refunded", OfferStatus.UNKNOWN),
    ],
)
def test_a_purchases_status_keeps_its_word(word: str, status: OfferStatus) -> None:
    found = purchase(status=word)

    assert (found.status, found.status_said.raw) == (status, word)


def test_a_holding_is_read_with_what_it_cost() -> None:
    summary = {
        "total_purchases": 2,
        "secondary_market_quantity": 15,
        "otc_quantity": "number",
        "average_purchase_price": USDT,
        "total_invested": {**USDT, "amount": Decimal("180.0")},
    }
    value = {
        "total_quantity": 500,
        "available_quantity": 470,
        "locked_quantity": 30,
        "purchase_summary": summary,
    }
    found = read_holding(over_the_wire(value), USER, RET)

    assert (found.total, found.available, found.locked) == (Decimal(500), Decimal(470), Decimal(30))
    assert found.purchases == 2
    assert (plain(found.average_price), plain(found.invested)) == ("12.0 USDT", "180.0 USDT")
    assert found.bought == (("secondary market", Decimal(15)),)
    assert found.token.token_id == RET
    assert found.notes == ("purchase_summary.otc_quantity cannot be read: it is no number",)


def test_a_deal_of_ones_own_is_placed() -> None:
    deal = a_deal()

    assert (str(deal.key), deal.side, deal.role) == ("penelope:otc-12", Side.PLACED, Role.SELLER)
    assert deal.asks
    assert (deal.status, plain(deal.price)) == (OfferStatus.OPEN, "12.0 USDT")
    assert (deal.nft.nft_id, deal.nft.name.raw, deal.nft.collection.raw) == (RET, "Real Estate Token", "RET")
    assert deal.placed_at == datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
    assert deal_of(deal) == (Place.OTC, 12)


def test_what_is_special_about_a_deal_is_told() -> None:
    deal = a_deal()
    told = {each.label: each.said.raw for each in deal.particulars}

    assert (told["kind"], told["deal type"], told["price is"]) == ("OTC deal", "sell", "for one token")
    assert (told["quantity"], told["still available"]) == ("50", "30")
    assert (told["price of all"], told["price of what is available"]) == ("600.0 USDT", "360.0 USDT")
    assert "buyer id" not in told


def test_somebody_elses_deal_is_only_looked_at() -> None:
    deal = a_deal(seller_id=OTHER, seller_name="Jane", buyer_id=USER)

    assert (deal.side, deal.role, deal.maker.raw) == (Side.WATCHED, Role.OBSERVER, "Jane")


def test_a_deal_of_nobody_knows_whom_gives_no_rights() -> None:
    assert a_deal(seller_id=None).role is Role.UNKNOWN


def test_an_admins_deal_is_between_others() -> None:
    deal = a_deal(Place.NODE)

    assert (str(deal.key), deal.side, deal.role) == ("penelope:node-2", Side.RECEIVED, Role.ADMIN)
    assert (deal.status, plain(deal.price), deal.nft.nft_id) == (OfferStatus.OPEN, "5 USDT", RET)
    assert said(deal, "seller id") == OTHER


def test_one_currency_is_the_same_in_users_and_in_admins_lists() -> None:
    assert a_deal().price.currency == a_deal(Place.NODE).price.currency


@pytest.mark.parametrize(
    ("status", "read"),
    [
        ("active", OfferStatus.OPEN),
        ("ACTIVE", OfferStatus.OPEN),
        (0, OfferStatus.OPEN),
        ("0", OfferStatus.OPEN),
        ("completed", OfferStatus.ACCEPTED),
        ("cancelled", OfferStatus.CANCELLED),
        ("delisted", OfferStatus.CANCELLED),
        ("expired", OfferStatus.EXPIRED),
        (1, OfferStatus.UNKNOWN),
        ("paused", OfferStatus.UNKNOWN),
    ],
)
def test_one_table_reads_users_words_and_admins_numbers(status: object, read: OfferStatus) -> None:
    deal = a_deal(status=status)

    assert (deal.status, deal.status_said.raw) == (read, str(status))


def test_an_active_deal_past_its_end_is_overdue() -> None:
    assert a_deal(expires_at="2024-02-15T10:30:00Z").overdue(datetime.now(UTC))


@pytest.mark.parametrize("field", ["quantity", "available_quantity", "buyer_id"])
def test_what_a_decision_hangs_on_is_compared(field: str) -> None:
    (change,) = differences(a_deal(), a_deal(Place.OTC, **{field: "7"}))

    assert change.new == "7"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *each("deal_id", ABSENT, None, "x", -1, True, []),
        *each("token_id", ABSENT, None, "a/b", "", 5, "x\x1b[2J"),
        *each("price", ABSENT, None, 12.0, {"amount": "number", "symbol": "USDT"}),
        *each("status", ABSENT, None, []),
        *each("created_at", ABSENT, None, "string", 5),
        *each("quantity", "number", -1, []),
        *each("expires_at", "soon", 0),
    ],
)
def test_what_money_hangs_on_may_not_be_missing_or_strange(field: str, value: object) -> None:
    assert f"see {field}" in complaint(changed(DEAL, **{field: value}))


@pytest.mark.parametrize(
    "field", ["token_name", "token_symbol", "seller_name", "buyer_id", "deal_type", "expires_at", "quantity"]
)
@pytest.mark.parametrize("value", [ABSENT, None])
def test_what_is_only_looked_at_may_be_missing(field: str, value: object) -> None:
    assert a_deal(Place.OTC, **{field: value}).key.offer_id == "otc-12"


@pytest.mark.parametrize("row", [None, 5, "x", [], True])
def test_a_row_that_is_no_object_is_one_sentence(row: object) -> None:
    assert complaint(row) == "A deal cannot be read: it is no object."
    assert read_purchase(row, ACCOUNT, USER) == "A purchase cannot be read: it is no object."


def test_only_documented_fields_of_a_deal_are_kept() -> None:
    read = read_one({**DEAL, "seller_name": "canary", "terms": {"note": "canary"}})

    assert isinstance(read, SeenOffer)
    assert "canary" not in read.raw
    assert json.loads(read.raw)["price"] == USDT


@pytest.mark.parametrize("hostile", SAMPLE[::6], ids=lambda each: each.kind)
def test_hostile_names_are_kept_apart_from_what_is_shown(hostile: Hostile) -> None:
    deal = a_deal(token_name=hostile.text, seller_name=hostile.text)

    assert deal.nft.name.shown.isprintable()
    assert purchase(over_the_wire(changed(PURCHASE, token_name=hostile.text))).token.name.shown.isprintable()


@given(name=st.sampled_from([*PURCHASE, "fees__node_fee", "total_cost__amount"]), value=FORMS)
def test_whatever_stands_in_a_purchase_it_is_read_or_explained(name: str, value: object) -> None:
    assert read_purchase(changed(PURCHASE, **{name: value}), ACCOUNT, USER)


@given(
    row=st.sampled_from([(DEAL, Place.OTC), (DEAL, Place.SECONDARY), (NODE_DEAL, Place.NODE)]),
    name=st.sampled_from(["deal_id", "token_id", "price", "status", "quantity", "expires_at", "seller_id"]),
    value=FORMS,
)
def test_whatever_stands_in_a_deal_it_is_read_or_explained(
    row: tuple[dict[str, Any], Place], name: str, value: object
) -> None:
    listing = Listing(place=row[1], watched=Watched("token", RET))
    assert read_deal(changed(row[0], **{name: value}), listing, ACCOUNT)


@given(value=FORMS)
def test_whatever_a_holding_is_it_is_read_or_explained(value: object) -> None:
    whole = {"total_quantity": value, "purchase_summary": value}

    assert read_holding(whole, USER, RET).user_id == USER


def test_only_an_admin_accepts_and_the_rest_cannot_be_done() -> None:
    assert route(Action.ACCEPT, a_deal(Place.NODE)) == Direct()
    assert route(Action.CANCEL, a_deal()) == Direct()
    refusal = route(Action.ACCEPT, a_deal())
    assert isinstance(refusal, Unsupported)
    assert refusal.reason.endswith("lets only an admin accept a deal")
    for action in (Action.REJECT, Action.COUNTER, Action.PLACE):
        assert isinstance(route(action, None), Unsupported)


def test_it_describes_itself() -> None:
    assert MARKETPLACE.purchases is not None
    assert MARKETPLACE.purchases.user.read("") == ()
    assert MARKETPLACE.purchases.token.read(f" {RET} ") == (RET,)
    assert instruction().target == "otc-12"
