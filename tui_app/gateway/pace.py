"""How fast one account may call: a leaky bucket, and pauses the marketplace asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Final

from aiolimiter import AsyncLimiter

from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Clock
from tui_app.gateway.statuses import rate_limited

_SLACK = 0.05  # a sleep may end this many seconds early


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many calls at once, and as many again spread over `seconds`.

    The figures are `documented` by the marketplace, or ours.
    """

    calls: float
    seconds: float
    documented: bool = False


class Pace:
    """The pace of one account."""

    def __init__(self, allowance: Allowance, *, place: str, clock: Clock) -> None:
        self._allowance = allowance
        self._bucket: Final = AsyncLimiter(allowance.calls, allowance.seconds)
        self._place = place
        self._clock = clock
        self._until: datetime | None = None
        self._resumes = 0.0

    async def wait(self) -> None:
        """Wait for room. Raises RateLimited, without waiting, while the marketplace wants a pause."""
        if monotonic() < self._resumes - _SLACK:
            raise rate_limited(self._place, self._until)
        await self._bucket.acquire()

    @property
    def budget(self) -> Budget:
        """What may leave now."""
        calls = int(self._allowance.calls)
        return Budget(
            calls=calls,
            seconds=self._allowance.seconds,
            left=next((each for each in range(calls, 0, -1) if self._bucket.has_capacity(each)), 0),
            documented=self._allowance.documented,
            paused_until=self._until if monotonic() < self._resumes - _SLACK else None,
        )

    def pause(self, until: datetime | None) -> None:
        """Let nothing leave before `until`; None changes nothing. A clock set back does not prolong it."""
        if until is not None:
            self._until = until
            self._resumes = monotonic() + (until - self._clock()).total_seconds()
