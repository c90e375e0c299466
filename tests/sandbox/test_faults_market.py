"""Lists as they were, and offers that change or vanish behind the client's back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_client import Clock, KrakenCaller

OFFER = "ONQYPLG-OFARL-35RBGO"
NOT_FOUND = "EAPI:Invalid arguments:offer not found"


def _seen(kraken: KrakenCaller, offer_id: str = OFFER, scope: str = "received") -> dict[str, Any] | None:
    return next((one for one in kraken.offers(scope) if one["id"] == offer_id), None)


def _other_nft(kraken: KrakenCaller) -> str:
    own = (_seen(kraken) or {})["item"]["nft_id"]
    return next(
        str(one["item"]["nft_id"]) for one in kraken.offers("received") if one["item"]["nft_id"] != own
    )


def test_a_stale_list_is_as_it_was_when_armed(kraken: KrakenCaller) -> None:
    before = kraken.offers("received")
    kraken.faults.arm("stale_list", "/NftUserOffers", times=2)
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    seen = [kraken.offers("received") for _ in range(3)]

    assert seen[:2] == [before, before]
    assert seen[2] != before
    assert len(kraken.effects()) == 1


def test_a_stale_list_does_not_grow_old(clock: Clock, kraken: KrakenCaller) -> None:
    before = kraken.offers("received")
    kraken.faults.arm("stale_list", "/NftUserOffers", times="forever")
    clock.go(days=40)

    assert kraken.offers("received") == before


@pytest.mark.parametrize("method", ["NftAuctions", "NftOffers"])
def test_public_reads_can_be_stale_too(method: str, kraken: KrakenCaller) -> None:
    nft_id = (_seen(kraken) or {})["item"]["nft_id"]
    asked = {"NftAuctions": ("status", "closed"), "NftOffers": ("nft_id", nft_id)}[method]
    before = kraken.public(method, asked)
    kraken.faults.arm("stale_list", method)
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    assert kraken.public(method, asked) == before
    assert kraken.public(method, asked) != before


def test_an_action_is_never_on_a_stale_market(kraken: KrakenCaller) -> None:
    kraken.faults.arm("stale_list", "*", times="forever")
    kraken.result("NftAcceptOffer", offer_id=OFFER)

    assert kraken.refusal("NftAcceptOffer", offer_id=OFFER) == NOT_FOUND
    assert len(kraken.effects()) == 1


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"amount": "7.25"}, "amount.amount", "7.25"),
        ({"currency": "USDC"}, "amount.asset_alt_name", "USDC"),
        ({"expires": 1_999_999_999}, "expire_time", 1_999_999_999),
        ({"status": "closed"}, "status", "closed"),
        ({"status": "expired"}, "status", "expired"),
        ({"maker": "somebody-else"}, "social_id", "somebody-else"),
    ],
)
def test_an_offer_changes_at_once(
    change: dict[str, Any], field: str, value: object, kraken: KrakenCaller
) -> None:
    kraken.faults.arm("change_offer", None, offer=OFFER, **change)

    found: Any = _seen(kraken)
    for name in field.split("."):
        found = found[name]
    assert str(found).rstrip("0") == str(value).rstrip("0")
    assert kraken.faults.armed() == []
    assert kraken.effects() == []


def test_an_offer_can_be_for_another_nft(kraken: KrakenCaller) -> None:
    other = _other_nft(kraken)
    kraken.faults.arm("change_offer", None, offer=OFFER, nft=other)

    assert (_seen(kraken) or {})["item"]["nft_id"] == other
    listed = kraken.public("NftOffers", ("nft_id", other))["result"]["offers"]
    assert OFFER in [one["id"] for one in listed]


def test_an_offer_can_change_sides(kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", None, offer=OFFER, side="elsewhere")

    assert _seen(kraken) is None
    assert kraken.refusal("NftAcceptOffer", offer_id=OFFER) == "EGeneral:No Balance:nfts not available"


def test_an_offer_vanishes_without_a_trace(clock: Clock, kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", None, offer=OFFER, gone=True)

    assert _seen(kraken) is None
    assert kraken.refusal("NftAcceptOffer", offer_id=OFFER) == NOT_FOUND
    clock.go(days=60)
    assert _seen(kraken) is None


def test_an_offer_changes_right_before_the_request_that_names_it(kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", "/NftAcceptOffer", status="closed")
    assert (_seen(kraken) or {})["status"] == "open"

    assert kraken.refusal("NftAcceptOffer", offer_id=OFFER) == NOT_FOUND
    assert (_seen(kraken) or {})["status"] == "closed"


def test_an_offer_is_named_by_forms_and_lists_too(kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", "/NftAcceptOffer", gone=True)
    assert kraken.call_form("NftAcceptOffer", ("offer_id", OFFER))["error"] == [NOT_FOUND]

    mine = kraken.offers("placed", status="open")[0]["id"]
    kraken.faults.arm("change_offer", "/NftCancelOffer", gone=True)
    (status,) = kraken.result("NftCancelOffer", offer_ids=[mine])["statuses"]
    assert (status["status"], status["reason"]) == ("failed", "not found")


def test_an_offer_changes_between_two_reads(kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", "/NftUserOffers", skip=1, offer=OFFER, maker="somebody-else")

    makers = [(_seen(kraken) or {})["social_id"] for _ in range(3)]

    assert makers[0] != "somebody-else"
    assert makers[1:] == ["somebody-else"] * 2


def test_an_expiry_that_moved_is_when_it_expires(clock: Clock, kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", None, offer=OFFER, expires=clock.unix(hours=1))
    assert (_seen(kraken) or {})["status"] == "open"

    clock.go(hours=2)

    assert (_seen(kraken) or {})["status"] == "expired"


def test_an_expiry_that_was_put_off_is_not_when_it_expires(clock: Clock, kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", None, offer=OFFER, expires=clock.unix(days=300))

    clock.go(days=200)

    assert (_seen(kraken) or {})["status"] == "open"


def test_an_offer_that_is_not_there_any_more_is_noted(kraken: KrakenCaller) -> None:
    kraken.faults.arm("change_offer", "/NftUserOffers", offer=OFFER, amount="1")
    kraken.faults.arm("change_offer", None, offer=OFFER, gone=True)

    assert _seen(kraken) is None
    assert [use["note"] for use in kraken.faults.used()] == [None, f"there is no offer {OFFER!r}"]
