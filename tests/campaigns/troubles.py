"""What goes wrong with the one request that moves money: faults of the catalogue, made quick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.sandbox_client import Faults
from tui_app.sandbox.faults.catalogue import FAULTS
from tui_app.sandbox.faults.settings import given

_SILENT = frozenset({"hold", "continue_then_nothing", "drip_headers", "drip_body"})
_UNREAD = frozenset({"accept", "line"})
_LONGER_THAN_BELIEVED = 9_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A fault of the catalogue with its parameters, or nothing at all where it has no name."""

    name: str
    fault: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def acts(self) -> bool:
        """Whether a request that meets it takes effect."""
        if not self.fault:
            return True
        known = FAULTS[self.fault]
        return known.acting(given(known.parameters, self.told))

    @property
    def silent(self) -> bool:
        """Whether the client hears nothing definite until its own time is up."""
        return self.fault in _SILENT

    def arm(self, faults: Faults, method: str, *, lines_before: int) -> None:
        """Let the next request to a method meet it; so many connections are made before the request's own."""
        if self.fault and FAULTS[self.fault].stage == "accept":
            faults.arm(self.fault, skip=lines_before, **self.told)
        elif self.fault:
            faults.arm(self.fault, f"/{method}", **self.told)

    def arm_on_read(self, faults: Faults, method: str, contains: str) -> None:
        """Let the next such read meet it; a read is always answered from what is true."""
        if not self.fault:
            return
        known = FAULTS[self.fault]
        told = {**self.told, **({"act": True} if "act" in self.told else {})}
        if known.stage in _UNREAD:
            faults.arm(self.fault, "*" if known.stage == "accept" else f"/{method}", **told)
        else:
            faults.arm(self.fault, f"/{method}", contains=contains, **told)


def _each(fault: str, *acts: bool, name: str = "", **told: Any) -> list[Trouble]:
    when = {True: "after", False: "before"}
    return [
        Trouble(name=f"{name or fault.replace('_', ' ')} {when[act]}", fault=fault, told={**told, "act": act})
        for act in acts
    ]


def _plain(fault: str) -> Trouble:
    return Trouble(name=fault.replace("_", " "), fault=fault)


def _status(status: int, *acts: bool) -> list[Trouble]:
    return _each("status", *acts, name=str(status), status=status)


def _said(name: str, code: str, *acts: bool, **told: Any) -> list[Trouble]:
    return _each("kraken_error", *acts, name=name, codes=[code], **told)


TROUBLES: Final = (
    Trouble(name="none"),
    # Of the connection: before the server read anything, before it acted, after it acted.
    _plain("reset_at_accept"),
    _plain("reset_unread"),
    _plain("reset_after_headers"),
    *_each("reset", False, True),
    *_each("close", False, True),
    *_each("garbage", True),
    *_each("cut_headers", True),
    *_each("cut_body", True),
    *_each("cut_chunk", True),
    *_each("cut_unframed", True),
    *_each("reset_in_body", True),
    *_each("hold", False, True, seconds=20, name="no answer"),
    *_each("continue_then_nothing", True, seconds=20),
    *_each("drip_body", True, bytes_per_second=5),
    *_each("late", True, seconds=0.3),
    # Of the status.
    *_each("redirect", False, True, status="307", name="307"),
    *_status(401, False),
    *_status(404, True),
    *_status(409, True),
    *_each("retry_after", False, form="seconds", seconds=1, name="429"),
    *_status(500, False, True),
    *_status(502, True),
    *_status(503, False),
    *_status(504, True),
    *_status(204, True),
    *_status(206, True),
    # Of the body.
    *_each("empty_body", True),
    *_each("truncated_json", True),
    *_each("html_body", False, True),
    *_each("bad_gzip", True),
    *_each("duplicate_keys", True),
    *_each("oversized", True, bytes=_LONGER_THAN_BELIEVED),
    *_each("top_level", True, kind="null", name="null"),
    # Of Kraken's own words.
    *_said("unavailable", "EService:Unavailable", False, True),
    *_said("internal error", "EGeneral:Internal error", False, True),
    *_said("error and result", "EGeneral:Invalid arguments", True, with_result=True),
    *_said("unheard of", "EOdd:Never heard of", True),
    *_said("permission denied", "EGeneral:Permission denied", False),
    _plain("kraken_warning"),
    _plain("invalid_nonce"),
    _plain("temporary_lockout"),
    _plain("rate_limit"),
)
"""Every trouble that the request of a money action meets here; each name once."""
