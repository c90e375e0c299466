"""Dew's envelope `{code, data}`: anything but 0 is an error, whatever the HTTP status is.

An error is `{code, error, errors}`, where each of `errors` has field names with lists of messages. Some
answers have a second `code` inside their `data`. No code but 0 is explained in Dew's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final

from tui_app.domain.errors import AT_ACCOUNTS, ActionRefused, CredentialsRejected, UnreadableReply
from tui_app.domain.text import UntrustedText
from tui_app.gateway.rest import Refusal
from tui_app.marketplaces.dew.fields import TITLE

_MOST_FIELDS: Final = 10
_KEY: Final = re.compile(r"api[ _-]?key|unauthori[sz]ed|unauthenticated", re.IGNORECASE)


def explain(status: int, value: object) -> Refusal | None:
    """The refusal in an answer, if it is one."""
    fields = value if isinstance(value, Mapping) else {}
    words = UntrustedText.of(fields.get("error"))
    detail = _told(fields, words)
    refuses = "code" in fields and not _is_zero(fields["code"])
    denied = status == HTTPStatus.UNAUTHORIZED or (status == HTTPStatus.FORBIDDEN and refuses)
    if denied or (refuses and _KEY.search(words.raw[: words.limit])):
        title = f"{TITLE} does not accept the API key. Enter it again {AT_ACCOUNTS}."
        return Refusal(CredentialsRejected(title, detail))
    if refuses:
        definite = isinstance(fields["code"], int)
        return Refusal(ActionRefused(f"{TITLE} turned this down.", detail, words=words), definite=definite)
    data = fields.get("data")
    if isinstance(data, Mapping) and "code" in data and not _is_zero(data["code"]):
        title = f"{TITLE} says yes and no at once."
        return Refusal(ActionRefused(title, f"The inner code is {_code(data)}."), definite=False)
    return None


def data_in(value: object) -> object:
    """The `data` of an answer that refuses nothing. Raises UnreadableReply where it has no code 0."""
    if not isinstance(value, Mapping) or not _is_zero(value.get("code")):
        raise UnreadableReply(
            f"{TITLE} answered with data of a foreign form. Check the account's API address."
        )
    return value.get("data")


def _is_zero(code: object) -> bool:
    return isinstance(code, int) and not isinstance(code, bool) and code == 0


def _told(fields: Mapping[str, object], words: UntrustedText) -> str:
    """What is said of the whole, then field by field."""
    said = [str(words) or f"code {_code(fields)}"] if "code" in fields else []
    said += _fields(fields.get("errors"))
    return f"{TITLE} says: {'; '.join(said)}" if said else ""


def _code(fields: Mapping[str, object]) -> str:
    return UntrustedText.of(fields.get("code")).shown[:20] or "missing"


def _fields(errors: object) -> Iterator[str]:
    entries = [each for each in errors if isinstance(each, Mapping)] if isinstance(errors, list) else []
    named = [(name, said) for entry in entries for name, said in entry.items()]
    for name, said in named[:_MOST_FIELDS]:
        messages = said if isinstance(said, list) else [said]
        told = ", ".join(UntrustedText.of(message).shown for message in messages[:_MOST_FIELDS])
        yield f"{UntrustedText(name, limit=40)}: {told}"
