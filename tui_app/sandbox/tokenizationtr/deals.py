"""What changes tokenizationtr: selling, cancelling, delisting, buying, and what an admin decides.

A change is either made at once and answered with what came of it, or promised with the id of a
transaction that settles some seconds later. A promise that will be kept is an effect from then on: until
it settles the deal cannot be acted on again, so nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.tokenizationtr.asking import Asking
from tui_app.sandbox.tokenizationtr.deal_wire import ended_value
from tui_app.sandbox.tokenizationtr.market import Change, Market
from tui_app.sandbox.tokenizationtr.reading import deal_id_of, price_of, quantity_of
from tui_app.sandbox.tokenizationtr.records import (
    Currency,
    Deal,
    DealStatus,
    Place,
    Purchase,
    Token,
    Transaction,
)
from tui_app.sandbox.tokenizationtr.refusals import denied, ended, missing, missing_deal, refused
from tui_app.sandbox.tokenizationtr.wire import bought_value

Body = Mapping[str, object]

_LISTING, _DELISTING = 2, 6
"""Kinds of transactions, of those that the page for admins lists."""
_EXPIRES_AFTER = timedelta(days=30)


class Deals:
    """The actions on deals. Each gives the JSON of its answer, or raises Refused and changes nothing."""

    def __init__(
        self, market: Market, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]
    ) -> None:
        self._market = market
        self._options = options
        self._effects = effects
        self._clock = clock

    def sell_on_otc(self, asking: Asking) -> Mapping[str, object]:
        """Offer tokens to whoever is let take them."""
        return self._sell(asking, "otc")

    def sell_on_secondary(self, asking: Asking) -> Mapping[str, object]:
        """Offer tokens to everybody."""
        return self._sell(asking, "secondary")

    def cancel(self, asking: Asking) -> Mapping[str, object]:
        """End one's own OTC deal."""
        return self._over(asking, "otc", "cancelled")

    def delist(self, asking: Asking) -> Mapping[str, object]:
        """End one's own deal on the secondary market."""
        return self._over(asking, "secondary", "delisted")

    def buy(self, asking: Asking) -> Mapping[str, object]:
        """Take a deal of the secondary market, or a part of it; its page answers at once, always."""
        user_id, token, body = asking.user_id, asking.token, asking.body
        quantity, deal_id = quantity_of(body), deal_id_of(body)
        deal = self._active(deal_id, token, "secondary", "bought")
        if deal.seller_id == user_id:
            raise refused(422, "Purchase not possible", "The deal is your own")
        if quantity > deal.available:
            raise refused(422, "Purchase not possible", "Insufficient quantity available in the deal")
        purchase = self._bought(user_id, deal, quantity)
        self._market.purchases.append(purchase)
        self._record("buy", str(deal.id), body)
        message = "Secondary market purchase successful"
        return {"success": True, "message": message, "data": bought_value(purchase, self._market)}

    def accept(self, asking: Asking) -> None:
        """As an admin, let an OTC deal be done."""
        deal = self._active(asking.deal_id, asking.token_at_node, "otc", "accepted")
        now = self._clock()
        self._market.deals[deal.id] = replace(
            deal, status="completed", available=0, updated=now, hash=self._market.new_hash()
        )
        self._record("accept", str(deal.id), {})

    def cancel_as_admin(self, asking: Asking) -> None:
        """As an admin, end somebody's OTC deal."""
        deal = self._active(asking.deal_id, asking.token_at_node, "otc", "cancelled")
        self._end(deal.id, "cancelled", self._clock())
        self._record("cancel", str(deal.id), {})

    def _sell(self, asking: Asking, place: Place) -> Mapping[str, object]:
        user_id, token, body = asking.user_id, asking.token, asking.body
        at_once = self._options.tokenizationtr_writes == "sync"
        quantity = quantity_of(body)
        currency_id, amount = price_of(body, nested=at_once)
        currency = self._market.currencies.get(currency_id)
        if currency is None:
            raise missing("Price currency")
        self._check_held(user_id, token, quantity)

        def sold(now: datetime) -> None:
            self._add(user_id, token, place, quantity, amount, currency, now)

        transaction_id = self._change(sold, user_id, token.id, _LISTING, None)
        self._record("sell", token.id, body)
        if transaction_id is not None:
            return {"transaction_id": transaction_id}
        return {name: _plain(value) for name, value in body.items()}

    def _over(self, asking: Asking, place: Place, status: DealStatus) -> Mapping[str, object]:
        user_id, token, body = asking.user_id, asking.token, asking.body
        action = "cancel" if status == "cancelled" else "delist"
        deal = self._active(deal_id_of(body), token, place, status)
        if deal.seller_id != user_id:
            raise denied(f"You can only {action} your own deals")

        def over(now: datetime) -> None:
            self._end(deal.id, status, now)

        transaction_id = self._change(over, user_id, token.id, _DELISTING, deal.id)
        self._record(action, str(deal.id), body)
        if transaction_id is not None:
            return {"transaction_id": transaction_id}
        now = self._clock()
        return {
            "success": True,
            "message": f"Deal {status} successfully",
            "data": ended_value(self._market.deals[deal.id], now),
        }

    def _active(self, deal_id: int, token: Token, place: Place, done: str) -> Deal:
        found = self._market.deals.get(deal_id)
        if found is None or (found.token_id, found.place) != (token.id, place):
            raise missing_deal()
        deal = found.at(self._clock())
        if deal.status != "active" or self._market.waits(deal.id):
            raise ended(done)
        return deal

    def _check_held(self, user_id: str, token: Token, quantity: int) -> None:
        held = self._market.held(user_id, token.id)
        if quantity > held - self._market.locked(user_id, token.id, self._clock()):
            words = "User does not have enough tokens to sell"
            raise refused(422, "Insufficient token balance", words)

    def _change(
        self, change: Change, user_id: str, token_id: str, kind: int, deal_id: int | None
    ) -> str | None:
        """Make a change at once, or begin the transaction that will and give its id."""
        now = self._clock()
        if self._options.tokenizationtr_writes == "sync":
            change(now)
            return None
        transaction = Transaction(
            id=self._market.new_id(), token_id=token_id, user_id=user_id, kind=kind, created=now
        )
        due = now + timedelta(seconds=self._options.tokenizationtr_settle)
        kept = change if self._options.tokenizationtr_outcome == "done" else None
        self._market.begin(transaction, due, kept, deal_id)
        return transaction.id

    def _add(
        self,
        user_id: str,
        token: Token,
        place: Place,
        quantity: int,
        amount: Decimal,
        currency: Currency,
        now: datetime,
    ) -> None:
        number = self._market.next_deal
        self._market.deals[number] = Deal(
            id=number,
            object_id=self._market.new_id(),
            place=place,
            token_id=token.id,
            seller_id=user_id,
            quantity=quantity,
            available=quantity,
            price=amount,
            currency=currency,
            status="active",
            created=now,
            updated=now,
            expires=now + _EXPIRES_AFTER,
        )

    def _end(self, deal_id: int, status: DealStatus, now: datetime) -> None:
        self._market.deals[deal_id] = replace(self._market.deals[deal_id], status=status, updated=now)

    def _bought(self, user_id: str, deal: Deal, quantity: int) -> Purchase:
        """Take `quantity` out of a deal; the purchase it makes."""
        now, left = self._clock(), deal.available - quantity
        done = replace(deal, status="completed", buyer_id=user_id, hash=self._market.new_hash())
        taken = done if left == 0 else deal
        self._market.deals[deal.id] = replace(taken, available=left, updated=now)
        return Purchase(
            id=f"sm_purchase_{len(self._market.purchases) + 1}",
            user_id=user_id,
            token_id=deal.token_id,
            quantity=Decimal(quantity),
            price=deal.price,
            currency=deal.currency,
            market_type="secondary",
            date=now,
            status="completed",
            hash=self._market.new_hash(),
            deal_id=deal.id,
            seller_id=deal.seller_id,
        )

    def _record(self, action: str, target: str, request: Body) -> None:
        if self._options.tokenizationtr_outcome == "failed" and action in ("sell", "cancel", "delist"):
            return
        plain = {name: _plain(value) for name, value in request.items()}
        self._effects.record(marketplace="tokenizationtr", action=action, target=target, request=plain)


def _plain(value: object) -> object:
    """A request as it came; what was read as exact decimals is written as numbers again."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return float(value) if isinstance(value, Decimal) else value
