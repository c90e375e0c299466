"""Kraken's envelope `{error: […], result: …}`, and what it says to a read and to a write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.errors import OfferdeskError, OutcomeUnknown, RateLimited, Unreachable, UnreadableReply
from tui_app.gateway.decode import read_json
from tui_app.gateway.http import Reply
from tui_app.gateway.statuses import status_error
from tui_app.marketplaces.kraken.errors import Entry, error_of

SOURCE = "Kraken"
_MAYBE_DONE = frozenset({408, 409, 425})


@dataclass(frozen=True, slots=True)
class Envelope:
    """An answer without its warnings: what went wrong, and the result where there is one."""

    errors: tuple[Entry, ...]
    result: object


def read_envelope(body: bytes) -> Envelope:
    """The envelope in `body`. Raises UnreadableReply."""
    value = read_json(body, source=SOURCE)
    if not isinstance(value, dict) or not isinstance(said := value.get("error", []), list):
        raise UnreadableReply(
            f"{SOURCE} answered with data of a foreign form. Check the account's API address."
        )
    entries = tuple(map(Entry.of, said))
    return Envelope(tuple(entry for entry in entries if not entry.is_warning), value.get("result"))


def result_of_read(reply: Reply, *, place: str, now: datetime) -> object:
    """The result a read brought; raises the error it amounts to. Errors win over a result beside them."""
    by_status = status_error(reply, place=place, now=now)
    if isinstance(by_status, RateLimited | Unreachable):
        raise by_status
    try:
        envelope = read_envelope(reply.body)
    except UnreadableReply as unreadable:
        raise by_status or unreadable from None
    if envelope.errors:
        raise error_of(envelope.errors, now)
    if by_status is not None:
        raise by_status
    return envelope.result


def result_of_write(reply: Reply, *, now: datetime) -> object:
    """The result of a write that was done.

    Raises OutcomeUnknown unless Kraken said yes or, in words known to be definite, no; in the second case the
    error those words amount to.
    """
    try:
        envelope = read_envelope(reply.body)
    except UnreadableReply as unreadable:
        raise unsure(unreadable.title) from None
    if envelope.errors:
        raise _refusal(reply.status, envelope, now)
    if reply.status not in range(200, 300):
        raise unsure(f"Kraken answered HTTP {reply.status}.")
    return envelope.result


def unsure(because: str) -> OutcomeUnknown:
    """The error of a write whose answer does not settle whether it was done."""
    return OutcomeUnknown("Sent to Kraken, but its answer does not say whether it was done.", because)


def _refusal(status: int, envelope: Envelope, now: datetime) -> OfferdeskError:
    definite = all(entry.is_definite for entry in envelope.errors) and not envelope.result
    if definite and status not in _MAYBE_DONE and status not in range(500, 600):
        return error_of(envelope.errors, now)
    return unsure(f"Kraken says: {envelope.errors[0].words}")
