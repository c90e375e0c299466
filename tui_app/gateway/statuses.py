"""What an HTTP status means for a read, and when a server wants to be asked again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from http import HTTPStatus

from tui_app.domain.errors import (
    CredentialsRejected,
    MarketplaceError,
    RateLimited,
    ServiceGone,
    Unreachable,
    UnreadableReply,
)
from tui_app.gateway.dates import date_in
from tui_app.gateway.http import Reply

_LONGEST_BELIEVED = timedelta(days=1)
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)


def retry_at(header: str, now: datetime) -> datetime | None:
    """When a `Retry-After` of seconds or an HTTP date ends. None for absent, past or absurd ones."""
    moment = _moment(header.strip(), now)
    return moment if moment is not None and now < moment <= now + _LONGEST_BELIEVED else None


def status_error(reply: Reply, *, place: str, now: datetime) -> MarketplaceError | CredentialsRejected | None:
    """The error that a read's status alone amounts to; None where the body decides (2xx)."""
    status = reply.status
    if status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and reply.retry_after
    ):
        return rate_limited(place, retry_at(reply.retry_after, now))
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Unreachable(f"{place} is out of order at the moment (HTTP {status}). Refresh to try again.")
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return ServiceGone(f"{place} has no such service (HTTP {status}). Check the account's API address.")
    if status == HTTPStatus.UNAUTHORIZED:
        return CredentialsRejected(f"{place} does not accept the credentials (HTTP 401). Check the account.")
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return UnreadableReply(
            f"{place} points to another address (HTTP {status}), which is never followed. "
            "Check the account's API address."
        )
    return UnreadableReply(
        f"{place} turned the request away (HTTP {status}). Check the account's API address."
    )


def rate_limited(place: str, until: datetime | None) -> RateLimited:
    """The error of a server that wants fewer calls, with the moment it named if it did."""
    when = f"after {until:%H:%M:%S} UTC" if until else "in a few minutes"
    return RateLimited(f"{place} wants fewer calls. Refresh {when}.", until=until)


def _moment(header: str, now: datetime) -> datetime | None:
    if _SECONDS.fullmatch(header):
        return now + timedelta(seconds=int(header))
    return date_in(header)
