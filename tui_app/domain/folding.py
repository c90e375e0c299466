"""Text without case, as filters compare it."""

from __future__ import annotations

import re

from tui_app.domain.offer import Offer

_LONE = re.compile("[\ud800-\udfff]")


def folded(text: str) -> str:
    """Any text without case; no half of a surrogate pair is left in it."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text).casefold()


def searchable(offer: Offer) -> str:
    """The folded text that bare words are looked for in."""
    nft = offer.nft
    names = (nft.name.folded, nft.collection.folded, offer.maker.folded)
    return "\n".join((*names, *map(folded, (offer.key.offer_id, nft.nft_id, nft.collection_id))))
