"""Orders are looked up, stay on the list as last seen, and tell nobody what is private."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from tests.desk.order_seat import ADDRESS, DEW_ACCOUNT, ROCKS_ACCOUNT, TYPED, desk_at, draft
from tests.desk.seat import Seat
from tests.dew_account import HASH
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects
from tui_app.desk.news import OrdersChanged
from tui_app.domain.errors import CredentialsError, MarketplaceError, UsageError
from tui_app.domain.filters import parse_filter
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import OfferStatus, Side
from tui_app.domain.order import OrderKey, OrderKind
from tui_app.domain.verdicts import Action, Allowed, Blocked
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.windows import View

pytestmark = pytest.mark.anyio


@pytest.fixture
async def seat(instance: SandboxInfo, tmp_path: Path) -> AsyncIterator[Seat]:
    """A desk with an account at each marketplace that has orders."""
    async with desk_at(instance, tmp_path) as sitting:
        yield sitting


@pytest.fixture
def faults(instance: SandboxInfo) -> Iterator[Faults]:
    """What may go wrong there, and nothing afterwards."""
    with httpx.Client(base_url=instance.base_url, trust_env=False) as client:
        yield (armed := Faults(client))
        armed.clear()


def rocks(ref: str) -> OrderKey:
    """An order at license.rocks."""
    return OrderKey(ROCKS_ACCOUNT, ref)


async def test_orders_that_were_looked_up_are_there_at_the_next_start(
    instance: SandboxInfo, tmp_path: Path
) -> None:
    async with desk_at(instance, tmp_path) as first:
        found = await first.desk.orders.look_up(ROCKS_ACCOUNT, ["2", "1", "99999"])
    assert [seen.order.key.ref for seen in found.orders] == ["2", "1"]

    async with desk_at(instance, tmp_path) as second:
        kept = second.desk.orders.kept()
        assert [(each.key.ref, each.gone) for each in kept] == [("2", False), ("1", False), ("99999", True)]
        assert kept[2].mark == "Order 99999 does not exist there. Check its number."
        assert kept[1].order == found.orders[1].order.public


async def test_what_is_private_stays_in_memory(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    full = seat.desk.orders.revealed(rocks("1"))
    (kept,) = seat.desk.orders.kept()
    assert full is not None
    assert kept.order is not None
    assert len(list(full.secrets())) > 5
    assert list(kept.order.secrets()) == []

    secrets = [each.reveal().raw for each in full.secrets()]
    written = b"".join(file.read_bytes() for file in seat.folder.glob("ledger*"))
    assert [text for text in secrets if len(text) > 6 and text.encode() in written] == []


async def test_what_is_typed_wrong_is_named_before_anything_is_sent(seat: Seat) -> None:
    for account, text, words in [
        (ROCKS_ACCOUNT, "1,2,a", "'a' is not a number."),
        (ROCKS_ACCOUNT, " ", "There is no order number."),
        (DEW_ACCOUNT, "0x12", "'0x12' is not an order hash"),
        (DEW_ACCOUNT, "", "There is no order hash."),
    ]:
        with pytest.raises(UsageError, match=words):
            seat.desk.orders.read(account, text)


async def test_every_account_says_what_it_can_do_about_orders(seat: Seat) -> None:
    orders = seat.desk.orders
    assert (orders.able(), orders.makers()) == ((DEW_ACCOUNT, ROCKS_ACCOUNT), (ROCKS_ACCOUNT,))
    assert orders.look_up_of(DEW_ACCOUNT).label
    assert "cannot be undone" in orders.form_of(ROCKS_ACCOUNT).effect
    with pytest.raises(UsageError, match="creates no orders") as refused:
        orders.form_of(DEW_ACCOUNT)
    assert refused.value.detail == f"Accounts for it: {ROCKS_ACCOUNT}."


async def test_the_trouble_of_one_account_is_its_own(seat: Seat, faults: Faults) -> None:
    orders = seat.desk.orders
    await orders.look_up(ROCKS_ACCOUNT, ["1"])
    await orders.look_up(DEW_ACCOUNT, [HASH])
    before = seat.desk.orders.find(rocks("1"))
    faults.arm("status", "license_rocks.get_orders", status=401, times="forever")

    troubles = await orders.refresh()

    assert isinstance(troubles.pop(ROCKS_ACCOUNT), CredentialsError)
    assert troubles == {}
    assert orders.reading(ROCKS_ACCOUNT).trouble is not None
    assert orders.reading(DEW_ACCOUNT).trouble is None
    assert orders.find(rocks("1")) == before

    faults.clear()
    assert await orders.refresh(ROCKS_ACCOUNT) == {}
    assert orders.reading(ROCKS_ACCOUNT).trouble is None


async def test_a_look_up_that_fails_leaves_the_list_as_it_was(seat: Seat, faults: Faults) -> None:
    faults.arm("status", "license_rocks.get_orders", status=403, times="forever")
    with pytest.raises((MarketplaceError, CredentialsError)):
        await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    assert seat.desk.orders.kept() == []
    assert not seat.desk.orders.reading(ROCKS_ACCOUNT).loading


async def test_everybody_hears_of_a_look_up_and_of_forgetting(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    assert OrdersChanged(ROCKS_ACCOUNT) in seat.news
    seat.news.clear()
    await seat.desk.orders.forget(rocks("1"))
    assert seat.news == [OrdersChanged(ROCKS_ACCOUNT)]
    assert (seat.desk.orders.kept(), seat.desk.orders.revealed(rocks("1"))) == ([], None)


async def test_an_account_that_is_removed_takes_its_orders_with_it(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    await seat.desk.orders.look_up(DEW_ACCOUNT, [HASH])
    await seat.desk.remove_account(ROCKS_ACCOUNT)
    assert [each.key.account for each in seat.desk.orders.kept()] == [DEW_ACCOUNT]
    assert seat.desk.orders.able() == (DEW_ACCOUNT,)


async def test_an_order_at_dew_has_a_timeline_and_one_elsewhere_has_none(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    await seat.desk.orders.look_up(DEW_ACCOUNT, [HASH])
    events = await seat.desk.orders.timeline(OrderKey(DEW_ACCOUNT, HASH))
    assert events == tuple(sorted(events, key=lambda each: each.at))
    assert events
    assert await seat.desk.orders.timeline(rocks("1")) == ()


async def test_what_was_seen_is_suggested_to_who_creates_an_order(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1", "2"])
    found = seat.desk.orders.suggestions(ROCKS_ACCOUNT)
    order = seat.desk.orders.kept()[0].order
    assert order is not None
    assert order.items[0].nft.nft_id in {each.ref for each in found.nfts}
    assert all(each.ref.isdigit() for each in (*found.nfts, *found.listings, *found.buyers))
    assert found.listings
    assert found.buyers


async def test_an_order_that_was_created_is_on_the_list(seat: Seat, instance: SandboxInfo) -> None:
    before = len(effects(instance))
    report = await seat.reported(draft(seat))
    assert report.state is ActionState.DONE, report.sentence
    (made,) = effects(instance)[before:]

    entry = seat.journal.latest()[0]
    assert report.sentence == f"Created an order of NFT 405. It is order {entry.made}."
    await seat.until(lambda: [each.order is not None for each in seat.desk.orders.kept()] == [True])
    (kept,) = seat.desk.orders.kept()
    assert (kept.key.ref, made["action"]) == (entry.made, "create order")
    assert kept.order is not None
    assert (kept.order.kind, kept.order.items[0].quantity) == (OrderKind.PURCHASE, Decimal(3))
    assert seat.states(entry) == ["planned", "checked", "sending", "done"]


async def test_of_a_billing_address_nothing_is_written_down(seat: Seat) -> None:
    report = await seat.reported(draft(seat, **ADDRESS))
    assert report.state is ActionState.DONE, report.sentence
    await seat.until(lambda: bool(seat.desk.orders.kept()))

    asked = seat.journal.latest()[0].instruction.order
    assert asked is not None
    assert (asked.billing, asked.with_address) == (None, True)
    written = b"".join(file.read_bytes() for file in seat.folder.glob("ledger*"))
    assert [word for word in ADDRESS.values() if word.encode() in written] == []


async def test_a_request_shows_neither_token_nor_address_before_it_is_sent(
    seat: Seat, instance: SandboxInfo
) -> None:
    before = len(effects(instance))
    shown = await seat.desk.preview(draft(seat, **ADDRESS))
    assert '"nftId":405' in shown.replace(" ", "")
    assert [word for word in ADDRESS.values() if word in shown] == []
    assert instance.said[ROCKS_ACCOUNT]["token"] not in shown
    assert len(effects(instance)) == before


async def test_a_second_order_of_the_same_is_called_odd(seat: Seat) -> None:
    asked = draft(seat)
    assert seat.desk.orders.doubts(asked) == ()
    await seat.reported(asked)
    entry = seat.journal.latest()[0]
    doubts = seat.desk.orders.doubts(asked)
    assert doubts[0].startswith("You created an order of NFT 405 for buyer 24 on ")
    assert doubts[0].endswith(f"already: order {entry.made}.")


async def test_what_is_known_of_a_listing_warns(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    order = seat.desk.orders.kept()[0].order
    assert order is not None
    listing = order.items[0].listing
    assert listing is not None
    asked = draft(seat, nft_id="777", listing_id=listing.listing_id, quantity="999999")
    doubts = seat.desk.orders.doubts(asked)
    assert any("not of NFT 777" in each for each in doubts)


async def test_wrong_fields_of_a_form_are_one_sentence_each(seat: Seat, instance: SandboxInfo) -> None:
    before = len(effects(instance))
    for field, text, words in [
        ("quantity", "0", "The quantity is a whole number from 1 on, not '0'."),
        ("quantity", "-1", "not '-1'"),
        ("quantity", "1.5", "not '1.5'"),
        ("nft_id", "", "The NFT id is missing."),
        ("street", "Szeroka", "A billing address needs all four fields"),
    ]:
        with pytest.raises(UsageError, match=words):
            seat.desk.orders.draft(ROCKS_ACCOUNT, {**TYPED, field: text})
    assert len(effects(instance)) == before


async def test_an_order_of_ones_own_at_dew_is_cancelled_by_wallet_and_looked_up_again(
    seat: Seat, instance: SandboxInfo
) -> None:
    await seat.desk.refresh(DEW_ACCOUNT)
    mine = View(side=Side.PLACED, wanted=parse_filter("status:open"))
    key = seat.desk.windows.rows(seat.desk.windows.row_ids(mine, datetime.now(UTC), limit=1))[0].key
    listed = OrderKey(DEW_ACCOUNT, key.offer_id)
    await seat.desk.orders.look_up(DEW_ACCOUNT, [listed.ref])
    offer = seat.desk.orders.as_offer(listed)
    assert offer is not None
    assert isinstance(seat.desk.verdict(Action.CANCEL, offer), Allowed)

    asked = Instruction(account=DEW_ACCOUNT, marketplace="dew", action=Action.CANCEL, offer=offer)
    report = await seat.reported(asked)
    assert report.state is ActionState.AWAITING_WALLET, report.sentence
    await seat.desk.hand_offs.sign(report.action_id or "")

    assert effects(instance)[-1]["target"] == listed.ref

    def cancelled() -> bool:
        kept = seat.desk.orders.find(listed)
        return kept is not None and kept.order is not None and kept.order.status is OfferStatus.CANCELLED

    await seat.until(cancelled)
    again = seat.desk.orders.as_offer(listed)
    assert again is not None
    assert isinstance(seat.desk.verdict(Action.CANCEL, again), Blocked)


async def test_nothing_can_be_done_to_an_order_where_they_cannot_be_cancelled(seat: Seat) -> None:
    await seat.desk.orders.look_up(ROCKS_ACCOUNT, ["1"])
    assert seat.desk.orders.as_offer(rocks("1")) is None


async def test_what_can_be_done_to_an_order_is_known_once_it_was_looked_up(seat: Seat) -> None:
    key = OrderKey(DEW_ACCOUNT, HASH)
    assert seat.desk.orders.as_offer(key) is None
    await seat.desk.orders.look_up(DEW_ACCOUNT, [HASH])
    assert seat.desk.orders.as_offer(key) is not None
