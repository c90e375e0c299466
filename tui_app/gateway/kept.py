"""What may be kept of a marketplace's own JSON: named fields, digit for digit, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui_app.gateway.decode import write_json

_LONGEST_TEXT: Final = 2_000
_MOST_ENTRIES: Final = 50

Shape = Mapping[str, "Shape | None"]
"""The fields that may be kept; None for a plain value, else what may be kept inside."""


def kept(entry: object, shape: Shape) -> str:
    """The fields of `shape` as compact JSON, long texts cut."""
    return write_json(_reduced(entry, shape))


def plain(*names: str) -> dict[str, Shape | None]:
    """A shape of plain values."""
    return dict.fromkeys(names)


def _reduced(value: object, shape: Shape | None) -> object:
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if isinstance(value, dict):
        return _fields(value, shape or {})
    if isinstance(value, list):
        return [_reduced(each, shape) for each in value[:_MOST_ENTRIES] if not isinstance(each, list)]
    return value


def _fields(value: Mapping[str, object], shape: Shape) -> dict[str, object]:
    # Written out for the values that there are most of: it is done for every offer of every page.
    found: dict[str, object] = {}
    for name, inner in shape.items():
        if name in value:
            each = value[name]
            short = isinstance(each, str) and len(each) <= _LONGEST_TEXT
            found[name] = each if short or each.__class__ is int else _reduced(each, inner)
    return found
