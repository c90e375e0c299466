"""What the armed faults were used for: one entry per request, or connection, that met one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tui_app.sandbox.faults.called import Called

Point = Literal["", "before acting", "after acting"]
Ending = Literal[
    "", "answered", "closed", "reset", "client left", "time was up", "released", "stopped", "applied"
]


@dataclass(slots=True, kw_only=True)
class Use:
    """One use of a fault. `effects` are the ids of what the request changed; `held` is where it waits now.

    `note` says why a fault could do nothing, if it could not.
    """

    id: int
    at: datetime
    fault: str
    given: dict[str, object]
    http_method: str | None
    called: Called | None
    acted: bool = False
    effects: list[int] = field(default_factory=list)
    held: Point = ""
    ending: Ending = ""
    note: str | None = None

    def as_json(self) -> dict[str, object]:
        """The entry as /_sandbox/faults prints it."""
        return {
            "id": self.id,
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "fault": self.fault,
            "given": self.given,
            "http_method": self.http_method,
            "path": self.called.path if self.called else None,
            "method": self.called.name if self.called else None,
            "acted": self.acted,
            "effects": self.effects,
            "held": self.held or None,
            "ending": self.ending or None,
            "note": self.note,
        }


class UseLog:
    """Every use since the log was cleared, oldest first. `some_held` is set while any request is held."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0
        self._uses: list[Use] = []
        self.some_held = asyncio.Event()

    def begin(
        self, fault: str, given: dict[str, object], http_method: str | None, called: Called | None
    ) -> Use:
        """Note that a fault is being used; what comes of it is written into the entry."""
        self._last += 1
        use = Use(
            id=self._last, at=self._clock(), fault=fault, given=given, http_method=http_method, called=called
        )
        self._uses.append(use)
        return use

    def hold(self, use: Use, point: Point) -> None:
        """Note where a request waits; an empty point is that it waits no more."""
        use.held = point
        if self.held():
            self.some_held.set()
        else:
            self.some_held.clear()

    def held(self) -> list[Use]:
        """The requests that wait now."""
        return [use for use in self._uses if use.held]

    def clear(self) -> None:
        """Forget every entry; ids go on rising."""
        self._uses.clear()

    def as_json(self) -> list[dict[str, object]]:
        """Every entry."""
        return [use.as_json() for use in self._uses]
