"""JSON read strictly: no NaN, no name twice in one object, and numbers with a point exact."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import NoReturn


class NotJson(Exception):
    """A text is no JSON, or none that may be taken."""


def read_json(text: bytes) -> object:
    """The value that `text`, in UTF-8, stands for. Raises NotJson."""
    try:
        found: object = json.loads(
            text.decode("utf-8"),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_duplicates,
        )
    except (ValueError, RecursionError, ArithmeticError):
        raise NotJson from None
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
