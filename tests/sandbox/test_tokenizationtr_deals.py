"""Selling, cancelling, delisting and buying at tokenizationtr, promised or at once, and what admins may."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.tokenizationtr_caller import (
    ADMIN,
    FLAT,
    NESTED,
    OTC,
    PURCHASES,
    SECONDARY,
    USERS,
    an_open_deal,
    deal,
    every,
    header,
    refusal,
)
from tests.sandbox_client import Clock
from tests.sandbox_rest import Rest, fresh
from tui_app.sandbox.tokenizationtr.documents import RET, USER

ENDS = [(OTC, "cancel", "cancelled"), (SECONDARY, "delist", "delisted")]
TRANSACTIONS = f"/v2/admin/tokens/{RET.id}/transactions"
TRANSACTION_SEARCH = f"/v2/admin/token/{RET.id}/transactions/search"


@pytest.fixture
def tr(clock: Clock) -> Rest:
    """A fresh tokenizationtr with every switch at its default."""
    return fresh("tokenizationtr", header, clock)


@pytest.fixture
def at_once(clock: Clock) -> Rest:
    """One that makes changes at once."""
    return fresh("tokenizationtr", header, clock, tokenizationtr_writes="sync")


@pytest.fixture
def admin(clock: Clock) -> Rest:
    """One whose token has admin rights."""
    return fresh("tokenizationtr", header, clock, tokenizationtr_admin=True)


def _ending(of: dict[str, Any], path: str, word: str) -> tuple[str, dict[str, Any]]:
    return f"{path}/tokens/{of['token_id']}/{word}", {"deal_id": of["deal_id"]}


def _somebodys(tr: Rest) -> dict[str, Any]:
    deals = tr.get(f"{USERS}/secondary-markets/tokens/{RET.id}").json()["active_deals"]
    return next(one for one in deals if one["seller_id"] != USER)


# Ending a deal


@pytest.mark.parametrize(("path", "word", "status"), ENDS)
class TestEndingADeal:
    """The same rules hold for cancelling on OTC and delisting from the secondary market."""

    def test_it_is_promised_and_then_done(
        self, tr: Rest, clock: Clock, path: str, word: str, status: str
    ) -> None:
        mine = an_open_deal(tr, path)
        said = tr.post(*_ending(mine, path, word)).raise_for_status().json()
        statuses = [deal(tr, path, mine["deal_id"])["status"]]
        clock.go(seconds=3)
        statuses.append(deal(tr, path, mine["deal_id"])["status"])

        assert set(said) == {"transaction_id"}
        assert statuses == ["active", status]

    def test_it_is_one_effect(self, tr: Rest, path: str, word: str, status: str) -> None:
        mine = an_open_deal(tr, path)
        tr.post(*_ending(mine, path, word))

        expected = ("tokenizationtr", word, str(mine["deal_id"]), {"deal_id": mine["deal_id"]})
        assert tr.effects() == [expected]

    @pytest.mark.parametrize("seconds", [0, 3])
    def test_it_is_refused_a_second_time(
        self, tr: Rest, clock: Clock, path: str, word: str, status: str, seconds: int
    ) -> None:
        asked = _ending(an_open_deal(tr, path), path, word)
        tr.post(*asked)
        clock.go(seconds=seconds)

        assert refusal(tr, *asked) == (409, f"Deal cannot be {status}")
        assert len(tr.effects()) == 1

    def test_it_can_be_done_at_once(self, at_once: Rest, path: str, word: str, status: str) -> None:
        mine = an_open_deal(at_once, path)
        said = at_once.post(*_ending(mine, path, word)).json()

        assert (said["success"], said["data"]["status"]) == (True, status)
        assert deal(at_once, path, mine["deal_id"])["status"] == status

    def test_an_unknown_deal_is_not_found(self, tr: Rest, path: str, word: str, status: str) -> None:
        asked = f"{path}/tokens/{RET.id}/{word}", {"deal_id": 987654}

        assert refusal(tr, *asked) == (404, "Deal not found")

    @pytest.mark.parametrize("body", [{}, {"deal_id": "12"}, {"deal_id": None}])
    def test_a_deal_has_to_be_named(
        self, tr: Rest, path: str, word: str, status: str, body: dict[str, Any]
    ) -> None:
        assert refusal(tr, f"{path}/tokens/{RET.id}/{word}", body) == (400, "Invalid parameters")

    def test_a_promise_can_fail_and_is_no_effect(
        self, clock: Clock, path: str, word: str, status: str
    ) -> None:
        tr = fresh("tokenizationtr", header, clock, tokenizationtr_outcome="failed")
        mine = an_open_deal(tr, path)
        said = tr.post(*_ending(mine, path, word)).json()
        clock.go(seconds=3)
        transactions = f"/v2/admin/tokens/{mine['token_id']}/transactions"
        settled = tr.get(f"{transactions}/{said['transaction_id']}").json()

        assert (settled["error"], settled["hash"]) == ("execution reverted", None)
        assert deal(tr, path, mine["deal_id"])["status"] == "active"
        assert tr.effects() == []


def test_somebody_elses_deal_cannot_be_delisted(tr: Rest) -> None:
    asked = f"{SECONDARY}/tokens/{RET.id}/delist", {"deal_id": _somebodys(tr)["deal_id"]}

    assert refusal(tr, *asked) == (403, "Access denied")


# Selling


@pytest.mark.parametrize("path", [OTC, SECONDARY])
class TestSelling:
    """The same rules hold on OTC and on the secondary market."""

    def test_it_is_promised_and_then_a_deal(self, tr: Rest, clock: Clock, path: str) -> None:
        before = {one["deal_id"] for one in every(tr, f"{path}/group-search")}
        tr.post(f"{path}/tokens/{RET.id}/sell", FLAT).raise_for_status()
        clock.go(seconds=3)
        (new,) = [one for one in every(tr, f"{path}/group-search") if one["deal_id"] not in before]

        assert (new["quantity"], new["price"]["amount"], new["status"]) == (3, 12.25, "active")
        assert tr.effects() == [("tokenizationtr", "sell", RET.id, FLAT)]

    def test_at_once_the_request_is_said_back(self, at_once: Rest, path: str) -> None:
        assert at_once.post(f"{path}/tokens/{RET.id}/sell", NESTED).json() == NESTED

    def test_the_older_shape_is_not_the_newer(self, tr: Rest, at_once: Rest, path: str) -> None:
        asked = f"{path}/tokens/{RET.id}/sell"

        assert refusal(tr, asked, NESTED)[0] == refusal(at_once, asked, FLAT)[0] == 400

    @pytest.mark.parametrize(
        ("changed", "status"),
        [
            ({"quantity": 0}, 400),
            ({"quantity": -1}, 400),
            ({"quantity": 1.5}, 400),
            ({"price_amount": 0}, 400),
            ({"price_amount": "12"}, 400),
            ({"price_id": None}, 400),
            ({"price_id": "nothing"}, 404),
            ({"quantity": 5000}, 422),
        ],
    )
    def test_what_cannot_be_sold_is_refused_and_no_effect(
        self, tr: Rest, path: str, changed: dict[str, Any], status: int
    ) -> None:
        assert refusal(tr, f"{path}/tokens/{RET.id}/sell", {**FLAT, **changed})[0] == status
        assert tr.effects() == []


# Buying


def test_a_part_of_a_deal_can_be_bought(tr: Rest) -> None:
    theirs = _somebodys(tr)
    asked = {"quantity": 1, "deal_id": theirs["deal_id"]}
    said = tr.post(f"{PURCHASES}/tokens/{RET.id}/buy-on-secondary-market", asked).json()

    assert (said["success"], said["data"]["unit_price"]) == (True, theirs["price"])
    assert said["data"]["purchase_id"] in [one["id"] for one in every(tr, f"{PURCHASES}/search")]
    assert tr.effects() == [("tokenizationtr", "buy", str(theirs["deal_id"]), asked)]


def test_a_deal_bought_whole_is_over(tr: Rest) -> None:
    theirs = _somebodys(tr)
    asked = {"quantity": theirs["available_quantity"], "deal_id": theirs["deal_id"]}
    path = f"{PURCHASES}/tokens/{RET.id}/buy-on-secondary-market"
    tr.post(path, asked).raise_for_status()

    assert refusal(tr, path, {**asked, "quantity": 1}) == (409, "Deal cannot be bought")


def test_more_than_there_is_cannot_be_bought(tr: Rest) -> None:
    asked = {"quantity": 5000, "deal_id": _somebodys(tr)["deal_id"]}
    path = f"{PURCHASES}/tokens/{RET.id}/buy-on-secondary-market"

    assert refusal(tr, path, asked) == (422, "Purchase not possible")


# Transactions


def test_a_transaction_is_without_a_hash_until_it_settles(tr: Rest, clock: Clock) -> None:
    said = tr.post(f"{OTC}/tokens/{RET.id}/sell", FLAT).json()
    path = f"{TRANSACTIONS}/{said['transaction_id']}"
    before = tr.get(path).json()
    clock.go(seconds=3)
    after = tr.get(path).json()

    assert (before["status"], before["hash"], before["error"]) == (2, None, None)
    assert (after["status"], after["error"]) == (3, None)
    assert after["hash"].startswith("0x")


def test_a_transaction_may_be_found_by_search_alone(clock: Clock) -> None:
    tr = fresh("tokenizationtr", header, clock, tokenizationtr_transactions="search")
    said = tr.post(f"{OTC}/tokens/{RET.id}/sell", FLAT).json()
    found = tr.post(TRANSACTION_SEARCH, {"page": 1, "per_page": 2}).json()

    assert tr.get(f"{TRANSACTIONS}/{said['transaction_id']}").status_code == 404
    assert found["data"][0]["id"] == said["transaction_id"]
    assert (found["total"], found["page"], found["per_page"]) == (7, 1, 2)


def test_or_not_at_all(clock: Clock) -> None:
    tr = fresh("tokenizationtr", header, clock, tokenizationtr_transactions="none")

    assert refusal(tr, TRANSACTION_SEARCH, {}) == (403, "Access denied")


# Admins


def test_without_admin_rights_a_nodes_deals_are_denied(tr: Rest) -> None:
    assert refusal(tr, ADMIN, {"page": 1, "per_page": 10}) == (403, "Access denied")
    assert tr.post(f"{ADMIN}/deals/2/accept", None).status_code == 403


def test_a_nodes_deals_have_numbers_for_statuses(admin: Rest) -> None:
    said = admin.post(ADMIN, {"page": 1, "per_page": 100}).json()
    (printed,) = [one for one in said["data"] if one["deal_id"] == 2]

    assert (printed["status"], printed["price"]["amount"], printed["user_id"]) == (0, 5, USER)
    assert set(said) == {"data", "total", "page", "per_page"}


@pytest.mark.parametrize(("word", "status"), [("accept", "completed"), ("cancel", "cancelled")])
def test_an_admin_decides_without_a_body(admin: Rest, word: str, status: str) -> None:
    answer = admin.send("POST", f"{ADMIN}/deals/2/{word}")

    assert (answer.status_code, answer.content) == (200, b"")
    assert deal(admin, OTC, 2)["status"] == status
    assert [one[:3] for one in admin.effects()] == [("tokenizationtr", word, "2")]


def test_an_admin_decides_once(admin: Rest) -> None:
    admin.send("POST", f"{ADMIN}/deals/2/accept")
    again = admin.send("POST", f"{ADMIN}/deals/2/cancel")

    assert again.status_code == 409
    assert len(admin.effects()) == 1


@pytest.mark.parametrize("deal_id", ["987654", "two", "13"])
def test_an_admin_finds_otc_deals_only(admin: Rest, deal_id: str) -> None:
    assert admin.send("POST", f"{ADMIN}/deals/{deal_id}/accept").status_code == 404
