"""Nonces only ever rise, and a turn is held until its answer is in."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.offers import NOW
from tui_app.domain.errors import LedgerError
from tui_app.ledger.instants import to_micros
from tui_app.ledger.nonces import LEASE, LedgerNonces
from tui_app.ledger.store import Ledger

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
KEY = "kraken:key"

DRAW = """
import asyncio, json, sys, threading, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.store import Ledger

ledger, back = Ledger(Path(sys.argv[1])), timedelta(days=int(sys.argv[2]))
seen = []

async def draw():
    nonces = LedgerNonces(ledger, lambda: datetime.now(UTC) - back)
    for _ in range(12):
        async with nonces.turn("kraken:key") as nonce:
            begun = time.monotonic_ns()
            await asyncio.sleep(0)
            seen.append((begun, time.monotonic_ns(), nonce))

threads = [threading.Thread(target=lambda: asyncio.run(draw())) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
ledger.close()
print(json.dumps(seen))
"""

HOLD = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.store import Ledger

async def hold():
    async with LedgerNonces(Ledger(Path(sys.argv[1])), lambda: datetime.now(UTC)).turn("kraken:key") as nonce:
        print(nonce, flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


async def draw(nonces: LedgerNonces, key_id: str = KEY) -> int:
    """One turn, given back at once."""
    async with nonces.turn(key_id) as nonce:
        return nonce


async def test_a_number_is_the_time_in_microseconds(ledger: Ledger) -> None:
    assert await draw(LedgerNonces(ledger, Clock())) == to_micros(NOW)


async def test_numbers_rise_while_the_clock_stands_still(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())

    assert [await draw(nonces) - to_micros(NOW) for _ in range(3)] == [0, 1, 2]


async def test_numbers_rise_over_a_restart_with_the_clock_set_back_three_days(path: Path) -> None:
    with closing(Ledger(path)) as ledger:
        before = await draw(LedgerNonces(ledger, Clock()))
    with closing(Ledger(path)) as ledger:
        after = await draw(LedgerNonces(ledger, Clock(NOW - timedelta(days=3))))

    assert after == before + 1


async def test_each_key_has_numbers_of_its_own(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())
    async with nonces.turn("one") as first, nonces.turn("other") as second:
        assert first == second


async def test_a_jump_leaves_out_the_numbers_of_a_span(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())
    await draw(nonces)
    await nonces.jump(KEY, timedelta(days=1))

    assert await draw(nonces) == to_micros(NOW + timedelta(days=1)) + 1


async def test_a_jump_never_goes_back(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())
    await draw(nonces)
    await nonces.jump(KEY, timedelta(days=-1))

    assert await draw(nonces) == to_micros(NOW) + 1


async def test_numbers_rise_in_the_order_of_turns_over_threads_and_processes(path: Path) -> None:
    Ledger(path).close()
    started = [process(DRAW, path, days) for days in (0, 3)]
    turns = sorted(tuple(turn) for each in started for turn in json.loads(each.communicate()[0]))

    assert [each.returncode for each in started] == [0, 0]
    assert len(turns) == 2 * 4 * 12
    assert all(earlier[2] < later[2] for earlier, later in pairwise(turns))
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(turns))


async def test_a_turn_is_waited_for_in_the_same_loop(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())
    async with nonces.turn(KEY) as first:
        second = asyncio.create_task(draw(nonces))
        await asyncio.sleep(0.05)
        assert not second.done()

    assert await second > first


async def test_a_turn_is_waited_for_in_another_window(ledger: Ledger) -> None:
    async with LedgerNonces(ledger, Clock()).turn(KEY) as first:
        second = asyncio.create_task(draw(LedgerNonces(ledger, Clock())))
        await asyncio.sleep(0.05)
        assert not second.done()

    assert await second > first


async def test_a_clock_set_back_meanwhile_does_not_end_a_turn(ledger: Ledger) -> None:
    async with LedgerNonces(ledger, Clock()).turn(KEY):
        second = asyncio.create_task(draw(LedgerNonces(ledger, Clock(NOW - timedelta(days=3)))))
        await asyncio.sleep(0.05)
        assert not second.done()

    assert await second == to_micros(NOW) + 1


async def test_a_request_that_fails_gives_its_turn_back(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())
    with pytest.raises(ConnectionResetError):
        async with nonces.turn(KEY):
            raise ConnectionResetError

    assert await draw(LedgerNonces(ledger, Clock())) == to_micros(NOW) + 1


async def test_a_request_that_is_cancelled_gives_its_turn_back(ledger: Ledger) -> None:
    inside = asyncio.Event()

    async def request() -> None:
        async with LedgerNonces(ledger, Clock()).turn(KEY):
            inside.set()
            await asyncio.sleep(600)

    task = asyncio.create_task(request())
    await inside.wait()
    task.cancel()
    await asyncio.wait({task})

    assert await draw(LedgerNonces(ledger, Clock())) == to_micros(NOW) + 1


async def test_a_holder_that_was_killed_frees_its_turn_at_once(path: Path, ledger: Ledger) -> None:
    holder = process(HOLD, path)
    assert holder.stdout is not None
    first = int(holder.stdout.readline())
    holder.send_signal(signal.SIGKILL)
    started = time.monotonic()
    second = await draw(LedgerNonces(ledger, Clock()))

    assert second > first
    assert time.monotonic() - started < LEASE.total_seconds() / 3
    holder.communicate()


@pytest.mark.parametrize(
    "uptime", [LEASE.total_seconds() + 1_001, 5], ids=["ran out", "from before a reboot"]
)
async def test_a_lease_of_another_age_holds_nobody_up(uptime: float, ledger: Ledger) -> None:
    async with LedgerNonces(ledger, Clock(), lambda: 1_000).turn(KEY) as first:
        assert await draw(LedgerNonces(ledger, Clock(), lambda: uptime)) == first + 1


async def test_a_turn_that_ran_out_is_not_taken_from_its_next_holder(ledger: Ledger) -> None:
    slow = LedgerNonces(ledger, Clock(), lambda: 1_000).turn(KEY)
    third = LedgerNonces(ledger, Clock(), lambda: 2_000)
    await slow.__aenter__()
    async with LedgerNonces(ledger, Clock(), lambda: 2_000).turn(KEY):
        await slow.__aexit__(None, None, None)
        waiting = asyncio.create_task(draw(third))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    await waiting


async def test_a_holder_that_never_lets_go_is_told_so(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ledger.nonces.LEASE", timedelta(milliseconds=50))
    async with LedgerNonces(ledger, Clock(), lambda: 1_000).turn(KEY):
        with pytest.raises(LedgerError, match="keeps using the same API key; close it"):
            await draw(LedgerNonces(ledger, Clock(), lambda: 1_000))


async def test_an_answer_is_not_hidden_by_a_turn_that_cannot_be_given_back(
    path: Path, ledger: Ledger
) -> None:
    nonces = LedgerNonces(ledger, Clock())
    with closing(Ledger(path)) as other:
        async with nonces.turn(KEY):
            writing = other.writing()
            writing.__enter__()
        writing.__exit__(None, None, None)

    assert await draw(nonces) == to_micros(NOW) + 1


async def test_a_long_writer_does_not_stop_the_loop(path: Path, ledger: Ledger) -> None:
    with closing(Ledger(path)) as other, other.writing():
        started = time.monotonic()
        waiting = asyncio.create_task(draw(LedgerNonces(ledger, Clock())))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        assert time.monotonic() - started < 1

    assert await waiting == to_micros(NOW)


async def test_without_a_ledger_no_number_is_given(ledger: Ledger) -> None:
    nonces = LedgerNonces(ledger, Clock())
    ledger.close()

    with pytest.raises(LedgerError):
        await draw(nonces)
