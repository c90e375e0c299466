"""Links that strangers wrote: their host in plain letters, and whether one may be opened at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from tui_app.domain.nft import Media
from tui_app.domain.order import Order
from tui_app.domain.text import clean
from tui_app.gateway.media_url import web_address

_LONGEST = 2_000
NO_HOST = "none: this is not a web address"


class WebLink(NamedTuple):
    """A link that somebody wrote: what it is of, its host, and the address as it would be opened.

    `why_not` is a clause on why it is not opened; then the address is what they wrote, cleaned.
    """

    label: str
    host: str
    address: str
    why_not: str = ""


def link_of(label: str, written: str) -> WebLink:
    """A link as a stranger wrote it, read so strictly that it can mean one thing only."""
    try:
        address = web_address(written).text
    except ValueError as reason:
        return WebLink(label, host_of(written), clean(written, limit=_LONGEST), str(reason))
    return WebLink(label, host_of(address), address)


def links_of_media(media: Iterable[Media]) -> tuple[WebLink, ...]:
    """The links of an NFT's media."""
    return tuple(link_of(medium.kind.value, medium.url.raw) for medium in media if medium.url.raw)


def links_of_order(order: Order | None) -> tuple[WebLink, ...]:
    """The links of an order's files."""
    return tuple(_links_of_files(order)) if order is not None else ()


def _links_of_files(order: Order) -> Iterator[WebLink]:
    for item in order.items:
        for file in item.files:
            if file.url.raw:
                yield link_of(clean(file.role), file.url.raw)


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
