"""Searching purchases through the desk: page by page, through every trouble, with exact totals."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk.seat import Seat, seated
from tests.loopback import Act, Respond, Seen, answer, loopback, reset, silence
from tests.rest_account import DOCUMENTS
from tests.sandbox_process import SandboxInfo
from tests.tr_account import OTHER, RET, TOKEN, USER, asked, in_pages, paged
from tui_app.credentials import SessionStore
from tui_app.desk.news import PurchasesChanged
from tui_app.desk.purchase_readings import ReadingState
from tui_app.domain.errors import OfferdeskError, UsageError
from tui_app.domain.purchase import Purchase, Search
from tui_app.domain.secrets import Credentials
from tui_app.ledger.purchases import PurchaseShelf
from tui_app.ledger.store import Ledger
from tui_app.marketplaces.kraken import MARKETPLACE as KRAKEN
from tui_app.marketplaces.tokenizationtr import MARKETPLACE
from tui_app.settings import AccountConfig

pytestmark = pytest.mark.anyio

NAME = "tower"
OWN = Search(NAME)
NOWHERE = SandboxInfo(base_url="", api_key="", api_secret="", effects_url="", pid=0)
PRINTED = (DOCUMENTS / "tokenizationtr_purchases.json").read_bytes()
ROW: dict[str, Any] = json.loads(PRINTED)["data"][0]


def rows(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Purchases with ids of their own, each for 180 USDT with fees of 9."""
    return [{**ROW, "id": f"purchase_{number}"} for number in range(first, first + count)]


def page_of(seen: Seen) -> int:
    """The number of the page that is asked for."""
    found: int = asked(seen)["page"]
    return found


def breaking(count: int, size: int, at: int, act: Act) -> tuple[Respond, Callable[[], None]]:
    """A server whose page `at` is `act`, until the second thing is called."""
    whole, broken = in_pages(rows(count), size), [True]

    def by(seen: Seen) -> Act:
        return act if broken and page_of(seen) == at else whole(seen)

    return by, broken.clear


@asynccontextmanager
async def at_the_desk(
    folder: Path, *acts: Act, by: Respond | None = None, page_size: int = 20, **options: Any
) -> AsyncIterator[tuple[Seat, list[Seen]]]:
    """A desk with one account at a server that plays tokenizationtr, and what that saw."""
    async with loopback(*acts, by=by) as server:
        config = AccountConfig(
            name=NAME,
            marketplace=MARKETPLACE.slug,
            fields={"base_url": server.base_url, "user_id": USER},
            keeps="session",
        )
        stores: Any = {"session": SessionStore({NAME: Credentials.of({"token": TOKEN})})}
        async with seated(
            NOWHERE,
            folder,
            configs=[config],
            stores=stores,
            marketplace=MARKETPLACE,
            page_size=page_size,
            **options,
        ) as seat:
            await seat.desk.purchases.add(OWN)
            yield seat, server.seen


def ids(seat: Seat, search: Search = OWN) -> list[str]:
    """The ids of the purchases of a search, as a list has them."""
    return [row.purchase.purchase_id for row in seat.desk.purchases.shelf.all_of(search)]


def numbered(*numbers: int) -> list[str]:
    """The ids of purchases."""
    return [f"purchase_{number}" for number in numbers]


async def test_the_printed_page_is_read_whole_and_shown_exactly(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, answer(PRINTED)) as (seat, seen):
        search = seat.desk.purchases.name(NAME, USER, RET)
        await seat.desk.purchases.add(search)
        await seat.desk.purchases.read_on(search)
        reading = seat.desk.purchases.reading(search)
        (row,) = seat.desk.purchases.shelf.all_of(search)

    assert (reading.state, reading.rows, reading.claimed, reading.problem) == (ReadingState.WHOLE, 1, 1, "")
    assert (row.purchase.purchase_id, row.purchase.user_id) == ("purchase_456", USER)
    (total,) = reading.totals.of
    assert (total.cost.plain, [(fee.label, fee.money.plain) for fee in total.fees]) == (
        "180.0",
        [("platform fee", "5.4"), ("node fee", "3.6")],
    )
    assert len(seen) == 1
    assert asked(seen[0])["token_id"] == RET


async def test_a_page_is_fetched_when_it_is_wanted_and_not_before(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(45), 20)) as (seat, seen):
        purchases = seat.desk.purchases
        met = []
        for _ in range(3):
            await purchases.read_on(OWN)
            reading = purchases.reading(OWN)
            met.append((len(seen), reading.pages, reading.rows, reading.state))
        await purchases.read_on(OWN)

        assert met == [
            (1, 1, 20, ReadingState.PART),
            (2, 2, 40, ReadingState.PART),
            (3, 3, 45, ReadingState.WHOLE),
        ]
        assert len(seen) == 3
        assert ids(seat) == numbered(*range(45))
        assert purchases.searches()[0].read_at is not None


class Lingering(PurchaseShelf):
    """A shelf that says when a page is kept, and goes on when it is let go."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self.kept, self.let_go = threading.Event(), threading.Event()

    def keep(
        self, search: Search, purchases: Iterable[Purchase], generation: int, at: datetime
    ) -> tuple[Purchase, ...]:
        """As every shelf, then wait."""
        fresh = super().keep(search, purchases, generation, at)
        self.kept.set()
        self.let_go.wait(30)
        return fresh


@pytest.mark.parametrize("page", [1, 2])
async def test_a_page_that_was_kept_when_reading_was_stopped_counts(tmp_path: Path, page: int) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(45), 20)) as (seat, _):
        purchases = seat.desk.purchases
        for _ in range(page - 1):
            await purchases.read_on(OWN)
        purchases.shelf = shelf = Lingering(seat.ledger)
        reading = asyncio.create_task(purchases.read_on(OWN))
        await asyncio.to_thread(shelf.kept.wait, 30)
        stopping = asyncio.create_task(purchases.stop(OWN))
        await asyncio.sleep(0)
        shelf.let_go.set()
        await asyncio.gather(stopping, reading)
        stopped = purchases.reading(OWN)
        await purchases.read_to_end(OWN)

        assert (stopped.state, stopped.pages, stopped.rows) == (ReadingState.STOPPED, page, 20 * page)
        whole = purchases.reading(OWN)
        assert (whole.state, whole.rows) == (ReadingState.WHOLE, 45)
        assert [total.cost.plain for total in whole.totals.of] == ["8100.0"]
        assert ids(seat) == numbered(*range(45))


async def test_totals_are_exact_over_what_was_read_so_far(tmp_path: Path) -> None:
    odd = [{**row, "total_cost": {"amount": 0.1, "decimal": 6, "symbol": "USDT"}} for row in rows(30)]
    async with at_the_desk(tmp_path, by=in_pages(odd, 20)) as (seat, _):
        purchases, sums = seat.desk.purchases, []
        for _ in range(2):
            await purchases.read_on(OWN)
            (total,) = purchases.reading(OWN).totals.of
            sums.append((total.count, total.cost.amount, total.all_fees.amount))
        (group,) = purchases.reading(OWN).groups

    assert sums == [(20, Decimal("2.0"), Decimal(180)), (30, Decimal("3.0"), Decimal(270))]
    assert (group.token.token_id, group.count, group.quantity) == (RET, 30, Decimal(450))


@pytest.mark.parametrize("total", [45, None, 0, "45", "number", 1, -5, 10**30])
async def test_whatever_is_said_of_the_pages_all_of_them_are_read(total: object, tmp_path: Path) -> None:
    claimed = "—" if total is None else total
    async with at_the_desk(tmp_path, by=in_pages(rows(45), 20, claimed)) as (seat, _):
        await seat.desk.purchases.read_to_end(OWN)

        assert seat.desk.purchases.reading(OWN).state is ReadingState.WHOLE
        assert ids(seat) == numbered(*range(45))


async def test_an_answer_without_pagination_is_read_to_its_end(tmp_path: Path) -> None:
    def by(seen: Seen) -> Act:
        return answer({"data": rows(20) if page_of(seen) == 1 else []})

    async with at_the_desk(tmp_path, by=by) as (seat, seen):
        await seat.desk.purchases.read_to_end(OWN)
        reading = seat.desk.purchases.reading(OWN)

    assert (reading.state, reading.rows, reading.claimed, len(seen)) == (ReadingState.WHOLE, 20, None, 2)


@pytest.mark.parametrize(
    "act",
    [
        reset(b'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{"data": ['),
        answer({"error": "Unauthorized"}, 401),
        answer({"error": "Forbidden", "details": "not this user"}, 403),
        answer({"error": "User not found"}, 404),
        answer({"error": "Unprocessable"}, 422),
        answer({"error": "Bad request", "details": "page"}, 400),
        answer({"error": "Internal"}, 500),
        answer(b"<html>bad gateway</html>", 502),
        answer({"data": "none"}),
    ],
    ids=["cut", "401", "403", "404", "422", "400", "500", "502", "no list"],
)
async def test_what_fails_on_page_3_costs_nothing_that_was_read_and_is_gone_on_from(
    act: Act, tmp_path: Path
) -> None:
    by, mend = breaking(45, 10, 3, act)
    async with at_the_desk(tmp_path, by=by, page_size=10) as (seat, seen):
        await seat.desk.purchases.read_to_end(OWN)
        failed = seat.desk.purchases.reading(OWN)
        assert (failed.state, failed.pages, failed.rows) == (ReadingState.FAILED, 2, 20)
        assert failed.problem.endswith(".")
        assert ids(seat) == numbered(*range(20))
        assert failed.totals.of[0].count == 20
        mend()
        seen.clear()
        await seat.desk.purchases.read_to_end(OWN)

        assert [page_of(each) for each in seen][:3] == [3, 4, 5]
        reading = seat.desk.purchases.reading(OWN)
        assert (reading.state, reading.problem, reading.rows) == (ReadingState.WHOLE, "", 45)
        assert ids(seat) == numbered(*range(45))


async def test_what_moved_while_it_was_broken_is_met_once(tmp_path: Path) -> None:
    known, broken = rows(30), [True]

    def by(seen: Seen) -> Act:
        if broken and page_of(seen) == 2:
            return answer({"error": "Internal"}, 500)
        return in_pages(known, 10)(seen)

    async with at_the_desk(tmp_path, by=by, page_size=10) as (seat, _):
        await seat.desk.purchases.read_to_end(OWN)
        broken.clear()
        known.insert(0, rows(1, 99)[0])
        await seat.desk.purchases.read_to_end(OWN)

        assert ids(seat) == numbered(*range(30))
        assert seat.desk.purchases.reading(OWN).totals.of[0].count == 30


async def test_what_cannot_be_read_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    odd = [{**ROW, "quantity": "number", "id": "a"}, {**ROW, "id": None}, {**ROW, "id": "b"}]
    async with at_the_desk(tmp_path, answer(paged(*odd))) as (seat, _):
        await seat.desk.purchases.read_on(OWN)
        reading = seat.desk.purchases.reading(OWN)
        first, _ = seat.desk.purchases.shelf.all_of(OWN)

    assert (reading.state, reading.rows, len(reading.unreadable)) == (ReadingState.WHOLE, 2, 1)
    assert first.purchase.quantity is None
    assert any("quantity" in note for note in first.purchase.notes)
    assert reading.groups[0].unsaid == 1


async def test_reading_stops_at_the_limit_and_goes_on_when_asked(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(45), 10), page_size=10, refresh_limit=20) as (seat, _):
        await seat.desk.purchases.read_to_end(OWN)
        reading = seat.desk.purchases.reading(OWN)
        assert (reading.state, reading.rows) == (ReadingState.LIMIT, 20)
        for _ in range(2):
            await seat.desk.purchases.read_to_end(OWN)

        assert seat.desk.purchases.reading(OWN).state is ReadingState.WHOLE
        assert ids(seat) == numbered(*range(45))


async def test_reading_that_is_stopped_keeps_what_it_has_and_goes_on_from_there(tmp_path: Path) -> None:
    by, mend = breaking(45, 10, 3, silence())
    async with at_the_desk(tmp_path, by=by, page_size=10) as (seat, seen):
        purchases = seat.desk.purchases
        reading = asyncio.create_task(purchases.read_to_end(OWN))
        await seat.until(lambda: len(seen) == 3)
        await purchases.stop(OWN)
        await reading
        stopped = purchases.reading(OWN)
        assert (stopped.state, stopped.rows, ids(seat)) == (ReadingState.STOPPED, 20, numbered(*range(20)))
        mend()
        await purchases.read_to_end(OWN)

        assert ids(seat) == numbered(*range(45))


async def test_two_who_want_the_next_page_get_the_same_one(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(45), 20)) as (seat, seen):
        await asyncio.gather(*(seat.desk.purchases.read_on(OWN) for _ in range(5)))

        assert len(seen) == 1


async def test_reading_anew_begins_at_the_first_page_and_keeps_what_was_known_until_the_end(
    tmp_path: Path,
) -> None:
    known = rows(30)
    async with at_the_desk(tmp_path, by=lambda seen: in_pages(known, 20)(seen)) as (seat, _):
        purchases = seat.desk.purchases
        await purchases.read_to_end(OWN)
        del known[25]
        known.insert(0, rows(1, 99)[0])
        await purchases.read_anew(OWN)
        assert ids(seat) == numbered(99, *range(30))
        assert purchases.reading(OWN).fresh_rows == 20
        await purchases.read_to_end(OWN)

        assert ids(seat) == numbered(99, *range(25), *range(26, 30))


async def test_a_first_page_that_fails_leaves_what_was_known_and_its_totals(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(3), 20)) as (seat, _):
        await seat.desk.purchases.read_to_end(OWN)
    async with at_the_desk(tmp_path, answer({"error": "Internal"}, 500)) as (seat, _):
        purchases = seat.desk.purchases
        await purchases.recall(OWN)
        await purchases.read_on(OWN)
        reading = purchases.reading(OWN)

        assert (reading.state, reading.fresh_rows) == (ReadingState.FAILED, 0)
        assert (reading.totals.of[0].count, ids(seat)) == (3, numbered(0, 1, 2))


async def test_what_was_known_is_there_at_the_next_start_before_anything_is_asked(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(3), 20)) as (seat, _):
        await seat.desk.purchases.read_to_end(OWN)
    async with at_the_desk(tmp_path, silence()) as (seat, seen):
        (kept,) = seat.desk.purchases.searches()
        assert (kept.search, ids(seat)) == (OWN, numbered(0, 1, 2))
        assert kept.read_at is not None
        assert seen == []


async def test_a_search_that_is_taken_off_is_read_no_more_and_leaves_nothing(tmp_path: Path) -> None:
    by, _ = breaking(45, 10, 2, silence())
    async with at_the_desk(tmp_path, by=by, page_size=10) as (seat, seen):
        reading = asyncio.create_task(seat.desk.purchases.read_to_end(OWN))
        await seat.until(lambda: len(seen) == 2)
        await seat.desk.purchases.forget(OWN)
        await reading

        assert (seat.desk.purchases.searches(), ids(seat)) == ((), [])
        assert PurchasesChanged(NAME) in seat.news


async def test_an_account_that_is_removed_takes_its_searches_with_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(3), 20)) as (seat, _):
        await seat.desk.purchases.read_on(OWN)
        await seat.desk.remove_account(NAME)

        assert seat.desk.purchases.shelf.searches() == ()
        assert seat.desk.purchases.able() == ()


async def test_closing_the_desk_ends_what_is_being_read(tmp_path: Path) -> None:
    async with asyncio.timeout(5):
        async with at_the_desk(tmp_path, silence()) as (seat, seen):
            reading = asyncio.create_task(seat.desk.purchases.read_on(OWN))
            await seat.until(lambda: len(seen) == 1)
        await reading


async def test_the_account_s_own_user_is_meant_where_none_is_named(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, by=in_pages(rows(1), 20)) as (seat, seen):
        assert seat.desk.purchases.name(NAME, " ", "") == OWN
        other = seat.desk.purchases.name(NAME, f" {OTHER} ", RET)
        for search in (OWN, other):
            await seat.desk.purchases.add(search)
            await seat.desk.purchases.read_on(search)

    assert [each.target.split("/")[5] for each in seen] == [USER, OTHER]
    assert other == Search(NAME, OTHER, RET)


@pytest.mark.parametrize(
    ("user", "token", "grouped", "words"),
    [
        ("a/b", "", False, "“a/b” is not an id"),
        ("", "68ae 06cf", False, "is not an id"),
        ("x" * 65, "", False, "is not an id"),
        ("", RET, True, "every token"),
    ],
)
async def test_what_is_named_wrongly_is_told_before_anything_is_sent(
    user: str, token: str, grouped: bool, words: str, tmp_path: Path
) -> None:
    async with at_the_desk(tmp_path, silence()) as (seat, seen):
        with pytest.raises(UsageError, match=words):
            seat.desk.purchases.name(NAME, user, token, grouped=grouped)

        assert seen == []


async def test_short_rows_come_from_the_group_search(tmp_path: Path) -> None:
    short = [{name: value for name, value in row.items() if name != "fees"} for row in rows(2)]
    async with at_the_desk(tmp_path, by=in_pages(short, 20)) as (seat, seen):
        search = seat.desk.purchases.name(NAME, "", "", grouped=True)
        await seat.desk.purchases.add(search)
        await seat.desk.purchases.read_to_end(search)

        assert seen[0].target.endswith("/group-search")
        assert ids(seat, search) == numbered(0, 1)
        assert ids(seat) == []


async def test_how_many_of_a_token_a_user_has_is_asked_for(tmp_path: Path) -> None:
    held = {"token_id": RET, "total_quantity": 500, "available_quantity": 450, "locked_quantity": 50}
    async with at_the_desk(tmp_path, answer(held)) as (seat, seen):
        holding = await seat.desk.purchases.holding(OWN, RET)

    assert (holding.total, holding.available, holding.locked) == tuple(map(Decimal, (500, 450, 50)))
    assert seen[0].target.endswith(f"/users/{USER}/tokens/{RET}/quantity")


async def test_an_account_elsewhere_is_no_account_for_purchases(tmp_path: Path) -> None:
    config = AccountConfig(
        name="k", marketplace="kraken", fields={"base_url": "http://127.0.0.1:9"}, keeps="session"
    )
    async with seated(NOWHERE, tmp_path, configs=[config], marketplace=KRAKEN) as seat:
        assert seat.desk.purchases.able() == ()
        with pytest.raises(UsageError, match="does not tell what users bought"):
            seat.desk.purchases.form_of("k")
        with pytest.raises(OfferdeskError):
            await seat.desk.purchases.holding(Search("k"), RET)
