"""Bids that exclude each other: an NFT can be sold to one bidder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Role
from tui_app.domain.verdicts import Action

RIVALS: Final = "it is one of several bids for the same NFT; accept the one you mean by itself"
"""Why none of them is accepted together with others: which one is meant only a person can say."""

_SELLING: Final = frozenset({Role.OWNER, Role.BOTH})


def rivals(drafts: Iterable[Instruction]) -> frozenset[Instruction]:
    """Those that would sell an NFT which another one would sell too."""
    sales = [draft for draft in drafts if _sells(draft)]
    sold = Counter(map(_sold, sales))
    return frozenset(draft for draft in sales if sold[_sold(draft)] > 1)


def _sells(draft: Instruction) -> bool:
    """An admin's deal gives so many of a token, and another deal may give more of it."""
    offer = draft.offer
    return draft.action is Action.ACCEPT and offer is not None and offer.role in _SELLING and offer.nft.told


def _sold(draft: Instruction) -> tuple[str, str, str]:
    nft = draft.subject
    return draft.marketplace, nft.collection_id.casefold(), nft.nft_id.casefold()
