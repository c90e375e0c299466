"""P15 to P18: what a page of offers costs over loopback, and what reading it costs."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from unittest.mock import patch

import httpx

from tests.benchmarks.bench_http import (
    GATEWAY,
    PAGES,
    SDK,
    STOCK,
    SYNC,
    Spent,
    client_times,
    page_server,
    reading_times,
)
from tests.benchmarks.effort import Effort
from tests.benchmarks.figures import Case, Figure
from tests.benchmarks.http_ours import ask
from tests.benchmarks.page_server import PAGE

FULL, DECODED, KEPT = "full models", "ours, decoded only", "ours, to what is kept"
ASKED_PAGES = 4


def figures(effort: Effort) -> list[Figure]:
    """Each round runs every client once, in a process of its own."""
    reading = reading_times(effort.rounds)
    full = each(reading, FULL, PAGES)
    decoded = [
        Figure("P17", "decode and check a page exactly", 0.65, each(reading, DECODED, PAGES), full),
        Figure("P17", "the same, to what the ledger keeps", 0.65, each(reading, KEPT, PAGES), full),
    ]
    return [*clients(effort), *decoded, made()]


def clients(effort: Effort) -> list[Figure]:
    """P15 and P16."""
    found: Mapping[str, Sequence[Spent]] = {}
    missing = ""
    try:
        found = client_times(effort.rounds)
    except (OSError, subprocess.CalledProcessError):
        missing = "httpx, aiohttp and python-kraken-sdk could not be installed apart"
    stock, sdk = each(found, STOCK, PAGES), each(found, SDK, 1)
    return [
        Figure(
            "P15",
            "a page: sign, send, receive / stock httpx",
            0.60,
            each(found, GATEWAY, PAGES),
            stock,
            missing=missing,
        ),
        Figure("P15", "the same, stretch", 0.30, each(found, GATEWAY, PAGES), stock, missing=missing),
        Figure(
            "P16",
            "10,000 offers read, validated, kept / fetched",
            1.0,
            each(found, SYNC, 1),
            sdk,
            missing=missing,
        ),
    ]


def each(found: Mapping[str, Sequence[Spent]], name: str, per: int) -> Case:
    """Milliseconds by the wall clock."""
    return Case(name, [wall * 1e3 / per for wall, _work in found.get(name, ())])


def made() -> Figure:
    """P18: how many clients are made for several reads, and how many for several writes."""
    counts: list[float] = []
    with page_server(ASKED_PAGES * PAGE) as url, redirect_stdout(StringIO()):
        for writing in (False, True):
            genuine = httpx.AsyncClient.__init__
            with patch.object(httpx.AsyncClient, "__init__", autospec=True, side_effect=genuine) as making:
                asyncio.run(ask(url, ASKED_PAGES, writing=writing))
            counts.append(making.call_count)
    return Figure(
        "P18", "clients made for reads, and for writes", 1, Case("ours", counts), unit="clients", worst=True
    )
