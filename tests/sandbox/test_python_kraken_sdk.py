"""A client of somebody else, python-kraken-sdk 3.1.6, finds the sandbox to be Kraken.

It is installed into an environment of its own, kept in pytest's cache folder. Where it cannot be
installed the tests are skipped, or fail where every test must run.
"""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import NeedsCommand
from tests.sandbox_process import effects, running_sandbox

pytestmark = [pytest.mark.third_party, pytest.mark.timeout(600)]

REQUIREMENT = "python-kraken-sdk==3.1.6"
SESSION = Path(__file__).with_name("kraken_sdk_session.py")
OFFER = "ONQYPLG-OFARL-35RBGO"


class Held(NamedTuple):
    """What the client was given, call by call, and what the sandbox says really changed."""

    found: dict[str, Any]
    effects: list[dict[str, Any]]


@pytest.fixture(scope="session")
def sdk_python(pytestconfig: pytest.Config, needs_command: NeedsCommand) -> str:
    """The interpreter of an environment that has the client."""
    cache = pytestconfig.cache
    assert cache is not None
    folder = cache.mkdir(f"python-kraken-sdk-3.1.6-py{sys.version_info.major}.{sys.version_info.minor}")
    with _one_at_a_time(folder / "lock"):
        python = folder / "environment" / "bin" / "python"
        if not _has_the_client(python):
            problem = _install(python)
            if problem and needs_command.required:
                pytest.fail(problem)
            if problem:
                pytest.skip(problem)
    return str(python)


@pytest.fixture(scope="module")
def held(sdk_python: str) -> Held:
    """One session of the client against a fresh sandbox."""
    with running_sandbox() as info:
        asked = {"url": info.base_url, "key": info.api_key, "secret": info.api_secret}
        ended = subprocess.run(
            [sdk_python, str(SESSION)], input=json.dumps(asked), capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return Held(json.loads(ended.stdout), effects(info))


def test_it_lists_received_and_placed_offers(held: Held) -> None:
    assert held.found["received"]["count"] > len(held.found["placed"]["offers"]) > 20
    assert OFFER in [offer["id"] for offer in held.found["received"]["offers"]]


def test_it_narrows_a_list_by_chain_status_quotes_and_count(held: Held) -> None:
    offers = held.found["filtered"]["offers"]
    seen = {(one["item"]["blockchain"]["id"], one["status"], one["quote_id"]) for one in offers}

    assert 0 < len(offers) <= 10
    assert seen == {("SOLANA", "open", "None")}


def test_it_accepts_an_offer_and_is_told_the_auction(held: Held) -> None:
    answering = {one["auction_id"]: one["root_id"] for one in held.found["auctions"]}

    assert answering[held.found["accept"]["auction_id"]] == OFFER


def test_it_sees_the_trade_of_what_it_accepted(held: Held) -> None:
    auction_ids = [trade["auction_id"] for trade in held.found["trades"]]

    assert auction_ids == [held.found["accept"]["auction_id"], "AJXTPJ-22AZ4-5B72GK"]


def test_it_undoes_its_counter(held: Held) -> None:
    statuses = held.found["cancel_auction"]["statuses"]

    assert [(one["id"], one["status"]) for one in statuses] == [
        (held.found["counter"]["auction_id"], "cancelled")
    ]


def test_it_cancels_the_offer_it_placed(held: Held) -> None:
    offer_id = held.found["place"]["offer_id"]

    assert held.found["cancel"]["statuses"] == [{"id": offer_id, "status": "cancelled", "reason": None}]


def test_it_knows_the_refusals_by_their_words(held: Held) -> None:
    assert held.found["accept_again"] == "KrakenInvalidArgumentOfferNotFoundError"
    assert held.found["wrong_secret"] == "KrakenInvalidSignatureError"


def test_it_reads_public_offers_quotes_nfts_and_blockchains(held: Held) -> None:
    assert [one["status"] for one in held.found["public_offers"]["offers"]] == ["Filled"]
    assert [one["quote_id"] for one in held.found["quotes"]["NT4EFBO-OWGI5-QLO7AG"]] == [
        "QNSFZED-QWKVB-GLI227"
    ]
    assert held.found["nft"]["nft"]["id"] == "NT4EFBO-OWGI5-QLO7AG"
    assert held.found["blockchains"]["total"] == 3


def test_what_it_did_is_the_ground_truth_once_each(held: Held) -> None:
    counter, placed = held.found["counter"]["auction_id"], held.found["place"]["offer_id"]

    assert [(one["action"], one["target"]) for one in held.effects] == [
        ("place", "NT4EFBO-OWGI5-QLO7AG"),
        ("counter", OFFER),
        ("cancel_auction", counter),
        ("accept", OFFER),
        ("cancel", placed),
    ]


def test_the_ground_truth_has_what_it_asked_without_nonce_and_password(held: Held) -> None:
    asked = {one["action"]: one["request"] for one in held.effects}

    assert asked["counter"] == {"currency": "ETH", "ask_price": "0.75", "offer_id": OFFER}
    assert asked["accept"] == {"offer_id": OFFER}


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _has_the_client(python: Path) -> bool:
    if not python.exists():
        return False
    return (
        subprocess.run([python, "-c", "import kraken.nft"], capture_output=True, check=False).returncode == 0
    )


def _install(python: Path) -> str:
    """Make the environment; what went wrong, or nothing."""
    pip = _a_pip()
    if pip is None:
        return "there is no pip to install python-kraken-sdk with"
    venv.create(python.parent.parent, clear=True, symlinks=True)
    command = [
        *pip,
        "--python",
        str(python),
        "install",
        "--quiet",
        "--disable-pip-version-check",
        REQUIREMENT,
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"{REQUIREMENT} cannot be installed: {ended.stderr[-500:]}" if ended.returncode else ""


def _a_pip() -> list[str] | None:
    """pip of this environment, or of the interpreter it was made from."""
    for python in (sys.executable, str(Path(sys.base_prefix) / "bin" / "python3")):
        command = [python, "-m", "pip"]
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    return None
