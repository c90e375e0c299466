"""Orders by hash, offers by contract, and timelines at Dew over real HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dew_account import (
    CONTRACT,
    HASH,
    KEY,
    PRINTED,
    SOMEBODY,
    WALLET,
    an_offer,
    data,
    dew,
    entry,
    hash_of,
    order,
)
from tests.loopback import Act, Respond, Seen, answer
from tests.rest_account import DOCUMENTS, changed, printed, signed_in
from tests.sandbox.dew_caller import CONTRACTS
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    ServiceGone,
    UnreadableReply,
    UsageError,
)
from tui_app.domain.instruction import differences
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import OfferPage, OfferQuery, WalletActor
from tui_app.gateway.orders import OrderCanceller, OrderReader, OrderTimeline
from tui_app.marketplaces.dew.client import DewConnection, connect

pytestmark = pytest.mark.anyio

BYTES = (DOCUMENTS / "dew_order.json").read_bytes()
REFUSAL = printed("dew_refusal")


def watching(*refs: str, kind: str = "contract", **query: Any) -> OfferQuery:
    """A query that watches these."""
    return OfferQuery(**{"watched": tuple(Watched(kind, ref) for ref in refs or (CONTRACT,)), **query})


async def read(account: DewConnection, query: OfferQuery) -> tuple[list[Offer], list[OfferPage]]:
    """The offers of a query, and its pages."""
    pages = [page async for page in account.pages(query)]
    return [seen.offer for page in pages for seen in page.offers], pages


def asked(seen: Seen) -> dict[str, str]:
    """The query of a request."""
    return {name: values[0] for name, values in parse_qs(urlsplit(seen.target).query).items()}


def contract_with(*rows: dict[str, Any], most: int = 100) -> Respond:
    """A server whose every contract has these offers, and gives at most so many at once."""

    def by(seen: Seen) -> Act:
        query = asked(seen)
        found = [row for row in rows if query.get("maker", row["maker"]).lower() == row["maker"].lower()]
        start = int(query["offset"])
        return answer(data(found[start : start + min(int(query["limit"]), most)]))

    return by


def row(number: int, maker: str = SOMEBODY) -> dict[str, Any]:
    """An element of the list with a hash of its own."""
    return entry(order_hash=hash_of(number), maker=maker)


async def test_the_printed_order_is_asked_for_and_read_as_the_page_has_it() -> None:
    async with dew(answer(BYTES)) as (server, account):
        found = await account.orders([HASH])

    (seen,) = server.seen
    assert (seen.method, seen.target, seen.body) == ("GET", f"/open/v1/137/orders/{HASH}", b"")
    assert seen.headers["x-api-key"] == KEY
    assert found.orders[0].order == order()
    assert json.loads(found.orders[0].raw) == PRINTED


async def test_nothing_is_sent_for_what_is_no_hash() -> None:
    async with dew(answer(BYTES)) as (server, account):
        with pytest.raises(UsageError):
            await account.orders([HASH, HASH[:-1]])

    assert server.seen == []


async def test_the_printed_error_is_told_field_by_field() -> None:
    async with dew(answer(REFUSAL, 400)) as (_, account):
        found = await account.orders([HASH])

    assert found.orders == ()
    assert found.marks[0].because.endswith("Dew says: this is an error message; field: error message")


@pytest.mark.parametrize("status", [200, 400, 404, 422])
async def test_a_code_is_an_error_whatever_the_status(status: int) -> None:
    async with dew(answer({"code": 3004, "error": None, "errors": None, "data": PRINTED}, status)) as (
        _,
        account,
    ):
        found = await account.orders([HASH])

    assert found.marks[0].because == "Dew turned this down. Dew says: code 3004"


@pytest.mark.parametrize(
    ("errors", "told"),
    [
        ([{"a": ["x", "y"], "b": ["z"]}, {"c": ["w"]}], "no; a: x, y; b: z; c: w"),
        ([{"a": "x"}], "no; a: x"),
        ([{"a": [None, 5]}], "no; a: , 5"),
        (["a", 5, None], "no"),
        ("a", "no"),
        (None, "no"),
        ([], "no"),
    ],
)
async def test_whatever_stands_in_the_errors_is_told_or_left_out(errors: object, told: str) -> None:
    async with dew(answer({"code": 3000, "error": "no", "errors": errors}, 400)) as (_, account):
        found = await account.orders([HASH])

    assert found.marks[0].because.endswith(f"Dew says: {told}")


async def test_one_order_that_cannot_be_had_costs_no_other() -> None:
    def by(seen: Seen) -> Act:
        return answer(BYTES) if seen.target.endswith(HASH) else answer(REFUSAL, 400)

    async with dew(by=by) as (_, account):
        found = await account.orders([hash_of(1), HASH])

    assert [seen.order.key.ref for seen in found.orders] == [HASH]
    assert [(mark.ref, mark.gone) for mark in found.marks] == [(hash_of(1), False)]


async def test_another_order_than_was_asked_for_is_not_shown() -> None:
    async with dew(answer(BYTES)) as (_, account):
        found = await account.orders([hash_of(1)])

    assert found.orders == ()
    assert "answered with another order" in found.marks[0].because


WRONG: list[tuple[Act, type[OfferdeskError]]] = [
    (answer({"code": 1001, "error": "The API key is missing or unknown."}, 401), CredentialsRejected),
    (answer({"code": 1001, "error": "The API key is missing or unknown."}), CredentialsRejected),
    (answer(b"", 401), CredentialsRejected),
    (answer({"code": 1, "error": "no"}, 403), CredentialsRejected),
    (answer(b"<html>", 404), ServiceGone),
]


@pytest.mark.parametrize(("act", "kind"), WRONG)
async def test_what_is_wrong_with_the_whole_is_raised(act: Act, kind: type[OfferdeskError]) -> None:
    async with dew(act) as (_, account):
        with pytest.raises(kind):
            await account.orders([HASH])


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"data": PRINTED}, {"code": "0", "data": PRINTED}, {"code": False}, data(None), data([])],
)
async def test_an_answer_of_a_foreign_form_is_one_sentence(value: object) -> None:
    async with dew(answer(value)) as (_, account):
        found = await account.orders([HASH])

    assert len(found.marks) == 1


async def test_offers_are_asked_for_by_contract_and_ones_own_apart() -> None:
    rows = [row(1), row(2, WALLET)]
    async with dew(by=contract_with(*rows)) as (server, account):
        offers, _ = await read(account, watching())

    assert {each.key.offer_id: each.side for each in offers} == {
        hash_of(2): Side.PLACED,
        hash_of(1): Side.WATCHED,
    }
    queries = [asked(seen) for seen in server.seen]
    everybodys = {"contract": CONTRACT, "limit": "50", "offset": "0"}
    assert everybodys in queries
    assert {**everybodys, "maker": WALLET} in queries


async def test_without_a_wallet_nothing_is_ones_own() -> None:
    async with dew(by=contract_with(row(1), row(2, WALLET)), wallets="") as (_, account):
        offers, _ = await read(account, watching())

    assert {each.side for each in offers} == {Side.WATCHED}


async def test_one_makers_offers_on_a_contract_can_be_watched() -> None:
    async with dew(by=contract_with(row(1), row(2, WALLET)), wallets="") as (_, account):
        offers, _ = await read(account, watching(f"{CONTRACT}/{SOMEBODY}", kind="maker"))

    assert [each.key.offer_id for each in offers] == [hash_of(1)]


@pytest.mark.parametrize("most", [100, 50, 20, 7])
async def test_every_offer_is_read_however_short_the_pages_are(most: int) -> None:
    rows = [row(number) for number in range(60)]
    async with dew(by=contract_with(*rows, most=most), wallets="") as (_, account):
        offers, _ = await read(account, watching())

    assert len(offers) == len({each.key for each in offers}) == 60


async def test_offers_that_vanish_while_the_list_is_read_hide_no_other() -> None:
    rows = [row(number) for number in range(120)]
    served = contract_with(*rows)
    fewer = contract_with(*rows[3:])

    def by(seen: Seen) -> Act:
        return (served if asked(seen)["offset"] == "0" else fewer)(seen)

    async with dew(by=by, wallets="") as (_, account):
        offers, _ = await read(account, watching())

    assert len(offers) == 120


async def test_nothing_watched_is_nothing_asked() -> None:
    async with dew(by=contract_with(row(1))) as (server, account):
        assert await read(account, OfferQuery()) == ([], [])

    assert server.seen == []


async def test_a_contract_that_cannot_be_read_costs_no_other() -> None:
    def by(seen: Seen) -> Act:
        return answer(REFUSAL, 400) if asked(seen)["contract"] == CONTRACT else contract_with(row(1))(seen)

    async with dew(by=by, wallets="") as (_, account):
        offers, pages = await read(account, watching(CONTRACT, SOMEBODY))

    assert len(offers) == 1
    assert pages[0].partial
    assert pages[0].unreadable[0].startswith("the offers on 0xa131…97a6 could not be read: ")


@pytest.mark.parametrize(
    ("act", "kind"), [(answer(REFUSAL), ActionRefused), (answer(data({})), UnreadableReply)]
)
async def test_where_nothing_can_be_read_that_is_the_failure(act: Act, kind: type[OfferdeskError]) -> None:
    async with dew(act) as (_, account):
        with pytest.raises(kind):
            await read(account, watching())


async def test_an_element_that_cannot_be_read_costs_no_other() -> None:
    async with dew(by=contract_with(row(1), {**row(2), "price": "x"}), wallets="") as (_, account):
        offers, pages = await read(account, watching())

    assert len(offers) == 1
    assert pages[0].unreadable == ("Offer 0x0000…0002 cannot be read: see price and currency.",)


async def test_reading_stops_at_its_limit_and_says_so() -> None:
    rows = [row(number) for number in range(200)]
    async with dew(by=contract_with(*rows), wallets="") as (_, account):
        offers, pages = await read(account, watching(limit=60))

    assert pages[-1].cut
    assert 60 <= len(offers) < 200


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"side": Side.PLACED}, 1),
        ({"status": OfferStatus.CANCELLED}, 0),
        ({"collections": (PRINTED["contract"]["contract"].upper().replace("0X", "0x"),)}, 2),
        ({"collections": (SOMEBODY,)}, 0),
        ({"nft_id": "other"}, 0),
    ],
)
async def test_what_is_not_wanted_is_left_out(query: dict[str, Any], count: int) -> None:
    async with dew(by=contract_with(row(1), row(2, WALLET))) as (_, account):
        offers, _ = await read(account, watching(**query))

    assert len(offers) == count


async def test_an_offer_read_again_with_its_nft_is_the_same_offer() -> None:
    listed = an_offer()
    now = {**entry(), "nft": PRINTED["nft"]}
    async with dew(answer(data(now))) as (_, account):
        again = await account.reread(listed)

    assert differences(listed, again) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"price": "1"}, "amount"),
        ({"status": 2}, "status"),
        ({"taker": SOMEBODY}, "private order for"),
        ({"remain": "0"}, "not sold yet"),
        ({"amount": "9"}, "number of NFTs"),
        ({"is_offer": False}, "kind"),
    ],
)
async def test_what_a_decision_hangs_on_is_compared(changes: dict[str, Any], field: str) -> None:
    listed = an_offer()
    async with dew(answer(data(changed(entry(), **changes)))) as (_, account):
        found = differences(listed, await account.reread(listed))

    assert [change.field for change in found] == [field]


async def test_an_offer_that_cannot_be_read_again_says_so() -> None:
    async with dew(answer(data(changed(entry(), price=None)))) as (_, account):
        with pytest.raises(UnreadableReply):
            await account.reread(an_offer())


def activity(kind: object, at: object, **changes: object) -> dict[str, Any]:
    """An activity about the printed order."""
    return {**changed(PRINTED, created_at=at, **changes), "type": kind, "order_id": None}


async def test_a_timeline_is_what_happened_to_this_order_the_oldest_first() -> None:
    rows = [
        activity(2, 1654990000),
        activity(0, 1654983000),
        activity(0, 1654983000, order_hash=hash_of(5)),
        activity(7, 1654991000),
        activity("x", 1654992000),
        activity(1, None),
        5,
    ]
    async with dew(answer(data({"code": 0, "data": rows}))) as (server, account):
        events = await account.order_events(order())

    assert [event.what for event in events] == ["listed", "cancelled", "activity 7"]
    sent = json.loads(server.seen[0].body)
    assert sent["wallet"] == WALLET
    assert sent["contract"] == PRINTED["nft"]["contract"]
    assert (sent["types"], sent["only_dew"]) == ([0, 1, 2, 3], False)


@pytest.mark.parametrize("most", [20, 50, 100])
async def test_a_timeline_is_read_to_its_end_however_many_come_at_once(most: int) -> None:
    rows = [activity(0, 1654990000 - number) for number in range(105)]

    def by(seen: Seen) -> Act:
        said = json.loads(seen.body)
        page = rows[said["offset"] :][: min(said["limit"], most)]
        return answer(data({"code": 0, "data": page}))

    async with dew(by=by) as (_, account):
        events = await account.order_events(order())

    assert len(events) == 105


async def test_an_inner_code_is_an_error_too() -> None:
    async with dew(answer(data({"code": 5, "data": []}))) as (_, account):
        with pytest.raises(ActionRefused):
            await account.order_events(order())


@pytest.mark.parametrize("changes", [{"maker": None}, {"nft": None, "contract": None}, {"maker": "string"}])
async def test_what_cannot_be_asked_about_has_no_timeline(changes: dict[str, Any]) -> None:
    async with dew(answer(data({"code": 0, "data": []}))) as (server, account):
        assert await account.order_events(order(**changes)) == ()

    assert server.seen == []


async def test_a_connection_says_what_it_can_do() -> None:
    async with dew(answer(BYTES)) as (_, account):
        for capability in (OrderReader, OrderTimeline, OrderCanceller, WalletActor):
            assert isinstance(account, capability)


@pytest.fixture(scope="module", params=["status", "ok"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own, whose refusals show in the status too, or in the code alone."""
    with running_sandbox("--offers", "5", "--dew-errors", request.param) as running:
        yield running


@pytest.fixture
async def account(sandbox: SandboxInfo) -> AsyncIterator[DewConnection]:
    """An account at the sandbox."""
    said = sandbox.said["dew"]
    async with signed_in(connect, {**said, "wallets": WALLET}, said) as connection:
        yield connection


async def test_every_offer_of_the_sandbox_is_read(account: DewConnection) -> None:
    offers, pages = await read(account, watching(*CONTRACTS))

    assert [note for page in pages for note in page.unreadable] == []
    assert {each.side for each in offers} == {Side.PLACED, Side.WATCHED}
    assert {each.status for each in offers} > {OfferStatus.OPEN, OfferStatus.CANCELLED, OfferStatus.FAILED}
    assert any("decimals unknown" in each.price.currency.symbol.raw for each in offers)


async def test_every_listed_offer_of_the_sandbox_can_be_read_again_unchanged(account: DewConnection) -> None:
    offers, _ = await read(account, watching(*CONTRACTS))

    for each in offers[:20]:
        assert differences(each, await account.reread(each)) == ()


async def test_the_sandboxs_printed_order_and_its_timeline_are_read(account: DewConnection) -> None:
    found = await account.orders([HASH, hash_of(1)])
    events = await account.order_events(found.orders[0].order)

    assert found.orders[0].order == order()
    assert "There is no order of that hash." in found.marks[0].because
    assert [event.what for event in events] == ["listed"]


async def test_the_probe_says_who_is_signed_in(account: DewConnection) -> None:
    assert (await account.probe()).endswith("the key may read offers; wallets that are yours: 1.")
    assert (await account.server_time()).tzinfo is not None


async def test_a_wrong_key_is_told_by_the_probe(sandbox: SandboxInfo) -> None:
    async with signed_in(connect, sandbox.said["dew"], {"api_key": "wrong"}) as connection:
        with pytest.raises(CredentialsRejected):
            await connection.probe()


async def test_a_wrong_network_is_said_before_anything_is_sent(sandbox: SandboxInfo) -> None:
    said = sandbox.said["dew"]
    with pytest.raises(UsageError):
        async with signed_in(connect, {**said, "network_id": "1"}, said):
            pass
