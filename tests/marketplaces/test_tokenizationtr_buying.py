"""Searching purchases at tokenizationtr over real HTTP: every page, every documented error, exact totals."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from tests.loopback import Act, answer
from tests.rest_account import DOCUMENTS, printed, signed_in
from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.tr_account import OTHER, RET, TOKEN, USER, asked, in_pages, paged, tr
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    Unreachable,
    UnreadableReply,
    UsageError,
)
from tui_app.domain.purchase import Purchase, totals
from tui_app.gateway.orders import PurchasePage, PurchaseQuery, PurchaseReader
from tui_app.marketplaces.tokenizationtr.client import TokenizationtrConnection, connect

pytestmark = pytest.mark.anyio

PRINTED = (DOCUMENTS / "tokenizationtr_purchases.json").read_bytes()
ROW: dict[str, Any] = json.loads(PRINTED)["data"][0]


def row(number: int) -> dict[str, Any]:
    """A purchase with an id of its own."""
    return {**ROW, "id": f"purchase_{number}"}


async def read(
    account: TokenizationtrConnection, query: PurchaseQuery | None = None
) -> tuple[list[Purchase], list[PurchasePage]]:
    """Every purchase of a search, and its pages."""
    pages = [page async for page in account.purchases(query or PurchaseQuery())]
    return [each for page in pages for each in page.purchases], pages


async def test_the_printed_example_is_asked_for_and_read_as_the_page_has_it() -> None:
    async with tr(answer(PRINTED)) as (server, account):
        found, (page, *_) = await read(account, PurchaseQuery(token_id=RET, page_size=10))

    assert [each.purchase_id for each in found] == ["purchase_456"]
    assert (page.number, page.total, page.cut, page.unreadable) == (1, 1, False, ())
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", f"/v2/users/purchases/users/{USER}/search")
    assert json.loads(seen.body) == json.loads((DOCUMENTS / "tokenizationtr_asked.json").read_bytes())
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    assert seen.headers["content-type"] == "application/json"


async def test_no_token_is_no_filter() -> None:
    async with tr(answer(PRINTED)) as (server, account):
        await read(account)

    assert "token_id" not in asked(server.seen[0])


async def test_another_user_is_asked_for_by_name() -> None:
    async with tr(answer(PRINTED)) as (server, account):
        found, _ = await read(account, PurchaseQuery(user_id=OTHER))

    assert server.seen[0].target.endswith(f"/users/{OTHER}/search")
    assert found[0].user_id == OTHER


@pytest.mark.parametrize("total", [45, None, 0, "45", "number", 1, -5])
async def test_every_purchase_is_read_whatever_is_said_of_the_pages(total: object) -> None:
    rows = [row(number) for number in range(45)]
    async with tr(by=in_pages(rows, 20, "—" if total is None else total)) as (_, account):
        found, _ = await read(account, PurchaseQuery(page_size=20))

    assert [each.purchase_id for each in found] == [each["id"] for each in rows]


async def test_a_server_that_gives_less_than_asked_for_is_read_to_the_end() -> None:
    rows = [row(number) for number in range(25)]
    async with tr(by=in_pages(rows, 10)) as (_, account):
        found, pages = await read(account, PurchaseQuery(page_size=100))

    assert len(found) == 25
    assert [page.number for page in pages] == [1, 2, 3]


async def test_a_list_without_pagination_is_read_to_the_end() -> None:
    def by(seen: Any) -> Act:
        page = asked(seen)["page"]
        return answer({"data": [row(page)] if page < 4 else []})

    async with tr(by=by) as (_, account):
        found, pages = await read(account)

    assert len(found) == 3
    assert pages[0].total is None


async def test_more_than_there_is_is_told() -> None:
    async with tr(by=in_pages([row(1), row(2)], 50, 99)) as (_, account):
        found, pages = await read(account)

    assert len(found) == 2
    assert pages[-1].unreadable == ("99 purchases are said to be there, and fewer came.",)


async def test_a_server_that_repeats_a_page_for_ever_is_left() -> None:
    async with tr(answer(paged(row(1), row(2), total=10**9))) as (server, account):
        found, _ = await read(account)

    assert len(found) == 2
    assert len(server.seen) == 2


async def test_no_purchase_is_an_empty_page() -> None:
    async with tr(answer(paged())) as (_, account):
        found, pages = await read(account)

    assert found == []
    assert [page.number for page in pages] == [1]


async def test_a_page_is_fetched_only_when_it_is_wanted() -> None:
    rows = [row(number) for number in range(45)]
    async with tr(by=in_pages(rows, 20)) as (server, account):
        pages = account.purchases(PurchaseQuery(page_size=20))
        await anext(aiter(pages))

    assert len(server.seen) == 1


async def test_reading_begins_where_it_is_told_and_stops_at_its_limit() -> None:
    rows = [row(number) for number in range(100)]
    async with tr(by=in_pages(rows, 10)) as (_, account):
        found, pages = await read(account, PurchaseQuery(page=3, page_size=10, limit=20))

    assert [each.purchase_id for each in found] == [f"purchase_{number}" for number in range(20, 40)]
    assert pages[-1].cut


async def test_a_row_that_cannot_be_read_costs_no_other() -> None:
    async with tr(answer(paged(row(1), {**row(2), "id": None}, 5))) as (_, account):
        found, (page, *_) = await read(account)

    assert len(found) == 1
    assert page.unreadable == (
        "A purchase cannot be read: see id.",
        "A purchase cannot be read: it is no object.",
    )


async def test_groups_are_asked_for_without_flags_or_with_the_one_of_a_market() -> None:
    async with tr(answer(paged())) as (server, account):
        for market in ("", "otc", "secondary"):
            await read(account, PurchaseQuery(grouped=True, market=market))

    assert {seen.target for seen in server.seen} == {f"/v2/users/purchases/users/{USER}/group-search"}
    flags = [{name for name in asked(seen) if name.startswith("is_for")} for seen in server.seen]
    assert flags == [set(), {"is_for_otc"}, {"is_for_secondary"}]


@pytest.mark.parametrize(
    "query",
    [
        PurchaseQuery(user_id="../admin"),
        PurchaseQuery(token_id="a b"),
        PurchaseQuery(page=0),
        PurchaseQuery(page_size=0),
        PurchaseQuery(grouped=True, market="primary"),
    ],
)
async def test_what_cannot_be_asked_is_said_before_anything_is_sent(query: PurchaseQuery) -> None:
    async with tr(answer(PRINTED)) as (server, account):
        with pytest.raises(UsageError):
            await read(account, query)

    assert server.seen == []


DOCUMENTED: list[tuple[str, type[OfferdeskError], str]] = [
    ("400", ActionRefused, "Invalid request parameters"),
    ("401", CredentialsRejected, "Authentication required"),
    ("403", CredentialsRejected, "Access denied"),
    ("404", ActionRefused, "User not found"),
]


@pytest.mark.parametrize(("status", "kind", "words"), DOCUMENTED)
async def test_a_printed_error_is_told_in_its_words(
    status: str, kind: type[OfferdeskError], words: str
) -> None:
    async with tr(answer(printed(f"tokenizationtr_{status}"), int(status))) as (_, account):
        with pytest.raises(kind) as caught:
            await read(account)

    assert caught.value.detail == f"tokenizationtr says: {words}"


async def test_the_printed_500_is_a_server_out_of_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_app.gateway.retries.FIRST_WAIT", 0.01)
    async with tr(answer(printed("tokenizationtr_500"), 500)) as (_, account):
        with pytest.raises(Unreachable):
            await read(account)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (answer({"error": "Deal not found", "details": "x"}, 409), ActionRefused),
        (answer({"error": "Insufficient", "details": "y"}, 422), ActionRefused),
        (answer(b""), UnreadableReply),
        (answer({"data": None}), UnreadableReply),
        (answer({"data": {}}), UnreadableReply),
        (answer([]), UnreadableReply),
    ],
)
async def test_any_other_answer_is_one_sentence(act: Act, kind: type[OfferdeskError]) -> None:
    async with tr(act) as (_, account):
        with pytest.raises(kind):
            await read(account)


async def test_a_holding_is_read() -> None:
    async with tr(answer({"total_quantity": 500, "available_quantity": 470})) as (server, account):
        found = await account.holding("", RET)

    assert server.seen[0].target == f"/v2/users/purchases/users/{USER}/tokens/{RET}/quantity"
    assert (server.seen[0].method, server.seen[0].body) == ("GET", b"")
    assert (found.user_id, str(found.total)) == (USER, "500")


async def test_a_connection_says_what_it_can_do() -> None:
    async with tr(answer(PRINTED)) as (_, account):
        assert isinstance(account, PurchaseReader)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own."""
    with running_sandbox("--offers", "5") as running:
        yield running


@pytest.fixture
async def account(sandbox: SandboxInfo) -> AsyncIterator[TokenizationtrConnection]:
    """An account at the sandbox."""
    said = sandbox.said["tokenizationtr"]
    async with signed_in(connect, said, said) as connection:
        yield connection


async def test_every_purchase_of_the_sandbox_is_read(account: TokenizationtrConnection) -> None:
    found, pages = await read(account, PurchaseQuery(page_size=10))

    assert len(found) == pages[0].total == 37
    assert [note for page in pages for note in page.unreadable] == []
    assert {each.quantity is None for each in found} == {True, False}
    assert sum(total.count for total in totals(found).of) == 37


async def test_the_sandbox_has_the_printed_purchase(account: TokenizationtrConnection) -> None:
    found, _ = await read(account, PurchaseQuery(token_id=RET))

    assert [each.purchase_id for each in found] == ["purchase_456"]


async def test_groups_and_holdings_of_the_sandbox_are_read(account: TokenizationtrConnection) -> None:
    grouped, _ = await read(account, PurchaseQuery(grouped=True, market="otc"))
    holding = await account.holding("", RET)

    assert 0 < len(grouped) < 37
    assert holding.total is not None
    assert holding.notes == ()


async def test_the_sandbox_refuses_an_unknown_user_and_somebody_elses(
    account: TokenizationtrConnection,
) -> None:
    with pytest.raises(ActionRefused, match="does not find this"):
        await read(account, PurchaseQuery(user_id="6" * 24))
    with pytest.raises(CredentialsRejected):
        await read(account, PurchaseQuery(user_id=OTHER))


async def test_the_probe_says_what_the_token_may_read(account: TokenizationtrConnection) -> None:
    assert (await account.probe()).endswith(f"for user {USER}: the token may read 37 of its purchases.")
    assert (await account.server_time()).tzinfo is not None


async def test_a_wrong_token_is_told_by_the_probe(sandbox: SandboxInfo) -> None:
    async with signed_in(connect, sandbox.said["tokenizationtr"], {"token": "wrong"}) as connection:
        with pytest.raises(CredentialsRejected):
            await connection.probe()
