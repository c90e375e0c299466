"""Single values as Mojito writes them: ids, moments, numbers, texts. ValueError says that one is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from tui_app.domain.text import UntrustedText

SOURCE: Final = "Mojito"
NOTHING: Final = UntrustedText("")

_ID: Final = re.compile(r"[0-9A-Za-z._-]{1,80}", re.ASCII)
_LONGEST: Final = 2_000
_RFC_3339: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9})[0-9]*)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


class Wire(BaseModel):
    """What every model of Mojito's JSON has in common."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", arbitrary_types_allowed=True, hide_input_in_errors=True
    )


def order_id_of(value: object) -> str:
    """An id that can be shown and sent back without harm; Mojito's are UUIDs."""
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise ValueError("not an id")


def instant_of(value: object) -> datetime:
    """Aware UTC from RFC 3339 with up to nine digits of a second, of which six are kept."""
    match = _RFC_3339.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("not a moment")
    day, time, fraction, zone = match.groups()
    micros = (fraction or "").ljust(6, "0")[:6]
    zone = "+00:00" if zone in {"Z", "z"} else zone
    try:
        return datetime.fromisoformat(f"{day}T{time}.{micros}{zone}").astimezone(UTC)
    except OverflowError:
        raise ValueError("not a moment") from None


def number_text_of(value: object) -> str:
    """The digits of a number as they came, whether it came as one or as text."""
    match value:
        case bool():
            raise ValueError("not an amount")
        case int() | str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case _:
            raise ValueError("not an amount")


def said_of(value: object) -> UntrustedText:
    """What somebody wrote, of sane length and without lone surrogates; nothing where it is no text."""
    if not isinstance(value, str):
        return NOTHING
    return UntrustedText(value[:_LONGEST].encode("utf-8", "replace").decode())


OrderId = Annotated[str, BeforeValidator(order_id_of)]
Instant = Annotated[datetime, BeforeValidator(instant_of)]
Said = Annotated[UntrustedText, BeforeValidator(said_of)]
