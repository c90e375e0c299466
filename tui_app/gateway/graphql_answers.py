"""What a GraphQL answer says: to a read, which may use a part of it, and to a write, which may not guess.

GraphQL answers 200 with a list of `errors` where something went wrong, alone or beside a part of the `data`.
What stands in an error beside its message is not agreed on between servers, so only a few words decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final, NamedTuple

from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OutcomeUnknown,
    RateLimited,
    Unreachable,
    UnreadableReply,
)
from tui_app.domain.text import UntrustedText
from tui_app.gateway.decode import read_json
from tui_app.gateway.http import Reply
from tui_app.gateway.statuses import status_error

_MAYBE_DONE: Final = frozenset({408, 409, 425})
_UNSIGNED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_WHO_ARE_YOU: Final = re.compile(
    r"unauthenticated|unauthori[sz]ed|not (?:authenticated|logged in)|\bjwt\b|bearer token"
    r"|token (?:is |has )?expired|expired token",
    re.IGNORECASE,
)
_TOO_MANY: Final = re.compile(r"too[ _]many[ _]requests|rate[ _]limit", re.IGNORECASE)
# A server that broke in the middle does not know itself what it did.
_BROKE: Final = re.compile(
    r"internal|time[d]?[ _-]?out|deadline|unavailable|overloaded|try again|connection", re.IGNORECASE
)


class Operation(NamedTuple):
    """A document with one operation: the operation's name, the one field it asks for, and the text."""

    name: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a read brought: the value of its field, complaints beside it, and the server's clock if named."""

    value: object
    complaints: tuple[UntrustedText, ...] = ()
    date: datetime | None = None


class _Complaint(NamedTuple):
    """One entry of `errors`; `whole` where it has the message that GraphQL demands of it."""

    words: UntrustedText
    code: str
    whole: bool

    def says(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(self.code) or pattern.search(self.words.raw[: self.words.limit]))


class _Envelope(NamedTuple):
    complaints: tuple[_Complaint, ...]
    value: object
    """Of the one field; None where it is null or missing."""
    named: bool


def result_of_read(reply: Reply, operation: Operation, *, source: str, place: str, now: datetime) -> Answer:
    """What a read brought; raises the error it amounts to. A value beside errors is a part, and counts."""
    by_status = _unsigned(reply, source) or status_error(reply, place=place, now=now)
    if isinstance(by_status, RateLimited | Unreachable):
        raise by_status
    try:
        envelope = _envelope(reply.body, operation, source)
    except UnreadableReply as unreadable:
        raise by_status or unreadable from None
    said = envelope.complaints
    if said and (envelope.value is None or by_status or any(each.says(_WHO_ARE_YOU) for each in said)):
        raise _error_of(said, reply.status, source)
    if by_status is not None:
        raise by_status
    if not envelope.named:
        raise foreign(source)
    return Answer(envelope.value, tuple(each.words for each in said), reply.date)


def result_of_write(reply: Reply, operation: Operation, *, source: str, now: datetime) -> object:
    """The result of a write that was done, never null.

    Raises OutcomeUnknown unless the marketplace said yes or, in words that leave no doubt, no; in the second
    case the error those words amount to.
    """
    try:
        envelope = _envelope(reply.body, operation, source)
    except UnreadableReply as unreadable:
        raise unsure(source, unreadable.title) from None
    if envelope.complaints:
        raise _refusal(envelope, reply.status, source)
    if reply.status not in range(200, 300):
        raise unsure(source, f"{source} answered HTTP {reply.status}.")
    if envelope.value is None:
        raise unsure(source, "It holds no result.")
    return envelope.value


def unsure(source: str, because: str) -> OutcomeUnknown:
    """The error of a write whose answer does not settle whether it was done."""
    return OutcomeUnknown(f"Sent to {source}, but its answer does not say whether it was done.", because)


def foreign(source: str) -> UnreadableReply:
    """The error of an answer that is JSON, but not GraphQL's."""
    return UnreadableReply(f"{source} answered with data of a foreign form. Check the account's API address.")


def _envelope(body: bytes, operation: Operation, source: str) -> _Envelope:
    value = read_json(body, source=source)
    if not isinstance(value, dict):
        raise foreign(source)
    errors, data = value.get("errors") or [], value.get("data")
    if not isinstance(errors, list) or not (data is None or isinstance(data, dict)):
        raise foreign(source)
    fields = data or {}
    complaints = tuple(map(_complaint, errors))
    return _Envelope(complaints, fields.get(operation.field), operation.field in fields)


def _complaint(entry: object) -> _Complaint:
    if not isinstance(entry, dict):
        return _Complaint(UntrustedText.of(entry), "", whole=False)
    message, extensions = entry.get("message"), entry.get("extensions")
    code = extensions.get("code") if isinstance(extensions, dict) else None
    whole = isinstance(message, str) and bool(message.strip())
    return _Complaint(UntrustedText.of(message), code if isinstance(code, str) else "", whole)


def _refusal(envelope: _Envelope, status: int, source: str) -> OfferdeskError:
    definite = envelope.value is None and all(
        each.whole and not each.says(_BROKE) for each in envelope.complaints
    )
    if definite and status not in _MAYBE_DONE and status not in range(500, 600):
        return _error_of(envelope.complaints, status, source)
    return unsure(source, _quoted(envelope.complaints[0].words, source))


def _unsigned(reply: Reply, source: str) -> CredentialsRejected | None:
    if reply.status not in _UNSIGNED:
        return None
    return CredentialsRejected(f"{source} does not accept the token (HTTP {reply.status}). Enter a new one.")


def _error_of(complaints: tuple[_Complaint, ...], status: int, source: str) -> OfferdeskError:
    """The error that complaints amount to; one about who asks counts before any other."""
    unsigned = [each for each in complaints if each.says(_WHO_ARE_YOU)]
    words = (unsigned or complaints)[0].words
    detail = _quoted(words, source)
    if unsigned or status in _UNSIGNED:
        return CredentialsRejected(f"{source} does not accept the token. Enter a new one.", detail)
    if status == HTTPStatus.TOO_MANY_REQUESTS or complaints[0].says(_TOO_MANY):
        return RateLimited(f"{source} wants fewer calls. Refresh in a few minutes.", detail)
    return ActionRefused(f"{source} turned this down.", detail, words=words)


def _quoted(words: UntrustedText, source: str) -> str:
    return f"{source} says: {words}" if words else ""
