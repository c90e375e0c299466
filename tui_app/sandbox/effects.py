"""Ground truth: each change that really happened, once, with the request that caused it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One change. `target` is the offer or auction acted on, or the NFT a new offer is for."""

    id: int
    at: datetime
    marketplace: str
    action: str
    target: str
    request: Mapping[str, object]

    def as_json(self) -> dict[str, object]:
        """The effect as /_sandbox/effects prints it; `at` is RFC 3339 in UTC."""
        return {
            "id": self.id,
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "marketplace": self.marketplace,
            "action": self.action,
            "target": self.target,
            "request": dict(self.request),
        }


class EffectLog:
    """All effects since the sandbox started, oldest first, over every marketplace."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._effects: list[Effect] = []

    def record(self, *, marketplace: str, action: str, target: str, request: Mapping[str, object]) -> None:
        """Note that `request`, already free of nonce and one-time password, changed `target`."""
        self._effects.append(
            Effect(
                id=len(self._effects) + 1,
                at=self._clock(),
                marketplace=marketplace,
                action=action,
                target=target,
                request=request,
            )
        )

    def __len__(self) -> int:
        """How many there are; also the id of the last."""
        return len(self._effects)

    def as_json(self) -> dict[str, object]:
        """The answer of /_sandbox/effects."""
        return {"effects": [effect.as_json() for effect in self._effects]}
