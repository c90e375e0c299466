"""What may be kept of a marketplace's own JSON: named fields, digit for digit, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from tui_app.gateway.decode import write_json

_LONGEST_TEXT: Final = 2_000
_MOST_ENTRIES: Final = 50
_PLAIN: Final = frozenset({str, int, bool, type(None), Decimal})

Shape = Mapping[str, "Shape | None"]
"""The fields that may be kept; None for a plain value, else what may be kept inside."""


def kept(entry: object, shape: Shape) -> str:
    """The fields of `shape` as compact JSON, long texts cut."""
    text = write_json(_reduced(entry, shape))
    return text if len(text) <= _LONGEST_TEXT else write_json(_cut(_reduced(entry, shape)))


def plain(*names: str) -> dict[str, Shape | None]:
    """A shape of plain values."""
    return dict.fromkeys(names)


def _reduced(value: object, shape: Shape | None) -> object:
    if isinstance(value, dict):
        return _fields(value, shape or {})
    if isinstance(value, list):
        return [_reduced(each, shape) for each in value[:_MOST_ENTRIES] if not isinstance(each, list)]
    return value


def _fields(value: Mapping[str, object], shape: Shape) -> Mapping[str, object]:
    # Most that is nested holds plain values and nothing else: it is done for every offer of every page.
    if _PLAIN.issuperset(map(type, value.values())) and shape.keys() >= value.keys():
        return value
    found: dict[str, object] = {}
    for name, inner in shape.items():
        if name in value:
            each = value[name]
            found[name] = each if each.__class__ in _PLAIN else _reduced(each, inner)
    return found


def _cut(value: object) -> object:
    """The same with every text cut that is too long."""
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if isinstance(value, dict):
        return {name: _cut(each) for name, each in value.items()}
    return [_cut(each) for each in value] if isinstance(value, list) else value
