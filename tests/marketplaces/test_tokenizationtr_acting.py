"""Ending and deciding deals at tokenizationtr: answered at once, promised, or lost; and their lists."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.loopback import Act, Seen, answer, raw, reset
from tests.rest_account import NAME, Seals, changed, signed_in
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tests.tr_account import (
    DEAL,
    NODE,
    NODE_DEAL,
    OTHER,
    RET,
    TOKEN,
    USER,
    a_deal,
    asked,
    in_pages,
    instruction,
    paged,
    tr,
)
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    OutcomeUnknown,
    UnreadableReply,
    UsageError,
)
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.domain.verdicts import Action
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import LostRequest, OfferPage, OfferQuery, Outcome
from tui_app.marketplaces.tokenizationtr.client import TokenizationtrConnection
from tui_app.marketplaces.tokenizationtr.client import connect as client_connect
from tui_app.marketplaces.tokenizationtr.routes import Place

pytestmark = pytest.mark.anyio

SECONDARY = {**DEAL, "deal_id": 13}
ENDED = {**DEAL, "status": "cancelled"}
PROMISE = {"transaction_id": "68c0000000000000000000aa"}
DONE = {
    "success": True,
    "message": "Deal cancelled successfully",
    "data": {"deal_id": 12, "status": "cancelled"},
}
NOW = datetime.now(UTC)


def transaction(**changes: object) -> dict[str, Any]:
    """A transaction of the account's own, a second old, about which nothing is known."""
    plain = {
        "id": PROMISE["transaction_id"],
        "user_id": USER,
        "hash": None,
        "type": 6,
        "status": 2,
        "error": None,
    }
    return {**plain, "created_at": NOW.isoformat(), **changes}


class Server:
    """tokenizationtr with one deal in each list; `answers` take the place of what a path would say."""

    def __init__(self, **answers: Act) -> None:
        self.answers = answers
        self.otc: list[object] = [DEAL]

    def __call__(self, seen: Seen) -> Act:
        """The answer to a request."""
        path = seen.target
        for word, act in self.answers.items():
            if path.endswith(f"/{word}") or f"/{word}/" in path:
                return act
        if path.endswith("/group-search"):
            return in_pages(self.otc if "/otcs/" in path else [SECONDARY], 50)(seen)
        if f"/nodes/{NODE}/tokens/{RET}" in path:
            return answer({"data": [NODE_DEAL] if asked(seen)["page"] == 1 else [], "total": 1, "page": 1})
        return answer({"error": "Page not found"}, 404)


async def pages(account: TokenizationtrConnection, **query: Any) -> list[OfferPage]:
    """The pages of a reading that watches the printed token."""
    watched = (Watched("token", RET),)
    return [page async for page in account.pages(OfferQuery(**{"watched": watched, **query}))]


def found(read: list[OfferPage]) -> list[Offer]:
    """The offers on pages."""
    return [seen.offer for page in read for seen in page.offers]


async def test_deals_of_both_kinds_and_an_admins_are_listed() -> None:
    async with tr(by=Server()) as (_, account):
        offers = found(await pages(account))

    assert {each.key.offer_id: each.side for each in offers} == {
        "otc-12": Side.PLACED,
        "secondary-13": Side.PLACED,
        "node-2": Side.RECEIVED,
    }


async def test_who_is_no_admin_is_not_asked_about_nodes() -> None:
    async with tr(by=Server(), node="") as (server, account):
        assert len(found(await pages(account))) == 2

    assert not any("admin" in seen.target for seen in server.seen)


async def test_every_deal_of_a_long_list_is_read() -> None:
    server = Server()
    server.otc = [{**DEAL, "deal_id": number} for number in range(120)]
    async with tr(by=server, node="") as (_, account):
        assert len(found(await pages(account))) == 121


async def test_a_list_that_cannot_be_read_costs_no_other() -> None:
    denied = answer({"error": "Access denied"}, 403)
    async with tr(by=Server(nodes=denied)) as (_, account):
        read = await pages(account)

    assert len(found(read)) == 2
    (partial,) = [page for page in read if page.partial]
    assert partial.unreadable[0].startswith(f"the node's deals of {RET} could not be read: ")


async def test_where_no_list_can_be_read_that_is_the_failure() -> None:
    async with tr(answer({"error": "Authentication required"}, 401)) as (_, account):
        with pytest.raises(CredentialsRejected):
            await pages(account)


async def test_less_than_is_claimed_lets_nothing_follow_from_what_is_missing() -> None:
    async with tr(by=in_pages([DEAL], 50, 7), node="") as (_, account):
        assert any(page.partial for page in await pages(account))


async def test_reading_stops_at_its_limit_and_says_so() -> None:
    server = Server()
    server.otc = [{**DEAL, "deal_id": number} for number in range(120)]
    async with tr(by=server) as (_, account):
        read = await pages(account, limit=60)

    assert read[-1].cut
    assert 60 <= len(found(read)) < 120


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"side": Side.RECEIVED}, ["node-2"]),
        ({"status": OfferStatus.EXPIRED}, []),
        ({"nft_id": "other"}, []),
        ({"placed_since": datetime(2025, 1, 1, tzinfo=UTC)}, ["node-2"]),
    ],
)
async def test_what_is_not_wanted_is_left_out(query: dict[str, Any], ids: list[str]) -> None:
    async with tr(by=Server()) as (_, account):
        assert [each.key.offer_id for each in found(await pages(account, **query))] == ids


@pytest.mark.parametrize("place", Place)
async def test_a_deal_is_read_again_from_its_own_list(place: Place) -> None:
    deal = a_deal(place, deal_id={Place.OTC: 12, Place.SECONDARY: 13, Place.NODE: 2}[place])
    async with tr(by=Server()) as (_, account):
        assert (await account.reread(deal)).key == deal.key


async def test_a_deal_that_is_not_listed_is_gone() -> None:
    async with tr(by=Server()) as (_, account):
        with pytest.raises(OfferGone):
            await account.reread(a_deal(deal_id=99))


async def test_a_deal_that_may_be_in_what_cannot_be_read_is_not_gone() -> None:
    server = Server()
    server.otc = [changed(DEAL, price=None)]
    async with tr(by=server) as (_, account):
        with pytest.raises(UnreadableReply):
            await account.reread(a_deal())


@pytest.mark.parametrize(
    ("place", "ending"),
    [
        (Place.OTC, f"/v2/users/otcs/users/{USER}/tokens/{RET}/cancel"),
        (Place.SECONDARY, f"/v2/users/secondary-markets/users/{USER}/tokens/{RET}/delist"),
    ],
)
async def test_ones_own_deal_is_ended_by_its_number(place: Place, ending: str) -> None:
    seals = Seals()
    async with tr(answer(DONE)) as (server, account):
        receipt = await account.send(instruction(place=place), seals)
        shown = account.preview(instruction(place=place))

    (seen,) = server.seen
    assert (seen.method, seen.target, asked(seen)) == ("POST", ending, {"deal_id": 12})
    assert str(receipt.words) == "Deal cancelled successfully"
    assert seals[0].masked == shown
    assert TOKEN not in shown


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.CANCEL])
@pytest.mark.parametrize("act", [answer(b""), answer(b"", 204), answer({"ok": True}), answer(b"No Content")])
async def test_an_admins_yes_is_any_2xx_with_or_without_a_body(action: Action, act: Act) -> None:
    async with tr(act) as (server, account):
        await account.send(instruction(action, Place.NODE), Seals())

    (seen,) = server.seen
    assert seen.target == f"/v2/admin/otcs/nodes/{NODE}/tokens/{RET}/deals/2/{action}"
    assert (seen.method, seen.body) == ("POST", b"")


@pytest.mark.parametrize(
    "told",
    [
        instruction(Action.ACCEPT),
        instruction(Action.ACCEPT, Place.SECONDARY),
        instruction(Action.REJECT, Place.NODE),
        instruction(Action.COUNTER),
        Instruction(account=NAME, marketplace="tokenizationtr", action=Action.CANCEL),
    ],
)
async def test_what_cannot_be_done_is_said_before_anything_is_sent(told: Instruction) -> None:
    async with tr(answer(DONE)) as (server, account):
        with pytest.raises(UsageError):
            await account.send(told, Seals())

    assert server.seen == []


async def test_who_has_no_node_decides_nothing() -> None:
    async with tr(answer(b""), node="") as (server, account):
        with pytest.raises(UsageError):
            await account.send(instruction(Action.ACCEPT, Place.NODE), Seals())

    assert server.seen == []


async def test_a_promise_is_kept_once_the_deal_shows_it() -> None:
    server = Server(cancel=answer(PROMISE))
    server.otc = [ENDED]
    async with tr(by=server) as (_, account):
        receipt = await account.send(instruction(), Seals())

    assert str(receipt.words) == f"transaction {PROMISE['transaction_id']}"


async def test_a_promise_that_does_not_show_is_unknown_after_a_while() -> None:
    async with tr(by=Server(cancel=answer(PROMISE))) as (server, account):
        with pytest.raises(OutcomeUnknown, match="promised this as transaction 68c0000000000000000000aa"):
            await account.send(instruction(), Seals())

    assert sum(seen.target.endswith("/cancel") for seen in server.seen) == 1


FAILED = transaction(error="execution reverted")


@pytest.mark.parametrize(
    "answers",
    [
        {"transactions": answer(FAILED)},
        {
            PROMISE["transaction_id"]: answer({"error": "Page not found"}, 404),
            "search": answer(paged(FAILED)),
        },
        {PROMISE["transaction_id"]: answer(b"", 404), "search": answer({"data": [FAILED], "total": 1})},
    ],
)
async def test_a_promise_whose_transaction_failed_was_not_done(answers: dict[str, Act]) -> None:
    async with tr(by=Server(cancel=answer(PROMISE), **answers)) as (_, account):
        with pytest.raises(ActionRefused) as caught:
            await account.send(instruction(), Seals())

    assert caught.value.detail == "tokenizationtr says: execution reverted"


@pytest.mark.parametrize(
    "act",
    [
        answer({"error": "Access denied"}, 403),
        answer({"error": "Authentication required"}, 401),
        answer(b"<html>"),
        answer(5),
        answer(transaction(error=None)),
        answer(transaction(id=None)),
    ],
)
async def test_trouble_with_looking_at_a_promise_decides_nothing(act: Act) -> None:
    async with tr(by=Server(cancel=answer(PROMISE), transactions=act)) as (_, account):
        with pytest.raises(OutcomeUnknown):
            await account.send(instruction(), Seals())


async def test_a_promise_whose_list_cannot_be_read_any_more_is_unknown() -> None:
    lists = answer({"error": "Authentication required"}, 401)
    server = Server(**{"cancel": answer(PROMISE), "group-search": lists})
    async with tr(by=server) as (_, account):
        with pytest.raises(OutcomeUnknown):
            await account.send(instruction(), Seals())


NO: list[tuple[Act, type[OfferdeskError]]] = [
    (answer({"error": "Invalid parameters", "details": "Deal ID is required"}, 400), ActionRefused),
    (answer({"error": "Authentication required"}, 401), CredentialsRejected),
    (answer({"error": "Access denied", "details": "You can only cancel your own deals"}, 403), ActionRefused),
    (answer({"error": "Access denied"}, 403), CredentialsRejected),
    (answer({"error": "Deal not found", "details": "The specified deal does not exist"}, 404), OfferGone),
    (answer({"error": "User not found"}, 404), ActionRefused),
    (answer({"error": "Deal cannot be cancelled", "details": "It is completed"}, 409), ActionRefused),
    (answer({"error": "Insufficient token balance"}, 422), ActionRefused),
    (answer({"success": False, "message": "Deal is locked"}), ActionRefused),
]


@pytest.mark.parametrize(("act", "kind"), NO)
async def test_a_documented_no_is_definite(act: Act, kind: type[OfferdeskError]) -> None:
    async with tr(act) as (server, account):
        with pytest.raises(kind):
            await account.send(instruction(), Seals())

    assert len(server.seen) == 1


async def test_a_refusal_is_told_with_its_details() -> None:
    refusal = {"error": "Deal cannot be cancelled", "details": "Deal is already completed or expired"}
    async with tr(answer(refusal, 409)) as (_, account):
        with pytest.raises(ActionRefused) as caught:
            await account.send(instruction(), Seals())

    assert caught.value.title.startswith("This deal is over already")
    words = "Deal cannot be cancelled (Deal is already completed or expired)"
    assert caught.value.detail == f"tokenizationtr says: {words}"


UNKNOWN = [
    answer({"error": "Internal server error"}, 500),
    answer(b""),
    answer({}),
    answer([]),
    answer({"success": "yes"}),
    answer({"transaction_id": ""}),
    answer({"transaction_id": 5}),
    answer({"success": True, "data": {"deal_id": 99, "status": "cancelled"}}),
    answer({"success": True, "data": {"deal_id": 12, "status": "active"}}),
    answer({"success": True, "data": {"deal_id": [], "status": "cancelled"}}),
    answer({"error": "but", **PROMISE}),
    answer({"success": False}),
    answer(b"", 400),
    reset(),
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
]


@pytest.mark.parametrize("act", UNKNOWN)
async def test_whatever_else_comes_back_is_unknown_and_is_not_sent_again(act: Act) -> None:
    async with tr(act) as (server, account):
        with pytest.raises(OutcomeUnknown):
            await account.send(instruction(), Seals())

    assert len(server.seen) == 1


async def test_a_success_that_tells_nothing_of_the_deal_is_one() -> None:
    async with tr(answer({"success": True})) as (_, account):
        receipt = await account.send(instruction(), Seals())

    assert receipt.made is None


def lost(told: Instruction | None = None) -> LostRequest:
    """A request that left ten seconds ago and was not answered."""
    return LostRequest(instruction=told or instruction(), sent_at=NOW - timedelta(seconds=10))


TRACES: list[tuple[list[object], dict[str, Act], Outcome, str]] = [
    ([ENDED], {}, Outcome.HAPPENED, "shows as cancelled"),
    ([changed(DEAL, status="completed")], {}, Outcome.DID_NOT_HAPPEN, "shows as accepted"),
    ([changed(DEAL, status="expired")], {}, Outcome.DID_NOT_HAPPEN, "shows as expired"),
    ([changed(DEAL, status="paused")], {}, Outcome.CANNOT_TELL, "(paused), which decides nothing"),
    ([], {}, Outcome.CANNOT_TELL, "no longer lists this deal"),
    ([DEAL], {}, Outcome.CANNOT_TELL, "cannot be read"),
    ([DEAL], {"search": answer({"error": "Access denied"}, 403)}, Outcome.CANNOT_TELL, "cannot be read"),
    ([DEAL], {"search": answer(paged())}, Outcome.DID_NOT_HAPPEN, "no transaction of yours"),
    ([DEAL], {"search": answer(paged(transaction()))}, Outcome.CANNOT_TELL, "may be about to end it"),
    ([DEAL], {"search": answer(paged(FAILED))}, Outcome.DID_NOT_HAPPEN, "failed: execution reverted"),
    ([DEAL], {"search": answer(paged(transaction(user_id=OTHER)))}, Outcome.DID_NOT_HAPPEN, "no transaction"),
    (
        [DEAL],
        {"search": answer(paged(transaction(created_at="2024-01-01T00:00:00Z")))},
        Outcome.DID_NOT_HAPPEN,
        "no transaction",
    ),
    ([DEAL], {"search": answer(paged(transaction(created_at=None)))}, Outcome.CANNOT_TELL, "may be about"),
]


@pytest.mark.parametrize(("otc", "answers", "outcome", "because"), TRACES)
async def test_reading_tells_what_became_of_a_lost_request(
    otc: list[object], answers: dict[str, Act], outcome: Outcome, because: str
) -> None:
    server = Server(**answers)
    server.otc = otc
    async with tr(by=server) as (_, account):
        finding = await account.trace(lost())

    assert finding.outcome is outcome
    assert because in finding.because


def past(count: int) -> list[dict[str, Any]]:
    """Transactions from long before, the oldest first."""
    began = NOW - timedelta(days=2)
    return [
        transaction(id=f"old-{place}", created_at=(began + timedelta(seconds=place)).isoformat())
        for place in range(count)
    ]


@pytest.mark.parametrize(
    ("rows", "claimed", "outcome", "because", "searches"),
    [
        ([*past(60), transaction()], None, Outcome.CANNOT_TELL, "may be about to end it", 2),
        (past(60), None, Outcome.DID_NOT_HAPPEN, "no transaction", 2),
        (past(120)[::-1], None, Outcome.DID_NOT_HAPPEN, "no transaction", 1),
        ([transaction(), *past(120)[::-1]], None, Outcome.CANNOT_TELL, "may be about to end it", 1),
        (past(700), None, Outcome.CANNOT_TELL, "Not all", 10),
        (past(10), 70, Outcome.CANNOT_TELL, "Not all", 2),
        ([*past(60), transaction(error="reverted")], 90, Outcome.CANNOT_TELL, "Not all", 3),
    ],
)
async def test_nothing_follows_from_transactions_of_which_some_were_not_read(
    rows: list[object], claimed: int | None, outcome: Outcome, because: str, searches: int
) -> None:
    def by(seen: Seen) -> Act:
        return in_pages(rows, 50, claimed)(seen) if seen.target.endswith("/search") else Server()(seen)

    async with tr(by=by) as (server, account):
        finding = await account.trace(lost())

    assert (finding.outcome, because in finding.because) == (outcome, True)
    assert sum(seen.target.endswith("/search") for seen in server.seen) == searches


async def test_an_admins_deal_that_still_stands_was_not_decided() -> None:
    async with tr(by=Server()) as (_, account):
        finding = await account.trace(lost(instruction(Action.ACCEPT, Place.NODE)))

    assert finding.outcome is Outcome.DID_NOT_HAPPEN


async def test_a_number_that_nobody_explains_decides_nothing() -> None:
    over = changed(NODE_DEAL, status=1)
    async with tr(by=Server(nodes=answer({"data": [over], "total": 1}))) as (_, account):
        finding = await account.trace(lost(instruction(Action.ACCEPT, Place.NODE)))

    assert finding.outcome is Outcome.CANNOT_TELL


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[..., SandboxInfo]]:
    """Starts sandboxes with flags, one for each set of flags that the module asks for."""
    running: dict[tuple[str, ...], SandboxInfo] = {}
    with ExitStack() as stack:

        def start(*flags: str) -> SandboxInfo:
            if flags not in running:
                running[flags] = stack.enter_context(running_sandbox("--offers", "5", *flags))
            return running[flags]

        yield start


@asynccontextmanager
async def at(sandbox: SandboxInfo, *, node: str = "") -> AsyncIterator[TokenizationtrConnection]:
    """An account at a sandbox."""
    said = sandbox.said["tokenizationtr"]
    async with signed_in(client_connect, {**said, "node_id": node}, said) as connection:
        yield connection


def done(sandbox: SandboxInfo, deal: Offer) -> list[str]:
    """What was really done with a deal."""
    number = deal.key.offer_id.partition("-")[2]
    return [effect["action"] for effect in effects(sandbox) if effect["target"] == number]


async def first(account: TokenizationtrConnection, place: Place) -> Offer:
    """The first open deal of a list that somebody may act on."""
    read = found(await pages(account))
    open_ones = [
        each
        for each in read
        if each.status is OfferStatus.OPEN and each.side is not Side.WATCHED and not each.overdue(NOW)
    ]
    return next(each for each in open_ones if each.key.offer_id.startswith(place))


def on(deal: Offer, action: Action = Action.CANCEL) -> Instruction:
    """An instruction about a deal of the sandbox."""
    return Instruction(account=NAME, marketplace="tokenizationtr", action=action, offer=deal)


PROMISING = ("--tokenizationtr-settle", "1")
AT_ONCE = ("--tokenizationtr-writes", "sync")
FAILING = ("--tokenizationtr-outcome", "failed", *PROMISING)
BY_SEARCH = ("--tokenizationtr-transactions", "search")
"""Of the two documented ways to a transaction only the search is there."""
ADMIN = ("--tokenizationtr-admin",)


@pytest.mark.parametrize(("place", "action"), [(Place.OTC, "cancel"), (Place.SECONDARY, "delist")])
@pytest.mark.parametrize("flags", [AT_ONCE, PROMISING])
async def test_a_deal_of_the_sandbox_is_ended_in_both_styles(
    started: Callable[..., SandboxInfo], place: Place, action: str, flags: tuple[str, ...]
) -> None:
    sandbox = started(*flags)
    async with at(sandbox) as account:
        deal = await first(account, place)
        await account.send(on(deal), Seals())
        now = await account.reread(deal)

    assert now.status is OfferStatus.CANCELLED
    assert done(sandbox, deal) == [action]


@pytest.mark.parametrize("flags", [FAILING, (*FAILING, *BY_SEARCH)])
async def test_a_promise_that_fails_at_the_sandbox_is_refused_and_no_effect(
    started: Callable[..., SandboxInfo], flags: tuple[str, ...]
) -> None:
    sandbox = started(*flags)
    async with at(sandbox) as account:
        deal = await first(account, Place.OTC)
        with pytest.raises(ActionRefused, match="the transaction that was to end it failed"):
            await account.send(on(deal), Seals())

    assert done(sandbox, deal) == []


async def test_a_lost_promise_at_the_sandbox_is_found_out(started: Callable[..., SandboxInfo]) -> None:
    sandbox = started(*PROMISING)
    async with at(sandbox) as account:
        deal = await first(account, Place.OTC)
        lost_one = LostRequest(instruction=on(deal), sent_at=await account.server_time())
        with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
            faults = Faults(client)
            faults.arm("reset", "tokenizationtr.cancel_otc_deal", act=True)
            with pytest.raises(OutcomeUnknown):
                await account.send(on(deal), Seals())
            faults.clear()
        for _ in range(50):
            finding = await account.trace(lost_one)
            if finding.outcome is not Outcome.CANNOT_TELL:
                break
            await asyncio.sleep(0.2)

    assert finding.outcome is Outcome.HAPPENED
    assert done(sandbox, deal) == ["cancel"]


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.CANCEL])
async def test_an_admin_of_the_sandbox_decides(started: Callable[..., SandboxInfo], action: Action) -> None:
    sandbox = started(*ADMIN)
    async with at(sandbox, node=NODE) as account:
        deal = await first(account, Place.NODE)
        await account.send(on(deal, action), Seals())

    assert done(sandbox, deal) == [action.value]


async def test_who_is_no_admin_at_the_sandbox_sees_the_rest(started: Callable[..., SandboxInfo]) -> None:
    async with at(started(*PROMISING), node=NODE) as account:
        read = await pages(account)

    assert {each.key.offer_id.partition("-")[0] for each in found(read)} == {"otc", "secondary"}
    assert [page.partial for page in read][-1]
