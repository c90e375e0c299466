"""What makes an offer: createOffer prepares it, submitProofOfOffer brings its buyer's signature."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from random import Random

from tui_app.sandbox.mojito.actions import NO_ORDER
from tui_app.sandbox.mojito.asking import Asked, Refusal
from tui_app.sandbox.mojito.bubblegum import offer_parameters
from tui_app.sandbox.mojito.handoffs import message_to_sign, offer_signature
from tui_app.sandbox.mojito.ids import new_id
from tui_app.sandbox.mojito.instants import instant, written
from tui_app.sandbox.mojito.networks import DOLLARS
from tui_app.sandbox.mojito.prices import priced
from tui_app.sandbox.mojito.records import Nft, Order
from tui_app.sandbox.mojito.session import Session
from tui_app.sandbox.mojito.wallets import is_evm, same
from tui_app.sandbox.mojito.wire import Value, order_value


class Placing:
    """The caller's own new offers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._market = session.market
        self._rng = Random(f"mojito placing {session.options.seed}")  # noqa: S311 - ids have to be repeatable

    def create(self, asked: Asked) -> Value:
        """createOffer: an offer that nobody sees before its buyer has signed `messageToSign`."""
        nft = self._wanted(asked)
        self._check_terms(asked)
        order = self._order(asked, nft)
        self._market.add_order(order)
        return {
            "messageToSign": message_to_sign(order),
            "order": order_value(order, nft, asked.optional_text("currency")),
            "isSigningRequired": True,
            "isNonEVM": nft.network.solana,
            "bubblegumListParams": offer_parameters(order, nft),
        }

    def submit(self, asked: Asked) -> str:
        """submitProofOfOffer: the signature is brought, and the offer stands."""
        order = self._market.orders.get(asked.text("orderId"))
        if order is None or order.user != self._session.caller.user:
            raise Refusal(NO_ORDER)
        if order.listed:
            raise Refusal("proof of this offer was submitted before")
        if not same(asked.optional_text("buyerAddress") or order.buyer, order.buyer):
            raise Refusal("wallet is not the buyer of this offer")
        if instant(order.expires) <= self._session.clock():
            raise Refusal("offer is expired")
        self._list(order, asked)
        return "Offer submitted."

    def _list(self, order: Order, asked: Asked) -> None:
        if not same(asked.text("signature"), offer_signature(order, self._market.nfts[order.nft_id])):
            raise Refusal("signature is invalid")
        self._market.change(replace(order, listed=True, updated=written(self._session.clock())))
        terms = {"order": order.id, "price": order.fixed_price, "expires": order.expires}
        self._session.record("place", order.nft_id, asked, **terms)

    def _wanted(self, asked: Asked) -> Nft:
        nft = self._market.nfts.get(asked.text("nftTokenId"))
        if nft is None:
            raise Refusal("token not found")
        buyer = asked.text("buyerAddress")
        if not self._session.holds(buyer):
            raise Refusal("wallet is not connected to this user")
        if is_evm(buyer) is nft.network.solana:
            raise Refusal("wallet is of another chain than the token")
        if same(buyer, nft.owner):
            raise Refusal("owner cannot make an offer on own token")
        return nft

    def _check_terms(self, asked: Asked) -> None:
        price = asked.number("offerPrice")
        if not (math.isfinite(price) and price > 0):
            raise Refusal("offer price must be greater than zero")
        if instant(asked.text("expiryDate")) <= self._session.clock():
            raise Refusal("expiry date must be in the future")

    def _order(self, asked: Asked, nft: Nft) -> Order:
        now, token = written(self._session.clock()), asked.text("paymentToken")
        amount = Decimal(repr(asked.number("offerPrice")))
        unit = token if token in DOLLARS else nft.network.units[0]
        return Order(
            id=new_id(self._rng),
            nft_id=nft.id,
            owner=nft.owner,
            buyer=asked.text("buyerAddress"),
            status="PENDING",
            tax=0,
            fixed_price=float(amount),
            prices=priced(amount, unit),
            paid_in=token,
            expires=written(instant(asked.text("expiryDate"))),
            created=now,
            updated=now,
            user=self._session.caller.user,
            listed=False,
        )
