"""What an account at license.rocks is set up with, and how order numbers are read."""

from __future__ import annotations

import re
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean
from tui_app.gateway.base_url import checked_base_url
from tui_app.gateway.contract import AccountField
from tui_app.gateway.tokens import checked_token

ISSUER: Final = "license_rocks"
"""Whose name space license.rocks' currencies belong to; also the slug of the marketplace."""
TITLE: Final = "license.rocks"

_EXAMPLE_URL: Final = "https://your-instance.example.com"
_EXAMPLE: Final = "For example 1,2,5"
_NUMBER: Final = re.compile(r"[0-9]{1,15}", re.ASCII)
_MOST: Final = 500


def order_numbers_in(text: str) -> tuple[str, ...]:
    """The order numbers in a text, each once. Raises UsageError, which names the first that is none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    if not words:
        raise UsageError("There is no order number.", _EXAMPLE)
    for word in words:
        if not _NUMBER.fullmatch(word):
            raise UsageError(f"'{clean(word, limit=40)}' is not a number.", _EXAMPLE)
    if len(words) > _MOST:
        raise UsageError(f"These are more than {_MOST} order numbers.", _EXAMPLE)
    return tuple(dict.fromkeys(str(int(word)) for word in words))


def checked_instance(text: str) -> str:
    """Where an instance stands. Raises UsageError."""
    return checked_base_url(text, example=_EXAMPLE_URL)


FIELDS: Final = (
    AccountField(
        name="base_url",
        label="API address",
        hint=f"https and the host of your CreatorsHub, such as {_EXAMPLE_URL}",
        check=checked_instance,
    ),
    AccountField(
        name="token",
        label="API token",
        hint="sent as it is with every call; orders can be created with it",
        secret=True,
        check=checked_token,
    ),
)
