"""Reading one JSON object field by field, so that one strange field costs itself alone.

What has to be there is `needed`, and its absence is a sentence on the whole; everything else is `told` or
it is not, and a value that cannot be read is noted instead of guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, TypeVar

from tui_app.domain.text import UntrustedText, clean
from tui_app.gateway.dates import reckonable

_LONGEST: Final = 2_000
_MOST_NOTES: Final = 20
_ID: Final = re.compile(r"[0-9A-Za-z._:-]{1,100}", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,80}(?:\.[0-9]{1,60})?", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,80}", re.ASCII)
_INSTANT: Final = re.compile(r"[0-9-]{10}[Tt ][0-9:]{8}(?:\.[0-9]{1,12})?(?:[Zz]|[+-][0-9:]{5})", re.ASCII)
_LAST_UNIX: Final = 10**11  # year 5138; larger numbers are not seconds

Value = TypeVar("Value")
Read = Callable[[object], Value]
"""Reads one value. Raises ValueError where it is none of its kind."""


class Entry:
    """The fields of one JSON object. `notes` is shared by everything inside it."""

    def __init__(self, fields: Mapping[str, object], place: str = "", notes: list[str] | None = None) -> None:
        self.fields = fields
        self.notes: list[str] = [] if notes is None else notes
        self._place = place

    @classmethod
    def of(cls, value: object) -> Entry:
        """The object that a value is. Raises ValueError where it is none."""
        if not isinstance(value, Mapping):
            raise ValueError("it is no object")
        return cls(value)

    def needed(self, name: str, read: Read[Value]) -> Value:
        """A field without which nothing can be made of the rest. Raises ValueError, which names it."""
        try:
            return read(self.fields.get(name))
        except ValueError:
            raise ValueError(f"see {self._where(name)}") from None

    def told(self, name: str, read: Read[Value]) -> Value | None:
        """A field, or None where it is absent, null, or noted as one that cannot be read."""
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            self.note(f"{self._where(name)} cannot be read: {error}")
            return None

    def said(self, name: str) -> UntrustedText:
        """The text of a field; nothing where it is absent, null or no text."""
        return self.told(name, text_of) or UntrustedText("")

    def inner(self, name: str) -> Entry:
        """The object in a field; one without fields where there is none."""
        value = self.told(name, _object_of)
        return Entry(value or {}, f"{self._where(name)}.", self.notes)

    def listed(self, name: str) -> Sequence[object]:
        """The elements of a list; none where there is no list."""
        return self.told(name, _list_of) or ()

    def objects(self, name: str) -> list[Entry]:
        """The objects of a list; an element that is none is noted."""
        found: list[Entry] = []
        for index, value in enumerate(self.listed(name)):
            place = f"{self._where(name)}.{index}"
            if isinstance(value, Mapping):
                found.append(Entry(value, f"{place}.", self.notes))
            else:
                self.note(f"{place} cannot be read: it is no object")
        return found

    def note(self, sentence: str) -> None:
        """Remember that something could not be read; after a number of notes, just that there is more."""
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(sentence)
        elif len(self.notes) == _MOST_NOTES:
            self.notes.append("more cannot be read")

    def _where(self, name: str) -> str:
        return clean(self._place + name, limit=80)


def text_of(value: object) -> UntrustedText:
    """A stranger's text of sane length and without lone surrogates."""
    if not isinstance(value, str):
        raise ValueError("it is no text")
    return UntrustedText(value[:_LONGEST].encode("utf-8", "replace").decode())


def id_of(value: object) -> str:
    """An id that can be shown and sent back without harm: letters, digits and . _ : -"""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("it is no id")
    return value


def flag_of(value: object) -> bool:
    """true or false; license.rocks writes some of them as text."""
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise ValueError("it is neither true nor false")


def number_of(value: object) -> Decimal:
    """An exact number from 0 on, given as one or as text."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError("it is no number")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("it is no number")
    if not (number := Decimal(value)).is_finite() or number < 0:
        raise ValueError("it is no amount")
    return number


def whole_of(value: object) -> int:
    """A whole number from 0 on, given as one or as digits."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if isinstance(value, Decimal) and value.is_finite() and 0 <= value < _LAST_UNIX and value == int(value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("it is no whole number")
    return value


def instant_of(value: object) -> datetime:
    """Aware UTC from RFC 3339, to the microsecond; the ends of time come nearer, as in `reckonable`."""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("it is no moment")
    try:
        return reckonable(datetime.fromisoformat(value.upper()).astimezone(UTC))
    except (ValueError, OverflowError):
        raise ValueError("it is no moment") from None


def unix_of(value: object) -> datetime:
    """Aware UTC from whole unix seconds."""
    seconds = whole_of(value)
    if seconds >= _LAST_UNIX:
        raise ValueError("it is no moment in seconds")
    return datetime.fromtimestamp(seconds, UTC)


def _object_of(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError("it is no object")
    return value


def _list_of(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError("it is no list")
    return value
