"""The offer under the cursor of a list, for what is shown over the list and follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_app.desk.desk import Desk
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Money
from tui_app.domain.offer import Offer
from tui_app.domain.verdicts import Action
from tui_app.ui.widgets.offer_table import OfferTable


class ListSelection:
    """One list of offers and the desk that knows them."""

    def __init__(self, table: OfferTable, desk: Desk) -> None:
        self._table = table
        self._desk = desk

    def selected(self) -> Offer | None:
        """The offer under the cursor; None where there is none, or it is gone."""
        row_id = self._table.cursor_row
        kept = None if row_id is None else self._desk.shelf.at_row(row_id)
        return kept.offer if kept is not None else None

    def select(self, step: int) -> None:
        """Put the cursor so many offers further."""
        self._table.go(self._table.cursor_index + step)

    def floors(self, offer: Offer, *, collection: bool) -> Sequence[Money]:
        """The person's own floors for its NFT, or for an NFT of its collection that has none of its own."""
        nft = replace(offer.nft, nft_id="") if collection else offer.nft
        draft = Instruction(
            account=offer.key.account, marketplace=offer.marketplace, action=Action.PLACE, offer=None, nft=nft
        )
        return self._desk.floors(draft)
