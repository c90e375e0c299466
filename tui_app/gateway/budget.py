"""How many calls an account may still make, as this program counts them and as its marketplace asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """So many `calls` at once and as many again in each `seconds`, of which `left` may leave now.

    It is counted by this run of the program alone. The figures are `documented` by the marketplace, or ours.
    Until `paused_until` the marketplace wants no calls; None where it asked for no pause.
    """

    calls: int
    seconds: float
    left: int
    documented: bool
    paused_until: datetime | None = None


@runtime_checkable
class Paced(Protocol):
    """A connection that knows how much it may call."""

    @property
    def budget(self) -> Budget:
        """What is left now."""
