"""Links that strangers wrote: their host in plain letters, and whether one may be opened at all."""

from __future__ import annotations

from urllib.parse import urlsplit

from tui_app.domain.text import clean

NO_HOST = "none: this is not a web address"


def host_of(link: str) -> str:
    """The host a link leads to, international names in punycode; or words that say there is none."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not host:
            return NO_HOST
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return NO_HOST
    return clean(plain) + ("" if parts.scheme == "https" else " (not encrypted)")
