"""A money action from the yes to the settled row: one request, one effect, and everything told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.desk.proxy import Hold, Proxy, errors
from tests.desk.seat import ACCOUNT, Market, Seat, accept, cancel, counter, no, place
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.domain.verdicts import Action, Allowed, Blocked
from tui_app.ledger.action_states import ActionState

pytestmark = pytest.mark.anyio

DONE = ["planned", "checked", "sending", "done"]
ACTIONS = [
    pytest.param(accept, Side.RECEIVED, id="accept"),
    pytest.param(counter, Side.RECEIVED, id="counter"),
    pytest.param(cancel, Side.PLACED, id="cancel"),
    pytest.param(place, Side.PLACED, id="place"),
]
Draft = Callable[[Offer], Instruction]


def target_of(instruction: Instruction) -> str:
    """What the sandbox calls the target: the offer, or for a new one the NFT."""
    return instruction.offer.key.offer_id if instruction.offer else instruction.subject.nft_id


@pytest.mark.parametrize(("draft", "side"), ACTIONS)
async def test_an_action_has_exactly_one_effect_and_a_row_that_says_so(
    draft: Draft, side: Side, market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer(side)
    seat.know(seen)
    instruction = draft(seen.offer)

    report = await seat.reported(instruction)

    assert report.state is ActionState.DONE
    assert market.effects(target_of(instruction)) == [instruction.action.value]
    entry = seat.journal.entry(report.action_id or "")
    assert seat.states(entry) == DONE
    assert entry.words == report.sentence
    assert instruction.subject.name.shown in report.sentence
    assert seat.journal.unsettled() == []
    assert seat.desk.pending_on(seen.offer) is None


@pytest.mark.parametrize(
    ("draft", "side", "status"),
    [(accept, Side.RECEIVED, OfferStatus.ACCEPTED), (cancel, Side.PLACED, OfferStatus.CANCELLED)],
)
async def test_what_an_answer_made_of_the_offer_is_shown_at_once(
    draft: Draft, side: Side, status: OfferStatus, market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer(side)
    seat.know(seen)
    statuses: list[OfferStatus] = []
    seat.desk.notices.listen(lambda _news: statuses.append(seat.shown(seen.offer)))

    await seat.reported(draft(seen.offer))

    assert list(dict.fromkeys(statuses)) == [OfferStatus.IN_FLIGHT, status]


async def test_a_countered_offer_stays_open_and_may_be_accepted(market: Market, seat: Seat) -> None:
    seen = market.offer()
    seat.know(seen)

    await seat.reported(counter(seen.offer))

    assert seat.shown(seen.offer) is OfferStatus.OPEN
    assert isinstance(seat.desk.verdict(Action.ACCEPT, seen.offer), Allowed)


async def test_the_offer_is_read_again_after_the_answer(market: Market, seat: Seat) -> None:
    seen = market.offer()
    seat.know(seen)

    await seat.reported(accept(seen.offer))

    def told() -> str:
        kept = seat.desk.shelf.find(seen.offer.key)
        return kept.offer.status_said.raw if kept else ""

    await seat.until(lambda: told() == "closed")


async def test_nothing_else_is_sent_with_the_key_before_the_answer_is_in(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    """A nonce that is drawn later must not arrive earlier."""
    proxy.next("NftAcceptOffer", held := Hold(acting=True))
    acting = asyncio.create_task(seat.reported(accept(market.offer().offer)))
    await held.reached.wait()
    times, lists = proxy.served["Time"], proxy.asked["NftUserOffers"]
    reading = asyncio.create_task(seat.desk.refresh(ACCOUNT))
    await seat.until(lambda: proxy.served["Time"] > times)
    await asyncio.sleep(0.3)  # the list would be asked for by now
    assert proxy.asked["NftUserOffers"] == lists

    held.let_go.set()
    assert (await acting).state is ActionState.DONE
    await reading
    assert proxy.asked["NftUserOffers"] > lists


async def test_the_answer_is_told_before_the_offer_is_read_again(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer()
    seat.know(seen)
    held: list[int] = []

    def heard(_news: object) -> None:
        if seat.shown(seen.offer) is OfferStatus.ACCEPTED:
            held.append(proxy.asked["NftUserOffers"])

    seat.desk.notices.listen(heard)
    await seat.reported(accept(seen.offer))

    assert held[0] == 1  # only the look before sending


async def test_the_journal_holds_the_terms_the_body_and_the_moment(market: Market, seat: Seat) -> None:
    instruction = counter(market.offer().offer, "77.125")

    report = await seat.reported(instruction)

    row = seat.ledger.connection.execute(
        "SELECT amount, currency, body_sha256, sent_at, settled_at FROM actions WHERE action_id = ?",
        (report.action_id,),
    ).fetchone()
    assert (row["amount"], row["currency"]) == ("77.125", "USDC")
    assert len(row["body_sha256"]) == 64
    assert row["sent_at"] <= row["settled_at"]
    asked_for = seat.journal.entry(report.action_id or "").instruction
    assert asked_for == replace(instruction, typed=instruction.amount)


async def test_the_id_of_what_was_made_is_kept_and_told(market: Market, seat: Seat) -> None:
    report = await seat.reported(place(market.offer(Side.PLACED).offer))

    made = seat.journal.entry(report.action_id or "").made
    assert made
    assert made in report.sentence


@pytest.mark.parametrize(("draft", "side"), ACTIONS)
async def test_a_definite_no_is_refused_in_the_marketplaces_words(
    draft: Draft, side: Side, market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer(side)
    seat.know(seen)
    instruction = draft(seen.offer)
    for method in ("NftAcceptOffer", "NftCounterOffer", "NftCancelOffer", "NftPlaceOffer"):
        proxy.always[method] = errors("EGeneral:Invalid arguments:price below min")

    report = await seat.reported(instruction)

    assert report.state is ActionState.REFUSED
    assert "higher price" in report.sentence
    assert "price below min" in report.sentence
    assert seat.states(report.action_id or "") == ["planned", "checked", "sending", "refused"]
    assert market.effects(target_of(instruction)) == []
    assert seat.shown(seen.offer) is OfferStatus.OPEN


async def test_after_a_refusal_the_offer_may_be_answered_again(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer()
    proxy.next("NftAcceptOffer", errors("EGeneral:Invalid arguments"))

    first = await seat.reported(accept(seen.offer))
    second = await seat.reported(accept(seen.offer))

    assert first.state is ActionState.REFUSED
    assert second.state is ActionState.DONE
    assert market.effects(seen.offer.key.offer_id) == ["accept"]


async def test_who_says_no_changes_nothing(market: Market, seat: Seat, proxy: Proxy) -> None:
    seen = market.offer()

    assert await seat.act(accept(seen.offer), no) is None

    assert seat.journal.latest() == []
    assert not proxy.asked
    assert seat.desk.take(accept(seen.offer)) is not None


async def test_an_offer_with_an_action_under_way_takes_no_other(
    market: Market, seat: Seat, proxy: Proxy
) -> None:
    seen = market.offer()
    seat.know(seen)
    verdicts = []
    seat.desk.notices.listen(lambda _: verdicts.append(seat.desk.verdict(Action.COUNTER, seen.offer)))

    await seat.reported(accept(seen.offer))

    assert verdicts[0] == Blocked("an earlier accept is not settled yet")
