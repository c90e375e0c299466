"""Views of the ledger: which rows, in which order, and how many of each status."""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offers import DOLLAR, ETHER, NOW, an_instruction, an_offer
from tui_app.domain.filter_terms import Filter
from tui_app.domain.filters import parse_filter
from tui_app.domain.money import Currency
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.ledger.journal import Journal
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.windows import OfferRow, Sort, View, Windows

MINUTE = timedelta(minutes=1)


def keep(shelf: OfferShelf, *offers: Offer) -> None:
    """Keep offers as one refresh would."""
    shelf.keep([SeenOffer(offer=offer, raw="{}") for offer in offers], 1, NOW)


def listed(windows: Windows, sort: Sort = Sort.ENDS, *, reverse: bool = False) -> list[OfferRow]:
    """Every received row, in order."""
    return windows.rows(windows.row_ids(View(side=Side.RECEIVED, sort=sort, reverse=reverse), NOW))


def ids(windows: Windows, sort: Sort = Sort.ENDS, *, reverse: bool = False) -> str:
    """The ids of the received offers, in order."""
    return " ".join(row.key.offer_id for row in listed(windows, sort, reverse=reverse))


def test_a_row_shows_what_was_kept(shelf: OfferShelf, windows: Windows) -> None:
    offer = an_offer()
    keep(shelf, offer)

    (row,) = listed(windows)
    assert row == OfferRow(
        row_id=row.row_id,
        key=offer.key,
        marketplace=offer.marketplace,
        side=offer.side,
        status=offer.status,
        price=offer.price,
        placed_at=offer.placed_at,
        expires=offer.expires,
        maker=offer.maker,
        nft=offer.nft.name,
        collection=offer.nft.collection,
        chain=offer.nft.chain,
        hides=False,
        pending="",
        seen_at=NOW,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**256 - 1), st.text("0123456789", max_size=36))
def test_every_amount_is_read_back_to_the_digit(
    shelf: OfferShelf, windows: Windows, whole: int, decimals: str
) -> None:
    text = f"{whole}.{decimals}" if decimals else str(whole)
    keep(shelf, an_offer(amount=text))
    (row,), found = listed(windows), shelf.find(an_offer().key)

    assert found is not None
    assert (row.price.source, row.price.plain, found.offer.price.plain) == (text, text, text)


def test_ends_puts_what_runs_first_then_what_is_over_then_what_never_ends(
    shelf: OfferShelf, windows: Windows
) -> None:
    ends = {"over": -MINUTE, "now": timedelta(), "soon": MINUTE, "later": 2 * MINUTE}
    keep(shelf, an_offer(offer_id="never", expires=None))
    keep(shelf, *(an_offer(offer_id=name, expires=NOW + end) for name, end in ends.items()))

    assert ids(windows) == "soon later over now never"
    assert ids(windows, reverse=True) == "later soon now over never"


def test_prices_are_ordered_by_value_within_each_currency(shelf: OfferShelf, windows: Windows) -> None:
    amounts = ("0", "0.00000001", "0.5", "0.50000001", "1e0", "9.99", "10", "100.0", str(2**64), str(2**256))
    keep(shelf, *(an_offer(offer_id=f"E{text}", amount=text) for text in reversed(amounts)))
    keep(shelf, an_offer(offer_id="D7", amount="7", currency=DOLLAR))

    assert ids(windows, Sort.PRICE).split() == [*(f"E{text}" for text in amounts), "D7"]
    assert ids(windows, Sort.PRICE, reverse=True).split() == [*(f"E{text}" for text in amounts[::-1]), "D7"]


def test_currencies_of_two_marketplaces_are_not_mixed_by_price(shelf: OfferShelf, windows: Windows) -> None:
    for place, market in enumerate(("kraken", "dew", "kraken", "dew")):
        currency = Currency(issuer=market, code="ETH", symbol=UntrustedText("ETH"))
        keep(
            shelf,
            an_offer(offer_id=f"{market}{place}", marketplace=market, amount=str(place), currency=currency),
        )

    assert ids(windows, Sort.PRICE) == "dew1 dew3 kraken0 kraken2"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.decimals(0, 10**40, places=6), min_size=2, max_size=12))
def test_generated_prices_are_ordered_by_value(
    shelf: OfferShelf, windows: Windows, amounts: list[Decimal]
) -> None:
    shelf.forget_account("main")
    keep(shelf, *(an_offer(offer_id=f"O{place}", amount=f"{each:f}") for place, each in enumerate(amounts)))

    shown = [row.price.amount for row in listed(windows, Sort.PRICE)]
    assert shown == sorted(amounts)


@pytest.mark.parametrize(
    ("sort", "field"), [(Sort.NFT, "name"), (Sort.COLLECTION, "collection"), (Sort.FROM, "maker")]
)
def test_names_are_ordered_without_case_in_any_script(
    sort: Sort, field: str, shelf: OfferShelf, windows: Windows
) -> None:
    for name in ("ÉMILG", "zoe", "Ada", "émilf", "ada b"):
        keep(shelf, an_offer(offer_id=name.replace(" ", "_"), **{field: name}))

    assert ids(windows, sort) == "Ada ada_b zoe émilf ÉMILG"


def test_a_collection_is_ordered_by_its_nfts(shelf: OfferShelf, windows: Windows) -> None:
    for place, name in enumerate("bac"):
        keep(shelf, an_offer(offer_id=f"{name}{place}", name=name))

    assert ids(windows, Sort.COLLECTION) == "a1 b0 c2"


@pytest.mark.parametrize(
    ("sort", "expected"), [(Sort.PLACED, "old new"), (Sort.STATUS, "new old"), (Sort.MARKET, "old new")]
)
def test_other_columns_are_ordered_by_their_values(
    sort: Sort, expected: str, shelf: OfferShelf, windows: Windows
) -> None:
    keep(shelf, an_offer(offer_id="new", placed_at=NOW, status=OfferStatus.CLOSED))
    keep(shelf, an_offer(offer_id="old", marketplace="dew"))

    assert ids(windows, sort) == expected
    assert ids(windows, sort, reverse=True) == " ".join(expected.split()[::-1])


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_ties_fall_to_account_and_id_however_offers_came(
    sort: Sort, reverse: bool, shelf: OfferShelf, windows: Windows
) -> None:
    for account, offer_id in (("b", "2"), ("a", "2"), ("b", "1"), ("a", "1")):
        keep(shelf, an_offer(account=account, offer_id=offer_id))

    keys = [row.key for row in listed(windows, sort, reverse=reverse)]
    if sort is not Sort.MARKET or not reverse:
        assert all(first < second for first, second in pairwise(keys))
    assert [row.key for row in listed(windows, sort, reverse=reverse)] == keys


def test_a_view_holds_one_side_and_one_status(shelf: OfferShelf, windows: Windows) -> None:
    keep(shelf, an_offer(offer_id="open"), an_offer(offer_id="closed", status=OfferStatus.CLOSED))
    keep(shelf, an_offer(offer_id="placed", side=Side.PLACED))

    def found(side: Side, status: OfferStatus | None) -> set[str]:
        return {
            row.key.offer_id for row in windows.rows(windows.row_ids(View(side=side, status=status), NOW))
        }

    assert found(Side.RECEIVED, None) == {"open", "closed"}
    assert found(Side.RECEIVED, OfferStatus.CLOSED) == {"closed"}
    assert found(Side.PLACED, OfferStatus.OPEN) == {"placed"}
    assert found(Side.WATCHED, None) == set()


def test_counts_are_of_what_the_filter_lets_through(shelf: OfferShelf, windows: Windows) -> None:
    for place, status in enumerate([OfferStatus.OPEN] * 3 + [OfferStatus.EXPIRED] * 2):
        keep(shelf, an_offer(offer_id=f"O{place}", amount=str(place), status=status))

    assert windows.counts(Side.RECEIVED, Filter(), NOW) == {OfferStatus.OPEN: 3, OfferStatus.EXPIRED: 2}
    assert windows.counts(Side.RECEIVED, parse_filter("price>1"), NOW) == {
        OfferStatus.OPEN: 1,
        OfferStatus.EXPIRED: 2,
    }
    assert windows.counts(Side.PLACED, Filter(), NOW) == {}
    assert windows.open_count(Side.RECEIVED) == 3


@pytest.mark.parametrize("line", ["", "price>3", "!ape", "status:open,in", "ends<1d", "quotes:no"])
def test_counts_are_as_many_as_the_rows(line: str, shelf: OfferShelf, windows: Windows) -> None:
    for place, status in enumerate([*OfferStatus] * 2):
        keep(shelf, an_offer(offer_id=f"O{place}", amount=str(place), status=status))
    wanted = parse_filter(line)

    counts = windows.counts(Side.RECEIVED, wanted, NOW)
    for status in OfferStatus:
        shown = windows.row_ids(View(side=Side.RECEIVED, status=status, wanted=wanted), NOW)
        assert counts.get(status, 0) == len(shown)


def test_an_action_under_way_is_counted_and_listed_as_in_flight(
    shelf: OfferShelf, windows: Windows, journal: Journal
) -> None:
    keep(shelf, an_offer())
    journal.plan(an_instruction())

    (row,) = listed(windows)
    assert (row.status, row.pending) == (OfferStatus.IN_FLIGHT, "accept")
    assert windows.counts(Side.RECEIVED, Filter(), NOW) == {OfferStatus.IN_FLIGHT: 1}
    assert len(windows.row_ids(View(side=Side.RECEIVED, wanted=parse_filter("status:in")), NOW)) == 1


@pytest.mark.parametrize("field", ["name", "collection", "maker"])
def test_a_name_with_hidden_characters_is_marked(field: str, shelf: OfferShelf, windows: Windows) -> None:
    keep(shelf, an_offer(**{field: "Bored\u200bApe"}))

    assert listed(windows)[0].hides


def test_a_currency_symbol_with_hidden_characters_is_marked(shelf: OfferShelf, windows: Windows) -> None:
    fake = Currency(issuer="kraken", code="ETH", symbol=UntrustedText("ETH\u200b"))
    keep(shelf, an_offer(currency=fake))

    (row,) = listed(windows)
    assert row.hides
    assert row.price.currency == fake != ETHER


def test_rows_come_in_the_order_they_are_asked_for(shelf: OfferShelf, windows: Windows) -> None:
    keep(shelf, *(an_offer(offer_id=f"O{place}") for place in range(9)))
    asked = list(windows.row_ids(View(side=Side.RECEIVED), NOW))[::-2]

    assert [row.row_id for row in windows.rows(asked)] == asked


def test_a_row_that_is_gone_is_left_out_and_never_becomes_another(
    shelf: OfferShelf, windows: Windows
) -> None:
    keep(shelf, an_offer(account="old"))
    before = windows.row_ids(View(side=Side.RECEIVED), NOW)
    shelf.forget_account("old")
    keep(shelf, an_offer(account="new"))

    assert windows.rows(before) == []
    assert shelf.at_row(before[0]) is None


def test_a_window_wider_than_any_screen_is_refused(windows: Windows) -> None:
    assert windows.rows([]) == []
    assert windows.rows(range(500)) == []
    with pytest.raises(ValueError, match="at most 500"):
        windows.rows(range(501))


def test_a_view_costs_eight_bytes_a_row(shelf: OfferShelf, windows: Windows) -> None:
    keep(shelf, *(an_offer(offer_id=f"O{place}") for place in range(300)))
    found = windows.row_ids(View(side=Side.RECEIVED), NOW)

    assert sys.getsizeof(found) < 300 * 8 * 1.25 + 100


def test_keeping_an_offer_again_keeps_its_row(shelf: OfferShelf, windows: Windows) -> None:
    keep(shelf, an_offer(offer_id="first"), an_offer(offer_id="second"))
    before = {row.key: row.row_id for row in listed(windows)}
    keep(shelf, an_offer(offer_id="first", amount="7"), an_offer(offer_id="third"))

    after = {row.key: row.row_id for row in listed(windows)}
    assert before.items() <= after.items()
    assert len(after) == 3
    assert OfferKey("main", "third") in after
