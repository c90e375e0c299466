"""Kraken's call counter: each private call adds one, time takes away."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.sandbox.options import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterTier:
    """The counter's maximum, and how much of it decays per second."""

    maximum: float
    decay: float


TIERS: dict[Tier, CounterTier] = {
    "generous": CounterTier(maximum=10_000, decay=1_000),
    "starter": CounterTier(maximum=15, decay=0.33),
    "intermediate": CounterTier(maximum=20, decay=0.5),
    "pro": CounterTier(maximum=20, decay=1),
}


class CallCounter:
    """The counter of one API key, as Kraken's rate limit guide describes it. Times are unix seconds."""

    def __init__(self, tier: CounterTier) -> None:
        self._tier = tier
        self._count = 0.0
        self._counted_at = 0.0

    def admits(self, now: float) -> bool:
        """Count one call made at `now`; False, and nothing counted, where it would pass the maximum."""
        passed = max(0.0, now - self._counted_at)
        self._count = max(0.0, self._count - passed * self._tier.decay)
        self._counted_at = now
        if self._count + 1 > self._tier.maximum:
            return False
        self._count += 1
        return True
