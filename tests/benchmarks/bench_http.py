"""What a page of 50 offers costs over loopback, ours against other clients, and what reading it costs.

    python -m tests.benchmarks.bench_http [ROUNDS]

Everything is measured in turn, round by round, so that a busy machine slows all alike; each client in a
process of its own. The peers (stock httpx without sniffio, aiohttp, python-kraken-sdk) are installed into an
environment of their own in the temporary folder. Printed are medians with the least and the most, and the
median of the ratios within a round: by the wall clock, and by the work of the process. Nothing is asserted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.page_server import PAGE
from tests.benchmarks.peers import HTTP_PEERS, python_with

ROUNDS = 5
PAGES = 200
_HERE = Path(__file__).parent
STOCK, SDK = "httpx, stock, without sniffio", "python-kraken-sdk"
GATEWAY, SYNC = "our gateway", "our sync of 10,000: read, validate, keep"
_PEERS = {
    STOCK: "httpx",
    "aiohttp": "aiohttp",
    "python-kraken-sdk, async": "sdk-async",
    SDK: "sdk",
}
_OURS = {
    GATEWAY: "gateway",
    "httpx, stock, with sniffio": "httpx",
    "our gateway, a line per page": "write",
    SYNC: "sync",
}
_READINGS = (("full models", "full"), ("ours, decoded only", "decoded"), ("ours, to what is kept", "offers"))
Spent = tuple[float, float]


def main() -> None:
    """Measure the clients, then the reading."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    clients(rounds)
    reading(rounds)


def clients(rounds: int) -> None:
    """P15 and P16: every client asks for 200 pages of 50."""
    found = client_times(rounds)
    table("sign, send and receive a page of 50", found, per=PAGES, beside=STOCK)
    both = {name: found[name] for name in (SDK, SYNC)}
    table(f"{PAGES} pages", both, per=1, beside=SDK)


def client_times(rounds: int) -> dict[str, list[Spent]]:
    """What each client took, in turn."""
    peers = python_with("http", HTTP_PEERS)
    found: dict[str, list[Spent]] = defaultdict(list)
    with page_server(PAGES * PAGE) as url:
        for _ in range(rounds):
            for name, client in _PEERS.items():
                found[name].append(run([str(peers), str(_HERE / "http_peers.py"), client, url]))
            for name, client in _OURS.items():
                found[name].append(run([sys.executable, "-m", "tests.benchmarks.http_ours", client, url]))
    return found


def reading(rounds: int) -> None:
    """P17: from the bytes of a page to what is kept of it."""
    table("decode and validate a page of 50", reading_times(rounds), per=PAGES, beside="full models")


def reading_times(rounds: int) -> dict[str, list[Spent]]:
    """What each way of reading took, in turn."""
    found: dict[str, list[Spent]] = defaultdict(list)
    for _ in range(rounds):
        for name, way in _READINGS:
            found[name].append(run([sys.executable, "-m", "tests.benchmarks.http_ours", way, ""]))
    return found


def run(command: list[str]) -> Spent:
    """What one client took for its pages: by the wall clock, and of work."""
    ended = subprocess.run([*command, str(PAGES)], capture_output=True, text=True, check=True)
    wall, work = json.loads(ended.stdout)
    return wall, work


@contextmanager
def page_server(total: int, changed: int = 0) -> Iterator[str]:
    """The base URL of a server that has so many offers."""
    command = [sys.executable, "-m", "tests.benchmarks.page_server", str(total), str(changed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.terminate()


def table(title: str, found: dict[str, list[Spent]], *, per: int, beside: str) -> None:
    """Print medians in milliseconds, and how many times that of the one they are held beside."""
    print(f"\n{title:<42} {'ms':>8} {'least':>8} {'most':>8} {'x':>6} {'of work':>8} {'x':>6}")  # noqa: T201
    for name, spent in found.items():
        wall, work = ([each[which] * 1e3 / per for each in spent] for which in (0, 1))
        pairs = zip(spent, found[beside], strict=True)
        ratios = [(each[0] / other[0], each[1] / other[1]) for each, other in pairs]
        by_wall, by_work = (statistics.median(ratio[which] for ratio in ratios) for which in (0, 1))
        print(  # noqa: T201
            f"{name:<42} {statistics.median(wall):8.2f} {min(wall):8.2f} {max(wall):8.2f} {by_wall:6.2f} "
            f"{statistics.median(work):8.2f} {by_work:6.2f}"
        )


if __name__ == "__main__":
    main()
