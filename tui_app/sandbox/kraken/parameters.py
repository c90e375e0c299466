"""Reading what a request asks: JSON or form bodies, query strings, and each parameter's type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar
from urllib.parse import parse_qsl

from tui_app.sandbox.kraken.refusals import BAD_REQUEST, Refusal, invalid_argument
from tui_app.sandbox.options import ArrayEncoding
from tui_app.sandbox.strict_json import NotJson, read_json

UINT32 = 2**32 - 1
_DIGITS = re.compile(r"[0-9]{1,20}")
_AMOUNT = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
_Choice = TypeVar("_Choice", bound=str)


class Parameters:
    """The parameters of one request, by name; each reader refuses with `Invalid arguments:<name>`.

    null in JSON and absence are the same. Arrays are a list in JSON; in a form or a query string a
    repeated name, or a name ending in `[]`.
    """

    def __init__(
        self,
        values: Mapping[str, object],
        bracketed: frozenset[str],
        in_json: bool,
        arrays: Iterable[ArrayEncoding],
    ) -> None:
        self._values = values
        self._bracketed = bracketed
        self._in_json = in_json
        self._arrays = frozenset(arrays)

    def plain(self) -> dict[str, object]:
        """Everything asked, as it came, without what only authenticates."""
        return {name: value for name, value in self._values.items() if name not in ("nonce", "otp")}

    def raw(self, name: str) -> object:
        """The value as it came, or None."""
        return self._values.get(name)

    def text(self, name: str) -> str:
        """A string that must be there."""
        found = self.optional_text(name)
        if found is None:
            raise invalid_argument(name)
        return found

    def optional_text(self, name: str) -> str | None:
        """A string, or None where it is not given."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise invalid_argument(name)
        return value

    def choice(self, name: str, allowed: tuple[_Choice, ...]) -> _Choice:
        """One of `allowed`, which must be there."""
        found = self.optional_choice(name, allowed)
        if found is None:
            raise invalid_argument(name)
        return found

    def optional_choice(self, name: str, allowed: tuple[_Choice, ...]) -> _Choice | None:
        """One of `allowed`, or None where it is not given."""
        value = self.optional_text(name)
        if value is None:
            return None
        for known in allowed:
            if value == known:
                return known
        raise invalid_argument(name)

    def uint32(self, name: str) -> int:
        """A whole number up to 2^32-1 that must be there."""
        found = self.optional_uint32(name)
        if found is None:
            raise invalid_argument(name)
        return found

    def optional_uint32(self, name: str) -> int | None:
        """A whole number up to 2^32-1, or None where it is not given."""
        value = self._values.get(name)
        if value is None:
            return None
        number = _whole(value)
        if number is None or number > UINT32:
            raise invalid_argument(name)
        return number

    def flag(self, name: str) -> bool:
        """A boolean; False where it is not given."""
        value = self._values.get(name)
        if value in (None, False, "false", "0"):
            return False
        if value is True or value in ("true", "True", "1"):
            return True
        if value == "False":
            return False
        raise invalid_argument(name)

    def amount(self, name: str) -> Decimal:
        """A string, integer or number, as Kraken's amounts are, which must be there."""
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise invalid_argument(name)
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        if not _AMOUNT.fullmatch(text):
            raise invalid_argument(name)
        return Decimal(text)

    def texts(self, name: str) -> tuple[str, ...]:
        """An array of at least one string."""
        found = self.optional_texts(name)
        if not found:
            raise invalid_argument(name)
        return found

    def optional_texts(self, name: str) -> tuple[str, ...]:
        """An array of strings; empty where it is not given."""
        value = self._values.get(name)
        if value is None:
            return ()
        if isinstance(value, str) and not self._in_json:
            value = [value]
        if not isinstance(value, list) or self._encoding(name) not in self._arrays:
            raise invalid_argument(name)
        if not all(isinstance(one, str) and one for one in value):
            raise invalid_argument(name)
        return tuple(value)

    def _encoding(self, name: str) -> ArrayEncoding:
        if self._in_json:
            return "json"
        return "bracket" if name in self._bracketed else "repeat"


def read_body(content_type: str, body: bytes, arrays: Iterable[ArrayEncoding]) -> Parameters:
    """The parameters of a POST. Refuses with Bad request what is neither form nor JSON object."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(BAD_REQUEST) from None
    if kind == "application/json":
        return Parameters(_json_object(text), frozenset(), in_json=True, arrays=arrays)
    if kind == "application/x-www-form-urlencoded":
        return read_form(text, arrays)
    raise Refusal(BAD_REQUEST)


def read_form(text: str, arrays: Iterable[ArrayEncoding]) -> Parameters:
    """The parameters of a form body or of a query string, percent-decoded."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except ValueError:
        raise Refusal(BAD_REQUEST) from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    values: dict[str, object] = {}
    bracketed = set()
    for name, several in found.items():
        if name.endswith("[]"):
            bracketed.add(name[:-2])
            values[name[:-2]] = several
        else:
            values[name] = several[0] if len(several) == 1 else several
    return Parameters(values, frozenset(bracketed), in_json=False, arrays=arrays)


def _json_object(text: str) -> dict[str, object]:
    try:
        found = read_json(text.encode())
    except NotJson:
        raise Refusal(BAD_REQUEST) from None
    if not isinstance(found, dict):
        raise Refusal(BAD_REQUEST)
    return found


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    return None
