"""Dew's paths: which call is answered by what, behind which key, in which envelope."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tui_app.sandbox.asked import Answering, Asked, Refused, endpoint
from tui_app.sandbox.dew.actions import Actions
from tui_app.sandbox.dew.documents import ACCOUNT
from tui_app.sandbox.dew.names import SERIES
from tui_app.sandbox.dew.reading import Fields
from tui_app.sandbox.dew.reads import Reads
from tui_app.sandbox.dew.refusals import invalid, unauthorised
from tui_app.sandbox.dew.seeding import seeded_market
from tui_app.sandbox.dew.wire import NETWORK, signed_value
from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.made_up import made_up
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.replies import json_reply

PREFIX = "/dew"
SUGGESTED: Mapping[str, object] = {
    "wallets": [ACCOUNT],
    "watch": [series.contract for series in SERIES],
}
"""Whose offers are whose, and the contracts that have some: Dew's own key says neither."""
_BASE = PREFIX + "/open/v1/{network_id}"


def api_key(options: SandboxOptions) -> str:
    """The one key there is."""
    return made_up("Dew key", options.seed)[:40]


def account(options: SandboxOptions, base_url: str) -> Mapping[str, object]:
    """What the sandbox's line says of Dew."""
    return {"base_url": base_url + PREFIX, "api_key": api_key(options)}


class DewApi:
    """One fresh Dew and its HTTP side."""

    def __init__(self, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]) -> None:
        self._options = options
        self._key = api_key(options)
        market = seeded_market(options, int(clock().timestamp()))
        self._reads = Reads(market, clock)
        self._actions = Actions(market, effects, clock)

    def routes(self) -> list[BaseRoute]:
        """Every path of the documents but orders/add."""
        return [
            self._route("GET", "/offers", "dew.list_offers", self._offers),
            self._route("POST", "/offers/cancel", "dew.cancel_offer", self._cancel_offer),
            self._route("POST", "/orders/cancel", "dew.cancel_listing", self._cancel_listing),
            self._route("POST", "/orders/sign", "dew.sign_orders", self._sign),
            self._route("POST", "/market_activities/query", "dew.query_activities", self._activities),
            self._route("GET", "/orders/{order_hash}", "dew.get_order", self._order),
        ]

    def _route(self, method: str, path: str, name: str, answer: Answering) -> Route:
        def admitted(asked: Asked) -> Response:
            try:
                self._admit(asked)
                return answer(asked)
            except Refused as refused:
                status = 200 if self._options.dew_errors == "ok" else refused.status
                raise Refused(status, refused.content) from None

        return Route(_BASE + path, endpoint(admitted), methods=[method], name=name)

    def _admit(self, asked: Asked) -> None:
        if not hmac.compare_digest(asked.headers.get("x-api-key", "").encode(), self._key.encode()):
            raise unauthorised()
        if asked.path["network_id"] != str(NETWORK):
            raise invalid({"network_id": f"Only {NETWORK} is served."})

    def _order(self, asked: Asked) -> Response:
        return _data(self._reads.order(Fields({"order_hash": asked.path["order_hash"]})))

    def _offers(self, asked: Asked) -> Response:
        return _data(self._reads.offers(Fields(dict(asked.query))))

    def _activities(self, asked: Asked) -> Response:
        return _data(self._reads.activities(Fields.of_body(asked)))

    def _sign(self, asked: Asked) -> Response:
        found = self._reads.signatures(Fields.of_body(asked))
        return json_reply({"code": 0, "data": found, "total": len(found)})

    def _cancel_offer(self, asked: Asked) -> Response:
        order = self._actions.cancel(Fields.of_body(asked), offers=True)
        return _data({"code": 0, "order_hash": order.hash})

    def _cancel_listing(self, asked: Asked) -> Response:
        order = self._actions.cancel(Fields.of_body(asked), offers=False)
        return _data(signed_value(order.hash, None, None))


def _data(found: object) -> Response:
    return json_reply({"code": 0, "data": found})
