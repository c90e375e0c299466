"""What the marks, shapes and words in the lists mean, for the help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from textual.content import Content

from tui_app.domain.offer import OfferStatus
from tui_app.ui.format import NOT_SWEPT, status_word
from tui_app.ui.glyphs import UNICODE, Glyphs, SourceMark
from tui_app.ui.privacy import HIDDEN, Hides
from tui_app.ui.widgets.fact_sheet import Fact

_STATUSES: Final[Mapping[OfferStatus, str]] = MappingProxyType(
    {
        OfferStatus.OPEN: "it can be answered, or taken back",
        OfferStatus.IN_FLIGHT: "answered, and being settled",
        OfferStatus.ACCEPTED: "taken",
        OfferStatus.CLOSED: "over; the marketplace does not say how",
        OfferStatus.REJECTED: "refused by the owner",
        OfferStatus.CANCELLED: "taken back by who made it",
        OfferStatus.EXPIRED: "its end has passed",
        OfferStatus.FAILED: "answered, but it could not be settled",
        OfferStatus.UNKNOWN: "a status that this program does not know",
    }
)
_SOURCES: Final[Mapping[SourceMark, str]] = MappingProxyType(
    {
        SourceMark.FRESH: "read so long ago",
        SourceMark.STALE: "known from before, and not read again yet",
        SourceMark.LOADING: "being read",
        SourceMark.FAILED: "reading it failed; its details say why",
        SourceMark.SIGNED_OUT: "its credentials are missing or refused",
        SourceMark.GONE: "the service answers no more",
    }
)


def legend(glyphs: Glyphs = UNICODE) -> Iterator[Fact]:
    """Marks before rows and in cells, words that stand there, then the shapes of statuses and of accounts."""
    yield _title("Marks and words in the lists")
    for mark, meaning in _marks(glyphs):
        yield _line(mark, meaning)
    yield _title("Status")
    for status, meaning in _STATUSES.items():
        yield _line(glyphs.status[status], f"{status_word(status)}: {meaning}")
    yield _title("Accounts, in the second line")
    for source, meaning in _SOURCES.items():
        yield _line(glyphs.source[source], meaning)


def _marks(glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    yield glyphs.mark, "marked: accept, reject, cancel and export take all that are"
    yield glyphs.unread, "new, changed or about to end, and not looked at yet"
    yield glyphs.muted, "muted: a bid below your own minimum"
    yield glyphs.hidden, "a name that contains hidden characters; the details write them out"
    yield glyphs.soon, "ends within the hour"
    yield glyphs.about, "rounded; the details have every digit"
    yield glyphs.nothing, "not told, or there is none"
    yield HIDDEN, "hidden by you"
    yield "best", "no other open offer for this NFT in the same currency is higher"
    yield f"{glyphs.minus}20 %", "so much below the best other one"
    yield NOT_SWEPT, "its end has passed, and the marketplace still calls it open: it cannot be accepted"
    yield "unknown unit", "the marketplace does not tell the currency: it cannot be answered here"


def _title(words: str) -> Fact:
    return Fact(Content.styled(f"\n{words}", "bold $accent"), hides=Hides.NOTHING)


def _line(mark: str, meaning: str) -> Fact:
    return Fact(Content(meaning), Content.styled(mark.rjust(_WIDTH), "bold"), Hides.NOTHING)


_WIDTH: Final = 10
