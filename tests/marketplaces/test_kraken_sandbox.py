"""The whole adapter against the sandbox, a server that shares no line with it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.kraken_account import MemoryNonces, ignore, kraken_account
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.domain.errors import ActionRefused, CredentialsRejected, OfferdeskError, OfferGone, ServiceGone
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import Offer, OfferStatus, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import LostRequest, OfferQuery, Outcome
from tui_app.marketplaces.kraken.client import KrakenConnection

pytestmark = pytest.mark.anyio

ETH = Currency(issuer="kraken", code="ETH", symbol=UntrustedText("ETH"))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """One sandbox for the tests that each use offers of their own."""
    with running_sandbox("--offers", "160") as info:
        yield info


def keys(info: SandboxInfo) -> dict[str, str]:
    """The credentials it takes."""
    return {"api_key": info.api_key, "api_secret": info.api_secret}


async def read_all(account: KrakenConnection, query: OfferQuery) -> list[Offer]:
    """Every offer of a query; fails where one cannot be read."""
    offers = []
    async for page in account.pages(query):
        assert page.unreadable == ()
        assert not page.cut
        offers += [seen.offer for seen in page.offers]
    return offers


async def standing(account: KrakenConnection, side: Side, nth: int) -> Offer:
    """An open offer that does not end soon; tests take different ones."""
    offers = await read_all(account, OfferQuery(side=side, status=OfferStatus.OPEN))
    soon = datetime.now(UTC) + timedelta(hours=1)
    return [each for each in offers if each.expires and each.expires > soon][nth]


def told(action: Action, offer: Offer, **changes: object) -> Instruction:
    """An instruction about an offer."""
    plain = Instruction(account="hotlips", marketplace="kraken", action=action, offer=offer)
    return replace(plain, **changes)  # type: ignore[arg-type]  # changes are named by the test


@pytest.mark.parametrize("limit", ["7", "100"])
@pytest.mark.parametrize("below", ["error", "first"])
@pytest.mark.parametrize("pos", ["item0", "item1", "page0", "page1"])
async def test_every_offer_is_listed_once_however_pos_is_read(pos: str, below: str, limit: str) -> None:
    flags = ["--kraken-pos", pos, "--kraken-below-first", below, "--page-limit", limit, "--offers", "60"]
    with running_sandbox(*flags) as info:
        async with kraken_account(info.base_url, credentials=keys(info)) as account:
            for _ in range(2):  # the second time with what was learned
                listed = [
                    offer.key.offer_id
                    for side in (Side.RECEIVED, Side.PLACED)
                    for offer in await read_all(account, OfferQuery(side=side, page_size=20))
                ]
                assert len(listed) == len(set(listed)) == 60


async def test_a_server_that_refuses_large_pages_is_asked_for_smaller_ones() -> None:
    with running_sandbox("--kraken-over-limit", "error", "--page-limit", "15", "--offers", "60") as info:
        async with kraken_account(info.base_url, credentials=keys(info)) as account:
            listed = [
                offer
                for side in (Side.RECEIVED, Side.PLACED)
                for offer in await read_all(account, OfferQuery(side=side, page_size=100))
            ]
    assert len(listed) == 60


async def test_a_status_filter_lists_what_has_that_status(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        everything = await read_all(account, OfferQuery(side=Side.RECEIVED))
        for status in (OfferStatus.OPEN, OfferStatus.EXPIRED, OfferStatus.ACCEPTED, OfferStatus.CANCELLED):
            found = await read_all(account, OfferQuery(side=Side.RECEIVED, status=status))
            assert Counter(each.status for each in found) == {status: len(found)}
            assert len(found) == sum(each.status is status for each in everything) > 0


async def test_a_limit_is_told_where_it_cuts(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        pages = [page async for page in account.pages(OfferQuery(side=Side.RECEIVED, page_size=10, limit=25))]
    assert [page.cut for page in pages] == [False] * (len(pages) - 1) + [True]


async def test_the_printed_example_is_listed_as_printed(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        offers = [
            offer
            for side in (Side.RECEIVED, Side.PLACED)
            for offer in await read_all(account, OfferQuery(side=side))
            if offer.key.offer_id == "ON65F7C-CDFOB-VSYE6D"
        ]
    (example,) = offers
    assert (example.price.plain, example.price.currency.code, example.quote_id) == (
        "5.00000000",
        "USDC",
        None,
    )
    assert example.overdue(datetime.now(UTC))


async def test_an_accepted_offer_is_sold_once_and_traced(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        offer = await standing(account, Side.RECEIVED, 0)
        sent = await account.server_time()
        receipt = await account.send(told(Action.ACCEPT, offer), ignore)
        assert (await account.reread(offer)).status is OfferStatus.ACCEPTED
        finding = await account.trace(LostRequest(instruction=told(Action.ACCEPT, offer), sent_at=sent))
        assert (finding.outcome, finding.made) == (Outcome.HAPPENED, receipt.made)
        with pytest.raises(OfferdeskError):
            await account.send(told(Action.ACCEPT, offer), ignore)
    assert [each["action"] for each in effects(sandbox) if each["target"] == offer.key.offer_id] == ["accept"]


async def test_a_counter_makes_an_auction_and_is_traced(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        offer = await standing(account, Side.RECEIVED, 1)
        counter = told(Action.COUNTER, offer, terms=Terms(price=Money.parse("12.50", ETH)))
        sent = await account.server_time()
        before = await account.trace(LostRequest(instruction=counter, sent_at=sent))
        receipt = await account.send(counter, ignore)
        after = await account.trace(LostRequest(instruction=counter, sent_at=sent))
    assert (before.outcome, before.made) == (Outcome.DID_NOT_HAPPEN, None)
    assert (after.outcome, after.made) == (Outcome.HAPPENED, receipt.made)


async def test_a_cancelled_offer_is_cancelled_and_traced(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        offer = await standing(account, Side.PLACED, 0)
        cancel = told(Action.CANCEL, offer)
        sent = await account.server_time()
        await account.send(cancel, ignore)
        finding = await account.trace(LostRequest(instruction=cancel, sent_at=sent))
        with pytest.raises((ActionRefused, OfferGone)):
            await account.send(cancel, ignore)
    assert finding.outcome is Outcome.HAPPENED


async def test_a_new_offer_is_placed_and_traced(sandbox: SandboxInfo) -> None:
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox)) as account:
        nft = (await standing(account, Side.PLACED, 1)).nft
        ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
        terms = Terms(price=Money.parse("0.125", ETH), expires=ends)
        place = Instruction(
            account="hotlips", marketplace="kraken", action=Action.PLACE, nft=nft, terms=terms
        )
        sent = await account.server_time()
        receipt = await account.send(place, ignore)
        finding = await account.trace(LostRequest(instruction=place, sent_at=sent))
        assert (finding.outcome, finding.made) == (Outcome.HAPPENED, receipt.made)
        query = OfferQuery(side=Side.PLACED, nft_id=nft.nft_id)
        (new,) = [each for each in await read_all(account, query) if each.key.offer_id == receipt.made]
    assert (new.price, new.expires) == (terms.price, ends)


async def test_without_telling_details_an_ending_is_found_in_the_public_list() -> None:
    with running_sandbox("--kraken-closed-detail", "silent", "--offers", "60") as info:
        async with kraken_account(info.base_url, credentials=keys(info)) as account:
            sent = await account.server_time()
            accepted, cancelled = (
                await standing(account, Side.RECEIVED, 0),
                await standing(account, Side.PLACED, 0),
            )
            for instruction in (told(Action.ACCEPT, accepted), told(Action.CANCEL, cancelled)):
                await account.send(instruction, ignore)
                finding = await account.trace(LostRequest(instruction=instruction, sent_at=sent))
                assert finding.outcome is Outcome.HAPPENED
            assert (await account.reread(cancelled)).status is OfferStatus.CLOSED


async def test_many_calls_at_once_cause_no_invalid_nonce(sandbox: SandboxInfo) -> None:
    nonces = MemoryNonces()
    async with kraken_account(sandbox.base_url, credentials=keys(sandbox), nonces=nonces) as account:
        await asyncio.gather(*(account.probe() for _ in range(20)))
    assert nonces.jumps == []


@pytest.mark.parametrize(
    ("flags", "changes", "kind"),
    [
        (["--kraken-gone"], {}, ServiceGone),
        (["--kraken-permissions", "none"], {}, CredentialsRejected),
        ([], {"api_key": "another-key"}, CredentialsRejected),
        ([], {"api_secret": "YW5vdGhlciBzZWNyZXQ="}, CredentialsRejected),
    ],
)
async def test_what_keeps_an_account_out_is_told_by_its_probe(
    flags: list[str], changes: dict[str, str], kind: type[OfferdeskError]
) -> None:
    with running_sandbox("--offers", "5", *flags) as info:
        async with kraken_account(info.base_url, credentials={**keys(info), **changes}) as account:
            with pytest.raises(kind):
                await account.probe()


async def test_a_two_factor_password_opens_a_key_that_has_one() -> None:
    with running_sandbox("--offers", "5", "--kraken-otp", "fixed pass") as info:
        async with kraken_account(info.base_url, credentials=keys(info)) as account:
            with pytest.raises(OfferdeskError):
                await account.probe()
        async with kraken_account(info.base_url, credentials={**keys(info), "otp": "fixed pass"}) as account:
            assert "Signed in" in await account.probe()
