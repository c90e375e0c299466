"""What license.rocks says no with: `{orders: null, error: text}`, the same for reading and creating.

Its page prints two texts and the status 400. What it answers to a wrong token is not shown, so 401 says that
by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from tui_app.domain.errors import AT_ACCOUNTS, ActionRefused, CredentialsRejected
from tui_app.domain.text import UntrustedText
from tui_app.gateway.rest import Refusal
from tui_app.marketplaces.license_rocks.fields import TITLE

_MISSING: Final = re.compile(r"Order with ID ([0-9]{1,30}) does not exist", re.ASCII)


class OrderRefused(ActionRefused):
    """A 400. `missing` is the number of the order that it says does not exist, if it says so."""

    def __init__(self, words: UntrustedText) -> None:
        super().__init__(f"{TITLE} turned this down.", f"{TITLE} says: {words}", words=words)
        found = _MISSING.search(words.raw[: words.limit])
        self.missing = found[1] if found else None


def explain(status: int, value: object) -> Refusal | None:
    """The refusal in an answer, if it is one."""
    fields = value if isinstance(value, Mapping) else {}
    said = fields.get("error")
    words = UntrustedText.of(said)
    if status == HTTPStatus.UNAUTHORIZED or (status == HTTPStatus.FORBIDDEN and said):
        title = f"{TITLE} does not accept the token. Enter it again {AT_ACCOUNTS}."
        return Refusal(CredentialsRejected(title, f"{TITLE} says: {words}" if words else ""))
    if said is None:
        return None
    return Refusal(OrderRefused(words), definite=isinstance(said, str) and fields.get("orders") is None)
