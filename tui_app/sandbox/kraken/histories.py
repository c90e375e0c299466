"""How the offers on one NFT came and went: stories told as bids, before anything has a price."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from tui_app.sandbox.kraken.records import Outcome, Status

Story = Literal["live", "sold", "quiet"]

_MINUTE, _HOUR, _DAY = 60, 3600, 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """What one offer is to be: times in unix seconds, `keenness` as a share of the ask."""

    created: int
    expires: int
    status: Status
    outcome: Outcome
    keenness: float


def bids(rng: Random, now: int, story: Story, count: int) -> list[Bid]:
    """`count` bids, oldest first, keener with time; the last of a live story are open.

    A sold story ends with the bid that was accepted, a quiet one with all of them over.
    """
    live = 1 + int(count * rng.random() ** 1.5) if story == "live" else 0
    found = []
    age = 0.0 if live else 45 * _DAY * rng.random() ** 2
    for back in range(count):
        age += rng.expovariate(1 / (9 * _HOUR)) + 7 * _MINUTE
        if back == live:
            age += 2 * _DAY * rng.random()
        created = now - int(age)
        keenness = max(0.2, 0.97 - 0.09 * back - 0.25 * rng.random())
        status, outcome = _fate(rng, story, back, live)
        expires = now + _time_left(rng) if status == "open" else _past_expiry(rng, now, created, status)
        found.append(Bid(created=created, expires=expires, status=status, outcome=outcome, keenness=keenness))
    found.reverse()
    return found


def _fate(rng: Random, story: Story, back: int, live: int) -> tuple[Status, Outcome]:
    """What became of the bid that is `back` places from the newest."""
    if back < live:
        return "open", ""
    if story == "sold":
        return "closed", "Filled" if back == 0 else "Superceded"
    return ("closed", "Cancelled") if rng.random() < 0.3 else ("expired", "Expired")


def _past_expiry(rng: Random, now: int, created: int, status: Status) -> int:
    drawn = rng.random()
    if status == "closed":
        return created + int(_HOUR * (1 + 160 * drawn))
    return created + int(min(7 * _DAY, now - created) * drawn)


def _time_left(rng: Random) -> int:
    """Seconds an open offer has left: some minutes for a few, up to two weeks for most."""
    drawn = rng.random()
    if drawn < 0.10:
        return int(4 * _MINUTE + 56 * _MINUTE * rng.random())
    if drawn < 0.35:
        return int(_HOUR + 23 * _HOUR * rng.random())
    return int(_DAY + 13 * _DAY * rng.random() ** 2)
