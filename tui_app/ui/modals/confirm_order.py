"""The last question before an order is created. Its default is No, and yes takes its quantity typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from tui_app.domain.instruction import Instruction
from tui_app.domain.new_order import NewOrder
from tui_app.ui.modals.last_question import LastQuestion, Preview

_ASKED = "To create it, type its quantity."


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuestion:
    """What is asked about an order to be created.

    `about_nft` and `about_listing` are what was seen of them, or empty. `effect` is what creating it sets
    off, `billing` what becomes of the bill, `doubts` are sentences on what is odd.
    """

    draft: Instruction
    order: NewOrder
    marketplace: str
    effect: str
    billing: str
    about_nft: str = ""
    about_listing: str = ""
    doubts: tuple[str, ...] = ()


class ConfirmOrder(LastQuestion):
    """Asks about one order to be created."""

    def __init__(self, question: OrderQuestion, preview: Preview) -> None:
        doubt = " ".join((*question.doubts, _ASKED))
        super().__init__(preview, doubt=doubt, to_type="the quantity")
        self._question = question

    @property
    def verb(self) -> str:
        """What yes does."""
        return "Create this order"

    def amount(self) -> Content:
        """How many of what go to whom."""
        order = self._question.order
        return Content.styled(
            f"{order.quantity} of NFT {order.nft_id} for buyer {order.buyer_id}", "bold $accent"
        )

    def facts(self) -> Iterator[tuple[str, str]]:
        """Whose it is, each number with what was seen of it, the bill, and what it sets off."""
        asked, order = self._question, self._question.order
        yield "account", f"{asked.draft.account} on {asked.marketplace}"
        yield "quantity", str(order.quantity)
        yield "NFT", _with(order.nft_id, asked.about_nft)
        yield "listing", _with(order.listing_id, asked.about_listing)
        yield "buyer", f"user {order.buyer_id}"
        yield "billing", asked.billing
        yield "sets off", asked.effect

    def means_it(self, text: str) -> bool:
        """Whether this is the quantity, as plain digits."""
        return text.strip() == str(self._question.order.quantity)

    def instruction(self) -> Instruction:
        """The draft as it is."""
        return self._question.draft


def _with(number: int, about: str) -> str:
    return f"{number}, {about}" if about else f"{number}, of which nothing was seen here"
