"""Orders that were looked up are on the list as last seen, without anything of a person's own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import dew_account, rocks_account
from tests.offers import NOW
from tests.rest_account import NAME
from tui_app.domain.instruction import creating
from tui_app.domain.order import Order, OrderKey, OrderMark, SeenOrder
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.order_records import order_from, order_text
from tui_app.ledger.orders import OrderShelf
from tui_app.ledger.store import Ledger

ACCOUNT = NAME
PAGES = [
    *(pytest.param(rocks_account.an_order(value), id=f"license.rocks {value['id']}") for value in
      (*rocks_account.PAGE, *rocks_account.CREATED)),
    pytest.param(dew_account.order(), id="dew"),
]  # fmt: skip


@pytest.fixture
def orders(ledger: Ledger) -> OrderShelf:
    """The list, empty."""
    return OrderShelf(ledger)


def numbered(number: int) -> SeenOrder:
    """The page's first order under another number."""
    return SeenOrder(order=rocks_account.an_order(id=number), raw=f'{{"id":{number}}}')


def refs(orders: OrderShelf) -> list[str]:
    """What stands on the list, in its order."""
    return [each.key.ref for each in orders.all()]


@pytest.mark.parametrize("order", PAGES)
def test_an_order_reads_back_equal_but_for_what_is_private(order: Order) -> None:
    assert order_from(order_text(order)) == order.public


def test_the_list_keeps_the_order_in_which_they_were_looked_up(orders: OrderShelf) -> None:
    orders.keep(ACCOUNT, [numbered(7)], NOW)
    orders.mark(ACCOUNT, [OrderMark("9", "Order 9 does not exist there.", gone=True)], NOW)
    orders.keep(ACCOUNT, [numbered(2), numbered(7)], NOW + timedelta(minutes=1))
    assert refs(orders) == ["7", "9", "2"]


def test_what_was_seen_stays_beside_the_reason_why_it_cannot_be_had_now(orders: OrderShelf) -> None:
    orders.keep(ACCOUNT, [numbered(7)], NOW)
    orders.mark(ACCOUNT, [OrderMark("7", "Order 7 cannot be read.")], NOW + timedelta(minutes=1))
    (kept,) = orders.all()
    assert (kept.mark, kept.gone, kept.seen_at) == ("Order 7 cannot be read.", False, NOW)
    assert kept.order is not None

    orders.keep(ACCOUNT, [numbered(7)], NOW + timedelta(minutes=2))
    assert orders.all()[0].mark == ""


def test_an_order_that_never_came_is_on_the_list_with_its_reason(orders: OrderShelf) -> None:
    orders.mark(ACCOUNT, [OrderMark("9", "Order 9 does not exist there.", gone=True)], NOW)
    (kept,) = orders.all()
    assert (kept.order, kept.seen_at, kept.gone, kept.since) == (None, None, True, NOW)


def test_forgetting_takes_one_off_the_list_and_says_whether_it_was_there(orders: OrderShelf) -> None:
    orders.keep(ACCOUNT, [numbered(7), numbered(2)], NOW)
    assert orders.forget(OrderKey(ACCOUNT, "7"))
    assert not orders.forget(OrderKey(ACCOUNT, "7"))
    assert refs(orders) == ["2"]


def test_an_account_that_is_removed_takes_its_own_list_with_it(orders: OrderShelf) -> None:
    orders.keep(ACCOUNT, [numbered(7)], NOW)
    orders.keep("other", [numbered(7)], NOW)
    orders.forget_account(ACCOUNT)
    assert [each.key.account for each in orders.all()] == ["other"]
    assert orders.all("other")[0].order == numbered(7).order.public


def test_nothing_private_reaches_the_file(orders: OrderShelf, ledger: Ledger, path: Path) -> None:
    seen = [SeenOrder(order=rocks_account.an_order(value), raw="{}") for value in rocks_account.PAGE]
    secrets = {each.reveal().raw for found in seen for each in found.order.secrets()}
    orders.keep(ACCOUNT, seen, NOW)
    ledger.close()

    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    telling = [secret for secret in secrets if len(secret) > 6]
    assert {"Geheimbotschaft", "::ffff:127.0.0.1"} < set(telling)
    assert [secret for secret in telling if secret.encode() in written] == []


class TestHighest:
    """The highest number known from before a moment."""

    def test_it_is_a_number_not_a_text(self, orders: OrderShelf) -> None:
        orders.keep(ACCOUNT, [numbered(9), numbered(10)], NOW)
        assert orders.highest(ACCOUNT, NOW) == 10

    def test_what_came_later_or_never_or_elsewhere_does_not_count(self, orders: OrderShelf) -> None:
        later = NOW + timedelta(minutes=1)
        orders.keep(ACCOUNT, [numbered(9)], NOW)
        orders.keep("other", [numbered(50)], NOW)
        orders.mark(ACCOUNT, [OrderMark("30", "Order 30 does not exist there.", gone=True)], NOW)
        orders.keep(ACCOUNT, [numbered(30), numbered(40)], later)
        assert orders.highest(ACCOUNT, NOW) == 9
        assert orders.highest(ACCOUNT, later) == 40

    def test_a_hash_is_no_number(self, orders: OrderShelf) -> None:
        orders.keep(ACCOUNT, [SeenOrder(order=dew_account.order(), raw="{}")], NOW)
        assert orders.highest(ACCOUNT, NOW) is None

    def test_an_order_made_from_here_counts_also_off_the_list(
        self, orders: OrderShelf, ledger: Ledger
    ) -> None:
        journal = Journal(ledger, lambda: NOW)
        action_id = journal.plan(creating(rocks_account.new_order()))
        journal.advance(action_id, ActionState.CHECKED)
        journal.advance(action_id, ActionState.SENDING, body_sha256="0" * 64)
        journal.advance(action_id, ActionState.DONE, made="44")
        assert orders.highest(ACCOUNT, NOW) == 44
        assert orders.highest(ACCOUNT, NOW - timedelta(seconds=1)) is None
