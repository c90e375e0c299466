"""Readings of lists that were left in the middle, and gone on with: nothing twice, nothing missed.

Kraken's own are with its pages; here are the marketplaces whose lists are several.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from itertools import count, islice
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import dew_account
from tests.dew_account import CONTRACT, SOMEBODY, dew, entry, hash_of
from tests.loopback import Act, Seen, answer
from tests.mojito_account import account_at, asked_field, data, feed, order, refused, told, watching
from tests.tr_account import DEAL, in_pages, tr
from tui_app.domain.errors import CredentialsRejected
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import OfferPage, OfferQuery

pytestmark = pytest.mark.anyio


class Lists(Protocol):
    """A connection that lists offers."""

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """As every connection."""


def ids(pages: list[OfferPage]) -> list[str]:
    """The offers on these pages."""
    return [seen.offer.key.offer_id for page in pages for seen in page.offers]


async def first(account: Lists, most: int, query: OfferQuery) -> list[OfferPage]:
    """So many pages of a reading that is then left."""
    found: list[OfferPage] = []
    async with aclosing(account.pages(query)) as pages:
        async for page in pages:
            found.append(page)
            if len(found) == most:
                break
    return found


async def add(to: list[OfferPage], account: Lists, query: OfferQuery) -> None:
    """Read all pages, or those before what raises."""
    async for page in account.pages(query):
        to.append(page)  # noqa: PERF401 - a comprehension would keep nothing of what came before


async def rest(account: Lists, query: OfferQuery) -> list[OfferPage]:
    """All pages of a reading."""
    return [page async for page in account.pages(query)]


class Contracts:
    """Dew with a list of offers for each contract."""

    def __init__(self, **lengths: int) -> None:
        hashes = (hash_of(number) for number in count())
        self.rows = {
            contract: [entry(order_hash=each, maker=SOMEBODY) for each in islice(hashes, length)]
            for contract, length in lengths.items()
        }
        self.asked: list[tuple[str, int]] = []

    def __call__(self, seen: Seen) -> Act:
        """One page."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(seen.target).query).items()}
        contract, offset = query["contract"], int(query["offset"])
        self.asked.append((contract, offset))
        return answer(dew_account.data(self.rows[contract][offset : offset + int(query["limit"])]))


def on_dew(*contracts: str, **changes: Any) -> OfferQuery:
    """A query that watches these contracts and can be gone on with."""
    watched = tuple(Watched("contract", each) for each in contracts)
    return OfferQuery(**{"watched": watched, "go_on": False, **changes})


async def test_dew_is_gone_on_with_where_it_was_left() -> None:
    server = Contracts(**{CONTRACT: 220, SOMEBODY: 60})
    async with dew(by=server, wallets="") as (_, account):
        before = await first(account, 4, on_dew(CONTRACT, SOMEBODY))
        server.asked.clear()
        after = await rest(account, on_dew(CONTRACT, SOMEBODY, go_on=True))

    assert not {(CONTRACT, 0), (SOMEBODY, 0)}.intersection(server.asked)
    assert sorted(ids(before) + ids(after)) == [hash_of(each) for each in range(280)]
    assert {page.part for page in before} == {1}
    assert {page.part for page in after} == {2}


async def test_dew_reads_more_where_a_limit_was() -> None:
    server = Contracts(**{CONTRACT: 120, SOMEBODY: 60})
    async with dew(by=server, wallets="") as (_, account):
        before = await rest(account, on_dew(CONTRACT, SOMEBODY, limit=100))
        after = await rest(account, on_dew(CONTRACT, SOMEBODY, limit=100, go_on=True))

    assert before[-1].cut
    assert not after[-1].cut
    assert sorted(ids(before) + ids(after)) == [hash_of(each) for each in range(180)]


async def test_a_list_that_moved_by_more_than_overlaps_is_read_from_its_beginning() -> None:
    server = Contracts(**{CONTRACT: 200})
    async with dew(by=server, wallets="") as (_, account):
        before = await first(account, 2, on_dew(CONTRACT))
        server.rows[CONTRACT] = server.rows[CONTRACT][40:]
        after = await rest(account, on_dew(CONTRACT, go_on=True))

    assert (CONTRACT, 0) in server.asked[2:]
    assert sorted(ids(before) + ids(after)) == [hash_of(each) for each in range(200)]


async def test_what_is_watched_since_then_is_read_too() -> None:
    server = Contracts(**{CONTRACT: 60, SOMEBODY: 3})
    async with dew(by=server, wallets="") as (_, account):
        before = await first(account, 1, on_dew(CONTRACT))
        after = await rest(account, on_dew(CONTRACT, SOMEBODY, go_on=True))

    assert len(ids(before) + ids(after)) == 63


class Deals:
    """tokenizationtr with long lists of deals."""

    def __init__(self, otc: int, secondary: int) -> None:
        self.lists = {
            "otcs": [{**DEAL, "deal_id": each} for each in range(otc)],
            "secondary": [{**DEAL, "deal_id": each} for each in range(secondary)],
        }
        self.asked: list[tuple[str, int]] = []

    def __call__(self, seen: Seen) -> Act:
        """One page."""
        kind = "otcs" if "/otcs/" in seen.target else "secondary"
        self.asked.append((kind, json.loads(seen.body)["page"]))
        return in_pages(self.lists[kind], 50)(seen)


def deals(**changes: Any) -> OfferQuery:
    """A query for deals that can be gone on with."""
    return OfferQuery(**{"go_on": False, **changes})


async def test_deals_are_gone_on_with_a_page_before_the_one_that_was_next() -> None:
    server = Deals(120, 70)
    async with tr(by=server, node="") as (_, account):
        before = await first(account, 4, deals())
        server.asked.clear()
        after = await rest(account, deals(go_on=True))

    assert ("otcs", 1) not in server.asked
    assert ("secondary", 1) not in server.asked
    assert sorted(ids(before) + ids(after)) == sorted(
        [f"otc-{each}" for each in range(120)] + [f"secondary-{each}" for each in range(70)]
    )


async def test_deals_that_vanished_meanwhile_hide_no_other() -> None:
    server = Deals(150, 0)
    async with tr(by=server, node="") as (_, account):
        before = await first(account, 2, deals())
        server.lists["otcs"] = server.lists["otcs"][30:]
        after = await rest(account, deals(go_on=True))

    assert sorted(ids(before) + ids(after)) == sorted(f"otc-{each}" for each in range(150))


async def test_deals_of_which_a_whole_page_vanished_are_read_from_the_first() -> None:
    server = Deals(300, 0)
    async with tr(by=server, node="") as (_, account):
        before = await first(account, 3, deals())
        server.lists["otcs"] = server.lists["otcs"][90:]
        server.asked.clear()
        after = await rest(account, deals(go_on=True))

    asked = [page for kind, page in server.asked if kind == "otcs"]
    assert asked[:2] == [2, 1]
    assert set(ids(before) + ids(after)) == {f"otc-{each}" for each in range(300)}


async def test_lists_that_were_read_are_not_asked_for_again() -> None:
    server = Deals(3, 120)
    async with tr(by=server, node="") as (_, account):
        await first(account, 3, deals())
        server.asked.clear()
        await rest(account, deals(go_on=True))

    assert {kind for kind, _ in server.asked} == {"secondary"}


def nft(number: int) -> str:
    """One of many NFT token ids."""
    return f"{number:08x}-0000-4000-8000-000000000000"


class Shelves:
    """Mojito with an order on each NFT; those in `broken` cannot be had."""

    def __init__(self) -> None:
        self.broken: dict[str, Act] = {}
        self.asked: list[str] = []

    def __call__(self, seen: Seen) -> Act:
        """One answer."""
        if asked_field(seen) == "getUserOrderActivity":
            self.asked.append("activity")
            return answer(feed())
        ref = told(seen)["nftTokenId"]
        self.asked.append(ref)
        return self.broken.get(ref) or answer(data(getOffers=[order(id=ref)]))


async def test_nfts_that_were_read_are_not_asked_for_again() -> None:
    server = Shelves()
    refs = [nft(number) for number in range(12)]
    async with account_at(by=server) as (_, account):
        before = await first(account, 4, watching(*refs, go_on=False))
        read = set(ids(before))
        server.asked.clear()
        after = await rest(account, watching(*refs, go_on=True))

    assert len(read) > 0
    assert sorted(server.asked) == sorted(set(refs) - read)
    assert sorted(ids(before) + ids(after)) == refs


async def test_what_ends_a_reading_lets_it_be_gone_on_with() -> None:
    server = Shelves()
    refs = [nft(number) for number in range(9)]
    server.broken[refs[6]] = answer({"message": "no"}, 401)
    async with account_at(by=server) as (_, account):
        before: list[OfferPage] = []
        with pytest.raises(CredentialsRejected):
            await add(before, account, watching(*refs, go_on=False))
        server.broken.clear()
        after = await rest(account, watching(*refs, go_on=True))

    assert ids(before)
    assert sorted(ids(before) + ids(after)) == refs


async def test_an_nft_that_could_not_be_read_is_not_asked_for_again_and_told_once() -> None:
    server = Shelves()
    refs = [nft(number) for number in range(6)]
    server.broken[refs[0]] = answer(refused("Not this one."))
    async with account_at(by=server) as (_, account):
        before = await first(account, 4, watching(*refs, go_on=False))
        after = await rest(account, watching(*refs, go_on=True))

    assert [page.partial for page in before + after].count(True) == 1


async def test_a_reading_that_is_not_to_be_gone_on_with_leaves_nothing() -> None:
    server = Shelves()
    refs = [nft(number) for number in range(6)]
    async with account_at(by=server) as (_, account):
        before = await first(account, 3, watching(*refs))
        after = await rest(account, watching(*refs, go_on=True))

    assert len(ids(after)) == 6
    assert {page.part for page in before} == {0}
