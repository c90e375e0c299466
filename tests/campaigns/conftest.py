"""A marketplace, a wire to it and a nursery for the campaigns, and the table of totals at the end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest

from tests.campaigns.judging import Judged, table
from tests.campaigns.processes import Nursery, nursery
from tests.campaigns.wire import CountingWire, wire_to
from tests.desk.seat import TRUST, Market
from tests.sandbox_client import Faults
from tests.sandbox_process import running_sandbox

ATTEMPT = "attempt of a campaign"
LISTED = "list of a campaign"
NOTE = "note of a campaign"


@pytest.fixture(scope="module")
def market(request: pytest.FixtureRequest) -> Iterator[Market]:
    """A sandbox as large as the module says with `OFFERS`.

    Its closed offers do not say how they ended, which Kraken's own documents leave open.
    """
    offers = getattr(request.module, "OFFERS", 600)
    with running_sandbox("--offers", str(offers), "--kraken-closed-detail", "silent") as info:
        found = Market.of(info)
        yield found
        found.client.close()


@pytest.fixture(scope="module")
def _control(market: Market) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=market.info.base_url, verify=TRUST, trust_env=False) as client:
        yield client


@pytest.fixture
def faults(_control: httpx.Client) -> Iterator[Faults]:
    """The faults of the market; nothing is armed when a test begins, nor when it is over."""
    found = Faults(_control)
    found.clear()
    yield found
    found.clear()


@pytest.fixture
async def wire(market: Market) -> AsyncIterator[CountingWire]:
    """A wire to the market."""
    async with wire_to(market.info.base_url) as standing:
        yield standing


@pytest.fixture(scope="session")
def brought_up() -> Iterator[Nursery]:
    """Where acting processes come from."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no forks")
    with nursery() as found:
        yield found


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Callable[[Judged], None]:
    """Counts one attempt for the table at the end."""
    return lambda judged: record_property(ATTEMPT, judged.text())


@pytest.fixture
def listed(record_property: Callable[[str, object], None]) -> Callable[[str, float], None]:
    """Counts one list in trouble: the state that its source was left in, and the seconds that took."""
    return lambda state, took: record_property(LISTED, [str(state), took])


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Puts one line below the table at the end."""
    return lambda line: record_property(NOTE, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of totals, and the notes."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    told = [pair for report in reports if report.when == "call" for pair in report.user_properties]
    attempts = [Judged.read(str(text)) for name, text in told if name == ATTEMPT]
    notes = [str(text) for name, text in told if name == NOTE]
    lists = [(str(told[0]), float(told[1])) for name, told in told if name == LISTED]
    lines = [*(table(attempts) if attempts else []), *(lists_line(lists) if lists else []), *notes]
    if lines:
        terminalreporter.section("campaigns")
    for line in lines:
        terminalreporter.write_line(line)


def lists_line(lists: list[tuple[str, float]]) -> list[str]:
    """How many lists in trouble there were, how their sources were left, and what the slowest took."""
    states = Counter(state for state, _ in lists)
    counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    return [
        f"{len(lists)} lists in trouble: {counted}; the slowest took {max(took for _, took in lists):.1f} s"
    ]
