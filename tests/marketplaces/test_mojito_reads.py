"""Reading over real sockets: NFT by NFT, a few at once, one that fails costing no other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.loopback import Act, Seen, Wire, answer
from tests.mojito_account import (
    EVM_OTHER,
    NFT,
    ORG,
    SEED_ORDER,
    account_at,
    an_offer,
    asked_field,
    data,
    feed,
    market,
    on_evm,
    order,
    placed,
    refused,
    told,
    watching,
)
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferGone,
    ServiceGone,
    Unreachable,
    UnreadableReply,
)
from tui_app.domain.offer import OfferStatus, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.marketplaces.mojito.client import MojitoConnection

pytestmark = pytest.mark.anyio

OTHER_NFT = "a2338c7c-f68a-4c8e-a40f-d0d137d615c4"
ROW = {
    "NFTTokenID": OTHER_NFT,
    "TokenName": "Cool Cat #43",
    "ContractName": "Ionixx",
    "ActivityName": "Offered",
}


def nft(number: int) -> str:
    """One of many NFT token ids."""
    return f"{number:08x}-0000-4000-8000-000000000000"


async def pages_of(account: MojitoConnection, query: OfferQuery) -> list[OfferPage]:
    """Every page of a query."""
    return [page async for page in account.pages(query)]


def ids(pages: list[OfferPage]) -> list[str]:
    """The offers on these pages."""
    return [seen.offer.key.offer_id for page in pages for seen in page.offers]


def by_nft(answers: Mapping[str, object]) -> Callable[[Seen], Act]:
    """A server without activity that answers for each NFT as told."""

    def respond(seen: Seen) -> Act:
        if asked_field(seen) == "getUserOrderActivity":
            return answer(feed())
        found = answers[told(seen)["nftTokenId"]]
        return found if isinstance(found, Act) else answer(found)

    return respond


async def test_what_is_watched_and_what_activity_names_is_read_once_each() -> None:
    rows = (ROW, {**ROW, "NFTTokenID": NFT, "TokenName": "Mine"}, ROW)
    async with account_at(by=market(rows=rows)) as (server, account):
        pages = await pages_of(account, watching(NFT))
    asked = [told(seen)["nftTokenId"] for seen in server.seen if asked_field(seen) == "getOffersQuery"]
    assert asked == [NFT, OTHER_NFT]
    found = [each for page in pages for each in page.found]
    assert found == [
        Watched("nft", OTHER_NFT, UntrustedText("Cool Cat #43"), UntrustedText("Ionixx")),
        Watched("nft", NFT, UntrustedText("Mine"), UntrustedText("Ionixx")),
    ]


async def test_get_offers_is_asked_with_everything_that_is_set() -> None:
    options = {"currency": "EUR", "buyer_address": EVM_OTHER, "gated_offers": "yes"}
    async with account_at(by=market(), **options) as (server, account):
        await pages_of(account, watching(NFT))
    assert told(server.seen[-1]) == {
        "nftTokenId": NFT,
        "orgId": ORG,
        "currency": "EUR",
        "buyerAddress": EVM_OTHER,
        "gatedOffers": True,
    }


async def test_names_come_from_the_activity_where_nobody_named_them() -> None:
    async with account_at(by=market(order(), rows=(ROW,))) as (_server, account):
        (seen,) = [seen for page in await pages_of(account, OfferQuery()) for seen in page.offers]
    assert (seen.offer.nft.name.raw, seen.offer.nft.collection.raw) == ("Cool Cat #43", "Ionixx")
    assert seen.offer.nft.nft_id == OTHER_NFT


async def test_the_activity_is_read_to_its_end_with_overlapping_pages() -> None:
    rows = tuple({**ROW, "NFTTokenID": nft(number // 100), "CreatedAt": str(number)} for number in range(250))

    def respond(seen: Seen) -> Act:
        if asked_field(seen) != "getUserOrderActivity":
            return answer(data(getOffers=[]))
        at = told(seen)["offset"]
        page = rows[at : at + 100]
        return answer(data(getUserOrderActivity={"totalCount": 1, "data": list(page)}))

    async with account_at(by=respond) as (server, account):
        pages = await pages_of(account, OfferQuery())
    assert [told(seen)["offset"] for seen in server.seen[:4]] == [0, 97, 194, 247]
    assert {each.ref for page in pages for each in page.found} == {nft(0), nft(1), nft(2)}


async def test_an_activity_that_never_ends_is_read_to_the_limit() -> None:
    def respond(seen: Seen) -> Act:
        if asked_field(seen) != "getUserOrderActivity":
            return answer(data(getOffers=[]))
        at = told(seen)["offset"]
        return answer(feed(*({**ROW, "CreatedAt": f"{at + each}"} for each in range(100))))

    async with account_at(by=respond) as (server, account):
        pages = await pages_of(account, OfferQuery(limit=300))
    assert sum(asked_field(seen) == "getUserOrderActivity" for seen in server.seen) == 3
    assert pages[2].partial


@pytest.mark.parametrize(
    "row", [None, 5, "x", {}, {"NFTTokenID": None}, {"NFTTokenID": "x"}, {"NFTTokenID": 7, "TokenName": []}]
)
async def test_an_activity_that_names_no_nft_is_passed_over(row: Any) -> None:
    async with account_at(by=market(rows=(row, ROW))) as (_server, account):
        pages = await pages_of(account, OfferQuery())
    assert [each.ref for page in pages for each in page.found] == [OTHER_NFT]


async def test_an_activity_that_cannot_be_read_leaves_what_is_watched() -> None:
    def respond(seen: Seen) -> Act:
        broken = asked_field(seen) == "getUserOrderActivity"
        return answer(refused("out of order") if broken else data(getOffers=[order()]))

    async with account_at(by=respond) as (_server, account):
        first, second = await pages_of(account, watching(NFT))
    assert first.partial
    assert "Mojito says: out of order" in first.unreadable[0]
    assert not second.partial
    assert ids([first, second]) == [SEED_ORDER["id"]]


@pytest.mark.parametrize(
    "broken",
    [refused("token not found"), data(getOffers=None), data(getOffers={}), data(other=1), []],
)
async def test_one_nft_that_cannot_be_read_costs_no_other(broken: object) -> None:
    respond = by_nft({nft(1): broken, nft(2): data(getOffers=[order()])})
    async with account_at(by=respond) as (_server, account):
        pages = await pages_of(account, watching(nft(1), nft(2)))
    assert ids(pages) == [SEED_ORDER["id"]]
    (failed,) = [page for page in pages if page.partial]
    assert "the offers on NFT 000000…0000 could not be read" in failed.unreadable[0]


async def test_where_no_nft_can_be_read_that_is_the_failure() -> None:
    respond = by_nft({nft(1): refused("down"), nft(2): refused("down")})
    async with account_at(by=respond) as (_server, account):
        with pytest.raises(ActionRefused):
            await pages_of(account, watching(nft(1), nft(2)))


async def test_a_part_of_an_nft_s_offers_is_shown_as_a_part() -> None:
    partial = {**data(getOffers=[order(), None]), "errors": [{"message": "one is missing"}]}
    async with account_at(by=by_nft({NFT: partial})) as (_server, account):
        (page,) = await pages_of(account, watching(NFT))
    assert page.partial
    assert ids([page]) == [SEED_ORDER["id"]]
    assert "Mojito says: one is missing" in page.unreadable[0]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (answer(b"", 401), CredentialsRejected),
        (answer(refused("jwt expired")), CredentialsRejected),
        (answer(b"", 404), ServiceGone),
        (answer(b"", 500), Unreachable),
    ],
)
async def test_what_is_wrong_with_all_of_it_stops_all_of_it(act: Act, error: type[Exception]) -> None:
    good = {nft(number): data(getOffers=[]) for number in range(30)}
    async with account_at(by=by_nft({**good, nft(2): act})) as (server, account):
        with pytest.raises(error):
            await pages_of(account, watching(*good))
    assert len(server.seen) < 12 or error is Unreachable  # that one is asked for again


async def test_a_wrong_organization_is_told_with_its_remedy() -> None:
    async with account_at(answer(refused("organization not found"))) as (_server, account):
        with pytest.raises(ActionRefused, match="does not know this organization for you"):
            await account.probe()


async def test_four_nfts_are_asked_for_at_once_and_no_more() -> None:
    under_way = most = 0

    async def play(wire: Wire, seen: Seen | None) -> bool:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        assert seen is not None
        found = feed() if asked_field(seen) == "getUserOrderActivity" else data(getOffers=[])
        return await answer(found).play(wire, seen)

    async with account_at(by=lambda _seen: Act(play)) as (server, account):
        await pages_of(account, watching(*map(nft, range(12))))
    assert most == 4
    assert len(server.seen) == 13


async def test_offers_come_as_soon_as_one_nft_is_read() -> None:
    respond = by_nft({nft(1): data(getOffers=[order()]), nft(2): answer(b"", 500)})
    async with (
        account_at(by=respond) as (_server, account),
        aclosing(account.pages(watching(nft(1), nft(2)))) as pages,
    ):
        first = await anext(pages)
    assert ids([first]) == [SEED_ORDER["id"]]


async def test_an_offer_that_is_listed_twice_is_read_once() -> None:
    async with account_at(by=market(order(), order())) as (_server, account):
        assert ids(await pages_of(account, watching(nft(1), nft(2)))) == [SEED_ORDER["id"]]


async def test_reading_stops_at_the_limit_and_says_so() -> None:
    answers = {nft(n): data(getOffers=[order(id=f"{n}-a"), order(id=f"{n}-b")]) for n in range(9)}
    async with account_at(by=by_nft(answers)) as (_server, account):
        pages = await pages_of(account, watching(*answers, limit=4))
    assert [page.cut for page in pages] == [False, True]
    assert len(ids(pages)) == 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"side": Side.PLACED}, ["placed"]),
        ({"side": Side.RECEIVED}, ["mine", "old"]),
        ({"status": OfferStatus.OPEN}, ["mine", "placed"]),
        ({"chains": ("evm",)}, ["placed"]),
        ({"collections": (SEED_ORDER["tokenContract"],)}, ["mine", "old"]),
        ({"placed_since": datetime(2025, 1, 1, tzinfo=UTC)}, ["mine", "placed"]),
        ({"placed_until": datetime(2025, 1, 1, tzinfo=UTC)}, ["old"]),
        ({"nft_id": NFT}, ["mine", "placed", "old"]),
    ],
)
async def test_a_query_s_conditions_hold(query: dict[str, Any], expected: list[str]) -> None:
    old = order(id="old", orderStatus="EXPIRED", createdAt="2024-01-01T00:00:00Z")
    orders = (order(id="mine"), placed(on_evm(id="placed")), old)
    async with account_at(by=market(*orders)) as (_server, account):
        assert ids(await pages_of(account, watching(NFT, **query))) == expected


async def test_rereading_finds_the_offer_by_its_id_and_keeps_its_names() -> None:
    before = an_offer(order())
    entries = (order(id="other"), order(orderStatus="REJECTED"))
    async with account_at(by=market(*entries)) as (server, account):
        now = await account.reread(before)
    assert now.status is OfferStatus.REJECTED
    assert (now.nft.name, now.nft.collection) == (before.nft.name, before.nft.collection)
    assert [asked_field(seen) for seen in server.seen] == ["getOffersQuery"]


async def test_an_offer_that_is_not_listed_any_more_is_gone() -> None:
    async with account_at(by=market(order(id="other"))) as (_server, account):
        with pytest.raises(OfferGone):
            await account.reread(an_offer(order()))


@pytest.mark.parametrize(
    "found",
    [
        data(getOffers=[order(createdAt=None)]),
        data(getOffers=[order(id=None)]),
        data(getOffers=None),
        {**data(getOffers=[]), "errors": [{"message": "half"}]},
    ],
)
async def test_an_offer_that_may_be_in_what_cannot_be_read_is_not_gone(found: object) -> None:
    async with account_at(answer(found)) as (_server, account):
        with pytest.raises(UnreadableReply):
            await account.reread(an_offer(order()))


async def test_their_clock_is_the_date_of_an_answer() -> None:
    act = answer(data(__typename="Query"), headers={"Date": "Wed, 21 Oct 2026 07:28:00 GMT"})
    async with account_at(act) as (_server, account):
        assert await account.server_time() == datetime(2026, 10, 21, 7, 28, tzinfo=UTC)


async def test_without_a_date_their_clock_is_not_known() -> None:
    async with account_at(answer(data(__typename="Query"))) as (_server, account):
        with pytest.raises(UnreadableReply):
            await account.server_time()


async def test_signing_in_says_whose_organization_and_until_when() -> None:
    async with account_at(answer(feed(ROW, ROW))) as (server, account):
        said = await account.probe()
    assert ORG in said
    assert f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}" in said
    assert said.endswith("may read 2 activities.")
    assert told(server.seen[0])["limit"] == 1
