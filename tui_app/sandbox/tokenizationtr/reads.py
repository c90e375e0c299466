"""What tokenizationtr tells a user: purchases, holdings, and deals of both kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.tokenizationtr.asking import Asking
from tui_app.sandbox.tokenizationtr.deal_wire import (
    active_value,
    otc_token_value,
    otc_value,
    secondary_group_value,
    secondary_value,
)
from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.reading import Paging
from tui_app.sandbox.tokenizationtr.records import Deal, Place, Purchase, Token, written
from tui_app.sandbox.tokenizationtr.refusals import wrong_request
from tui_app.sandbox.tokenizationtr.wire import group_value, money, number, purchase_value, token_info


class Reads:
    """Answers about one user from the market as it is. Each raises Refused where it is asked wrongly."""

    def __init__(self, market: Market, options: SandboxOptions, clock: Callable[[], datetime]) -> None:
        self._market = market
        self._options = options
        self._clock = clock

    def purchases(self, asking: Asking) -> dict[str, object]:
        """The search of purchases, of one token where that is asked."""
        user_id, body = asking.user_id, asking.body
        token_id = body.get("token_id")
        if not isinstance(token_id, str | None):
            raise wrong_request()
        found = [purchase_value(one, self._market) for one in self._market.bought(user_id, token_id)]
        answer = _paged(found, body)
        if self._options.tokenizationtr_pagination == "missing":
            del answer["pagination"]
        return answer

    def groups(self, asking: Asking) -> dict[str, object]:
        """The group search; both flags down are everything."""
        user_id, body = asking.user_id, asking.body
        kinds = {"is_for_secondary": "secondary", "is_for_otc": "otc"}
        if not all(isinstance(body.get(name, False), bool) for name in kinds):
            raise wrong_request()
        wanted = {kind for name, kind in kinds.items() if body.get(name)}
        bought = self._market.bought(user_id)
        found = [one for one in bought if not wanted or one.market_type in wanted]
        return _paged([group_value(one, self._market) for one in found], body)

    def quantity(self, asking: Asking) -> dict[str, object]:
        """How many of a token a user has, and what was paid for those that were bought here."""
        user_id, token = asking.user_id, asking.token
        held = self._market.held(user_id, token.id)
        locked = min(held, self._market.locked(user_id, token.id, self._clock()))
        bought = [one for one in self._market.bought(user_id, token.id) if one.status == "completed"]
        return {
            "user_id": user_id,
            "token_id": token.id,
            "token_name": token.name,
            "token_symbol": token.symbol,
            "total_quantity": held,
            "available_quantity": held - locked,
            "locked_quantity": locked,
            "purchase_summary": _summary(bought, token),
            "last_purchase_date": written(bought[0].date) if bought else None,
            "first_purchase_date": written(bought[-1].date) if bought else None,
        }

    def otc(self, asking: Asking) -> dict[str, object]:
        """The OTC deals that a user is a party to."""
        deals = self._of(asking.user_id, "otc")
        return _paged([otc_value(one, self._market) for one in deals], asking.body)

    def otc_of_token(self, asking: Asking) -> dict[str, object]:
        """The same of one token, with what is said of the token."""
        user_id, token, body = asking.user_id, asking.token, asking.body
        deals = self._of(user_id, "otc", token)
        paged = _paged([otc_token_value(one, self._market, user_id) for one in deals], body)
        price = {"current_market_price": money(token.price, token.currency)}
        return {
            "data": paged["data"],
            "token_info": {**token_info(token), **price},
            "pagination": paged["pagination"],
        }

    def secondary(self, asking: Asking) -> dict[str, object]:
        """A user's own deals on the secondary market, over all tokens."""
        user_id = asking.user_id
        deals = [one for one in self._of(user_id, "secondary") if one.seller_id == user_id]
        return _paged([secondary_group_value(one, self._market) for one in deals], asking.body)

    def secondary_of_token(self, asking: Asking) -> dict[str, object]:
        """The secondary deals of one token that a user is a party to."""
        deals = self._of(asking.user_id, "secondary", asking.token)
        return _paged([secondary_value(one, self._market) for one in deals], asking.body)

    def secondary_market(self, asking: Asking) -> dict[str, object]:
        """Everybody's active deals of one token, and what they come to."""
        token = asking.token
        deals = [one for one in self._deals("secondary") if one.token_id == token.id]
        active = [one for one in deals if one.status == "active"]
        category = {"id": token.category[0], "name": token.category[1]}
        return {
            "token_info": {**token_info(token), "category": category},
            "market_summary": _market_summary(deals, active, token),
            "active_deals": [active_value(one, self._market) for one in active],
        }

    def _of(self, user_id: str, place: Place, token: Token | None = None) -> list[Deal]:
        return [
            deal
            for deal in self._deals(place)
            if user_id in (deal.seller_id, deal.buyer_id) and (token is None or deal.token_id == token.id)
        ]

    def _deals(self, place: Place) -> list[Deal]:
        return self._market.deals_at(place, self._clock())


def _paged(found: list[dict[str, object]], body: Mapping[str, object]) -> dict[str, object]:
    paging = Paging.read(body)
    return {"data": paging.of(found), "pagination": paging.pagination(len(found))}


def _summary(bought: list[Purchase], token: Token) -> dict[str, object]:
    """What was bought where, and at which price on average; in the token's own currency."""
    invested = sum((one.cost for one in bought), Decimal(0))
    total = sum((one.quantity for one in bought), Decimal(0))
    average = round(invested / total, token.currency.decimal) if total else Decimal(0)

    def quantity(market_type: str) -> int | float:
        return number(sum((one.quantity for one in bought if one.market_type == market_type), Decimal(0)))

    return {
        "total_purchases": len(bought),
        "primary_market_quantity": quantity("primary"),
        "secondary_market_quantity": quantity("secondary"),
        "otc_quantity": quantity("otc"),
        "average_purchase_price": money(average, token.currency),
        "total_invested": money(invested, token.currency),
    }


def _market_summary(deals: list[Deal], active: list[Deal], token: Token) -> dict[str, object]:
    prices = [one.price for one in active] or [token.price]
    average = round(sum(prices, Decimal(0)) / len(prices), token.currency.decimal)
    return {
        "total_deals": len(deals),
        "active_deals": len(active),
        "total_quantity_available": sum(one.available for one in active),
        "total_volume_24h": 0,
        "volume_symbol": token.currency.symbol,
        "price_range": {
            "min": money(min(prices), token.currency),
            "max": money(max(prices), token.currency),
            "average": money(average, token.currency),
        },
    }
