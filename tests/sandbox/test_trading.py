"""Other people at work: believable, repeatable, and never at what the documents print."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tui_app.sandbox.kraken.documents import DOCUMENTED
from tui_app.sandbox.kraken.instants import unix_seconds
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.seeding import seeded_market
from tui_app.sandbox.kraken.traders import KrakenTraders
from tui_app.sandbox.mojito import seeding as mojito
from tui_app.sandbox.mojito.credentials import Caller
from tui_app.sandbox.mojito.documents import NFT_ID
from tui_app.sandbox.mojito.traders import MojitoTraders
from tui_app.sandbox.mojito.wallets import key
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.trading import Trading

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
OPTIONS = SandboxOptions(live=5)


class Noting:
    """Traders that only note when they were to act."""

    def __init__(self) -> None:
        self.acted: list[datetime] = []

    def act(self, at: datetime) -> None:
        """Note it."""
        self.acted.append(at)


def traded(steps: int, seed: int = 1) -> tuple[Market, Market]:
    """Kraken's market as it was and as it is after so many steps."""
    options = replace(OPTIONS, seed=seed)
    market = seeded_market(options, unix_seconds(START))
    before = market.snapshot()
    trading = Trading(KrakenTraders(market, seed), options.pace, START)
    trading.until(START + timedelta(seconds=5 * steps))
    return before, market


def test_each_step_happens_once_at_its_own_time() -> None:
    noting = Noting()
    trading = Trading(noting, timedelta(seconds=5), START)
    for seconds in (3, 4, 17, 17, 20):
        trading.until(START + timedelta(seconds=seconds))

    assert [(at - START).seconds for at in noting.acted] == [5, 10, 15, 20]


def test_after_a_long_silence_not_everything_is_caught_up_with() -> None:
    noting = Noting()
    Trading(noting, timedelta(seconds=5), START).until(START + timedelta(days=30))

    assert len(noting.acted) == 500


def test_nobody_acts_where_nobody_is_to() -> None:
    noting = Noting()
    Trading(noting, SandboxOptions().pace, START).until(START + timedelta(days=30))

    assert not noting.acted


def test_a_quiet_market_is_as_it_was_seeded() -> None:
    before, after = traded(0)

    assert after.offers == before.offers


def test_the_same_seed_trades_the_same() -> None:
    assert traded(60)[1].offers == traded(60)[1].offers
    assert traded(60)[1].offers != traded(60, seed=2)[1].offers


def test_others_bid_raise_withdraw_buy_and_let_run_out() -> None:
    before, after = traded(400)
    new = [offer for offer in after.offers.values() if offer.id not in before.offers]
    over = {
        (offer.side, offer.outcome) for offer in after.offers.values() if before.offers.get(offer.id) != offer
    }

    assert len(new) > 100
    assert {offer.side for offer in new} == {"received"}
    assert over >= {("received", "Cancelled"), ("received", "Expired"), ("placed", "Filled")}
    assert len(after.trades) > len(before.trades)


def test_bids_are_only_for_what_the_account_has_and_never_for_nothing() -> None:
    before, after = traded(200)
    new = [offer for offer in after.offers.values() if offer.id not in before.offers]

    assert all(after.nfts[offer.nft_id].owned for offer in new)
    assert all(offer.amount >= offer.asset.minimum for offer in new)
    assert all(round(offer.amount, offer.asset.places) == offer.amount for offer in new)


def test_what_the_documents_print_is_left_alone() -> None:
    before, after = traded(400)

    assert {each: after.offers[each] for each in DOCUMENTED} == {
        each: before.offers[each] for each in DOCUMENTED
    }


@pytest.fixture
def caller() -> Caller:
    """Who is signed in at Mojito."""
    return Caller.of(OPTIONS)


def test_at_mojito_others_bid_for_what_the_caller_has(caller: Caller) -> None:
    market = mojito.seeded_market(OPTIONS, START)
    before = dict(market.orders)
    Trading(MojitoTraders(market, caller, 1), timedelta(seconds=20), START).until(
        START + timedelta(seconds=20 * 200)
    )
    new = [order for order in market.orders.values() if order.id not in before]
    wallets = set(map(key, caller.wallets))

    assert len(new) > 50
    assert all(key(order.owner) in wallets for order in new)
    assert not any(key(order.buyer) in wallets for order in new)
    assert all(order.fixed_price > 0 for order in new)
    assert [each for each in market.orders.values() if each.status == "CANCELLED" and each in new]
    printed = [each for each in before.values() if each.nft_id == NFT_ID]
    assert [market.orders[each.id] for each in printed] == printed
