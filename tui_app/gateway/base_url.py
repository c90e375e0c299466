"""Where a marketplace's API stands: the address a person typed, checked before it is used.

Stdlib only, so that a form can check an address without loading an HTTP client.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean

EXAMPLE = "https://api.example.com"
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~/:[]")


def checked_base_url(text: str, *, example: str = EXAMPLE) -> str:
    """The address without a trailing slash: https, or http on this machine's loopback only.

    Raises UsageError, which shows `example`, for anything that is not such an address: other schemes,
    names and passwords in it, queries, blanks, letters outside ASCII.
    """
    address = text.strip().rstrip("/")
    if reason := _objection(address):
        raise UsageError(
            f"“{clean(address, limit=80)}” cannot be the address of an API: {reason}.",
            f"For example {example}",
        )
    return address


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine by its plainest names: localhost, 127.x.x.x or ::1."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def place_of(url: str) -> str:
    """Host, and port if one is written, of a checked address: what messages call it."""
    return urlsplit(url).netloc


def _objection(address: str) -> str:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # reading it is what checks it
    except ValueError:
        return "it cannot be read"
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        return "it has to begin with https:// and a host"
    return _foreign_part(parts) or _insecure(parts)


def _foreign_part(parts: SplitResult) -> str:
    if parts.username is not None or parts.password is not None:
        return "a name or password does not belong in it"
    if parts.query or parts.fragment:
        return "it must not have a ? or # part"
    if not _PLAIN.issuperset(parts.netloc + parts.path):
        return "it holds characters that do not belong in one"
    return ""


def _insecure(parts: SplitResult) -> str:
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        return "plain http is only allowed on this machine (127.0.0.1, [::1] or localhost)"
    return ""
