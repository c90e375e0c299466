"""The sandbox as a process: one line, real HTTP, a quiet end, and no orphan."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.sandbox_client import KrakenCaller
from tests.sandbox_process import SandboxInfo, effects, read_line, running_sandbox

SERVE = [sys.executable, "-m", "tui_app.sandbox"]


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    """A sandbox started by hand."""
    with subprocess.Popen(
        SERVE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        yield started
        started.kill()


def test_the_line_is_one_line_of_json_that_says_everything() -> None:
    with subprocess.Popen(SERVE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        process.terminate()
        rest = process.stdout.read()

    assert {"kraken", "dew", "effects_url"} <= set(said)
    assert set(said["kraken"]) == {"base_url", "api_key", "api_secret"}
    assert said["effects_url"] == said["kraken"]["base_url"] + "/_sandbox/effects"
    assert rest == ""


def test_it_answers_as_soon_as_it_has_said_where() -> None:
    with running_sandbox() as info:
        kraken = KrakenCaller.of(info)
        kraken.result("NftAcceptOffer", offer_id="ONQYPLG-OFARL-35RBGO")
        kraken.close()

        assert [one["target"] for one in effects(info)] == ["ONQYPLG-OFARL-35RBGO"]


def test_its_pictures_are_at_its_own_address() -> None:
    with running_sandbox() as info:
        kraken = KrakenCaller.of(info)
        image = kraken.offers("received", nft_id="NTJQYVH-SLSNX-Q6DXVE")[0]["item"]["nft_image"]["media"]
        answer = kraken.client.get(image["url"])
        kraken.close()

    assert image["url"].startswith(info.base_url + "/media/")
    assert len(answer.content) == image["size"]


def test_it_listens_on_one_loopback_address_only() -> None:
    with running_sandbox() as info:
        port = httpx.URL(info.base_url).port or 0
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            socket.create_connection(("127.0.0.2", port), timeout=5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_at_once_with_code_0_and_without_a_word(
    process: subprocess.Popen[str], number: signal.Signals
) -> None:
    read_line(process)
    process.send_signal(number)

    assert process.wait(timeout=10) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_an_open_connection_does_not_keep_it_alive(process: subprocess.Popen[str]) -> None:
    kraken = KrakenCaller.of(read_line(process))
    kraken.offers("received")
    process.terminate()

    assert process.wait(timeout=10) == 0
    kraken.close()


def test_its_port_is_free_again_afterwards() -> None:
    with running_sandbox() as info:
        port = httpx.URL(info.base_url).port or 0

    with running_sandbox("--port", str(port)) as again:
        assert httpx.URL(again.base_url).port == port


def test_it_ends_when_its_parent_is_killed() -> None:
    info = _orphaned_by_a_killed_parent()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _answers(info):
        time.sleep(0.05)

    assert not _answers(info)


def test_a_port_that_is_taken_is_one_sentence_and_code_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run([*SERVE, "--port", str(port)], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert (
        ended.stderr == f"Port {port} cannot be used (Address already in use); choose another with --port.\n"
    )


def test_a_closed_output_is_one_sentence_and_code_1() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(SERVE, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)

    assert ended.returncode == 1
    assert ended.stderr == "Nobody reads where the sandbox listens; keep its standard output open.\n"


def test_an_unknown_flag_is_code_2() -> None:
    ended = subprocess.run([*SERVE, "--nonsense"], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (2, "")


def _orphaned_by_a_killed_parent() -> SandboxInfo:
    """Start a parent that starts a sandbox, learn where it is, and kill the parent with SIGKILL."""
    code = (
        "import os, subprocess, sys, time\n"
        "child = [sys.executable, '-m', 'tui_app.sandbox', '--parent-pid', str(os.getpid())]\n"
        "subprocess.Popen(child)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        info = read_line(parent)
        assert _answers(info)
        os.kill(parent.pid, signal.SIGKILL)
    return info


def _answers(info: SandboxInfo) -> bool:
    try:
        return httpx.get(info.effects_url, trust_env=False).is_success
    except httpx.TransportError:
        return False
