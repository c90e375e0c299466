"""What a client sees of each fault of the connection: which bytes, and FIN or RST."""

from __future__ import annotations

import gzip
import json
import time
import zlib

import httpx
import pytest

from tests.sandbox.raw_http import ask, connected, hear, request
from tests.sandbox_client import Faults, KrakenCaller
from tests.sandbox_process import SandboxInfo

COUNTER = "/private/NftCounterOffer"
BOTH = pytest.mark.parametrize("act", [False, True], ids=["before acting", "after acting"])


def test_at_accept_it_resets_before_a_byte_is_sent(served: SandboxInfo, faults: Faults) -> None:
    faults.arm("reset_at_accept")

    try:
        with connected(served) as sock:
            ending = hear(sock).ending
    except ConnectionResetError:
        ending = "reset"

    assert ending == "reset"
    (use,) = faults.used()
    assert (use["path"], use["acted"]) == (None, False)


def test_unread_it_resets_on_the_first_line_alone(served: SandboxInfo, faults: Faults) -> None:
    faults.arm("reset_unread", COUNTER)

    with connected(served) as sock:
        sock.sendall(f"POST /0{COUNTER} HT".encode())
        before = hear(sock, within=0.1)
        sock.sendall(b"TP/1.1\r\n")
        heard = hear(sock)

    assert (before.ending, heard.data, heard.ending) == ("open", b"", "reset")


def test_unread_it_lets_other_paths_pass(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("reset_unread", "/private/NftAcceptOffer")

    assert ask(served, request(caller)).status == 200
    assert len(faults.armed()) == 1


def test_after_the_headers_it_resets_without_the_body(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("reset_after_headers", COUNTER)
    head = request(caller).partition(b"\r\n\r\n")[0]

    with connected(served) as sock:
        sock.sendall(head)
        before = hear(sock, within=0.1)
        sock.sendall(b"\r\n\r\n")
        heard = hear(sock)

    assert (before.ending, heard.data, heard.ending) == ("open", b"", "reset")


def test_before_acting_it_resets_only_when_the_body_has_come(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("reset", COUNTER, act=False)
    whole = request(caller)

    with connected(served) as sock:
        sock.sendall(whole[:-1])
        before = hear(sock, within=0.1)
        sock.sendall(whole[-1:])
        heard = hear(sock)

    assert (before.ending, heard.data, heard.ending) == ("open", b"", "reset")


@BOTH
@pytest.mark.parametrize(("fault", "ending"), [("reset", "reset"), ("close", "closed")])
def test_it_ends_without_a_byte(
    fault: str, ending: str, act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm(fault, COUNTER, act=act)

    heard = ask(served, request(caller))

    assert (heard.data, heard.ending) == (b"", ending)


@BOTH
def test_garbage_is_not_http(act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("garbage", COUNTER, act=act)

    heard = ask(served, request(caller))

    assert not heard.data.startswith(b"HTTP/")
    assert heard.ending == "closed"


@BOTH
def test_headers_are_cut(act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("cut_headers", COUNTER, act=act)

    heard = ask(served, request(caller))

    assert heard.data.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\n\r\n" not in heard.data
    assert heard.ending == "closed"


@BOTH
@pytest.mark.parametrize(("fault", "ending"), [("cut_body", "closed"), ("reset_in_body", "reset")])
def test_a_body_stops_short_of_its_length(
    fault: str, ending: str, act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm(fault, COUNTER, act=act)

    heard = ask(served, request(caller))

    assert 0 < len(heard.body) < int(heard.header("content-length") or 0)
    assert heard.ending == ending


@BOTH
def test_a_chunk_stops_short_of_its_size(
    act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("cut_chunk", COUNTER, act=act)

    heard = ask(served, request(caller))
    size, _, chunk = heard.body.partition(b"\r\n")

    assert heard.header("transfer-encoding") == "chunked"
    assert heard.header("content-length") is None
    assert 0 < len(chunk) < int(size, 16)
    assert heard.ending == "closed"


@BOTH
def test_a_body_without_a_length_just_ends(
    act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("cut_unframed", COUNTER, act=act)

    heard = ask(served, request(caller))

    assert heard.header("content-length") is None
    assert heard.header("transfer-encoding") is None
    assert heard.body.startswith(b'{"')
    assert not heard.body.endswith(b"}")
    assert heard.ending == "closed"


def test_100_continue_comes_and_then_nothing(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("continue_then_nothing", COUNTER)

    with connected(served) as sock:
        sock.sendall(request(caller))
        assert faults.held()
        heard = hear(sock, within=0.1)

    assert (heard.data, heard.ending) == (b"HTTP/1.1 100 Continue\r\n\r\n", "open")


def test_headers_drip(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("drip_headers", COUNTER, bytes_per_second=40)

    with connected(served) as sock:
        sock.sendall(request(caller))
        heard = hear(sock, within=0.5)

    assert 0 < len(heard.data) < 40
    assert b"HTTP/1.1 200".startswith(heard.data[:12])
    assert heard.ending == "open"


def test_a_body_drips_after_its_headers(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("drip_body", COUNTER, bytes_per_second=40)

    with connected(served) as sock:
        sock.sendall(request(caller))
        heard = hear(sock, within=0.5)

    assert heard.status == 200
    assert 0 < len(heard.body) < 40 < int(heard.header("content-length") or 0)
    assert heard.ending == "open"


def test_what_drips_comes_whole_where_there_is_time(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("drip_headers", COUNTER, bytes_per_second=5000)

    heard = ask(served, request(caller))

    assert len(heard.body) == int(heard.header("content-length") or 0)
    assert b'"auction_id"' in heard.body


def test_what_drips_ends_when_its_time_is_up(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("drip_body", COUNTER, bytes_per_second=10, seconds=0.3)

    heard = ask(served, request(caller))

    assert heard.ending == "closed"
    assert len(heard.body) < int(heard.header("content-length") or 0)
    assert faults.used()[0]["ending"] == "time was up"


def test_headers_come_by_the_megabyte(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("header_flood", COUNTER, bytes=3_000_000)

    heard = ask(served, request(caller))

    assert len(heard.data) > 3_000_000
    assert b"\r\n\r\n" not in heard.data
    assert heard.ending == "closed"


@BOTH
def test_gzip_that_cannot_be_unpacked(
    act: bool, served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("bad_gzip", COUNTER, act=act)

    heard = ask(served, request(caller))

    assert heard.header("content-encoding") == "gzip"
    with pytest.raises(zlib.error):
        gzip.decompress(heard.body)


def test_a_bomb_is_short_and_unpacks_to_valid_json(
    served: SandboxInfo, caller: KrakenCaller, faults: Faults
) -> None:
    faults.arm("gzip_bomb", COUNTER, bytes=1_000_000)

    heard = ask(served, request(caller))

    assert heard.header("content-encoding") == "gzip"
    assert len(heard.body) < 2_000
    assert len(json.loads(gzip.decompress(heard.body))["padding"]) == 1_000_000


def test_a_late_answer_is_the_right_one(served: SandboxInfo, caller: KrakenCaller, faults: Faults) -> None:
    faults.arm("late", COUNTER, seconds=0.3)
    before = time.monotonic()

    heard = ask(served, request(caller))

    assert time.monotonic() - before >= 0.3
    assert b'"auction_id"' in heard.body


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset_after_headers", (httpx.ReadError, httpx.RemoteProtocolError)),
        ("reset", httpx.ReadError),
        ("close", httpx.RemoteProtocolError),
        ("garbage", httpx.RemoteProtocolError),
        ("cut_headers", httpx.RemoteProtocolError),
        ("header_flood", httpx.RemoteProtocolError),
        ("cut_body", httpx.RemoteProtocolError),
        ("cut_chunk", httpx.RemoteProtocolError),
        ("reset_in_body", httpx.ReadError),
        ("hold", httpx.ReadTimeout),
        ("continue_then_nothing", httpx.ReadTimeout),
        ("bad_gzip", httpx.DecodingError),
    ],
)
def test_httpx_sees_what_it_would_see_of_a_real_server(
    fault: str, error: type[Exception] | tuple[type[Exception], ...], served: SandboxInfo, faults: Faults
) -> None:
    faults.arm(fault, COUNTER)

    patience = 0.5 if error is httpx.ReadTimeout else 10
    with httpx.Client(base_url=served.base_url, trust_env=False, timeout=patience) as client:
        caller = KrakenCaller(client, served.api_key, served.api_secret)
        with pytest.raises(error):
            caller.call("NftCounterOffer", offer_id="ONQYPLG-OFARL-35RBGO", ask_price="9", currency="ETH")
