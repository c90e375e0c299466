"""The armed faults, in order: which of them a request meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_app.sandbox.faults.called import Called
from tui_app.sandbox.faults.fault import Fault, Stage
from tui_app.sandbox.faults.settings import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A fault and the requests it is for: those called at `path` whose body has `contains`.

    The first `skip` of them pass by; `times` meet it, or all the others where that is None.
    """

    fault: Fault
    given: Given
    path: str
    contains: bytes
    skip: int
    times: int | None

    def matches(self, called: Called, body: bytes | None) -> bool:
        """Whether it is for a request; one whose body is not known yet contains nothing."""
        return called.is_at(self.path) and self.contains in (body or b"")


@dataclass(slots=True, kw_only=True)
class Armed:
    """A rule in force, with what is left of it. `kept` is what arming gave, `turn` how often it was met."""

    rule: Rule
    kept: object
    skip: int
    left: int | None
    turn: int = 0

    @property
    def spent(self) -> bool:
        """Whether nothing can meet it any more."""
        return self.left == 0

    def meet(self) -> None:
        """Use it once."""
        self.turn += 1
        if self.left is not None:
            self.left -= 1

    def as_json(self) -> dict[str, object]:
        """What is left of the rule, as it could be armed again."""
        return {
            "path": self.rule.path,
            "contains": self.rule.contains.decode(errors="replace"),
            "skip": self.skip,
            "times": "forever" if self.left is None else self.left,
            "fault": self.rule.fault.name,
            **self.rule.given.plain(),
        }


class Script:
    """The rules in force. A request uses the first that is for it and has nothing left to skip."""

    def __init__(self) -> None:
        self.armed: list[Armed] = []

    def append(self, armed: Sequence[Armed]) -> None:
        """Arm more, after what is armed."""
        self.armed.extend(armed)

    def replace(self, armed: Sequence[Armed]) -> None:
        """Arm these and nothing else."""
        self.armed[:] = armed

    def reads_bodies(self, called: Called) -> bool:
        """Whether such a request has to be read whole before it is known what it meets."""
        if called.takes_graphql and not all(called.is_at(one.rule.path) for one in self.armed):
            return True
        return any(one.rule.contains and one.rule.matches(called, one.rule.contains) for one in self.armed)

    def first(self, called: Called, body: bytes | None) -> Armed | None:
        """What a request would use, without using it."""
        for one in self._for_requests():
            if one.skip == 0 and one.rule.matches(called, body):
                return one
        return None

    def take(self, called: Called, body: bytes | None) -> Armed | None:
        """What a request uses. Each rule that it passes on the way has one less to skip."""
        for one in self._for_requests():
            if one.rule.matches(called, body):
                if one.skip == 0:
                    return self._met(one)
                one.skip -= 1
        return None

    def take_connection(self) -> Armed | None:
        """What a new connection uses."""
        for one in [one for one in self.armed if one.rule.fault.stage == "accept"]:
            if one.skip == 0:
                return self._met(one)
            one.skip -= 1
        return None

    def has(self, stage: Stage) -> bool:
        """Whether a fault that strikes that early is armed."""
        return any(one.rule.fault.stage == stage for one in self.armed)

    def as_json(self) -> list[dict[str, object]]:
        """The rules in force, in order."""
        return [one.as_json() for one in self.armed]

    def _for_requests(self) -> list[Armed]:
        return [one for one in self.armed if one.rule.fault.stage != "accept"]

    def _met(self, one: Armed) -> Armed:
        one.meet()
        if one.spent:
            self.armed.remove(one)
        return one
