"""What tokenizationtr says no with: `{error, details?}` and a status; in older answers, `success: false`."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from tui_app.domain.errors import ActionRefused, CredentialsRejected, OfferdeskError, OfferGone
from tui_app.domain.text import UntrustedText
from tui_app.gateway.rest import Refusal
from tui_app.marketplaces.tokenizationtr.fields import TITLE


class NotFound(ActionRefused):
    """A 404: no such user, token or transaction."""


_TITLES: Final[dict[int, str]] = {
    HTTPStatus.BAD_REQUEST: f"{TITLE} does not accept a value in this request.",
    HTTPStatus.FORBIDDEN: f"{TITLE} does not allow this.",
    HTTPStatus.CONFLICT: "This deal is over already, or about to be. Refresh to see what became of it.",
    HTTPStatus.UNPROCESSABLE_ENTITY: f"{TITLE} cannot do this as things stand.",
}


def explain(status: int, value: object) -> Refusal | None:
    """The refusal in an answer, if it is one. A transaction has an `error` of its own, which is none."""
    fields = value if isinstance(value, Mapping) else {}
    if {"hash", "type"} <= fields.keys():
        return None
    said = fields.get("message") if fields.get("success") is False else fields.get("error")
    if status == HTTPStatus.UNAUTHORIZED:
        title = f"{TITLE} does not accept the token; it may have ended. Enter a new one."
        return Refusal(CredentialsRejected(title, _quoted(said, None)))
    if said is None and fields.get("success") is not False:
        return None
    promised = bool(fields.get("transaction_id"))
    definite = isinstance(said, str) and status < HTTPStatus.INTERNAL_SERVER_ERROR and not promised
    return Refusal(_error(status, said, fields.get("details")), definite=definite)


def _error(status: int, said: object, details: object) -> OfferdeskError:
    words, detail = UntrustedText.of(said), _quoted(said, details)
    if status == HTTPStatus.FORBIDDEN and not details:
        return CredentialsRejected("This token may not do that. Check the user and the token.", detail)
    if status == HTTPStatus.NOT_FOUND:
        if "deal" in words.folded:
            return OfferGone(f"{TITLE} no longer has this deal. Refresh to see what became of it.", detail)
        return NotFound(f"{TITLE} does not find this. Check the ids.", detail, words=words)
    title = _TITLES.get(status, f"{TITLE} turned this down.")
    return ActionRefused(title, detail, words=words)


def _quoted(said: object, details: object) -> str:
    words, more = UntrustedText.of(said), UntrustedText.of(details)
    if not words:
        return ""
    return f"{TITLE} says: {words} ({more})" if more else f"{TITLE} says: {words}"
