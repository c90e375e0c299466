"""What of an offer can be taken along: ids, the amount, links, and all of it as JSON, each safe to paste."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from tui_app.domain.text import clean
from tui_app.ledger.offers import KeptOffer
from tui_app.ui.amounts import money_text

_LONGEST = 2_000
_LINK = "link, "


class Copy(NamedTuple):
    """A text and what it is. It is one line without control codes: a shell runs nothing of it by itself."""

    label: str
    text: str

    @property
    def is_link(self) -> bool:
        """Whether it may be opened, too."""
        return self.label.startswith(_LINK)


def copies_of(kept: KeptOffer) -> list[Copy]:
    """What can be copied of an offer, what is asked for most first; what there is not is left out."""
    return [each for each in _copies(kept) if each.text]


def _copies(kept: KeptOffer) -> Iterator[Copy]:
    offer, nft = kept.offer, kept.offer.nft
    yield Copy("key for commands", _line(f"{offer.key.account}:{offer.key.offer_id}"))
    yield Copy("offer id", _line(offer.key.offer_id))
    yield Copy("amount", money_text(offer.price))
    yield Copy("NFT", nft.name.shown)
    yield Copy("NFT id", _line(nft.nft_id))
    yield Copy("collection id", _line(nft.collection_id))
    yield Copy("from", offer.maker.shown)
    for medium in nft.media:
        yield Copy(f"{_LINK}{medium.kind.value}", _line(medium.url.raw))
    yield Copy("all of it, JSON", _as_json(kept.raw))


def _line(text: str) -> str:
    return clean(text, limit=_LONGEST)


def _as_json(raw: str) -> str:
    """One line in ASCII, whatever strangers wrote in it; every number as it came."""
    return "".join(map(_ascii, raw))


def _ascii(char: str) -> str:
    """A letter of JSON text: what is not ASCII stands in texts alone, a control code between values alone."""
    if char < " " or char == "\x7f":
        return " "
    return char if char < "\x7f" else json.dumps(char)[1:-1]
