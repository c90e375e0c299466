"""Every trouble that the request of a new order can meet: the catalogue's own examples, made quick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.campaigns.troubles import Trouble
from tui_app.sandbox.faults.catalogue import FAULTS

_GROUPS: Final = frozenset({"transport", "status", "body", "schema"})
"""Of the catalogue's groups, those that do not belong to lists or to another marketplace."""
_QUICK: Final[Mapping[str, Mapping[str, Any]]] = {
    "hold": {"seconds": 20},
    "continue_then_nothing": {"seconds": 20},
    "drip_body": {"bytes_per_second": 5},
    "drip_headers": {"bytes_per_second": 5},
    "oversized": {"bytes": 9_000_000},
    "gzip_bomb": {"bytes": 9_000_000},
    "retry_after": {"seconds": 1},
}


_TURNED_AWAY: Final = frozenset({401, 429})
"""Statuses that are believed: who says them has not let the request in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCase:
    """A trouble, and whether the number of the newest order is known before the new one leaves."""

    trouble: Trouble
    known: bool

    def __str__(self) -> str:
        return f"{self.trouble.name}-{'known' if self.known else 'nothing known'}".replace(" ", "_")


def _troubles() -> list[Trouble]:
    found = [Trouble(name="none")]
    for fault in FAULTS.values():
        if fault.group in _GROUPS:
            for example in (each for each in fault.examples if not _lies(fault.name, each)):
                told = {**_QUICK.get(fault.name, {}), **example}
                words = " ".join(f"{name} {value}" for name, value in example.items())
                found.append(Trouble(name=f"{fault.name} {words}".strip(), fault=fault.name, told=told))
    late = {"act": False, "if_left": "act", "seconds": 20}
    return [*found, Trouble(name="hold, and act when nobody waits any more", fault="hold", told=late)]


def _lies(fault: str, told: Mapping[str, Any]) -> bool:
    """Whether a server would say that it let nothing in, and yet have acted."""
    status = 429 if fault == "retry_after" else told.get("status")
    return bool(told.get("act")) and status in _TURNED_AWAY


EVERY: Final = tuple(
    OrderCase(trouble=trouble, known=known) for trouble in _troubles() for known in (True, False)
)
SAMPLE: Final = EVERY[::17]
"""A step that is odd brings both kinds of knowledge."""
