"""What many offers come to, held against counting them one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.offers import DOLLAR, ETHER, NOW, an_nft, an_offer
from tui_app.domain.money import Money
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.spans import days_until, hours_from
from tui_app.ledger.insights import Insights, Subject
from tui_app.ledger.offer_indexes import make
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import Windows

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = 5
VIENNA = ZoneInfo("Europe/Vienna")
_OFFERS = st.builds(
    an_offer,
    offer_id=st.uuids().map(str),
    nft_id=st.sampled_from(["N1", "N1", "N2"]),
    collection_id=st.sampled_from(["C1", "C1", "C2"]),
    currency=st.sampled_from([ETHER, ETHER, DOLLAR]),
    amount=st.sampled_from(["0", "1", "0.999999999999999999", "10", "9", f"{2**256}"]),
    status=st.sampled_from([OfferStatus.OPEN, OfferStatus.OPEN, OfferStatus.CLOSED, OfferStatus.EXPIRED]),
    side=st.sampled_from(Side),
    placed_at=st.timedeltas(-8 * DAY, timedelta()).map(lambda back: NOW + back),
    expires=st.none() | st.timedeltas(-DAY, 2 * DAY).map(lambda left: NOW + left),
    asks=st.sampled_from([False, False, False, True]),
)
LISTS = st.lists(_OFFERS, max_size=20)


def never() -> bool:
    """Nobody loses patience."""
    return False


@contextmanager
def holding(offers: list[Offer], *, indexed: bool = False) -> Iterator[Insights]:
    """A ledger of these offers, with the indexes of a large one or of a small one."""
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger.sqlite3")
        try:
            OfferShelf(ledger).keep([SeenOffer(offer=offer, raw="{}") for offer in offers], 1, NOW)
            if indexed:
                with ledger.writing() as connection:
                    make(connection, "offers_by_placing")
                    make(connection, "offers_by_collection")
            yield Windows(ledger).insights
        finally:
            ledger.close()


@settings(max_examples=25, deadline=None)
@given(LISTS, st.booleans())
def test_each_day_counts_what_was_placed_on_it(offers: list[Offer], indexed: bool) -> None:
    days = days_until(NOW, DAYS, UTC)
    with holding(offers, indexed=indexed) as insights:
        counts = insights.placed(Side.RECEIVED, days, never)

    assert counts == [
        Counter(
            offer.status
            for offer in offers
            if offer.side is Side.RECEIVED and offer.placed_at.date() == day.date()
        )
        for day in days[:-1]
    ]


@settings(max_examples=25, deadline=None)
@given(LISTS, st.booleans(), st.booleans())
def test_amounts_are_the_highest_of_each_day_and_currency(
    offers: list[Offer], whole: bool, indexed: bool
) -> None:
    subject = Subject(marketplace="kraken", nft=an_nft(nft_id="N1", collection_id="C1"), whole=whole)
    with holding(offers, indexed=indexed) as insights:
        found = insights.amounts(subject, days_until(NOW, DAYS, VIENNA), NOW, never) or []

    of = [offer for offer in offers if not offer.asks and _is_of(offer, whole=whole)]
    assert {each.currency for each in found} == {offer.price.currency for offer in of}
    for each in found:
        bids = [offer for offer in of if offer.price.currency == each.currency]
        assert (each.many, each.older) == (len(bids), sum(_span(bid) < 0 for bid in bids))
        assert each.highest == tuple(
            _greatest([bid.price for bid in bids if _span(bid) == place]) for place in range(DAYS)
        )
        assert each.best == _greatest([bid.price for bid in bids if _stands(bid)])


@settings(max_examples=25, deadline=None)
@given(LISTS)
def test_each_hour_counts_what_ends_in_it(offers: list[Offer]) -> None:
    hours = (*hours_from(NOW, 25, UTC), NOW + DAY)
    with holding(offers) as insights:
        endings = insights.endings(Side.PLACED, hours, NOW, never) or []

    for ending, began, until in zip(endings, hours, hours[1:], strict=False):
        within = [
            offer
            for offer in offers
            if offer.side is Side.PLACED
            and offer.status is OfferStatus.OPEN
            and offer.expires is not None
            and max(began, NOW + timedelta(microseconds=1)) <= offer.expires < until
        ]
        assert ending.many == len(within)
        assert {money.currency: money for money in ending.greatest} == {
            currency: _greatest([offer.price for offer in within if offer.price.currency == currency])
            for currency in {offer.price.currency for offer in within}
        }


def test_a_bid_seen_through_two_accounts_is_one(ledger: Ledger) -> None:
    twice = [SeenOffer(offer=an_offer(account=account), raw="{}") for account in ("main", "other")]
    OfferShelf(ledger).keep(twice, 1, NOW)

    subject = Subject(marketplace="kraken", nft=an_nft())
    (found,) = Windows(ledger).insights.amounts(subject, days_until(NOW, DAYS, VIENNA), NOW, never) or []
    assert found.many == 1


def test_another_collection_of_the_same_name_is_not_it(ledger: Ledger) -> None:
    OfferShelf(ledger).keep([SeenOffer(offer=an_offer(collection_id="another"), raw="{}")], 1, NOW)

    subject = Subject(marketplace="kraken", nft=an_nft(), whole=True)
    assert Windows(ledger).insights.amounts(subject, days_until(NOW, DAYS, VIENNA), NOW, never) == []


def test_what_nobody_waits_for_any_more_is_not_answered(ledger: Ledger) -> None:
    OfferShelf(ledger).keep([SeenOffer(offer=an_offer(), raw="{}")], 1, NOW)
    insights, subject = Windows(ledger).insights, Subject(marketplace="kraken", nft=an_nft())

    assert insights.placed(Side.RECEIVED, days_until(NOW, DAYS), lambda: True) is None
    assert insights.amounts(subject, days_until(NOW, DAYS), NOW, lambda: True) is None
    assert insights.endings(Side.RECEIVED, hours_from(NOW, 25), NOW, lambda: True) is None


@pytest.mark.parametrize("nft_id", ["", "C1", "c1"])
def test_a_subject_is_named_by_its_own_id_and_not_by_its_name(nft_id: str) -> None:
    nft = an_nft(nft_id=nft_id, collection_id="C1")

    assert not Subject(marketplace="kraken", nft=nft).named
    assert Subject(marketplace="kraken", nft=nft, whole=True).named


def _is_of(offer: Offer, *, whole: bool) -> bool:
    return offer.nft.collection_id == "C1" if whole else offer.nft.nft_id == "N1"


def _span(offer: Offer) -> int:
    return (offer.placed_at.astimezone(VIENNA).date() - NOW.astimezone(VIENNA).date()).days + DAYS - 1


def _stands(offer: Offer) -> bool:
    return offer.status is OfferStatus.OPEN and (offer.expires is None or offer.expires > NOW)


def _greatest(amounts: list[Money]) -> Money | None:
    return max(amounts, key=lambda money: money.amount, default=None)


def test_a_bid_after_midnight_is_of_the_next_day_also_when_clocks_were_changed(ledger: Ledger) -> None:
    now = datetime(2026, 3, 31, 12, tzinfo=VIENNA)  # clocks went forward on the 29th
    placed = (datetime(2026, 3, 29, 23, 59, tzinfo=VIENNA), datetime(2026, 3, 30, tzinfo=VIENNA))
    OfferShelf(ledger).keep(
        [
            SeenOffer(offer=an_offer(offer_id=str(place), amount=str(place), placed_at=at), raw="{}")
            for place, at in enumerate(placed, 1)
        ],
        *(1, NOW),
    )

    subject, days = Subject(marketplace="kraken", nft=an_nft()), days_until(now, 3, VIENNA)
    (found,) = Windows(ledger).insights.amounts(subject, days, now, never) or []
    assert [money and money.source for money in found.highest] == ["1", "2", None]
