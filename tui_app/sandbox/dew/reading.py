"""Reading what a request to Dew asks: fields of a body or of a query, each with its type."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui_app.sandbox.asked import Asked
from tui_app.sandbox.dew.refusals import INVALID, invalid, refused
from tui_app.sandbox.strict_json import NotJson

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_HASH = re.compile(r"0x[0-9a-fA-F]{64}")
_DIGITS = re.compile(r"[0-9]{1,9}")

MOST = 100
"""The longest page there is, whatever `limit` says; the pages do not give one."""


class Fields:
    """What was asked, by name. A reader notes what is wrong; `check` raises Refused with all of it."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values
        self._wrong: dict[str, str] = {}

    @classmethod
    def of_body(cls, asked: Asked) -> Fields:
        """The fields of a JSON object. Raises Refused."""
        try:
            found = asked.json()
        except NotJson:
            found = None
        if not isinstance(found, dict):
            raise refused(INVALID, "The body is not a JSON object.")
        return cls(found)

    def check(self) -> None:
        """Raise Refused where anything read so far was wrong."""
        if self._wrong:
            raise invalid(self._wrong)

    def text(self, name: str) -> str:
        """A string that must be there and must not be empty."""
        value = self._values.get(name)
        if isinstance(value, str) and value:
            return value
        self._wrong[name] = _REQUIRED if value in (None, "") else "This is not a string."
        return ""

    def address(self, name: str) -> str:
        """20 bytes in hexadecimal."""
        return self._hexadecimal(name, _ADDRESS, "This is not an address.")

    def optional_address(self, name: str) -> str | None:
        """The same, or None where it is not given."""
        return self.address(name) if self._values.get(name) else None

    def order_hash(self, name: str) -> str:
        """32 bytes in hexadecimal."""
        return self._hexadecimal(name, _HASH, "This is not the hash of an order.")

    def order_hashes(self, name: str) -> list[str]:
        """At least one string; what is no hash is told later, order by order."""
        value = self._values.get(name)
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            return list(value)
        self._wrong[name] = _REQUIRED if not value else "This is not a list of strings."
        return []

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number; in a query it is written in digits. It must be there where it has no default."""
        value = self._values.get(name, default)
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong[name] = _REQUIRED if value is None else "This is not a whole number."
        return 0

    def count(self, name: str, default: int) -> int:
        """The same, and not below 0."""
        found = self.whole(name, default)
        if found < 0:
            self._wrong[name] = "This is below 0."
        return found

    def kinds(self, name: str) -> set[int]:
        """Kinds of activity, all four where none are given."""
        value = self._values.get(name, [0, 1, 2, 3])
        if isinstance(value, list) and all(type(one) is int and 0 <= one <= 3 for one in value):
            return set(value)
        self._wrong[name] = "This is not a list of 0, 1, 2 and 3."
        return set()

    def flag(self, name: str, *, default: bool) -> bool:
        """true or false."""
        value = self._values.get(name, default)
        if isinstance(value, bool):
            return value
        self._wrong[name] = "This is neither true nor false."
        return default

    def _hexadecimal(self, name: str, form: re.Pattern[str], wrong: str) -> str:
        found = self.text(name)
        if found and not form.fullmatch(found):
            self._wrong[name] = wrong
        return found


_REQUIRED = "This field is required."
