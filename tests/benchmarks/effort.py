"""How much is measured, and with whom."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

PROGRAMS = Path(__file__).parent / "programs"
OFFERDESK = (str(Path(sys.executable).with_name("offerdesk")),)


class Effort(NamedTuple):
    """How many rounds, and how many offers the large list has and were really refreshed.

    `idle` is for how long idling is watched, in seconds.
    """

    rounds: int
    large: int
    idle: float
    refreshed: int

    @property
    def rounds_of_long(self) -> int:
        """How often that is measured which takes long by its nature."""
        return (self.rounds + 1) // 2


FULL = Effort(rounds=5, large=1_000_000, idle=6.0, refreshed=100_000)
QUICK = Effort(rounds=2, large=100_000, idle=3.0, refreshed=20_000)
TINY = Effort(rounds=1, large=2_000, idle=0.3, refreshed=200)
"""For the test that all of it still runs."""

SMALL = 1_000


def program(name: str, *arguments: str) -> tuple[str, ...]:
    """The command of one of our own small programs, run by this interpreter."""
    return (sys.executable, str(PROGRAMS / f"{name}.py"), *arguments)


def load() -> float:
    """How busy the machine is."""
    return os.getloadavg()[0]
