"""tokenizationtr's paths: which call is answered by what, and with which token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tui_app.sandbox.asked import Asked, endpoint
from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.replies import json_reply
from tui_app.sandbox.tokenizationtr.administration import Administration
from tui_app.sandbox.tokenizationtr.asking import Asking
from tui_app.sandbox.tokenizationtr.credentials import admits, token
from tui_app.sandbox.tokenizationtr.deals import Deals
from tui_app.sandbox.tokenizationtr.documents import USER
from tui_app.sandbox.tokenizationtr.reads import Reads
from tui_app.sandbox.tokenizationtr.refusals import not_admitted
from tui_app.sandbox.tokenizationtr.seeding import seeded_market

PREFIX = "/tokenizationtr"
_PURCHASES = "/users/purchases/users/{user_id}"
_OTC = "/users/otcs/users/{user_id}"
_SECONDARY = "/users/secondary-markets/users/{user_id}"
_NODE = "/admin/otcs/nodes/{node_id}/tokens/{token_id}"
_TOKEN = "/tokens/{token_id}"  # noqa: S105 - part of a path

Answer = Callable[[Asking], Mapping[str, object] | None]
"""What answers a call: JSON, or nothing at all where the page says that there is no body."""


def account(options: SandboxOptions, base_url: str) -> Mapping[str, object]:
    """What the sandbox's line says of tokenizationtr; the user stands in paths alone."""
    now = datetime.now(UTC)
    return {"base_url": base_url + PREFIX, "token": token(options, now), "user_id": USER}


class TokenizationtrApi:
    """One fresh tokenizationtr and its HTTP side. Before each answer, what is due settles."""

    def __init__(self, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]) -> None:
        self._options = options
        self._clock = clock
        self._market = seeded_market(options, clock())
        self._reads = Reads(self._market, options, clock)
        self._deals = Deals(self._market, options, effects, clock)
        self._administration = Administration(self._market, self._deals, options, clock)

    def routes(self) -> list[BaseRoute]:
        """Every path of the reads and actions that a client of offers needs."""
        return [*self._purchases(), *self._otc(), *self._secondary(), *self._admin()]

    def _purchases(self) -> list[BaseRoute]:
        reads, buy = self._reads, self._deals.buy
        return [
            self._post(f"{_PURCHASES}/search", "search_purchases", reads.purchases),
            self._post(f"{_PURCHASES}/group-search", "group_purchases", reads.groups),
            self._get(f"{_PURCHASES}{_TOKEN}/quantity", "get_quantity", reads.quantity),
            self._post(f"{_PURCHASES}{_TOKEN}/buy-on-secondary-market", "buy_on_secondary", buy),
        ]

    def _otc(self) -> list[BaseRoute]:
        reads, deals = self._reads, self._deals
        return [
            self._post(f"{_OTC}/group-search", "group_otc_deals", reads.otc),
            self._post(f"{_OTC}{_TOKEN}", "list_otc_deals", reads.otc_of_token),
            self._post(f"{_OTC}{_TOKEN}/sell", "sell_on_otc", deals.sell_on_otc),
            self._post(f"{_OTC}{_TOKEN}/cancel", "cancel_otc_deal", deals.cancel),
        ]

    def _secondary(self) -> list[BaseRoute]:
        reads, deals = self._reads, self._deals
        market = "/users/secondary-markets" + _TOKEN
        return [
            self._get(market, "get_secondary_market", reads.secondary_market),
            self._post(f"{_SECONDARY}/group-search", "group_secondary_deals", reads.secondary),
            self._post(f"{_SECONDARY}{_TOKEN}", "list_secondary_deals", reads.secondary_of_token),
            self._post(f"{_SECONDARY}{_TOKEN}/sell", "sell_on_secondary", deals.sell_on_secondary),
            self._post(f"{_SECONDARY}{_TOKEN}/delist", "delist_secondary_deal", deals.delist),
        ]

    def _admin(self) -> list[BaseRoute]:
        admin = self._administration
        one, search = "/transactions/{transaction_id}", "/transactions/search"
        return [
            self._post(_NODE, "list_node_deals", admin.otc_deals),
            self._post(f"{_NODE}/deals/{{deal_id}}/accept", "accept_deal", admin.accept),
            self._post(f"{_NODE}/deals/{{deal_id}}/cancel", "cancel_deal", admin.cancel),
            self._get(f"/admin{_TOKEN}{one}", "get_transaction", admin.transaction),
            self._post(f"/admin/token/{{token_id}}{search}", "search_transactions", admin.transactions),
        ]

    def _get(self, path: str, name: str, answer: Answer) -> Route:
        return self._route("GET", path, name, answer)

    def _post(self, path: str, name: str, answer: Answer) -> Route:
        return self._route("POST", path, name, answer)

    def _route(self, method: str, path: str, name: str, answer: Answer) -> Route:
        def admitted(asked: Asked) -> Response:
            now = self._clock()
            self._market.settle(now)
            if not admits(asked.headers.get("authorization", ""), self._options, now):
                raise not_admitted()
            content = answer(Asking(asked, self._market))
            return Response() if content is None else json_reply(content)

        return Route(
            f"{PREFIX}/v2{path}", endpoint(admitted), methods=[method], name=f"tokenizationtr.{name}"
        )
