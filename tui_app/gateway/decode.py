"""Bytes from a marketplace turned into checked JSON with exact numbers, and back.

pydantic's own JSON reader rounds long decimals and takes spellings that are not JSON, so bytes are read here
and models validate the finished objects. Nothing in an error repeats what the answer held.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from tui_app.domain.errors import UnreadableReply
from tui_app.domain.text import clean
from tui_app.gateway.limits import MAX_BODY

_MAX_DIGITS = 200  # 2^256 has 78; a longer number is an attack on whoever computes with it
_MAX_EXPONENT = 400
_LOCATIONS_SHOWN = 3
_COMPACT = json.JSONEncoder(separators=(",", ":"), check_circular=False)

Model = TypeVar("Model", bound=BaseModel)


def read_json(body: bytes, *, source: str) -> object:
    """The JSON value in `body`, with every non-integer as an exact Decimal.

    `source` names the marketplace in messages. Raises UnreadableReply for what is not strict UTF-8 JSON, for
    duplicate keys, NaN and infinities, absurd numbers, nesting without end, and more than 8 MiB.
    """
    if len(body) > MAX_BODY:
        raise _unreadable(source, "more than 8 MiB")
    if not (content := body.removeprefix(BOM_UTF8).strip()):
        raise _unreadable(source, "an empty answer")
    reason = ""
    try:
        return json.loads(
            content.decode("utf-8"),
            parse_float=_exact,
            parse_int=_whole,
            parse_constant=_refuse,
            object_pairs_hook=_without_duplicates,
        )
    except UnicodeDecodeError:
        reason = "bytes that are not UTF-8 text"
    except _Refused as refusal:
        reason = refusal.reason
    except RecursionError:
        reason = "data nested without end"
    except ValueError:
        reason = "a web page instead of data" if content.startswith(b"<") else "something that is not JSON"
    raise _unreadable(source, reason)


def validated(model: type[Model], value: object, *, source: str) -> Model:
    """`value` as an instance of `model`. Raises UnreadableReply naming only where it does not fit."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        places = where(error)
    raise UnreadableReply(f"{source} sent an answer this program cannot read: see {places}.")


def where(error: ValidationError) -> str:
    """The places, not the values, where validation failed: `amount.amount, time and 2 more`."""
    places = [_place(each["loc"]) for each in error.errors(include_input=False, include_context=False)]
    shown = list(dict.fromkeys(places))
    more = len(shown) - _LOCATIONS_SHOWN
    listed = ", ".join(shown[:_LOCATIONS_SHOWN])
    return f"{listed} and {more} more" if more > 0 else listed


def write_json(value: object) -> str:
    """Compact ASCII JSON of a plain value, with Decimals written digit for digit, without exponents.

    Takes dicts with text keys, sequences, text, numbers, booleans and None; meant for values of known depth.
    """
    try:
        return _COMPACT.encode(value)
    except TypeError:  # it holds a Decimal, which only the slower way below writes exactly
        return _written(value)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_written, value)) + "]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value)


class _Refused(Exception):
    """Valid for a lenient reader, but not something this program computes with."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _exact(text: str) -> Decimal:
    if len(text) > _MAX_DIGITS:
        raise _Refused("a number of absurd length")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _Refused("a number of absurd size") from None
    if abs(number.adjusted()) > _MAX_EXPONENT:
        raise _Refused("a number of absurd size")
    return number


def _whole(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise _Refused("a number of absurd length")
    return int(text)


def _refuse(_name: str) -> NoReturn:
    raise _Refused("a number that is none")


def _without_duplicates(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("one field twice, with two meanings")
    return found


def _unreadable(source: str, reason: str) -> UnreadableReply:
    return UnreadableReply(f"{source} answered with {reason}. Check the account's API address, then refresh.")


def _place(location: Sequence[int | str]) -> str:
    return clean(".".join(map(str, location)) or "the whole", limit=60)
