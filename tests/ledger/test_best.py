"""What each offer is held against: the best other one for the same NFT in the same money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.offers import DOLLAR, ETHER, NOW, an_offer
from tui_app.domain.money import Money
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, SeenOffer, Side
from tui_app.ledger.best import ComparedRows
from tui_app.ledger.offer_indexes import OF_AN_NFT
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import View, Windows

HOUR = timedelta(hours=1)
_OFFERS = st.builds(
    an_offer,
    account=st.sampled_from(["main", "other"]),
    offer_id=st.sampled_from("ABCDEFGH"),
    nft_id=st.sampled_from(["N1", "N1", "N2", "c1", ""]),
    collection_id=st.sampled_from(["C1", "C2"]),
    currency=st.sampled_from([ETHER, ETHER, DOLLAR]),
    amount=st.sampled_from(["0", "1", "1.00", "0.999999999999999999", "10", "9", f"{2**256}"]),
    status=st.sampled_from([OfferStatus.OPEN, OfferStatus.OPEN, OfferStatus.CLOSED]),
    side=st.sampled_from(Side),
    expires=st.sampled_from([None, NOW, NOW - HOUR, NOW + HOUR]),
    asks=st.sampled_from([False, False, False, True]),
)


def keep(ledger: Ledger, *offers: Offer) -> None:
    """Keep offers as one refresh would."""
    OfferShelf(ledger).keep([SeenOffer(offer=offer, raw="{}") for offer in offers], 1, NOW)


def best(ledger: Ledger) -> dict[OfferKey, Money]:
    """The price that each offer is held against."""
    windows = Windows(ledger)
    row_ids = [row for side in Side for row in windows.row_ids(View(side=side), NOW)]
    rows = ComparedRows(windows, lambda: NOW).rows(row_ids)
    return {row.key: row.best.price for row in rows if row.best is not None}


def best_open(ledger: Ledger, *, other_than: str) -> str | None:
    """The amount that the price guard holds an offer against, as the marketplace wrote it."""
    key = OfferKey("main", other_than)
    money = Windows(ledger).best_open(an_offer().nft.nft_id, ETHER, NOW, other_than=key)
    return money.source if money else None


def naively(offers: Sequence[Offer]) -> dict[OfferKey, Money]:
    """The same, by looking at every pair."""
    found: dict[OfferKey, Money] = {}
    for mine in filter(_names_an_nft, filter(_stands, offers)):
        others = [
            other.price
            for other in filter(_stands, offers)
            if other.key.offer_id != mine.key.offer_id
            and (other.nft.nft_id, other.price.currency) == (mine.nft.nft_id, mine.price.currency)
        ]
        if others:
            found[mine.key] = max(others, key=lambda price: price.amount)
    return found


def _stands(offer: Offer) -> bool:
    alive = offer.expires is None or offer.expires > NOW
    return alive and offer.status is OfferStatus.OPEN and not offer.asks and offer.nft.nft_id != ""


def _names_an_nft(offer: Offer) -> bool:
    return offer.nft.nft_id.upper() != offer.nft.collection_id


@settings(max_examples=60, deadline=None)
@given(st.lists(_OFFERS, max_size=14, unique_by=lambda offer: offer.key))
def test_it_is_what_looking_at_every_pair_finds(offers: list[Offer]) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger.sqlite3")
        try:
            keep(ledger, *offers)
            assert {key: price.amount for key, price in best(ledger).items()} == {
                key: price.amount for key, price in naively(offers).items()
            }
        finally:
            ledger.close()


def test_offers_of_which_only_the_collection_is_told_are_not_held_against_each_other(ledger: Ledger) -> None:
    told = {"nft_id": "0xa131", "collection_id": "0xA131"}
    keep(ledger, an_offer(offer_id="one", amount="1", **told), an_offer(offer_id="two", amount="9", **told))

    assert best(ledger) == {}


def test_an_offer_that_comes_to_stand_is_held_against_at_once(ledger: Ledger) -> None:
    mine = an_offer(offer_id="mine", amount="1")
    keep(ledger, mine, an_offer(offer_id="theirs", amount="3", status=OfferStatus.CLOSED))
    assert best(ledger) == {}

    keep(ledger, an_offer(offer_id="theirs", amount="2.5"))
    assert best(ledger)[mine.key].source == "2.5"


def test_what_a_seller_asks_is_no_offer_to_be_held_against(ledger: Ledger) -> None:
    keep(ledger, an_offer(offer_id="bid", amount="1"), an_offer(offer_id="ask", amount="9", asks=True))

    assert best(ledger) == {}
    assert best_open(ledger, other_than="bid") is None


def test_an_amount_is_guarded_by_bids_that_can_still_be_taken(ledger: Ledger) -> None:
    keep(
        ledger,
        an_offer(offer_id="swept late", amount="90", expires=NOW - timedelta(seconds=1)),
        an_offer(offer_id="stands", amount="3", expires=NOW + timedelta(seconds=1)),
        an_offer(offer_id="mine", amount="1"),
    )

    assert best_open(ledger, other_than="mine") == "3"


def test_an_id_that_is_no_whole_text_is_guarded_as_it_is_kept(ledger: Ledger) -> None:
    nft_id, currency = "N\ud800İ", replace(ETHER, code="E\udfff")
    mine = an_offer(offer_id="mine", nft_id=nft_id, currency=currency, amount="1")
    keep(ledger, mine, an_offer(offer_id="theirs", nft_id=nft_id, currency=currency, amount="2"))

    found = Windows(ledger).best_open(nft_id, currency, NOW, other_than=mine.key)
    assert found is not None
    assert (found.source, found.currency) == ("2", currency)


def test_many_that_are_over_do_not_hide_one_that_stands(ledger: Ledger) -> None:
    over = (an_offer(offer_id=f"over {place}", amount="50", expires=NOW - HOUR) for place in range(90))
    keep(ledger, *over, an_offer(offer_id="mine", amount="1"), an_offer(offer_id="theirs", amount="2"))

    assert best(ledger)[OfferKey("main", "mine")].source == "2"


def test_without_its_index_nothing_is_held_against_anything(ledger: Ledger) -> None:
    keep(ledger, an_offer(offer_id="mine"), an_offer(offer_id="theirs"))
    assert len(best(ledger)) == 2

    ledger.connection.execute(f"DROP INDEX {OF_AN_NFT}")
    assert best(ledger) == {}
