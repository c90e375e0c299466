"""Writes over real sockets: sent once, exactly as sealed, and believed only where the answer settles it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.kraken_account import (
    API_KEY,
    MemoryNonces,
    account_at,
    an_offer,
    fields_of,
    half_an_eth,
    ignore,
    instruction,
    kraken_account,
)
from tests.loopback import Act, answer, loopback, raw, reset, silence
from tui_app.domain.errors import (
    ActionRefused,
    CredentialsMissing,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    OutcomeUnknown,
    RateLimited,
    Unreachable,
    UsageError,
)
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import SealedRequest
from tui_app.gateway.http import HttpLines
from tui_app.gateway.limits import Limits

pytestmark = pytest.mark.anyio

pytestmark = pytest.mark.anyio

DONE = {"error": [], "result": {"auction_id": "AUCTION-1"}}


SENT = [
    (instruction(Action.ACCEPT), "NftAcceptOffer", {"offer_id": "ON65F7C-CDFOB-VSYE6D"}),
    (
        instruction(Action.ACCEPT, pay_creator_fee=True),
        "NftAcceptOffer",
        {"offer_id": "ON65F7C-CDFOB-VSYE6D", "pay_creator_fee": "true"},
    ),
    (
        instruction(Action.COUNTER, terms=half_an_eth()),
        "NftCounterOffer",
        {"offer_id": "ON65F7C-CDFOB-VSYE6D", "ask_price": "0.50", "currency": "ETH"},
    ),
    (
        instruction(Action.COUNTER, terms=half_an_eth(datetime(2030, 1, 1, tzinfo=UTC))),
        "NftCounterOffer",
        {
            "offer_id": "ON65F7C-CDFOB-VSYE6D",
            "ask_price": "0.50",
            "currency": "ETH",
            "expire_time": "1893456000",
        },
    ),
    (instruction(Action.CANCEL), "NftCancelOffer", {"offer_ids": ["ON65F7C-CDFOB-VSYE6D"]}),
    (
        instruction(Action.PLACE, offer=None, nft=an_offer().nft, terms=half_an_eth(), pay_creator_fee=False),
        "NftPlaceOffer",
        {
            "nft_id": ["NTF6XJ7-FK7UJ-STHZ2W"],
            "offer_amount": "0.50",
            "offer_currency": "ETH",
            "pay_creator_fee": False,
        },
    ),
]
ANSWERS: dict[Action, object] = {
    Action.ACCEPT: DONE,
    Action.COUNTER: DONE,
    Action.CANCEL: {
        "error": [],
        "result": {"statuses": [{"id": "ON65F7C-CDFOB-VSYE6D", "status": "cancelled", "reason": None}]},
    },
    Action.PLACE: {"error": [], "result": {"offer_id": "OFFER-1"}},
}


@pytest.mark.parametrize(("told", "method", "expected"), SENT)
async def test_an_instruction_is_sent_as_documented_and_says_what_it_made(
    told: Instruction, method: str, expected: dict[str, object]
) -> None:
    async with account_at(answer(ANSWERS[told.action])) as (server, account):
        receipt = await account.send(told, ignore)
    (seen,) = server.seen
    fields = fields_of(seen)
    assert seen.target == f"/0/private/{method}"
    assert fields.pop("nonce").isdecimal()
    assert fields == expected
    assert receipt.made == {Action.CANCEL: None, Action.PLACE: "OFFER-1"}.get(told.action, "AUCTION-1")


@pytest.mark.parametrize(("told", "method", "expected"), SENT)
async def test_a_preview_shows_the_request_and_sends_nothing(
    told: Instruction, method: str, expected: dict[str, object]
) -> None:
    async with account_at(answer(DONE)) as (server, account):
        shown = account.preview(told)
    assert server.seen == []
    assert shown.startswith(f"POST {server.base_url}/0/private/{method}\nAPI-Key: ***\nAPI-Sign: ***\n")
    assert all(name in shown for name in expected)


async def test_the_seal_sees_the_exact_bytes_before_any_of_them_leaves() -> None:
    sealed: list[SealedRequest] = []
    async with account_at(answer(DONE)) as (server, account):

        def seal(request: SealedRequest) -> None:
            assert server.connections == 0
            sealed.append(request)

        await account.send(instruction(Action.ACCEPT), seal)
    (request,), (seen,) = sealed, server.seen
    assert request.body_sha256 == hashlib.sha256(seen.body).hexdigest()
    assert seen.body.decode() in request.masked


async def test_a_seal_that_objects_stops_the_request() -> None:
    def seal(_request: SealedRequest) -> None:
        raise UsageError("The ledger cannot be written.")

    async with account_at(answer(DONE)) as (server, account):
        with pytest.raises(UsageError):
            await account.send(instruction(Action.ACCEPT), seal)
    assert server.connections == 0


UNKNOWN: dict[str, Callable[[], Act]] = {
    "reset at accept": lambda: reset(early=True),
    "reset after the request": reset,
    "closed after the request": lambda: raw(b""),
    "no answer": silence,
    "cut body": lambda: raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
    "truncated JSON": lambda: answer(b'{"error":[],"result":{"auction_id":"A'),
    "HTML": lambda: answer(b"<html>"),
    "empty": lambda: answer(b""),
    "500": lambda: answer(b"", 500),
    "502 with words": lambda: answer({"error": ["EAPI:Invalid key"]}, 502),
    "503 with Retry-After": lambda: answer(b"", 503, {"Retry-After": "5"}),
    "429 without words": lambda: answer(b"", 429),
    "404 without words": lambda: answer(b"", 404),
    "307": lambda: answer(b"", 307, {"Location": "/0/private/NftAcceptOffer"}),
    "unavailable": lambda: answer({"error": ["EService:Unavailable"]}),
    "deadline elapsed": lambda: answer({"error": ["EService:Deadline elapsed"]}),
    "unknown family": lambda: answer({"error": ["ENFT:Whatever"]}),
    "error and result": lambda: answer({"error": ["EAPI:Invalid key"], "result": {"auction_id": "A1"}}),
    "nothing made": lambda: answer({"error": [], "result": {}}),
    "no result": lambda: answer({"error": []}),
    "result of another form": lambda: answer({"error": [], "result": ["A1"]}),
    "id of another form": lambda: answer({"error": [], "result": {"auction_id": "A 1\x1b"}}),
    "duplicate field": lambda: answer(b'{"error":[],"result":{"auction_id":"A1","auction_id":"A2"}}'),
}


@pytest.mark.parametrize("fault", UNKNOWN)
async def test_an_answer_that_settles_nothing_is_unknown_and_nothing_is_sent_again(fault: str) -> None:
    lines = HttpLines(Limits(total=0.5))
    async with account_at(UNKNOWN[fault](), http=lines) as (server, account):
        with pytest.raises(OutcomeUnknown):
            await account.send(instruction(Action.ACCEPT), ignore)
    assert server.connections == 1


REFUSED: list[tuple[str, type[OfferdeskError]]] = [
    ("EAPI:Invalid nonce", CredentialsRejected),
    ("EAPI:Invalid arguments:offer not found", OfferGone),
    ("EGeneral:Permission denied", CredentialsRejected),
    ("EGeneral:No Balance:nfts not available", ActionRefused),
    ("EAPI:Rate limit exceeded", RateLimited),
    ("EService: Throttled: 1", RateLimited),
    ("EAuth:Failed", CredentialsRejected),
]


@pytest.mark.parametrize(("words", "kind"), REFUSED)
async def test_a_definite_no_is_passed_on_and_nothing_is_sent_again(
    words: str, kind: type[OfferdeskError]
) -> None:
    nonces = MemoryNonces()
    async with account_at(answer({"error": [words]}), nonces=nonces) as (server, account):
        with pytest.raises(kind):
            await account.send(instruction(Action.ACCEPT), ignore)
    assert len(server.seen) == 1
    assert nonces.jumps == []


OURS = "ON65F7C-CDFOB-VSYE6D"


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [
        ([{"id": OURS, "status": "cancelled", "reason": None}], None),
        ([{"id": OURS, "status": "Canceled", "reason": "None"}], None),
        ([{"id": "OTHER", "status": "failed"}, {"id": OURS, "status": "cancelled"}], None),
        ([{"id": OURS, "status": "failed", "reason": "not found"}], OfferGone),
        ([{"id": OURS, "status": "failed", "reason": "not open"}], ActionRefused),
        ([{"id": OURS, "status": "failed"}], ActionRefused),
        ([{"id": OURS, "status": "cancelled"}, {"id": OURS, "status": "failed"}], OutcomeUnknown),
        ([{"id": OURS, "status": "queued"}], OutcomeUnknown),
        ([{"id": OURS}], OutcomeUnknown),
        ([{"id": "OTHER", "status": "cancelled"}], OutcomeUnknown),
        ([], OutcomeUnknown),
        (None, OutcomeUnknown),
        ("cancelled", OutcomeUnknown),
        ([None, "x"], OutcomeUnknown),
    ],
)
async def test_a_cancel_is_believed_only_from_the_status_of_its_own_id(
    statuses: object, kind: type[OfferdeskError] | None
) -> None:
    async with account_at(answer({"error": [], "result": {"statuses": statuses}})) as (_server, account):
        if kind is None:
            assert (await account.send(instruction(Action.CANCEL), ignore)).made is None
        else:
            with pytest.raises(kind):
                await account.send(instruction(Action.CANCEL), ignore)


FOREIGN = Currency(issuer="elsewhere", code="ETH", symbol=UntrustedText("ETH"))


@pytest.mark.parametrize(
    "told",
    [
        instruction(Action.REJECT),
        instruction(Action.COUNTER),
        instruction(Action.COUNTER, terms=Terms(price=Money.parse("1", FOREIGN))),
        instruction(Action.COUNTER, terms=half_an_eth(datetime(2200, 1, 1, tzinfo=UTC))),
        instruction(Action.ACCEPT, offer=None, nft=an_offer().nft),
        instruction(Action.PLACE, offer=None, nft=replace(an_offer().nft, nft_id="a b"), terms=half_an_eth()),
    ],
)
async def test_what_kraken_cannot_be_asked_never_leaves(told: Instruction) -> None:
    async with account_at(answer(DONE)) as (server, account):
        with pytest.raises(UsageError):
            await account.send(told, ignore)
        with pytest.raises(UsageError):
            account.preview(told)
    assert server.connections == 0


async def test_a_write_to_nobody_was_not_sent() -> None:
    async with loopback(answer(DONE)) as server:
        pass
    async with kraken_account(server.base_url) as account:
        with pytest.raises(Unreachable, match="Nothing was sent"):
            await account.send(instruction(Action.ACCEPT), ignore)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"credentials": {"api_key": API_KEY}}, CredentialsMissing),
        ({"credentials": {"api_key": API_KEY, "api_secret": "not base64!"}}, CredentialsRejected),
        ({"base_url": "http://api.kraken.com"}, UsageError),
    ],
)
async def test_an_account_that_cannot_work_is_refused_before_any_call(
    changes: dict[str, object], kind: type[OfferdeskError]
) -> None:
    with pytest.raises(kind):
        async with kraken_account(**{"base_url": "http://127.0.0.1:9", **changes}):  # type: ignore[arg-type]
            pass
