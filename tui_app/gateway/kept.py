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
    if isinstance(value, list):
        return [_reduced(each, shape) for each in value[:_MOST_ENTRIES] if not isinstance(each, list)]
    if isinstance(value, dict):
        return {name: _reduced(value[name], inner) for name, inner in (shape or {}).items() if name in value}
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value
