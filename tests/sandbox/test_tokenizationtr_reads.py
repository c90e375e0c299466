"""tokenizationtr's purchases and deals: the token, the user, paging, and every case of a row."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.tokenizationtr_caller import OTC, PURCHASES, SECONDARY, USERS, every, header, refusal
from tests.sandbox_client import Clock
from tests.sandbox_rest import Rest, fresh
from tui_app.sandbox import SandboxOptions
from tui_app.sandbox.tokenizationtr.credentials import token
from tui_app.sandbox.tokenizationtr.documents import RET, SELLER, USER
from tui_app.sandbox.tokenizationtr.seeding import seeded_market

SEARCH = f"{PURCHASES}/search"
FIRST = {"page": 1, "per_page": 10}


@pytest.fixture
def tr(clock: Clock) -> Rest:
    """A fresh tokenizationtr with every switch at its default."""
    return fresh("tokenizationtr", header, clock)


@pytest.fixture
def purchases(tr: Rest) -> list[dict[str, Any]]:
    """Everything the account bought."""
    return every(tr, SEARCH)


@pytest.mark.parametrize("given", ["", "{}", "Bearer {}x", "Basic {}", "Bearer", "Bearer a.b.c"])
def test_without_a_good_token_nothing_is_told(tr: Rest, given: str) -> None:
    headers = {"Authorization": given.format(tr.account["token"])}
    answer = tr.send("POST", SEARCH, json=FIRST, headers=headers)

    assert (answer.status_code, answer.json()) == (401, {"error": "Authentication required"})


def test_a_token_is_good_until_its_expiration(clock: Clock) -> None:
    tr = fresh("tokenizationtr", header, clock)
    mine = {"Authorization": f"Bearer {token(SandboxOptions(), clock.now)}"}
    clock.go(hours=23)
    before = tr.send("POST", SEARCH, json=FIRST, headers=mine)
    clock.go(hours=1)
    after = tr.send("POST", SEARCH, json=FIRST, headers=mine)

    assert (before.status_code, after.status_code) == (200, 401)


def test_an_unknown_user_is_not_found(tr: Rest) -> None:
    path = SEARCH.replace(USER, "6" * 24)

    assert refusal(tr, path, FIRST) == (404, "User not found")


def test_a_user_of_another_client_is_denied(tr: Rest) -> None:
    assert refusal(tr, SEARCH.replace(USER, SELLER), FIRST) == (403, "Access denied")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"page": 1},
        {"page": 0, "per_page": 10},
        {"page": 1, "per_page": 0},
        {"page": "1", "per_page": 10},
        {"page": 1, "per_page": 10, "token_id": 5},
        [],
    ],
)
def test_a_search_asked_wrongly_is_refused(tr: Rest, body: object) -> None:
    assert refusal(tr, SEARCH, body) == (400, "Invalid request parameters")


def test_purchases_come_in_pages_newest_first(tr: Rest, purchases: list[dict[str, Any]]) -> None:
    said = [tr.post(SEARCH, {"page": page, "per_page": 7}).json() for page in range(1, 8)]

    assert [row for one in said for row in one["data"]] == purchases
    assert said[0]["pagination"] == {"current_page": 1, "per_page": 7, "total": 37, "total_pages": 6}
    assert said[6]["data"] == []
    dates = [row["purchase_date"] for row in purchases]
    assert [date[:19] for date in dates] == sorted((date[:19] for date in dates), reverse=True)


def test_pages_can_be_untold(clock: Clock) -> None:
    tr = fresh("tokenizationtr", header, clock, tokenizationtr_pagination="missing")

    assert set(tr.post(SEARCH, FIRST).json()) == {"data"}


def test_a_primary_purchase_has_no_deal_and_no_seller(purchases: list[dict[str, Any]]) -> None:
    without = [one for one in purchases if "deal_id" not in one]

    assert {one["market_type"] for one in without} == {"primary"}
    assert {one["market_type"] for one in purchases} == {"primary", "secondary", "otc"}


def test_a_few_rows_have_numbers_as_strings_or_the_word(purchases: list[dict[str, Any]]) -> None:
    quantities = [one["quantity"] for one in purchases]

    assert sum(isinstance(one, str) for one in quantities) == 3
    assert {"number", "7.5"} < set(quantities)
    assert any(isinstance(one, float) for one in quantities)


def test_amounts_are_exact_in_human_units(purchases: list[dict[str, Any]]) -> None:
    plain = [one for one in purchases if not isinstance(one["quantity"], str)]

    for one in plain:
        cost = one["purchase_price"]["amount"] * one["quantity"]
        assert one["total_cost"]["amount"] == pytest.approx(cost, rel=1e-12)
        assert one["fees"]["platform_fee"]["amount"] == pytest.approx(cost * 0.03, abs=1e-6)
    assert {one["total_cost"]["symbol"] for one in plain} == {"USDT", "TRYB", "GLD"}


def test_a_pending_purchase_has_no_hash(purchases: list[dict[str, Any]]) -> None:
    statuses = {one["status"]: one["transaction_hash"] for one in purchases}

    assert set(statuses) == {"completed", "pending", "failed", "refunded"}
    assert statuses["pending"] is None


@pytest.mark.parametrize(("flag", "kind"), [("is_for_secondary", "secondary"), ("is_for_otc", "otc")])
def test_groups_are_of_one_market_and_say_less(
    tr: Rest, purchases: list[dict[str, Any]], flag: str, kind: str
) -> None:
    groups = every(tr, f"{PURCHASES}/group-search", **{flag: True})

    assert {one["id"] for one in groups} == {one["id"] for one in purchases if one["market_type"] == kind}
    assert not {"fees", "market_type", "deal_id", "seller_id"} & set(groups[0])


def test_quantities_tell_what_is_held_locked_and_paid(tr: Rest) -> None:
    said = tr.get(f"{PURCHASES}/tokens/{RET.id}/quantity").json()

    assert said["available_quantity"] + said["locked_quantity"] == said["total_quantity"]
    assert said["purchase_summary"]["total_invested"] == {"amount": 180.0, "decimal": 6, "symbol": "USDT"}
    assert said["purchase_summary"]["secondary_market_quantity"] == 15


def test_an_unknown_token_is_not_found(tr: Rest) -> None:
    answer = tr.get(f"{PURCHASES}/tokens/{'6' * 24}/quantity")

    assert (answer.status_code, answer.json()) == (404, {"error": "Token not found"})


def test_otc_deals_have_every_status_and_no_buyer_while_open(tr: Rest) -> None:
    deals = every(tr, f"{OTC}/group-search")

    assert {one["status"] for one in deals} == {"active", "completed", "cancelled", "expired"}
    assert {one["buyer_id"] for one in deals if one["status"] == "active"} == {None}
    assert all(USER in (one["seller_id"], one["buyer_id"]) for one in deals)


def test_the_printed_deal_reads_active_long_after_its_end(tr: Rest) -> None:
    (printed,) = [one for one in every(tr, f"{OTC}/group-search") if one["deal_id"] == 12]

    assert (printed["status"], printed["expires_at"]) == ("active", "2024-02-15T10:30:00Z")


def test_other_deals_expire_as_time_passes(tr: Rest, clock: Clock) -> None:
    clock.go(hours=12)
    now = clock.now.isoformat()
    active = [one for one in every(tr, f"{OTC}/group-search") if one["status"] == "active"]

    assert [one["deal_id"] for one in active if (one["expires_at"] or now) < now] == [12]


def test_deals_of_one_token_come_with_what_is_said_of_it(tr: Rest) -> None:
    said = tr.post(f"{OTC}/tokens/{RET.id}", FIRST).json()

    assert said["token_info"]["symbol"] == "RET"
    assert {"counterparty_id", "negotiable", "terms"} < set(said["data"][0])


def test_secondary_deals_have_every_status(tr: Rest) -> None:
    deals = every(tr, f"{SECONDARY}/group-search")

    assert {one["status"] for one in deals} == {"active", "completed", "delisted", "expired"}
    assert {one["seller_id"] for one in deals} == {USER}


def test_secondary_deals_of_one_token_are_those_one_is_a_party_to(tr: Rest) -> None:
    deals = tr.post(f"{SECONDARY}/tokens/{RET.id}", {"page": 1, "per_page": 100}).json()["data"]

    assert 13 in [one["deal_id"] for one in deals]
    assert all(USER in (one["seller_id"], one["buyer_id"]) for one in deals)


def test_the_market_of_a_token_is_everybodys_active_deals(tr: Rest) -> None:
    said = tr.get(f"{USERS}/secondary-markets/tokens/{RET.id}").json()

    assert {one["status"] for one in said["active_deals"]} == {"active"}
    assert said["market_summary"]["active_deals"] == len(said["active_deals"])
    assert said["token_info"]["category"]["name"] == "Real Estate"


def test_some_names_are_hostile(purchases: list[dict[str, Any]]) -> None:
    assert any("\x1b" in one["token_name"] for one in purchases)


@pytest.mark.parametrize(("offers", "purchases"), [(0, 36), (5000, 500), (1_000_000, 2000)])
def test_there_are_as_many_as_asked_but_never_too_few_nor_too_many(
    clock: Clock, offers: int, purchases: int
) -> None:
    market = seeded_market(SandboxOptions(offers=offers), clock.now)

    assert len(market.bought(USER)) == purchases + 1
