"""Whatever goes wrong in the adapter, neither key nor secret shows up in what it leaves behind."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Iterator

import pytest
import stamina

from tests.kraken_account import API_KEY, API_SECRET, account_at, an_offer, ignore, instruction
from tests.loopback import Act, answer, raw, reset, silence
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.offer import Side
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import LostRequest, OfferQuery, SealedRequest
from tui_app.gateway.http import HttpLines
from tui_app.gateway.limits import Limits
from tui_app.marketplaces.kraken.client import KrakenConnection

pytestmark = pytest.mark.anyio

OTP = "canary-otp-7341"
CANARIES = (API_KEY, API_SECRET, OTP, "canary", base64.b64decode(API_SECRET).decode())
CREDENTIALS = {"api_key": API_KEY, "api_secret": API_SECRET, "otp": OTP}

FAULTS: dict[str, Callable[[], Act]] = {
    "reset": reset,
    "reset at accept": lambda: reset(early=True),
    "closed": lambda: raw(b""),
    "silence": silence,
    "garbage": lambda: raw(b"garbage\r\n\r\n"),
    "HTML": lambda: answer(b"<html>"),
    "404": lambda: answer(b"", 404),
    "500": lambda: answer(b"", 500),
    "redirect": lambda: answer(b"", 307, {"Location": "http://127.0.0.1:9/"}),
    "invalid key": lambda: answer({"error": ["EAPI:Invalid key"]}),
    "invalid nonce": lambda: answer({"error": ["EAPI:Invalid nonce"]}),
    "unknown words": lambda: answer({"error": ["EFuture:Something"]}),
    "schema": lambda: answer({"error": [], "result": {"offers": 5}}),
}


def everything_about(error: BaseException) -> str:
    """All that a careless log or crash report could print of an error and of what led to it."""
    told: list[str] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        if (current := waiting.pop()) is not None:
            told += [repr(current), str(current), repr(current.args), repr(vars(current))]
            told.append(repr(getattr(getattr(current, "_request", None), "headers", "")))
            waiting += [current.__cause__, current.__context__]
    return "\n".join(told)


async def provoke(account: KrakenConnection) -> list[str]:
    """Do everything a connection can do; what its errors tell."""
    told = []
    accept = instruction(Action.ACCEPT)
    lost = LostRequest(instruction=accept, sent_at=an_offer().placed_at)
    for attempt in (
        lambda: anext(aiter(account.pages(OfferQuery(side=Side.RECEIVED)))),
        lambda: account.reread(an_offer()),
        account.server_time,
        account.probe,
        lambda: account.send(accept, ignore),
        lambda: account.trace(lost),
    ):
        try:
            told.append(repr(await attempt()))
        except OfferdeskError as error:
            told.append(everything_about(error))
    return told


@pytest.fixture
def no_waiting() -> Iterator[None]:
    """Repeated reads follow at once."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("fault", FAULTS)
async def test_no_error_and_no_log_tells_a_secret(fault: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    lines = HttpLines(Limits(total=0.2))
    async with account_at(FAULTS[fault](), credentials=CREDENTIALS, http=lines) as (_server, account):
        told = "\n".join(await provoke(account))
    for canary in CANARIES:
        assert canary not in told
        assert canary not in caplog.text


async def test_neither_a_preview_nor_a_sealed_request_tells_a_secret() -> None:
    sealed: list[SealedRequest] = []
    done = answer({"error": [], "result": {"auction_id": "AUCTION-1"}})
    async with account_at(done, credentials=CREDENTIALS) as (server, account):
        shown = account.preview(instruction(Action.ACCEPT))
        await account.send(instruction(Action.ACCEPT), sealed.append)
    assert OTP.encode() in server.seen[0].body
    for text in (shown, repr(sealed)):
        assert "otp=***" in text
        assert not any(canary in text for canary in CANARIES)


async def test_no_part_of_a_connection_prints_a_secret() -> None:
    async with account_at(answer({}), credentials=CREDENTIALS) as (_server, account):
        parts: list[object] = [account]
        printed = ""
        for part in parts:  # grows while it is walked
            printed += repr(part) + repr(getattr(part, "__dict__", ""))
            parts += [
                each
                for each in getattr(part, "__dict__", {}).values()
                if type(each).__module__.startswith("tui_app") and each not in parts
            ]
    assert len(parts) > 3
    assert not any(canary in printed for canary in CANARIES)
