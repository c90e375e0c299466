"""Looking orders up at license.rocks over real HTTP: what is wrong is named, and costs no other order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.loopback import Act, Seen, answer, raw
from tests.rest_account import changed, printed, signed_in
from tests.rocks_account import PAGE, TOKEN, refused, rocks
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.domain.errors import (
    CredentialsMissing,
    CredentialsRejected,
    OfferdeskError,
    Unreachable,
    UnreadableReply,
    UsageError,
)
from tui_app.gateway.contract import OfferQuery
from tui_app.gateway.orders import OrderMaker, OrderReader, OrdersFound
from tui_app.marketplaces.license_rocks import MARKETPLACE
from tui_app.marketplaces.license_rocks.client import connect
from tui_app.marketplaces.license_rocks.fields import order_numbers_in

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own."""
    with running_sandbox("--offers", "5") as running:
        yield running


def refs(found: OrdersFound) -> list[str]:
    """The numbers of the orders that were read."""
    return [seen.order.key.ref for seen in found.orders]


def instance(*numbers: int) -> dict[str, object]:
    """An answer with these orders."""
    return {"orders": [changed(PAGE[0], id=number) for number in numbers], "error": None}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1,2,5", ("1", "2", "5")),
        (" 7 ", ("7",)),
        ("1 2\n3;4", ("1", "2", "3", "4")),
        ("2,1,2,02", ("2", "1")),
        ("0", ("0",)),
    ],
)
def test_order_numbers_are_read_each_once(typed: str, numbers: tuple[str, ...]) -> None:
    assert order_numbers_in(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,2,a", "'a' is not a number."),
        ("a,2", "'a' is not a number."),
        ("1,-2", "'-2' is not a number."),
        ("1.5", "'1.5' is not a number."),
        ("٥", "'٥' is not a number."),
        ("1/../2", "'1/../2' is not a number."),
        ("9" * 16, f"'{'9' * 16}' is not a number."),
        ("", "There is no order number."),
        (" , ", "There is no order number."),
    ],
)
def test_what_is_no_number_is_named_before_anything_is_sent(typed: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        order_numbers_in(typed)

    assert caught.value.title == sentence
    assert caught.value.detail == "For example 1,2,5"


async def test_nothing_is_sent_for_what_is_no_number() -> None:
    async with rocks(answer(instance(1))) as (server, account):
        with pytest.raises(UsageError, match="'a' is not a number"):
            await account.orders(["1", "2", "a"])

    assert server.seen == []


async def test_one_call_reads_several_orders_with_the_token_alone_and_no_body() -> None:
    async with rocks(answer(printed("license_rocks_orders"))) as (server, account):
        found = await account.orders(["1", "2"])

    assert refs(found) == ["1", "2"]
    assert found.marks == ()
    (seen,) = server.seen
    assert (seen.method, seen.target, seen.body) == ("GET", "/api/externalOrders/1,2", b"")
    assert seen.headers["authorization"] == TOKEN


async def test_the_missing_one_that_a_refusal_names_is_marked_and_the_rest_asked_for_again() -> None:
    acts = (answer(refused("Order with ID 7 does not exist."), 400), answer(instance(1, 2)))
    async with rocks(*acts) as (server, account):
        found = await account.orders(["1", "7", "2"])

    assert refs(found) == ["1", "2"]
    assert [(mark.ref, mark.gone) for mark in found.marks] == [("7", True)]
    assert [seen.target.rpartition("/")[2] for seen in server.seen] == ["1,7,2", "1,2"]


async def test_each_missing_one_is_marked_and_none_is_left() -> None:
    def by(seen: Seen) -> Act:
        first = seen.target.rpartition("/")[2].split(",")[0]
        return answer(refused(f"Order with ID {first} does not exist."), 400)

    async with rocks(by=by) as (server, account):
        found = await account.orders(["7", "8"])

    assert [mark.ref for mark in found.marks] == ["7", "8"]
    assert len(server.seen) == 2


async def test_a_refusal_that_names_none_that_was_asked_for_is_found_one_by_one() -> None:
    def by(seen: Seen) -> Act:
        asked = seen.target.rpartition("/")[2]
        return answer(instance(1)) if asked == "1" else answer(printed("license_rocks_missing"), 400)

    async with rocks(by=by) as (_, account):
        found = await account.orders(["1", "2"])

    assert refs(found) == ["1"]
    assert found.marks[0].ref == "2"
    assert found.marks[0].because.endswith("says: Order with ID {orderId} does not exist.")


async def test_the_printed_complaint_about_a_letter_is_told_in_its_words() -> None:
    async with rocks(answer(printed("license_rocks_not_a_number"), 400)) as (_, account):
        found = await account.orders(["1"])

    assert "One of the example is 'a'. Check the URL." in found.marks[0].because
    assert not found.marks[0].gone


async def test_many_orders_are_read_in_several_calls() -> None:
    def by(seen: Seen) -> Act:
        return answer(instance(*map(int, seen.target.rpartition("/")[2].split(","))))

    async with rocks(by=by) as (server, account):
        found = await account.orders([str(number) for number in range(1, 46)])

    assert refs(found) == [str(number) for number in range(1, 46)]
    assert len(server.seen) == 3


async def test_an_order_that_cannot_be_read_or_was_left_out_is_marked() -> None:
    page = {"orders": [changed(PAGE[0], id="1"), 5, changed(PAGE[1], id=9)], "error": None}
    async with rocks(answer(page)) as (_, account):
        found = await account.orders(["1", "2"])

    assert refs(found) == ["1"]
    assert found.marks[0].because == "Order 2 is not in the answer of license.rocks."


async def test_nobodys_order_is_shown_that_was_not_asked_for() -> None:
    async with rocks(answer(instance(1, 9))) as (_, account):
        assert refs(await account.orders(["1"])) == ["1"]


WRONG: list[tuple[Act, type[OfferdeskError]]] = [
    (answer(refused("Unauthorized"), 401), CredentialsRejected),
    (answer(b"", 401), CredentialsRejected),
    (answer(b"<html>", 401), CredentialsRejected),
    (answer({"message": "no"}, 401), CredentialsRejected),
    (answer(refused("Forbidden"), 403), CredentialsRejected),
    (answer(b"<html>"), UnreadableReply),
    (answer(b""), UnreadableReply),
    (answer({"orders": None, "error": None}), UnreadableReply),
    (answer([]), UnreadableReply),
]


@pytest.mark.parametrize(("act", "kind"), WRONG)
async def test_what_is_wrong_with_the_whole_is_raised(act: Act, kind: type[OfferdeskError]) -> None:
    async with rocks(act) as (_, account):
        with pytest.raises(kind):
            await account.orders(["1", "2"])


async def test_an_error_beside_a_status_of_200_is_an_error() -> None:
    async with rocks(answer(refused("Order with ID 1 does not exist."))) as (_, account):
        assert (await account.orders(["1"])).marks[0].gone


async def test_a_server_that_is_out_of_order_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_app.gateway.retries.FIRST_WAIT", 0.01)
    async with rocks(answer(b"", 500), raw(b""), answer(instance(1))) as (_, account):
        assert refs(await account.orders(["1"])) == ["1"]


async def test_a_server_that_stays_out_of_order_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_app.gateway.retries.FIRST_WAIT", 0.01)
    async with rocks(answer(b"", 500)) as (server, account):
        with pytest.raises(Unreachable):
            await account.orders(["1"])

    assert len(server.seen) == 3


async def test_no_token_is_said_before_anything_is_sent() -> None:
    with pytest.raises(CredentialsMissing):
        async with signed_in(connect, {"base_url": "https://instance.example.com"}, {}):
            pass


@pytest.mark.parametrize("address", ["", "http://instance.example.com", "instance.example.com"])
async def test_an_address_that_cannot_be_one_is_said(address: str) -> None:
    with pytest.raises(UsageError):
        async with signed_in(connect, {"base_url": address}, {"token": TOKEN}):
            pass


async def test_the_sandboxs_orders_are_read_with_what_is_missing_marked(sandbox: SandboxInfo) -> None:
    said = sandbox.said["license_rocks"]
    async with signed_in(connect, said, said) as account:
        found = await account.orders(["1", "2", "5", "7", "99999", "42"])

    assert refs(found) == ["1", "2", "5", "7", "42"]
    assert [(mark.ref, mark.gone) for mark in found.marks] == [("99999", True)]
    assert all(seen.order.notes == () for seen in found.orders)


async def test_every_order_of_the_sandbox_can_be_read(sandbox: SandboxInfo) -> None:
    said = sandbox.said["license_rocks"]
    async with signed_in(connect, said, said) as account:
        found = await account.orders([str(number) for number in range(1, 49)])

    assert len(found.orders) == 48
    assert [seen.order.notes for seen in found.orders if seen.order.notes] == []


async def test_the_sandbox_says_who_is_signed_in_and_what_time_it_is(sandbox: SandboxInfo) -> None:
    said = sandbox.said["license_rocks"]
    async with signed_in(connect, said, said) as account:
        sentence, moment = await asyncio.gather(account.probe(), account.server_time())

    assert sentence.endswith("order 1 can be read.")
    assert moment.tzinfo is not None


async def test_a_wrong_token_is_told_by_the_probe(sandbox: SandboxInfo) -> None:
    async with signed_in(connect, sandbox.said["license_rocks"], {"token": "wrong"}) as account:
        with pytest.raises(CredentialsRejected):
            await account.probe()


async def test_there_are_no_offers() -> None:
    async with rocks(answer(instance(1))) as (server, account):
        assert [page async for page in account.pages(OfferQuery())] == []

    assert server.seen == []
    assert MARKETPLACE.lists == ()


async def test_a_connection_says_what_it_can_do() -> None:
    async with rocks(answer(instance(1))) as (_, account):
        assert isinstance(account, OrderReader)
        assert isinstance(account, OrderMaker)


async def test_a_refusal_without_an_order_is_no_crash() -> None:
    async with rocks(answer({"orders": None, "error": {"code": 5}}, 400)) as (_, account):
        found = await account.orders(["1"])

    assert found.marks[0].ref == "1"
