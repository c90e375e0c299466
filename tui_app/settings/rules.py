"""What a setting may be and what it is for, in one place: reading, checking and the example go by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Rule(NamedTuple):
    """What a value must be, how that is put to a person, and one sentence on what it does."""

    holds: Callable[[object], bool]
    words: str
    about: str


class Wrong(NamedTuple):
    """What is wrong with one of several tables: the key it is about, and the words."""

    key: str
    words: str


def is_whole(largest: int) -> Callable[[object], bool]:
    """Whether a value is a whole number from 1 on."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= largest


def is_pause(shortest: int, longest: int) -> Callable[[object], bool]:
    """Whether a value is so many seconds, or 0 for never."""
    return lambda value: type(value) is int and (value == 0 or shortest <= value <= longest)


def is_switch(value: object) -> bool:
    """Whether a value is true or false."""
    return isinstance(value, bool)


def is_command(value: object) -> bool:
    """Whether a value is a program and its arguments, or an empty list for none."""
    return isinstance(value, list) and all(
        isinstance(each, str) and each.isprintable() and each for each in value
    )


def is_table(value: object) -> bool:
    """Whether a value is a table."""
    return isinstance(value, dict)


def is_list(value: object) -> bool:
    """Whether a value is a list, of tables or of anything else."""
    return isinstance(value, list)
