"""Orders in a few words: what the list and the dialogs say of them alike."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tui_app.domain.offer import OfferStatus
from tui_app.domain.order import Order
from tui_app.domain.text import UntrustedText, clean
from tui_app.ledger.orders import KeptOrder
from tui_app.ui.format import NOT_SWEPT, short_id, status_shape
from tui_app.ui.glyphs import UNICODE, Glyphs, SourceMark

_REF_WIDTH = 13
_WORD_LIMIT = 40


class Standing(NamedTuple):
    """How an order stands, for a narrow column: a shape, a word, and the ink of both."""

    shape: str
    word: str
    ink: str

    @property
    def text(self) -> str:
        """Shape and word."""
        return f"{self.shape} {self.word}"


def short_ref(ref: str, width: int = _REF_WIDTH, glyphs: Glyphs = UNICODE) -> str:
    """A number whole, of a hash both ends."""
    return short_id(clean(ref), width, glyphs)


def standing_of(kept: KeptOrder, now: datetime, glyphs: Glyphs = UNICODE) -> Standing:
    """How it stands; where it was never had, or is gone, that."""
    if kept.gone:
        return Standing(glyphs.source[SourceMark.GONE], "not there", "failed")
    if (order := kept.order) is None:
        return Standing(status_shape(OfferStatus.UNKNOWN, glyphs), "not read", "unknown")
    shape = status_shape(order.status, glyphs)
    if order.overdue(now):
        return Standing(shape, NOT_SWEPT, "warning")
    return Standing(shape, status_word_of(order), order.status.value.replace(" ", "-"))


def status_word_of(order: Order) -> str:
    """The marketplace's own word for its status, or else what that means, without what explains it."""
    said = order.said.shown or clean(order.standing, limit=_WORD_LIMIT)
    return said.partition(" (")[0].partition(":")[0].strip() or order.status.value


def named(kept: KeptOrder) -> UntrustedText:
    """What it is about: the first NFT's name; empty where nothing is known."""
    return kept.order.title if kept.order else UntrustedText("")


def more_items(kept: KeptOrder) -> str:
    """How many items there are beside the first, as ` +2`; empty for none."""
    more = len(kept.order.items) - 1 if kept.order else 0
    return f" +{more}" if more > 0 else ""


def search_text(kept: KeptOrder) -> str:
    """Everything that a filter's words are looked for in, in small letters."""
    order = kept.order
    words = [kept.key.account, kept.key.ref, kept.mark]
    if order is not None:
        words += [order.kind.value, order.status.value, order.said.raw, order.standing]
        words += [party.ref.raw for party in order.parties]
        for item in order.items:
            words += [item.nft.name.raw, item.nft.collection.raw, item.nft.nft_id]
            words += [item.listing.listing_id] if item.listing else []
        words += [order.price.plain, order.price.currency.symbol.raw] if order.price else []
    return "\n".join(words).casefold()


def matches(kept: KeptOrder, typed: str) -> bool:
    """Whether an order has every word of a filter in it, and none behind a `!`."""
    text = search_text(kept)
    return all(
        word[1:] not in text if word.startswith("!") and len(word) > 1 else word in text
        for word in typed.casefold().split()
    )
