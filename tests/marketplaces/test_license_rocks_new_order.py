"""Creating an order at license.rocks: one request, an answer that is definite or not, what can be found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.loopback import Act, Seen, answer, raw, reset
from tests.rest_account import Seals, changed, signed_in
from tests.rocks_account import ADDRESS, CREATED, PAGE, TOKEN, made, new_order, refused, rocks
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OutcomeUnknown,
    RateLimited,
    Unreachable,
)
from tui_app.domain.secrets import MASK
from tui_app.gateway.contract import Outcome, SealedRequest
from tui_app.gateway.orders import LostOrder
from tui_app.marketplaces.license_rocks.client import LicenseRocksConnection, connect

pytestmark = pytest.mark.anyio

SENT = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


async def test_one_order_is_asked_for_as_the_page_has_it() -> None:
    seals = Seals()
    async with rocks(answer(made())) as (server, account):
        receipt = await account.create_order(new_order(**ADDRESS), seals)

    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/api/externalOrders")
    assert seen.headers["authorization"] == TOKEN
    asked = {"nftId": 405, "listingId": 2, "quantity": 3, "buyerUserId": 24, "buyerBillingData": ADDRESS}
    assert json.loads(seen.body) == [asked]
    assert [seal.body_sha256 for seal in seals] == [hashlib.sha256(seen.body).hexdigest()]
    assert (receipt.made, receipt.differences) == ("44", ())


async def test_without_an_address_none_is_sent() -> None:
    async with rocks(answer(made())) as (server, account):
        await account.create_order(new_order(), Seals())

    assert "buyerBillingData" not in json.loads(server.seen[0].body)[0]


async def test_what_would_be_sent_is_shown_without_token_and_address() -> None:
    async with rocks(answer(made())) as (server, account):
        shown = account.preview_order(new_order(**ADDRESS))

    assert server.seen == []
    assert TOKEN not in shown
    assert "canary" not in shown
    assert f"authorization: {MASK}" in shown
    assert '"nftId":405' in shown
    assert f'"street":"{MASK}"' in shown


async def test_nothing_leaves_where_the_seal_refuses() -> None:
    def refuse(_request: SealedRequest) -> None:
        raise ActionRefused("not now")

    async with rocks(answer(made())) as (server, account):
        with pytest.raises(ActionRefused, match="not now"):
            await account.create_order(new_order(), refuse)

    assert server.seen == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"orderItems__0__quantity": 1}, "quantity: 3 → 1"),
        ({"buyerId": 5}, "buyer: 24 → 5"),
        ({"orderItems__0__nft__id": 406}, "NFT: 405 → 406"),
        ({"orderItems__0__listing__id": 4}, "listing: 2 → 4"),
        ({"orderItems__0__quantity": None}, "quantity: 3 → not said"),
        ({"orderItems__0__quantity": "number"}, "quantity: 3 → not said"),
        ({"buyerId": None}, "buyer: 24 → not said"),
    ],
)
async def test_an_answer_that_says_another_thing_is_held_against_what_was_asked(
    changes: dict[str, Any], told: str
) -> None:
    async with rocks(answer(made(**changes))) as (_, account):
        receipt = await account.create_order(new_order(), Seals())

    assert receipt.made == "44"
    assert [str(change) for change in receipt.differences] == [told]


async def test_the_printed_answer_differs_from_the_printed_request() -> None:
    asked = new_order(buyer_id="50000")
    async with rocks(answer({"orders": [CREATED[0]], "error": None})) as (_, account):
        receipt = await account.create_order(asked, Seals())

    assert [str(each) for each in receipt.differences] == ["quantity: 3 → 1", "buyer: 50000 → 5"]


async def test_two_items_where_one_was_asked_for_is_a_difference() -> None:
    item = CREATED[0]["orderItems"][0]
    async with rocks(answer(made(orderItems=[{**item, "quantity": 3}] * 2))) as (_, account):
        receipt = await account.create_order(new_order(), Seals())

    assert [str(each) for each in receipt.differences] == ["items: 1 → 2"]


async def test_an_order_whose_status_is_null_was_created() -> None:
    async with rocks(answer(made())) as (_, account):
        receipt = await account.create_order(new_order(), Seals())

    assert receipt.order is not None
    assert receipt.order.order.standing == "created (status not reported)"


NO: list[tuple[Act, type[OfferdeskError]]] = [
    (answer(refused("Property 'quantity' is missing."), 400), ActionRefused),
    (answer(refused("User with ID 9 does not exist.")), ActionRefused),
    (answer(refused("Unauthorized"), 401), CredentialsRejected),
    (answer(b"", 401), CredentialsRejected),
    (answer(b"", 429), RateLimited),
]


@pytest.mark.parametrize(("act", "kind"), NO)
async def test_a_definite_no_is_one(act: Act, kind: type[OfferdeskError]) -> None:
    async with rocks(act) as (server, account):
        with pytest.raises(kind):
            await account.create_order(new_order(), Seals())

    assert len(server.seen) == 1


UNKNOWN: list[Act] = [
    answer(b""),
    answer(b"<html>"),
    answer([]),
    answer({}),
    answer({"orders": [], "error": None}),
    answer({"orders": [{}], "error": None}),
    answer({"orders": [{"id": "x"}], "error": None}),
    answer({"orders": CREATED, "error": None}),
    answer({"orders": [CREATED[0]], "error": "but"}),
    answer({"orders": None, "error": {"not": "text"}}, 400),
    answer(refused("Internal error"), 500),
    answer(refused("Timeout"), 408),
    answer(b"", 400),
    answer(b"", 403),
    answer(b"", 404),
    answer(b"", 302),
    answer(b"", 503, {"Retry-After": "5"}),
    reset(),
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"),
]


@pytest.mark.parametrize("act", UNKNOWN)
async def test_whatever_else_comes_back_is_unknown_and_is_not_sent_again(act: Act) -> None:
    async with rocks(act) as (server, account):
        with pytest.raises(OutcomeUnknown):
            await account.create_order(new_order(), Seals())

    assert len(server.seen) == 1


async def test_an_order_whose_number_alone_can_be_read_was_created() -> None:
    async with rocks(answer({"orders": [{"id": 44}], "error": None})) as (_, account):
        receipt = await account.create_order(new_order(), Seals())

    assert receipt.made == "44"
    assert len(receipt.differences) == 5


async def test_where_nobody_answers_nothing_was_sent() -> None:
    async with rocks(answer(made())) as (server, account):
        server.stop_listening()
        with pytest.raises(Unreachable, match="Nothing was sent"):
            await account.create_order(new_order(), Seals())


def lost(after: int | None = 43, **changes: Any) -> LostOrder:
    """A new order that left and was not answered."""
    return LostOrder(**{"order": new_order(), "sent_at": SENT, "after": after, **changes})


def like_it(number: int, *, seconds: float = 1, **changes: object) -> dict[str, Any]:
    """An order of an instance that is what was asked for, made so long after it left."""
    when = (SENT + timedelta(seconds=seconds)).isoformat()
    (found,) = made(number, createdAt=when, **changes)["orders"]
    return dict(found)


def standing(*orders: dict[str, Any]) -> Any:
    """A server that has exactly these orders."""
    by_number = {order["id"]: order for order in orders}

    def by(seen: Seen) -> Act:
        numbers = [int(each) for each in seen.target.rpartition("/")[2].split(",")]
        for number in numbers:
            if number not in by_number:
                return answer(refused(f"Order with ID {number} does not exist."), 400)
        return answer({"orders": [by_number[number] for number in numbers], "error": None})

    return by


async def test_the_order_that_came_next_is_found() -> None:
    async with rocks(by=standing(like_it(44))) as (_, account):
        finding = await account.trace_order(lost())

    assert (finding.outcome, finding.made) == (Outcome.HAPPENED, "44")


async def test_it_is_found_behind_others_and_behind_gaps() -> None:
    others = [changed(PAGE[0], id=number) for number in (44, 45, 47, 49, 51)]
    async with rocks(by=standing(*others, like_it(53))) as (_, account):
        finding = await account.trace_order(lost())

    assert (finding.outcome, finding.made) == (Outcome.HAPPENED, "53")


CANNOT_TELL: list[tuple[list[dict[str, Any]], dict[str, Any], str]] = [
    ([], {}, "does not show that there is none"),
    ([like_it(44)], {"after": None}, "no number from before"),
    ([like_it(44), like_it(45)], {}, "Orders 44 and 45 are both like it"),
    ([like_it(44, seconds=-31)], {}, "No such order follows number 43"),
    ([like_it(44, seconds=61)], {}, "No such order follows number 43"),
    ([like_it(44, orderItems__0__quantity=1)], {}, "not in its quantity or buyer"),
    ([like_it(44, buyerId=5)], {}, "not in its quantity or buyer"),
    ([like_it(44)], {"spoken_for": frozenset({"44"})}, "No such order follows number 43"),
    ([like_it(44)], {"rivals": (SENT,)}, "made by an earlier order of yours"),
]


@pytest.mark.parametrize(("orders", "changes", "because"), CANNOT_TELL)
async def test_what_reading_does_not_show_is_left_to_a_person(
    orders: list[dict[str, Any]], changes: dict[str, Any], because: str
) -> None:
    async with rocks(by=standing(*orders)) as (_, account):
        finding = await account.trace_order(lost(**changes))

    assert (finding.outcome, finding.made) == (Outcome.CANNOT_TELL, None)
    assert because in finding.because
    assert finding.because.endswith("Look at the orders of your instance of license.rocks.")


async def test_looking_comes_to_an_end_however_many_orders_follow() -> None:
    orders = [changed(PAGE[0], id=number) for number in range(44, 400)]
    async with rocks(by=standing(*orders)) as (server, account):
        await account.trace_order(lost())

    assert len(server.seen) == 10


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own."""
    with running_sandbox("--offers", "5") as running:
        yield running


@pytest.fixture
async def account(sandbox: SandboxInfo) -> AsyncIterator[LicenseRocksConnection]:
    """An account at the sandbox."""
    said = sandbox.said["license_rocks"]
    async with signed_in(connect, said, said) as connection:
        yield connection


def creations(sandbox: SandboxInfo) -> int:
    """How many orders were really created so far."""
    return sum(effect["action"] == "create order" for effect in effects(sandbox))


async def test_an_order_created_at_the_sandbox_can_be_looked_up(
    sandbox: SandboxInfo, account: LicenseRocksConnection
) -> None:
    before = creations(sandbox)
    receipt = await account.create_order(new_order(**ADDRESS), Seals())
    found = await account.orders([receipt.made])

    assert receipt.differences == ()
    assert creations(sandbox) == before + 1
    assert receipt.order is not None
    assert found.orders[0].order.price == receipt.order.order.price


async def test_a_sandbox_that_contradicts_the_request_as_the_page_does_is_found_out() -> None:
    with running_sandbox("--offers", "5", "--license-rocks-answers", "printed") as contradicting:
        said = contradicting.said["license_rocks"]
        async with signed_in(connect, said, said) as account:
            receipt = await account.create_order(new_order(), Seals())

    assert [str(each) for each in receipt.differences] == ["quantity: 3 → 1", "buyer: 24 → 5"]


@pytest.mark.parametrize(
    ("status", "standing"), [("silent", "created (status not reported)"), ("telling", "paid")]
)
async def test_what_the_sandbox_says_or_not_of_an_orders_status_is_told(status: str, standing: str) -> None:
    with running_sandbox("--offers", "5", "--license-rocks-status", status) as telling:
        said = telling.said["license_rocks"]
        async with signed_in(connect, said, said) as account:
            receipt = await account.create_order(new_order(), Seals())
            read_again = await account.orders([receipt.made])

    assert receipt.order is not None
    assert receipt.order.order.standing == read_again.orders[0].order.standing == standing


async def test_what_the_sandbox_refuses_changes_nothing(
    sandbox: SandboxInfo, account: LicenseRocksConnection
) -> None:
    before = creations(sandbox)
    with pytest.raises(ActionRefused) as caught:
        await account.create_order(new_order(buyer_id="77"), Seals())

    assert "User with ID 77 has no billing address." in caught.value.detail
    assert creations(sandbox) == before


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("reset", {"act": True}),
    ("status", {"status": 500, "act": True}),
    ("empty_body", {"act": True}),
    ("cut_body", {"act": True}),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS)
async def test_a_lost_answer_is_unknown_and_the_order_is_found_by_its_number(
    sandbox: SandboxInfo, account: LicenseRocksConnection, fault: str, told: dict[str, Any]
) -> None:
    before = creations(sandbox)
    newest = await account.create_order(new_order(quantity="1"), Seals())
    sent_at = await account.server_time()
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        faults = Faults(client)
        faults.arm(fault, "license_rocks.create_orders", **told)
        with pytest.raises(OutcomeUnknown):
            await account.create_order(new_order(), Seals())
        faults.clear()
    finding = await account.trace_order(lost(int(newest.made), sent_at=sent_at))

    assert creations(sandbox) == before + 2
    assert (finding.outcome, finding.made) == (Outcome.HAPPENED, str(int(newest.made) + 1))
