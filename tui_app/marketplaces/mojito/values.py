"""Single values as Mojito writes them: ids, numbers, texts. ValueError says that one is none."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from tui_app.domain.text import UntrustedText
from tui_app.gateway.entry import instant_of

SOURCE: Final = "Mojito"
NOTHING: Final = UntrustedText("")

_ID: Final = re.compile(r"[0-9A-Za-z._-]{1,80}", re.ASCII)
_LONGEST: Final = 2_000


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
