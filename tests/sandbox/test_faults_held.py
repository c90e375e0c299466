"""Requests that are held: seen, released, left by their client, and no hindrance to an end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import httpx
import pytest

from tests.sandbox.raw_http import connected, hear, request
from tests.sandbox_client import Faults, KrakenCaller
from tests.sandbox_process import SandboxInfo, read_line

COUNTER = "/private/NftCounterOffer"
BOTH = pytest.mark.parametrize("act", [False, True], ids=["before acting", "after acting"])


def _ended(faults: Faults) -> str:
    """How the first use ended, as soon as it has."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        ending = faults.used()[0]["ending"]
        if ending is not None:
            return str(ending)
    raise AssertionError("it never ended")


def _hold(served: SandboxInfo, caller: KrakenCaller, faults: Faults, **told: Any) -> socket.socket:
    faults.arm("hold", COUNTER, **told)
    sock = socket.create_connection(("127.0.0.1", httpx.URL(served.base_url).port or 0), timeout=10)
    sock.sendall(request(caller))
    assert faults.held()
    return sock


@BOTH
def test_a_held_request_is_seen_where_it_is(
    act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    before = len(caller.effects())
    with _hold(served, caller, faults, act=act):
        (use,) = faults.held()

        assert use["held"] == ("after acting" if act else "before acting")
        assert use["acted"] is act
        assert len(caller.effects()) - before == int(act)


@BOTH
def test_a_released_request_gets_its_answer_and_acts_once(
    act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    before = len(caller.effects())
    with _hold(served, caller, faults, act=act) as sock:
        released = faults.release()
        heard = hear(sock)

    assert released == [use["id"] for use in faults.used()]
    assert b'"auction_id"' in heard.body
    assert len(caller.effects()) - before == 1
    assert faults.held(within=0) == []


@BOTH
@pytest.mark.parametrize(("then", "ending"), [("close", "closed"), ("reset", "reset")])
def test_a_released_request_can_be_broken_off(
    act: bool, then: str, ending: str, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    before = len(caller.effects())
    with _hold(served, caller, faults, act=act) as sock:
        faults.release(then=then)
        heard = hear(sock)

    assert (heard.data, heard.ending) == (b"", ending)
    assert len(caller.effects()) - before == int(act)


def test_one_of_several_is_released_by_its_id(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    with _hold(served, caller, faults) as first, _hold(served, caller, faults) as second:
        wanted = faults.used()[1]["id"]
        assert faults.release(id=wanted) == [wanted]

        assert hear(second).status == 200
        assert hear(first, within=0.1).ending == "open"


@BOTH
def test_a_request_whose_client_is_killed_is_over(
    act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    before = len(caller.effects())
    faults.arm("hold", COUNTER, act=act)
    with _killed_client(served, request(caller)) as client:
        assert faults.held()
        client.kill()

    assert _ended(faults) == "client left"
    assert faults.held(within=0) == []
    assert len(caller.effects()) - before == int(act)


def test_a_request_left_before_it_acted_can_act_all_the_same(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    before = len(caller.effects())
    _hold(served, caller, faults, act=False, if_left="act").close()

    assert _ended(faults) == "client left"
    assert len(caller.effects()) - before == 1


def test_a_request_that_acts_late_needs_a_nonce_that_is_still_good(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    before = len(caller.effects())
    with _hold(served, caller, faults, act=False) as sock:
        caller.offers("received")
        faults.release()
        heard = hear(sock)

    assert heard.body == b'{"error":["EAPI:Invalid nonce"]}'
    assert len(caller.effects()) == before


def test_a_hold_ends_by_itself(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    with _hold(served, caller, faults, act=True, seconds=0.2) as sock:
        heard = hear(sock)

    assert (heard.data, heard.ending) == (b"", "closed")
    assert _ended(faults) == "time was up"


def test_clearing_ends_what_is_held(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    with _hold(served, caller, faults) as sock:
        faults.clear()

        assert hear(sock).ending != "open"
    assert faults.used() == []


def test_whoever_waits_for_a_held_request_is_told_when_it_comes(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("hold", COUNTER)
    data = request(caller)
    told: list[int] = []
    with connected(served) as sock, KrakenCaller.of(served).client as client:
        waiting = threading.Thread(target=lambda: told.append(len(Faults(client).held(within=20))))
        waiting.start()
        sock.sendall(data)
        waiting.join(timeout=10)

    assert told == [1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("hold", {"seconds": 300}),
        ("hold", {"seconds": 300, "act": False}),
        ("late", {"seconds": 300}),
        ("drip_body", {"seconds": 300, "bytes_per_second": 0.02}),
        ("header_flood", {"bytes": 10**8}),
    ],
)
def test_nothing_held_keeps_the_sandbox_from_ending(
    fault: str, told: dict[str, Any], number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "tui_app.sandbox", "--parent-pid", str(os.getpid())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        info = read_line(process)
        caller = KrakenCaller.of(info)
        caller.faults.arm(fault, COUNTER, **told)
        with connected(info) as sock:
            sock.sendall(request(caller))
            while not caller.faults.used():
                pass
            before = time.monotonic()
            process.send_signal(number)
            code = process.wait(timeout=10)
            took = time.monotonic() - before
        caller.close()
        assert process.stderr is not None
        assert (code, process.stderr.read()) == (0, "")
        assert took < 2


def _killed_client(served: SandboxInfo, data: bytes) -> subprocess.Popen[bytes]:
    """A process that sends the request and waits for an answer that it never gets."""
    port = httpx.URL(served.base_url).port
    code = (
        "import socket, sys\n"
        f"with socket.create_connection(('127.0.0.1', {port})) as sock:\n"
        f"    sock.sendall({data!r})\n"
        "    sock.recv(1)\n"
    )
    return subprocess.Popen([sys.executable, "-c", code])
