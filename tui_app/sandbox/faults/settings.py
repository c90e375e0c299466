"""What a fault may be told: its parameters, read strictly from JSON."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

Kind = Literal["flag", "number", "whole", "text", "texts", "choice"]

LONGEST_WAIT = 300
"""Seconds: the most that anything held or dripping can be asked to last."""

_WORDS: dict[Kind, str] = {
    "flag": "true or false",
    "number": "a number",
    "whole": "a whole number",
    "text": "a text",
    "texts": "a list of texts",
    "choice": "one of its choices",
}


class WrongScript(Exception):
    """A script of faults cannot be used; `words` says what is wrong with it, without a full stop."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@contextmanager
def numbered(number: int) -> Iterator[None]:
    """Says which rule of a script is the wrong one, counted from 1."""
    try:
        yield
    except WrongScript as wrong:
        raise WrongScript(f"Rule {number}: {wrong.words}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing a fault may be told. Where `default` is None it may be left out, or be null."""

    name: str
    kind: Kind
    meaning: str
    default: object = None
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = 2**32 - 1

    def read(self, value: object) -> object:
        """`value` as it is, or raises WrongScript."""
        if value is None and self.default is None:
            return None
        if not self._fits(value):
            raise WrongScript(f"{self.name!r} has to be {self._wanted()}")
        return value

    def as_json(self) -> dict[str, object]:
        """The parameter as /_sandbox/faults/catalogue prints it."""
        return {"kind": self.kind, "default": self.default, "meaning": self.meaning, "wanted": self._wanted()}

    def _fits(self, value: object) -> bool:
        match self.kind:
            case "flag":
                return isinstance(value, bool)
            case "text":
                return isinstance(value, str)
            case "texts":
                return isinstance(value, list) and all(isinstance(one, str) for one in value)
            case "choice":
                return value in self.choices
        return self._is_number(value) and (self.kind == "number" or isinstance(value, int))

    def _is_number(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return math.isfinite(value) and self.least <= value <= self.most

    def _wanted(self) -> str:
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        if self.kind in ("number", "whole"):
            return f"{_WORDS[self.kind]} from {self.least:.12g} to {self.most:.12g}"
        return _WORDS[self.kind]


class Given:
    """The parameters of one armed fault, by name; each has a value that fits its kind."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def plain(self) -> dict[str, object]:
        """Everything given, defaults included, without what was left out."""
        return {name: value for name, value in self._values.items() if value is not None}

    def flag(self, name: str) -> bool:
        """A choice between yes and no."""
        return self._values[name] is True

    def number(self, name: str) -> float:
        """A number, whole or not."""
        value = self._values[name]
        return value if isinstance(value, int | float) else 0.0

    def whole(self, name: str) -> int:
        """A whole number."""
        return int(self.number(name))

    def optional_whole(self, name: str) -> int | None:
        """A whole number, or None where it was left out."""
        return None if self._values[name] is None else self.whole(name)

    def text(self, name: str) -> str:
        """A text; empty where it was left out."""
        return self.optional_text(name) or ""

    def optional_text(self, name: str) -> str | None:
        """A text, or None where it was left out."""
        value = self._values[name]
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._values[name]
        return list(value) if isinstance(value, list) else []


def given(parameters: Iterable[Parameter], values: Mapping[str, object]) -> Given:
    """`values` read by their parameters, defaults filled in. Raises WrongScript."""
    by_name = {parameter.name: parameter for parameter in parameters}
    for name in values:
        if name not in by_name:
            known = ", ".join(by_name) or "nothing"
            raise WrongScript(f"{name!r} is not known here; it takes {known}")
    return Given({name: one.read(values.get(name, one.default)) for name, one in by_name.items()})


ACT = Parameter(
    name="act",
    kind="flag",
    default=True,
    meaning="whether the request takes effect, before the fault shows",
)

NEVER = Parameter(
    name="act", kind="flag", default=False, meaning="whether the request takes effect all the same"
)
"""The same for what refuses a request, and so keeps it from taking effect unless told otherwise."""


def seconds(name: str, default: float, meaning: str) -> Parameter:
    """A time in seconds that cannot be made longer than `LONGEST_WAIT`."""
    return Parameter(name=name, kind="number", default=default, most=LONGEST_WAIT, meaning=meaning)
