"""Reads over real sockets: signed, repeated with fresh nonces, paced, and each failure one sentence."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import stamina

from tests.kraken_account import (
    API_KEY,
    API_SECRET,
    MemoryNonces,
    account_at,
    an_offer,
    fields_of,
    ignore,
    instruction,
    kraken_account,
    offer_entry,
    offers_answer,
)
from tests.loopback import Act, Respond, Seen, answer, loopback, raw, reset
from tui_app.domain.errors import (
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
    UsageError,
)
from tui_app.domain.offer import Offer, Side
from tui_app.domain.secrets import Secret
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import OfferQuery
from tui_app.marketplaces.kraken.client import KrakenConnection
from tui_app.marketplaces.kraken.signing import api_sign

pytestmark = pytest.mark.anyio

pytestmark = pytest.mark.anyio

OURS = "ON65F7C-CDFOB-VSYE6D"


@pytest.fixture
def no_waiting() -> Iterator[None]:
    """Repeated reads follow at once."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


async def read_all(connection: KrakenConnection, **query: object) -> list[Offer]:
    """Every received offer."""
    asked = OfferQuery(side=Side.RECEIVED, **query)  # type: ignore[arg-type]  # queries are named by the test
    return [seen.offer async for page in connection.pages(asked) for seen in page.offers]


async def test_a_signed_read_carries_key_nonce_and_signature_of_its_exact_body() -> None:
    nonces = MemoryNonces()
    async with account_at(answer(offers_answer()), nonces=nonces) as (server, account):
        await read_all(account)
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/0/private/NftUserOffers")
    fields = fields_of(seen)
    assert fields == {
        "nonce": str(nonces.last),
        "pos": "0",
        "scope": "received",
        "sort": "desc",
        "count": "50",
    }
    assert seen.headers["api-key"] == API_KEY
    assert seen.headers["api-sign"] == api_sign(
        Secret(API_SECRET), path=seen.target, nonce=fields["nonce"], body=seen.body
    )


async def test_every_parameter_of_the_list_is_sent_as_documented() -> None:
    query = {
        "chains": ("SOLANA", "MATIC"),
        "collections": ("NCZPYAB-V6MJD-4X7NG7",),
        "nft_id": "NTF6XJ7-FK7UJ-STHZ2W",
        "placed_since": datetime(2024, 3, 1, tzinfo=UTC),
        "placed_until": datetime(2024, 4, 1, tzinfo=UTC),
        "exclude_quotes": True,
        "newest_first": False,
        "page_size": 10,
        "status": an_offer().status,
    }
    async with account_at(answer(offers_answer())) as (server, account):
        await read_all(account, **query)
    fields = fields_of(server.seen[0])
    fields.pop("nonce")
    assert fields == {
        "pos": 0,
        "scope": "received",
        "sort": "asc",
        "chain": ["SOLANA", "MATIC"],
        "collection": ["NCZPYAB-V6MJD-4X7NG7"],
        "nft_id": "NTF6XJ7-FK7UJ-STHZ2W",
        "start_time": 1709251200,
        "end_time": 1711929600,
        "exclude_quotes": True,
        "status": "open",
        "count": 10,
    }


async def test_a_base_url_with_a_path_signs_kraken_s_own_path() -> None:
    async with (
        loopback(answer(offers_answer())) as server,
        kraken_account(server.base_url + "/pretend") as account,
    ):
        await read_all(account)
    (seen,) = server.seen
    assert seen.target == "/pretend/0/private/NftUserOffers"
    assert seen.headers["api-sign"] == api_sign(
        Secret(API_SECRET), path="/0/private/NftUserOffers", nonce=fields_of(seen)["nonce"], body=seen.body
    )


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize(
    "fault",
    [reset, lambda: raw(b""), lambda: answer(b"", 503), lambda: answer({"error": ["EService:Unavailable"]})],
)
async def test_a_read_is_repeated_with_a_nonce_and_signature_of_its_own(fault: Callable[[], Act]) -> None:
    async with account_at(fault(), fault(), answer(offers_answer(offer_entry()))) as (server, account):
        assert len(await read_all(account)) == 1
    nonces = [int(fields_of(seen)["nonce"]) for seen in server.seen]
    assert nonces == sorted(set(nonces))
    assert len({seen.headers["api-sign"] for seen in server.seen}) == len(nonces) == 3


@pytest.mark.usefixtures("no_waiting")
async def test_a_read_gives_up_after_three_attempts() -> None:
    async with account_at(answer(b"", 502)) as (server, account):
        with pytest.raises(Unreachable):
            await read_all(account)
    assert len(server.seen) == 3


async def test_a_short_retry_after_is_waited_for() -> None:
    busy = answer(b"", 429, {"Retry-After": "1"})
    async with account_at(busy, answer(offers_answer())) as (server, account):
        began = time.monotonic()
        await read_all(account)
    assert time.monotonic() - began >= 0.9
    assert len(server.seen) == 2


@pytest.mark.parametrize("wish", ["400", "86400", "1000000000", "-1", "", "soon"])
async def test_a_pause_that_is_too_long_or_senseless_is_told_and_not_waited_for(wish: str) -> None:
    async with account_at(answer(b"", 429, {"Retry-After": wish})) as (server, account):
        with pytest.raises(RateLimited) as limited:
            await read_all(account)
    assert (limited.value.until is not None) == (wish in {"400", "86400"})
    assert len(server.seen) == 1


async def test_during_a_pause_nothing_leaves_not_even_a_write() -> None:
    async with account_at(answer(b"", 429, {"Retry-After": "900"})) as (server, account):
        with pytest.raises(RateLimited):
            await read_all(account)
        with pytest.raises(RateLimited):
            await account.send(instruction(Action.ACCEPT), ignore)
        with pytest.raises(RateLimited):
            await account.server_time()
    assert len(server.seen) == 1


async def test_a_write_that_is_turned_away_for_haste_makes_a_pause_too() -> None:
    async with account_at(answer({"error": ["EAPI:Rate limit exceeded"]})) as (server, account):
        with pytest.raises(RateLimited):
            await account.send(instruction(Action.ACCEPT), ignore)
        with pytest.raises(RateLimited):
            await account.server_time()
    assert len(server.seen) == 1


async def test_a_foreign_nonce_is_jumped_over_once_in_a_read() -> None:
    nonces = MemoryNonces()
    refused = answer({"error": ["EAPI:Invalid nonce"]})
    async with account_at(refused, answer(offers_answer()), nonces=nonces) as (server, account):
        assert await read_all(account) == []
    assert len(nonces.jumps) == 1
    first, second = (int(fields_of(seen)["nonce"]) for seen in server.seen)
    assert second - first >= nonces.jumps[0] // timedelta(microseconds=1)


async def test_a_nonce_refused_twice_asks_for_a_key_of_its_own() -> None:
    async with account_at(answer({"error": ["EAPI:Invalid nonce"]})) as (server, account):
        with pytest.raises(CredentialsRejected, match="key of its own"):
            await read_all(account)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    "words",
    [
        "EGeneral:Temporary lockout",
        "EAPI:Invalid key",
        "EAPI:Invalid signature",
        "EGeneral:Permission denied",
    ],
)
async def test_what_repeating_makes_worse_is_asked_once(words: str) -> None:
    async with account_at(answer({"error": [words]})) as (server, account):
        with pytest.raises(OfferdeskError):
            await read_all(account)
    assert len(server.seen) == 1


async def test_a_closed_service_is_an_ordinary_state() -> None:
    async with account_at(answer({"error": ["EGeneral:Unknown method"]})) as (_server, account):
        with pytest.raises(ServiceGone):
            await read_all(account)
        with pytest.raises(ServiceGone):
            await account.send(instruction(Action.ACCEPT), ignore)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>sorry</html>",
        b'{"error":[],"resu',
        b"\xff\xfe{}",
        b"[" * 50_000,
        b'{"error":[],"result":{"offers":NaN}}',
        b"null",
    ],
)
async def test_an_unreadable_answer_is_one_sentence_and_not_repeated(body: bytes) -> None:
    async with account_at(answer(body)) as (server, account):
        with pytest.raises(UnreadableReply):
            await read_all(account)
    assert len(server.seen) == 1


@pytest.mark.parametrize("result", [None, 5, [], {}, {"offers": 5}, {"offers": None}, {"offers": {}}])
async def test_a_result_of_foreign_form_is_one_sentence(result: object) -> None:
    async with account_at(answer({"error": [], "result": result})) as (_server, account):
        with pytest.raises(UnreadableReply, match="see "):
            await read_all(account)


async def test_calls_with_one_key_leave_in_the_order_of_their_nonces() -> None:
    async with account_at(answer(offers_answer())) as (server, account):
        await asyncio.gather(*(read_all(account) for _ in range(10)))
    nonces = [int(fields_of(seen)["nonce"]) for seen in server.seen]
    assert nonces == sorted(set(nonces))


async def test_a_nonce_is_drawn_for_the_fingerprint_and_not_for_the_key() -> None:
    nonces = MemoryNonces()
    async with account_at(answer(offers_answer()), nonces=nonces) as (_server, account):
        await read_all(account)
    (key_id,) = nonces.keys
    assert re.fullmatch("[0-9a-f]{16}", key_id)


async def test_a_fixed_two_factor_password_goes_with_every_private_call() -> None:
    credentials = {"api_key": API_KEY, "api_secret": API_SECRET, "otp": "fixed pass"}
    done = {"error": [], "result": {"auction_id": "AUCTION-1"}}
    async with account_at(answer(offers_answer()), answer(done), credentials=credentials) as (
        server,
        account,
    ):
        await read_all(account)
        await account.send(instruction(Action.ACCEPT), ignore)
        assert "fixed pass" not in account.preview(instruction(Action.ACCEPT))
    assert [fields_of(seen)["otp"] for seen in server.seen] == ["fixed pass"] * 2


async def test_the_time_is_kraken_s() -> None:
    body = {"error": [], "result": {"unixtime": 1616336594, "rfc1123": "Sun, 21 Mar 21 14:23:14 +0000"}}
    async with account_at(answer(body)) as (server, account):
        assert await account.server_time() == datetime(2021, 3, 21, 14, 23, 14, tzinfo=UTC)
    assert (server.seen[0].method, server.seen[0].target) == ("GET", "/0/public/Time")
    assert "api-key" not in server.seen[0].headers


async def test_without_a_time_the_date_of_the_answer_has_to_do() -> None:
    act = answer({"error": [], "result": {}}, headers={"Date": "Wed, 21 Oct 2026 07:28:00 GMT"})
    async with account_at(act) as (_server, account):
        assert await account.server_time() == datetime(2026, 10, 21, 7, 28, tzinfo=UTC)


async def test_a_probe_says_what_the_key_may_read() -> None:
    async with account_at(answer(offers_answer(offer_entry(), count=42))) as (server, account):
        said = await account.probe()
    assert said == f"Signed in at 127.0.0.1:{server.port}: the key may read 42 offers received."
    assert len(server.seen) == 1


async def test_a_probe_with_a_wrong_key_says_so() -> None:
    async with account_at(answer({"error": ["EAPI:Invalid key"]})) as (_server, account):
        with pytest.raises(CredentialsRejected, match="does not know this API key"):
            await account.probe()


async def test_an_offer_read_again_is_asked_for_by_its_nft_and_side() -> None:
    others = [offer_entry(id="OTHER"), offer_entry(status="closed")]
    async with account_at(answer(offers_answer(*others))) as (server, account):
        found = await account.reread(an_offer())
    assert (found.key, found.status.value) == (an_offer().key, "closed")
    fields = fields_of(server.seen[0])
    assert (fields["nft_id"], fields["scope"]) == ("NTF6XJ7-FK7UJ-STHZ2W", "received")
    assert len(server.seen) == 1


async def test_an_offer_that_is_not_listed_any_more_is_gone() -> None:
    async with account_at(answer(offers_answer(offer_entry(id="OTHER")))) as (_server, account):
        with pytest.raises(OfferGone):
            await account.reread(an_offer())


async def test_an_offer_that_can_no_longer_be_read_is_not_called_gone() -> None:
    async with account_at(answer(offers_answer(offer_entry(time="x")))) as (_server, account):
        with pytest.raises(UnreadableReply, match=OURS):
            await account.reread(an_offer())


async def test_bad_entries_are_told_beside_the_good_ones() -> None:
    entries = [offer_entry(id="O1"), offer_entry(id="O2", time="x"), None]
    async with account_at(answer(offers_answer(*entries))) as (_server, account):
        (page,) = [page async for page in account.pages(OfferQuery(side=Side.RECEIVED))]
    assert [seen.offer.key.offer_id for seen in page.offers] == ["O1"]
    assert len(page.unreadable) == 2


@pytest.mark.parametrize("query", [OfferQuery(side=Side.WATCHED)])
async def test_a_list_kraken_does_not_keep_is_not_asked_for(query: OfferQuery) -> None:
    async with account_at(answer(offers_answer())) as (server, account):
        with pytest.raises(UsageError):
            await anext(aiter(account.pages(query)))
    assert server.seen == []


def paged(count: int, *, claimed: int) -> Respond:
    """A server with so many offers, claiming more, that counts pages from 1 and takes no 0."""

    def respond(seen: Seen) -> Act:
        fields = fields_of(seen)
        page, size = int(fields["pos"]) - 1, int(fields["count"])
        if page < 0:
            return answer({"error": ["EGeneral:Invalid arguments:pos"]})
        entries = [offer_entry(id=f"O{number}") for number in range(count)]
        return answer(offers_answer(*entries[page * size : (page + 1) * size], count=claimed))

    return respond


async def test_a_connection_remembers_how_positions_are_read_and_that_totals_claim_too_much() -> None:
    async with account_at(by=paged(60, claimed=500)) as (server, account):
        asked: list[list[str]] = []
        for _ in range(2):
            assert len(await read_all(account, page_size=20)) == 60
            asked.append([fields_of(seen)["pos"] for seen in server.seen])
            server.seen.clear()
    assert asked == [[*"0012345", *"012345"], [*"1234"]]


async def test_a_total_of_more_than_was_asked_for_does_not_prolong_a_filtered_list() -> None:
    async with account_at(by=paged(3, claimed=500)) as (server, account):
        assert len(await read_all(account, nft_id="NTF6XJ7-FK7UJ-STHZ2W")) == 3
    assert [fields_of(seen)["pos"] for seen in server.seen] == [*"0012"]


async def test_a_position_refused_once_by_mistake_hides_no_offer() -> None:
    slip = answer({"error": ["EGeneral:Invalid arguments"]})
    async with account_at(slip, answer(offers_answer(offer_entry()))) as (server, account):
        assert len(await read_all(account, nft_id="NTF6XJ7-FK7UJ-STHZ2W")) == 1
    assert fields_of(server.seen[1])["pos"] == fields_of(server.seen[0])["pos"]
