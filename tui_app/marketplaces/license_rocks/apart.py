"""Telling what may be shown plainly from what is somebody's own: named fields are plain, others private."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from tui_app.domain.offer import Particular
from tui_app.domain.order import Private
from tui_app.domain.secrets import Secret
from tui_app.domain.text import UntrustedText, clean
from tui_app.gateway.decode import write_json
from tui_app.gateway.entry import Entry

_LONGEST: Final = 2_000
_MOST: Final = 100


class Apart(NamedTuple):
    """The fields of one object that were told, those on the list and all the others."""

    particulars: tuple[Particular, ...]
    private: tuple[Private, ...]


def apart(entry: Entry, plain: Mapping[str, str], *, used: Iterable[str] = (), about: str = "") -> Apart:
    """The told fields of `entry`, by their labels in `plain`; what is not in it is private.

    Fields in `used` are read in another way and stand in neither. `about` begins the labels of what is
    private.
    """
    told = {name: value for name, value in entry.fields.items() if value not in (None, "", [], {})}
    shown = tuple(
        Particular(label, UntrustedText(_text(told[name])))
        for name, label in plain.items()
        if name in told and not isinstance(told[name], dict | list)
    )
    skipped = {*used, *(name for name in plain if not isinstance(told.get(name), dict | list))}
    others = [name for name in told if name not in skipped]
    private = tuple(
        Private(clean(f"{about} {name}".strip(), limit=80), Secret(_text(told[name])))
        for name in others[:_MOST]
    )
    return Apart(shown, private)


def _text(value: object) -> str:
    match value:
        case bool():
            text = "yes" if value else "no"
        case str():
            text = value
        case int() | Decimal():
            text = format(value, "f") if isinstance(value, Decimal) else str(value)
        case _:
            text = write_json(value)
    return text[:_LONGEST].encode("utf-8", "replace").decode()
