"""What a fault is: a name, a sentence, what it may be told, and how it is played."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tui_app.sandbox.faults.exchange import Exchange
from tui_app.sandbox.faults.settings import ACT, Given, Parameter
from tui_app.sandbox.kraken.market import Market

Play = Callable[[Exchange, Given], Awaitable[None]]
Prepare = Callable[[Given, Market, bool], object]
"""What is done when a fault is armed; the flag tells whether it waits for a request. The result is kept."""

Group = Literal["transport", "status", "body", "schema", "paging", "kraken", "market"]
Stage = Literal["accept", "line", "headers"]
"""How much of a request has come when a fault strikes: nothing, its first line, or its headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that can go wrong.

    `acts` is whether a request that meets it takes effect, where the fault has no parameter `act`.
    `examples` are values worth trying. One that works `at_once` may be armed without a path: it is then
    over as soon as it is prepared.
    """

    name: str
    group: Group
    sentence: str
    play: Play
    parameters: tuple[Parameter, ...] = ()
    acts: bool = False
    examples: tuple[Mapping[str, object], ...] = ({},)
    stage: Stage = "headers"
    prepare: Prepare | None = None
    at_once: bool = False

    def acting(self, given: Given) -> bool:
        """Whether a request that meets the fault takes effect."""
        return given.flag("act") if ACT in self.parameters else self.acts

    def as_json(self) -> dict[str, object]:
        """The fault as /_sandbox/faults/catalogue prints it."""
        return {
            "name": self.name,
            "group": self.group,
            "sentence": self.sentence,
            "acts": "as told" if ACT in self.parameters else self.acts,
            "parameters": {parameter.name: parameter.as_json() for parameter in self.parameters},
            "examples": [dict(example) for example in self.examples],
        }
