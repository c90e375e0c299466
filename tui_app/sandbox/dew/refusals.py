"""What Dew says no with: `code` other than 0, a sentence, and what is wrong field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_app.sandbox.asked import Refused

INVALID = 3000
"""The code of the example; the pages list no others, so those below are made up."""
NOT_FOUND = 3004
NOT_OPEN = 3009
UNAUTHORISED = 1001


def refused(
    code: int, error: str | None, errors: Sequence[Mapping[str, Sequence[str]]] | None = None
) -> Refused:
    """A refusal with the envelope of a Bad Request."""
    return Refused(400, {"code": code, "error": error, "errors": errors})


def invalid(fields: Mapping[str, str]) -> Refused:
    """Some fields are missing or wrong: what is said of each, one object a field."""
    return refused(INVALID, "The request is not valid.", [{name: [words]} for name, words in fields.items()])


def unauthorised() -> Refused:
    """No key, or not the one there is."""
    found = refused(UNAUTHORISED, "The API key is missing or unknown.")
    return Refused(401, found.content)
