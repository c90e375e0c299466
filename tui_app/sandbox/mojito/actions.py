"""What ends an offer: Mojito's accept, reject and cancel, by role and by chain.

Every method either changes the market and records it, or raises Refusal and changes nothing. None gives
up control in between, so two requests for one offer cannot both succeed.
"""

from __future__ import annotations

from dataclasses import replace

from tui_app.sandbox.mojito.asking import Asked, Refusal
from tui_app.sandbox.mojito.bubblegum import sale_parameters
from tui_app.sandbox.mojito.handoffs import (
    Ending,
    ending_parameters,
    ending_signature,
    proof_of_approval,
    sale_transaction,
)
from tui_app.sandbox.mojito.instants import instant
from tui_app.sandbox.mojito.records import Nft, Order
from tui_app.sandbox.mojito.session import Session
from tui_app.sandbox.mojito.wallets import same
from tui_app.sandbox.mojito.wire import Value, network_value, order_value

NO_TRANSACTION = "transaction not found"
NO_ORDER = "order not found"


class Actions:
    """The actions of the caller on offers that stand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._market = session.market

    def approval(self, asked: Asked) -> Value:
        """getSignatureForOfferApproval: what the owner's wallet sells the NFT with. Changes nothing."""
        order, nft = self._owned(asked)
        self._check_in_time(order)
        return {
            "proofOfApproval": proof_of_approval(order),
            "order": order_value(order, nft, None),
            "Network": network_value(nft.network),
            "bubblegumParams": sale_parameters(order, nft),
        }

    def accept(self, asked: Asked) -> Value:
        """acceptOffer: the sale's transaction is brought, and the NFT is the buyer's.

        Every other offer on it is then REMOVED, which is our reading.
        """
        order, nft = self._owned(asked)
        self._check_in_time(order)
        transaction = sale_transaction(order, nft)
        _check_brought(asked.text("transactionHash"), transaction)
        now = self._session.clock()
        self._market.settle(order, "COMPLETED", now, transaction)
        self._market.add_nft(replace(nft, owner=order.buyer))
        for other in self._market.orders_on(nft.id):
            if other.status == "PENDING":
                self._market.settle(other, "REMOVED", now)
        self._session.record("accept", order.id, asked)
        return {"success": True, "newNFTID": nft.id}

    def reject(self, asked: Asked) -> str:
        """rejectOffer: by the owner; on Solana the signature of the wallet's transaction comes with it."""
        self._end("reject", *self._owned(asked), asked)
        return "Offer rejected."

    def cancel(self, asked: Asked) -> str:
        """cancelOffer: by the buyer; on Solana the signature of the wallet's transaction comes with it."""
        self._end("cancel", *self._bid(asked), asked)
        return "Offer cancelled."

    def start_reject(self, asked: Asked) -> Value:
        """initiateRejectOffer: what the owner's Solana wallet is to send. Changes nothing."""
        order, nft = self._owned(asked)
        if not same(order.owner, asked.text("walletAddress")):
            raise Refusal("wallet is not the owner of the token")
        return _started("reject", order, nft)

    def start_cancel(self, asked: Asked) -> Value:
        """initiateCancelOffer: what the buyer's Solana wallet is to send. Changes nothing."""
        return _started("cancel", *self._bid(asked))

    def _owned(self, asked: Asked) -> tuple[Order, Nft]:
        order, nft = self._pending(asked)
        if not self._session.holds(order.owner):
            raise Refusal("only the owner of the token may do this")
        return order, nft

    def _bid(self, asked: Asked) -> tuple[Order, Nft]:
        order, nft = self._pending(asked)
        if not self._session.holds(order.buyer):
            raise Refusal("only the buyer may do this")
        return order, nft

    def _pending(self, asked: Asked) -> tuple[Order, Nft]:
        order = self._market.orders.get(asked.text("orderId"))
        if order is None or not order.listed:
            raise Refusal(NO_ORDER)
        if order.status != "PENDING":
            raise Refusal("offer is not pending")
        return order, self._market.nfts[order.nft_id]

    def _check_in_time(self, order: Order) -> None:
        if instant(order.expires) <= self._session.clock():
            raise Refusal("offer is expired")

    def _end(self, ending: Ending, order: Order, nft: Nft, asked: Asked) -> None:
        """End an offer. Whether a Solana one may end without a signature, the pages leave open."""
        signature = asked.optional_text("signature")
        unsigned = nft.network.solana and not signature
        if unsigned and self._session.options.mojito_unsigned == "refuse":
            raise Refusal("signature is required")
        if nft.network.solana and signature:
            _check_brought(signature, ending_signature(ending, order, nft))
        self._market.settle(order, "REJECTED" if ending == "reject" else "CANCELLED", self._session.clock())
        self._session.record(ending, order.id, asked, **({"unsigned": True} if unsigned else {}))


def _started(ending: Ending, order: Order, nft: Nft) -> Value:
    if not nft.network.solana:
        raise Refusal("offer is not on Solana")
    return ending_parameters(ending, order, nft)


def _check_brought(brought: str, expected: str) -> None:
    if not same(brought, expected):
        raise Refusal(NO_TRANSACTION)
