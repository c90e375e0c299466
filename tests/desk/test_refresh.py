"""Refreshing: both sides to the end, what goes wrong stays with its account, and nothing good is lost."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.desk.proxy import Fault, Hold, Proxy, changed, errors, instead, proxy_before
from tests.desk.seat import ACCOUNT, QUICK, Clock, Seat, config_of, seated
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.credentials import CredentialStore, SessionStore
from tui_app.desk.news import News, OffersChanged
from tui_app.desk.sources import Source, SourceState
from tui_app.domain.errors import KeyringLocked, KeyringUnavailable, LedgerFull
from tui_app.domain.filter_terms import Filter
from tui_app.domain.offer import OfferStatus, Side
from tui_app.domain.secrets import Credentials
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.windows import View

pytestmark = pytest.mark.anyio

OFFERS = 64
SIDES = (Side.RECEIVED, Side.PLACED)


@pytest.fixture(scope="module")
def info() -> Iterator[SandboxInfo]:
    """A small market that no test changes."""
    with running_sandbox("--offers", str(OFFERS)) as running:
        yield running


@pytest.fixture
async def proxy(info: SandboxInfo) -> AsyncIterator[Proxy]:
    """A proxy before the small market."""
    async with proxy_before(info.base_url) as standing:
        yield standing


@pytest.fixture
async def seat(info: SandboxInfo, proxy: Proxy, tmp_path: Path) -> AsyncIterator[Seat]:
    """A desk with one account at the small market."""
    async with seated(info, tmp_path, at=proxy) as sitting:
        yield sitting


def rows(seat: Seat, side: Side) -> list[int]:
    """The rows of one side."""
    return list(seat.desk.windows.row_ids(View(side=side), datetime.now(UTC)))


def every_row(seat: Seat) -> int:
    """How many rows there are."""
    return sum(len(rows(seat, side)) for side in SIDES)


def counts(seat: Seat) -> dict[OfferStatus, int]:
    """How many received offers have each status."""
    return seat.desk.windows.counts(Side.RECEIVED, Filter(), datetime.now(UTC))


async def test_both_sides_are_read_to_the_end(seat: Seat) -> None:
    await seat.desk.refresh(ACCOUNT)

    assert every_row(seat) == OFFERS
    assert all(rows(seat, side) for side in SIDES)
    source = seat.desk.source(ACCOUNT)
    assert source.state is SourceState.FRESH
    assert source.problem == source.note == ""
    assert source.read_at is not None
    assert datetime.now(UTC) - source.read_at < timedelta(seconds=5)


async def test_how_far_it_came_is_told_page_by_page(info: SandboxInfo, proxy: Proxy, tmp_path: Path) -> None:
    async with seated(info, tmp_path, at=proxy, page_size=10) as seat:
        seen: list[Source] = []
        seat.desk.notices.listen(lambda _: seen.append(seat.desk.source(ACCOUNT)))

        await seat.desk.refresh(ACCOUNT)

        far = [source.so_far for source in seen if source.state is SourceState.LOADING]
        assert far == sorted(far)
        assert far[0] == 0
        assert far[-1] == OFFERS
        assert len(set(far)) > 5
        assert seen[-1].state is SourceState.FRESH


async def test_rows_are_there_as_soon_as_their_page_is_in(seat: Seat) -> None:
    found: list[int] = []
    seat.desk.notices.listen(
        lambda news: found.append(every_row(seat)) if isinstance(news, OffersChanged) else None
    )

    await seat.desk.refresh(ACCOUNT)

    assert 0 < found[0] < OFFERS


async def test_open_offers_that_are_listed_no_longer_become_unknown(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.refresh(ACCOUNT)
    before = counts(seat)

    def drop_open(body: Any) -> None:
        kept = [entry for entry in body["result"]["offers"] if entry["status"] != "open"]
        body["result"] = {"offers": kept, "count": len(kept)}

    proxy.always["NftUserOffers"] = changed(drop_open)
    await seat.desk.refresh(ACCOUNT)

    after = counts(seat)
    assert before[OfferStatus.OPEN] > 0
    assert after.pop(OfferStatus.UNKNOWN) == before.pop(OfferStatus.OPEN)
    assert after == before


async def test_a_refresh_that_fails_half_way_calls_nothing_unknown(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.refresh(ACCOUNT)
    before = counts(seat)
    proxy.always["NftUserOffers"] = errors("EGeneral:Temporary lockout")

    await seat.desk.refresh(ACCOUNT)

    assert counts(seat) == before


async def test_a_refresh_that_runs_is_joined(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.refresh(ACCOUNT)
    once = proxy.asked["NftUserOffers"]

    await asyncio.gather(*(seat.desk.refresh(ACCOUNT) for _ in range(5)))

    assert proxy.asked["NftUserOffers"] == 2 * once


async def test_what_is_asked_for_when_a_refresh_has_read_is_read_again(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.refresh(ACCOUNT)
    once, asked_again = proxy.asked["NftUserOffers"], list[asyncio.Task[None]]()

    def ask_once_more(news: News) -> None:
        if seat.desk.source(ACCOUNT).state is SourceState.FRESH and not asked_again:
            asked_again.append(asyncio.create_task(seat.desk.refresh(ACCOUNT)))

    seat.desk.notices.listen(ask_once_more)
    await seat.desk.refresh(ACCOUNT)
    await asyncio.gather(*asked_again)

    assert proxy.asked["NftUserOffers"] == 3 * once


async def test_who_stops_waiting_for_a_refresh_does_not_stop_it(seat: Seat) -> None:
    waiting = asyncio.create_task(seat.desk.refresh(ACCOUNT))
    await seat.until(lambda: seat.desk.source(ACCOUNT).state is SourceState.LOADING)
    waiting.cancel()

    await seat.until(lambda: seat.desk.source(ACCOUNT).state is SourceState.FRESH)
    assert every_row(seat) == OFFERS


async def test_a_limit_that_is_reached_is_said_and_calls_nothing_unknown(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, at=proxy) as seat:
        await seat.desk.refresh(ACCOUNT)
        before = counts(seat)
    async with seated(info, tmp_path, at=proxy, page_size=10, refresh_limit=20) as seat:
        await seat.desk.refresh(ACCOUNT)

        source = seat.desk.source(ACCOUNT)
        assert source.state is SourceState.FRESH
        assert "received offers were read; refresh again to read on" in source.note
        assert counts(seat) == before


async def test_the_next_refresh_reads_on_where_the_limit_was(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, at=proxy, page_size=10, refresh_limit=20) as seat:
        await seat.desk.refresh(ACCOUNT)
        first, asked = every_row(seat), proxy.asked["NftUserOffers"]
        await seat.desk.refresh(ACCOUNT)

        assert first < OFFERS == every_row(seat)
        assert proxy.asked["NftUserOffers"] - asked <= asked + 2
        assert seat.desk.source(ACCOUNT).note == ""
        assert counts(seat).get(OfferStatus.UNKNOWN, 0) == 0


async def test_a_list_that_was_read_on_to_its_end_knows_what_is_gone(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, at=proxy, page_size=10, refresh_limit=20) as seat:
        await seat.desk.refresh(ACCOUNT)
        await seat.desk.refresh(ACCOUNT)
        open_ones = counts(seat)[OfferStatus.OPEN]

        def drop_open(body: Any) -> None:
            kept = [entry for entry in body["result"]["offers"] if entry["status"] != "open"]
            body["result"] = {"offers": kept, "count": None}

        proxy.always["NftUserOffers"] = changed(drop_open)
        for _ in range(4):
            await seat.desk.refresh(ACCOUNT)

        assert counts(seat)[OfferStatus.UNKNOWN] == open_ones


async def test_a_refresh_that_was_stopped_keeps_what_came_and_is_gone_on_with(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, at=proxy, page_size=10) as seat:
        pages = 0

        def stop_after_two(news: News) -> None:
            nonlocal pages
            pages += isinstance(news, OffersChanged)
            if pages == 2:
                seat.desk.stop_refreshing()

        leave = seat.desk.notices.listen(stop_after_two)
        await seat.desk.refresh(ACCOUNT)
        leave()

        source, came = seat.desk.source(ACCOUNT), every_row(seat)
        assert source.state is SourceState.NEVER_READ
        assert source.note.startswith(f"stopped after {came} of ")
        assert 0 < came < OFFERS
        before = proxy.asked["NftUserOffers"]
        await seat.desk.refresh(ACCOUNT)
        assert every_row(seat) == OFFERS
        assert seat.desk.source(ACCOUNT).state is SourceState.FRESH
        again = proxy.asked["NftUserOffers"] - before
        proxy.asked.clear()
        await seat.desk.refresh(ACCOUNT)
        assert again < proxy.asked["NftUserOffers"]


async def test_a_page_that_could_not_be_kept_is_read_again(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, keep = count(1), OfferShelf.keep

    def full_once(shelf: OfferShelf, *page: Any) -> list[str]:
        if next(pages) == 2:
            raise LedgerFull("The disk is full.")
        return keep(shelf, *page)

    monkeypatch.setattr(OfferShelf, "keep", full_once)
    async with seated(info, tmp_path, at=proxy, page_size=10) as seat:
        await seat.desk.refresh(ACCOUNT)
        assert seat.desk.source(ACCOUNT).state is SourceState.FAILED

        await seat.desk.refresh(ACCOUNT)
        assert seat.desk.source(ACCOUNT).state is SourceState.FRESH
        assert every_row(seat) == OFFERS


async def test_a_refresh_that_waits_for_an_answer_can_be_stopped(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.refresh(ACCOUNT)
    proxy.next("NftUserOffers", held := Hold(acting=True))
    waiting = asyncio.create_task(seat.desk.refresh(ACCOUNT))
    await held.reached.wait()

    seat.desk.stop_refreshing()
    await waiting

    assert seat.desk.source(ACCOUNT).state is SourceState.STALE
    assert every_row(seat) == OFFERS


async def test_how_many_there_will_be_and_how_long_it_takes_is_told(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, at=proxy, page_size=10) as seat:
        seen: list[Source] = []
        seat.desk.notices.listen(lambda _: seen.append(seat.desk.source(ACCOUNT)))

        await seat.desk.refresh(ACCOUNT)

        loading = [source for source in seen if source.state is SourceState.LOADING and source.so_far]
        assert all(source.total is not None and source.total >= source.so_far for source in loading)
        assert all(source.left is not None for source in loading)
        assert loading[-1].total == OFFERS
        assert loading[-1].left == timedelta()


async def test_a_list_as_long_as_the_limit_is_whole(info: SandboxInfo, proxy: Proxy, tmp_path: Path) -> None:
    async with seated(info, tmp_path, at=proxy) as seat:
        await seat.desk.refresh(ACCOUNT)
        longest = max(len(rows(seat, side)) for side in SIDES)
    async with seated(info, tmp_path, at=proxy, refresh_limit=longest) as seat:
        await seat.desk.refresh(ACCOUNT)

        assert seat.desk.source(ACCOUNT).note == ""


async def test_entries_that_cannot_be_read_are_said_and_hide_no_others(seat: Seat, proxy: Proxy) -> None:
    def spoil_first(body: Any) -> None:
        body["result"]["offers"][0]["amount"]["amount"] = "a lot"

    proxy.always["NftUserOffers"] = changed(spoil_first)
    await seat.desk.refresh(ACCOUNT)

    source = seat.desk.source(ACCOUNT)
    assert source.state is SourceState.FRESH
    assert "received could not be read: Offer O" in source.note
    assert "placed could not be read: Offer O" in source.note
    assert every_row(seat) >= OFFERS - 4


@pytest.mark.parametrize(
    ("off", "differs"),
    [(timedelta(), False), (timedelta(seconds=3), False), (timedelta(hours=-2), True)],
)
async def test_a_clock_of_ours_that_differs_is_measured(
    off: timedelta, differs: bool, info: SandboxInfo, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, clock=Clock(off)) as seat:
        await seat.desk.refresh(ACCOUNT)

        assert seat.desk.source(ACCOUNT).clock_differs is differs
        assert abs(seat.desk.their_time(ACCOUNT) - datetime.now(UTC)) < timedelta(seconds=2)


async def test_a_list_is_read_without_the_marketplaces_clock(seat: Seat, proxy: Proxy) -> None:
    proxy.always["Time"] = errors("EGeneral:Unknown method")

    await seat.desk.refresh(ACCOUNT)

    assert seat.desk.source(ACCOUNT).state is SourceState.FRESH


STATES: list[tuple[Fault, SourceState, str]] = [
    (errors("EGeneral:Unknown method"), SourceState.GONE, "Enter the address of a compatible server"),
    (instead(b"", 404, acting=False), SourceState.GONE, "Check the account's API address"),
    (errors("EAPI:Invalid key"), SourceState.SIGNED_OUT, "Enter it again on the Accounts screen"),
    (errors("EAPI:Invalid signature"), SourceState.SIGNED_OUT, "Enter both again on the Accounts screen"),
    (errors("EGeneral:Permission denied"), SourceState.SIGNED_OUT, "Add it in Kraken's API settings"),
    (errors("EGeneral:Temporary lockout"), SourceState.PAUSED, "Wait 15 minutes, then refresh"),
    (errors("EService:Unavailable"), SourceState.FAILED, "Refresh to try again"),
    (instead(b"<html>", acting=False), SourceState.FAILED, "Check the account's API address"),
    (instead(b'{"error":[],"resu', acting=False), SourceState.FAILED, "Check the account's API address"),
    (instead(b"", 503, acting=False), SourceState.FAILED, "Refresh to try again"),
]


@pytest.mark.parametrize(("fault", "state", "remedy"), STATES)
async def test_what_keeps_a_source_from_being_fresh_is_a_state_with_a_remedy(
    fault: Fault, state: SourceState, remedy: str, seat: Seat, proxy: Proxy
) -> None:
    await seat.desk.refresh(ACCOUNT)
    read_at = seat.desk.source(ACCOUNT).read_at
    proxy.always["NftUserOffers"] = fault

    await seat.desk.refresh(ACCOUNT)

    source = seat.desk.source(ACCOUNT)
    assert source.state is state
    assert remedy in source.problem
    assert source.read_at == read_at
    assert every_row(seat) == OFFERS


async def test_what_went_wrong_is_forgotten_when_it_goes_well_again(seat: Seat, proxy: Proxy) -> None:
    proxy.next("NftUserOffers", errors("EAPI:Invalid key"))
    await seat.desk.refresh(ACCOUNT)
    await seat.desk.refresh(ACCOUNT)

    source = seat.desk.source(ACCOUNT)
    assert (source.state, source.problem) == (SourceState.FRESH, "")


class Broken(SessionStore):
    """A store that fails as it is told."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        self.failure = failure
        self.answers = asyncio.Event()

    async def load(self, account: str) -> Credentials | None:
        """Fail, or never answer."""
        if self.failure is not None:
            raise self.failure
        await self.answers.wait()
        return None


@pytest.mark.parametrize(
    ("store", "state", "words"),
    [
        (SessionStore(), SourceState.SIGNED_OUT, "kept for one session only"),
        (Broken(KeyringLocked("Unlock it, please.")), SourceState.LOCKED, "Unlock it"),
        (Broken(KeyringUnavailable("There is none.")), SourceState.LOCKED, "There is none"),
    ],
)
async def test_credentials_that_cannot_be_had_are_a_state(
    store: CredentialStore, state: SourceState, words: str, info: SandboxInfo, tmp_path: Path
) -> None:
    async with seated(info, tmp_path, stores={"session": store}) as seat:
        await seat.desk.refresh(ACCOUNT)

        source = seat.desk.source(ACCOUNT)
        assert source.state is state
        assert words in source.problem


def two(info: SandboxInfo, other: Any) -> dict[str, Any]:
    """Options for a desk with a second account beside the first."""
    return {"configs": [config_of(info.base_url), other]}


def refusing_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("fields", "marketplace", "words"),
    [
        ({"base_url": "http://127.0.0.1:{port}"}, "kraken", "cannot be reached"),
        ({"base_url": "gopher://example.com"}, "kraken", "cannot be the address of an API"),
        ({}, "atlantis", "does not know the marketplace “atlantis”"),
    ],
    ids=["refused", "no address", "unknown marketplace"],
)
async def test_the_failure_of_one_account_stays_its_own(
    fields: dict[str, str], marketplace: str, words: str, info: SandboxInfo, tmp_path: Path
) -> None:
    placed = {name: text.format(port=refusing_port()) for name, text in fields.items()}
    other = config_of("", "second", fields=placed, marketplace=marketplace)
    async with seated(info, tmp_path, **two(info, other)) as seat:
        await seat.desk.refresh_all()

        assert seat.desk.source(ACCOUNT).state is SourceState.FRESH
        assert every_row(seat) == OFFERS
        assert seat.desk.source("second").state is SourceState.FAILED
        assert words in seat.desk.source("second").problem


async def test_a_keyring_that_hangs_holds_up_no_other_account(info: SandboxInfo, tmp_path: Path) -> None:
    hanging, kept = Broken(), SessionStore()
    await kept.save(ACCOUNT, Credentials.of({"api_key": info.api_key, "api_secret": info.api_secret}))
    other = config_of(info.base_url, "second", keeps="keyring")
    stores: dict[str, CredentialStore] = {"session": kept, "keyring": hanging}
    async with seated(info, tmp_path, stores=stores, **two(info, other)) as seat:
        everything = asyncio.create_task(seat.desk.refresh_all())
        await seat.until(lambda: seat.desk.source(ACCOUNT).state is SourceState.FRESH)

        assert seat.desk.source("second").state is SourceState.LOADING
        hanging.answers.set()
        await everything
        assert seat.desk.source("second").state is SourceState.SIGNED_OUT


async def test_the_next_start_shows_what_was_read_before_and_when(info: SandboxInfo, tmp_path: Path) -> None:
    async with seated(info, tmp_path) as seat:
        await seat.desk.refresh(ACCOUNT)
        read_at = seat.desk.source(ACCOUNT).read_at
    async with seated(info, tmp_path) as seat:
        source = seat.desk.source(ACCOUNT)

        assert every_row(seat) == OFFERS
        assert source.state is SourceState.STALE
        assert source.read_at is not None
        assert read_at is not None
        assert abs(source.read_at - read_at) < timedelta(seconds=2)


async def test_a_refresh_that_is_cut_off_leaves_the_state_it_found(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.refresh(ACCOUNT)
    proxy.next("NftUserOffers", held := Hold(acting=True))
    waiting = asyncio.create_task(seat.desk.refresh(ACCOUNT))
    await held.reached.wait()

    await seat.desk.close()

    await waiting  # whoever waited for it goes on
    assert seat.desk.source(ACCOUNT).state is SourceState.FRESH


async def test_nothing_is_read_any_more_after_the_end(seat: Seat, proxy: Proxy) -> None:
    await seat.desk.close()
    asked = proxy.asked.total()
    await seat.desk.refresh_all()

    assert proxy.asked.total() == asked


async def test_a_server_that_never_answers_is_given_up_in_time(
    info: SandboxInfo, proxy: Proxy, tmp_path: Path
) -> None:
    quick = replace(QUICK, total=0.2)
    proxy.always["NftUserOffers"] = Hold(acting=False)
    async with seated(info, tmp_path, at=proxy, limits=quick) as seat:
        async with asyncio.timeout(5):
            await seat.desk.refresh(ACCOUNT)

        assert seat.desk.source(ACCOUNT).state is SourceState.FAILED
        assert "no complete answer came in time" in seat.desk.source(ACCOUNT).problem
