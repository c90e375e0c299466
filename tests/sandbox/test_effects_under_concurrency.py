"""Ground truth when many ask at once: over real HTTP, from real threads."""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.sandbox_client import KrakenCaller
from tests.sandbox_process import SandboxInfo, effects, running_sandbox

THREADS = 8
OFFER = "ONQYPLG-OFARL-35RBGO"


@pytest.fixture
def info() -> Iterator[SandboxInfo]:
    """A sandbox in a process of its own that never locks a key out."""
    with running_sandbox("--kraken-lockout-after", "100000") as running:
        yield running


def _at_once(info: SandboxInfo, ask: Callable[[KrakenCaller], list[str]]) -> list[list[str]]:
    """What each of many threads gets that ask together, each on its own connection."""
    together = threading.Barrier(THREADS)

    def one(_: int) -> list[str]:
        kraken = KrakenCaller.of(info)
        together.wait()
        try:
            return ask(kraken)
        finally:
            kraken.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def _until_its_nonce_is_taken(kraken: KrakenCaller, method: str, **asked: object) -> list[str]:
    """Other threads' nonces may overtake this one's; ask again until it is the offer that decides."""
    for _ in range(1000):
        errors: list[str] = kraken.call(method, **asked)["error"]
        if errors != ["EAPI:Invalid nonce"]:
            return errors
        kraken.skip_to(time.time_ns() // 1000)
    raise AssertionError("no nonce was ever high enough")


def test_of_many_who_accept_one_offer_one_succeeds_and_that_is_the_one_effect(info: SandboxInfo) -> None:
    answers = _at_once(
        info, lambda kraken: _until_its_nonce_is_taken(kraken, "NftAcceptOffer", offer_id=OFFER)
    )

    gone = "EAPI:Invalid arguments:offer not found"
    assert Counter(map(tuple, answers)) == {(): 1, (gone,): THREADS - 1}
    assert [(one["action"], one["target"]) for one in effects(info)] == [("accept", OFFER)]


def test_of_many_who_cancel_one_offer_one_succeeds(info: SandboxInfo) -> None:
    first = KrakenCaller.of(info)
    mine = first.offers("placed", status="open")[0]["id"]
    first.close()

    _at_once(info, lambda kraken: _until_its_nonce_is_taken(kraken, "NftCancelOffer", offer_ids=[mine]))

    assert [(one["action"], one["target"]) for one in effects(info)] == [("cancel", mine)]


def test_of_many_with_one_nonce_one_is_let_in(info: SandboxInfo) -> None:
    nonce = str(time.time_ns())
    body = json.dumps({"nonce": nonce, "offer_id": OFFER, "ask_price": "1", "currency": "ETH"})

    def ask(kraken: KrakenCaller) -> list[str]:
        errors: list[str] = kraken.send("NftCounterOffer", nonce, body, "application/json").json()["error"]
        return errors

    answers = _at_once(info, ask)
    assert Counter(map(tuple, answers)) == {(): 1, ("EAPI:Invalid nonce",): THREADS - 1}
    assert len(effects(info)) == 1


def test_effects_are_numbered_in_the_order_they_happened(info: SandboxInfo) -> None:
    kraken = KrakenCaller.of(info)
    mine = [offer["id"] for offer in kraken.offers("placed", status="open")]
    for offer_id in mine:
        kraken.result("NftCancelOffer", offer_ids=[offer_id])
    kraken.close()

    found = effects(info)
    assert [one["id"] for one in found] == list(itertools.islice(itertools.count(1), len(mine)))
    assert [one["target"] for one in found] == mine
