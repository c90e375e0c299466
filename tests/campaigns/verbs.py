"""The money actions that Kraken has. It has no way to reject an offer, so there is none to lose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.desk.seat import accept, cancel, counter, place
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One action: its call, the end of offer it is for, and the first call that looks for its traces."""

    name: str
    method: str
    side: Side
    tracing: str
    looks_at_offer: bool
    draft: Callable[[Offer], Instruction]

    def touched(self, instruction: Instruction) -> str:
        """What the server's list of effects names."""
        return instruction.offer.key.offer_id if instruction.offer else instruction.subject.nft_id


VERBS: Final = {
    verb.name: verb
    for verb in (
        Verb(
            name="accept",
            method="NftAcceptOffer",
            side=Side.RECEIVED,
            tracing="NftAuctions",
            looks_at_offer=True,
            draft=accept,
        ),
        Verb(
            name="counter",
            method="NftCounterOffer",
            side=Side.RECEIVED,
            tracing="NftAuctions",
            looks_at_offer=True,
            draft=counter,
        ),
        Verb(
            name="cancel",
            method="NftCancelOffer",
            side=Side.PLACED,
            tracing="NftUserOffers",
            looks_at_offer=True,
            draft=cancel,
        ),
        Verb(
            name="place",
            method="NftPlaceOffer",
            side=Side.PLACED,
            tracing="NftUserOffers",
            looks_at_offer=False,
            draft=place,
        ),
    )
}
