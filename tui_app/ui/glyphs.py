"""The marks and shapes drawn beside words, with plain letters for terminals that lack them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from tui_app.domain.offer import OfferStatus


class SourceMark(StrEnum):
    """How fresh what one account told us is."""

    FRESH = "fresh"
    STALE = "stale"
    LOADING = "loading"
    FAILED = "failed"
    SIGNED_OUT = "signed out"
    GONE = "gone"


class Glyphs(NamedTuple):
    """One set of shapes; each is one column wide.

    `cursor`, `mark`, `unread` and `muted` stand before a row, `hidden` before a name that holds more than it
    shows, `soon` before a time that is nearly up, `cut` where text goes on. `minus` stands before what is
    less, `about` before what is rounded.
    `bars` fill a cell from below and `blocks` from the left, from nothing to all of it; `rule` is what a
    picture stands on, `level` and `limit` are drawn across it at an amount.
    """

    cursor: str
    mark: str
    unread: str
    muted: str
    hidden: str
    soon: str
    cut: str
    rising: str
    falling: str
    nothing: str
    minus: str
    about: str
    bars: str
    blocks: str
    rule: str
    level: str
    limit: str
    status: Mapping[OfferStatus, str]
    source: Mapping[SourceMark, str]


UNICODE = Glyphs(
    cursor="▸",
    mark="✓",
    unread="•",
    muted="·",
    hidden="≠",
    soon="!",
    cut="…",
    rising="▲",
    falling="▼",
    nothing="—",
    minus="−",
    about="≈",
    bars=" ▁▂▃▄▅▆▇█",
    blocks=" ▏▎▍▌▋▊▉█",
    rule="─",
    level="╌",
    limit="·",
    status=MappingProxyType(
        {
            OfferStatus.OPEN: "●",
            OfferStatus.IN_FLIGHT: "◐",
            OfferStatus.ACCEPTED: "✓",
            OfferStatus.CLOSED: "■",
            OfferStatus.REJECTED: "✗",
            OfferStatus.CANCELLED: "⊘",
            OfferStatus.EXPIRED: "◌",
            OfferStatus.FAILED: "‼",
            OfferStatus.UNKNOWN: "?",
        }
    ),
    source=MappingProxyType(
        {
            SourceMark.FRESH: "●",
            SourceMark.STALE: "○",
            SourceMark.LOADING: "◐",
            SourceMark.FAILED: "✗",
            SourceMark.SIGNED_OUT: "⊘",
            SourceMark.GONE: "∅",
        }
    ),
)
"""For terminals that speak UTF-8."""

ASCII = Glyphs(
    cursor=">",
    mark="+",
    unread="*",
    muted=".",
    hidden="!",
    soon="!",
    cut="~",
    rising="^",
    falling="v",
    nothing="-",
    minus="-",
    about="~",
    bars=" .:#",
    blocks=" |#",
    rule="-",
    level="-",
    limit=".",
    status=MappingProxyType(
        {
            OfferStatus.OPEN: "o",
            OfferStatus.IN_FLIGHT: "~",
            OfferStatus.ACCEPTED: "+",
            OfferStatus.CLOSED: "#",
            OfferStatus.REJECTED: "x",
            OfferStatus.CANCELLED: "-",
            OfferStatus.EXPIRED: ".",
            OfferStatus.FAILED: "!",
            OfferStatus.UNKNOWN: "?",
        }
    ),
    source=MappingProxyType(
        {
            SourceMark.FRESH: "o",
            SourceMark.STALE: ".",
            SourceMark.LOADING: "~",
            SourceMark.FAILED: "x",
            SourceMark.SIGNED_OUT: "-",
            SourceMark.GONE: "0",
        }
    ),
)
"""For terminals that do not."""
