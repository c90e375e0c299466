"""Single values as Kraken writes them: ids, moments, amounts, texts. ValueError says that one is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import PlainValidator, Strict, StringConstraints

from tui_app.domain.text import UntrustedText

_ID_FORM = r"[A-Za-z0-9._:-]{1,80}"
_ID = re.compile(_ID_FORM, re.ASCII)
_ABSENT = frozenset({"", "none", "null"})  # Kraken's examples write an absent quote or reason as "None"
_LONGEST_TEXT = 4_096
_SHORT_TEXT = 200
_LATEST_SECOND = 10**11
# Seconds where documented; other fields of the same API are nanoseconds, so the magnitude decides.
_SCALES = ((10**17, 10**9), (10**14, 10**6), (_LATEST_SECOND, 10**3))
_PLAIN_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,12})?", re.ASCII)


def id_of(value: object) -> str:
    """An id in the only form Kraken's have, so that it can be shown and sent back without harm."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("not an id")
    return value


def optional_id_of(value: object) -> str | None:
    """An id, or None for null, an empty text and the words None and null."""
    if value is None or (isinstance(value, str) and value.strip().casefold() in _ABSENT):
        return None
    return id_of(value)


def loose_id_of(value: object) -> str:
    """An id, or nothing where the marketplace gives none."""
    return optional_id_of(value) or ""


def moment_of(value: object) -> datetime:
    """Aware UTC from a unix time in seconds; milli-, micro- and nanoseconds are told by their size."""
    if value.__class__ is int and 0 <= value <= _LATEST_SECOND:
        return datetime.fromtimestamp(value, UTC)
    number = _number(value)
    divisor = next((scale for bound, scale in _SCALES if number > bound), 1)
    whole, rest = divmod(number, divisor)
    micros = int(rest * 10**6 / divisor) if divisor > 1 else int((number % 1) * 10**6)
    try:
        return datetime.fromtimestamp(int(whole), UTC).replace(microsecond=micros)
    except (OverflowError, OSError):
        raise ValueError("not a moment") from None


def end_of(value: object) -> datetime | None:
    """A moment, or None for 0: no end."""
    return moment_of(value) if (value.__class__ is int and value) or _number(value) else None


def amount_text_of(value: object) -> str:
    """The digits of an amount given as text, integer or exact number."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("not an amount")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def count_of(value: object) -> int | None:
    """A count, or None for what is none: it is a claim that nothing depends on."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def text_of(value: object) -> UntrustedText:
    """A stranger's text of sane length and without lone surrogates; anything that is no text is described."""
    if isinstance(value, str) and len(value) <= _SHORT_TEXT:
        return _short_text(value)
    text = UntrustedText.of(value)
    raw = text.raw[:_LONGEST_TEXT].encode("utf-8", "replace").decode()
    return text if raw == text.raw else UntrustedText(raw)


@lru_cache(maxsize=2_048)
def _short_text(value: str) -> UntrustedText:
    """The same few names, kinds and collections stand in offer after offer."""
    return UntrustedText(value if value.isascii() else value.encode("utf-8", "replace").decode())


def _number(value: object) -> Decimal:
    if not _PLAIN_NUMBER.fullmatch(text := amount_text_of(value)):
        raise ValueError("not a plain number")
    return Decimal(text)


Id = Annotated[str, Strict(), StringConstraints(pattern=f"^(?:{_ID_FORM})$")]  # `id_of`, without Python
OptionalId = Annotated[str | None, PlainValidator(optional_id_of)]
LooseId = Annotated[str, PlainValidator(loose_id_of)]
Moment = Annotated[datetime, PlainValidator(moment_of)]
End = Annotated[datetime | None, PlainValidator(end_of)]
AmountText = Annotated[str, PlainValidator(amount_text_of)]
Text = Annotated[UntrustedText, PlainValidator(text_of)]
Count = Annotated[int | None, PlainValidator(count_of)]
