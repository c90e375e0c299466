"""What a fault is: a name, a sentence, what it may be told, and how it is played."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.settings import ACT, Given, Parameter
from tui_app.sandbox.kraken.market import Market

Play = Callable[[Exchange, Given], Awaitable[None]]
Check = Callable[[Given, Market, bool], None]
"""Raises WrongScript where the fault cannot be armed; the flag tells whether it is to wait for a request."""
Prepare = Callable[[Given, Market], object]
"""What is done when a fault is armed; the result is kept for the requests that meet it."""

Group = Literal["transport", "status", "body", "schema", "paging", "kraken", "graphql", "market"]
Stage = Literal["accept", "line", "headers"]
"""How much of a request has come when a fault strikes: nothing, its first line, or its headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that can go wrong.

    `acts` is whether a request that meets it takes effect, where the fault has no parameter `act`.
    `examples` are values worth trying. One with `apply` may be armed without a path: that is then called
    at once instead of `prepare`, and the fault is over.
    """

    name: str
    group: Group
    sentence: str
    play: Play
    parameters: tuple[Parameter, ...] = ()
    acts: bool = False
    examples: tuple[Mapping[str, object], ...] = ({},)
    stage: Stage = "headers"
    check: Check | None = None
    prepare: Prepare | None = None
    apply: Prepare | None = None

    def acting(self, given: Given) -> bool:
        """Whether a request that meets the fault takes effect."""
        return given.flag("act") if self._as_told else self.acts

    @property
    def _as_told(self) -> bool:
        return any(parameter.name == ACT.name for parameter in self.parameters)

    def as_json(self) -> dict[str, object]:
        """The fault as /_sandbox/faults/catalogue prints it."""
        return {
            "name": self.name,
            "group": self.group,
            "sentence": self.sentence,
            "acts": "as told" if self._as_told else self.acts,
            "parameters": {parameter.name: parameter.as_json() for parameter in self.parameters},
            "examples": [dict(example) for example in self.examples],
        }
