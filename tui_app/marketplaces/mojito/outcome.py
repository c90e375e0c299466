"""What became of a request whose answer was lost, found out by reading the NFT's offers again.

Every action leaves its mark on the order it is about: accepted, rejected, cancelled, or, for a new offer,
listed at all. A "did not happen" says what the list shows now; the caller waits until the marketplace has
settled before it believes one.
"""

from __future__ import annotations

from typing import Final

from tui_app.domain.errors import OfferGone, UnreadableReply, UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import OfferStatus
from tui_app.domain.verdicts import Action
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import Finding, LostRequest, Outcome
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.fields import NFT
from tui_app.marketplaces.mojito.prepared import made_by
from tui_app.marketplaces.mojito.reader import MojitoReader

_DONE: Final = {
    Action.ACCEPT: OfferStatus.ACCEPTED,
    Action.REJECT: OfferStatus.REJECTED,
    Action.CANCEL: OfferStatus.CANCELLED,
}
_OPEN_ENDED: Final = frozenset({OfferStatus.IN_FLIGHT, OfferStatus.UNKNOWN})


class Tracer:
    """Looks for the traces of one lost request. Only reads; raises OfferdeskError."""

    def __init__(self, reader: MojitoReader, account: Account) -> None:
        self._reader = reader
        self._account = account

    async def trace(self, lost: LostRequest) -> Finding:
        """What became of it, and what showed it."""
        told = lost.instruction
        if told.action is Action.PLACE:
            return await self._placed(lost)
        if told.action not in _DONE or told.offer is None:
            return Finding(
                outcome=Outcome.DID_NOT_HAPPEN, because="Mojito cannot do this, so it was not done."
            )
        try:
            current = await self._reader.reread(told.offer)
        except OfferGone:
            return _unclear("Mojito no longer lists this offer.")
        shows = f"The offer shows as {current.status}"
        if current.status is _DONE[told.action]:
            return Finding(outcome=Outcome.HAPPENED, because=f"{shows}.")
        if current.status in _OPEN_ENDED:
            return _unclear(f"{shows} ({current.status_said or 'no word for it'}), which decides nothing.")
        return Finding(outcome=Outcome.DID_NOT_HAPPEN, because=f"{shows}.")

    async def _placed(self, lost: LostRequest) -> Finding:
        if (made := _made(lost)) is None:
            return _unclear("It is not known which offer it would have made.")
        nft = lost.instruction.subject
        shelf = await self._reader.shelf(Watched(NFT, nft.nft_id, nft.name, nft.collection))
        if made in {entry.order_id for entry in shelf.entries}:
            return Finding(outcome=Outcome.HAPPENED, because="The new offer is listed.", made=made)
        if not shelf.whole:
            raise UnreadableReply(
                "Not all offers on this NFT could be read, so nothing follows from the rest."
            )
        if self._account.narrowing:
            return _unclear("The new offer is not listed, but this account's own limits may hide it.")
        return Finding(outcome=Outcome.DID_NOT_HAPPEN, because="The new offer is not listed.")


def _made(lost: LostRequest) -> str | None:
    told: Instruction = lost.instruction
    try:
        return made_by(told, lost.hand_off) if lost.hand_off else None
    except UsageError:
        return None


def _unclear(because: str) -> Finding:
    return Finding(outcome=Outcome.CANNOT_TELL, because=because)
