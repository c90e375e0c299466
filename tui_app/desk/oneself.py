"""Whether somebody who made an offer is oneself, under another of one's own accounts or wallets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tui_app.domain.offer import Offer, OfferKey, Side
from tui_app.ledger.offers import OfferShelf
from tui_app.settings import AccountConfig

_BETWEEN: Final = re.compile(r"[\s,;]+")
_LEAST: Final = 20
"""Characters of the shortest address or id. Whatever is shorter a stranger may be called too: usd."""


def own_maker(offer: Offer, accounts: Iterable[AccountConfig], shelf: OfferShelf) -> str:
    """The account of one's own that made an offer to oneself; empty where none is known to have.

    One that lists it as placed made it, and one that is set up with the maker's address or id.
    Raises LedgerError.
    """
    if offer.side is Side.PLACED:
        return ""
    maker = offer.maker.raw.strip().casefold()
    for config in accounts:
        if len(maker) >= _LEAST and maker in _named_in(config):
            return config.name
        if config.name != offer.key.account and config.marketplace == offer.marketplace:
            there = shelf.find(OfferKey(account=config.name, offer_id=offer.key.offer_id))
            if there is not None and there.offer.side is Side.PLACED:
                return config.name
    return ""


def _named_in(config: AccountConfig) -> Iterator[str]:
    return (word.casefold() for text in config.fields.values() for word in _BETWEEN.split(text))
