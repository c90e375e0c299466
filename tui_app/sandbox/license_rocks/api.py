"""The two paths of the Order API: reading orders by number, and creating them."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tui_app.sandbox.asked import Answering, Asked, endpoint
from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.license_rocks.creating import Creating
from tui_app.sandbox.license_rocks.refusals import missing_order, not_a_number, refused
from tui_app.sandbox.license_rocks.seeding import seeded_instance
from tui_app.sandbox.license_rocks.wire import Wire
from tui_app.sandbox.made_up import made_up
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.replies import json_reply
from tui_app.sandbox.strict_json import NotJson

PREFIX = "/license_rocks"
_ORDERS = PREFIX + "/api/externalOrders"
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def api_token(options: SandboxOptions) -> str:
    """The one token there is; it stands alone in the header authorization."""
    return made_up("license.rocks token", options.seed)


def account(options: SandboxOptions, base_url: str) -> Mapping[str, object]:
    """What the sandbox's line says of license.rocks; the instance is at `base_url`."""
    return {"base_url": base_url + PREFIX, "token": api_token(options)}


class LicenseRocksApi:
    """One fresh instance and its HTTP side. There is no way to list orders."""

    def __init__(self, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]) -> None:
        self._token = api_token(options)
        self._instance = seeded_instance(options, clock())
        self._creating = Creating(self._instance, options, effects, clock)

    def routes(self) -> list[BaseRoute]:
        """Both endpoints; an empty list of ids is read as one id without a letter."""
        return [
            self._route("POST", _ORDERS, "license_rocks.create_orders", self._create),
            self._route("GET", _ORDERS + "/{ids:path}", "license_rocks.get_orders", self._orders),
        ]

    def _route(self, method: str, path: str, name: str, answer: Answering) -> Route:
        def admitted(asked: Asked) -> Response:
            given = asked.headers.get("authorization", "")
            if not hmac.compare_digest(given.encode(), self._token.encode()):
                raise refused("Unauthorized", 401)
            return answer(asked)

        return Route(path, endpoint(admitted), methods=[method], name=name)

    def _orders(self, asked: Asked) -> Response:
        ids = list(dict.fromkeys(asked.path["ids"].split(",")))
        for one in ids:
            if not _NUMBER.fullmatch(one):
                raise not_a_number(one)
        wire = Wire(self._instance, asked.sandbox)
        orders = self._instance.orders
        found = [orders[int(one)] for one in ids if one.isdigit() and int(one) in orders]
        if len(found) != len(ids):
            raise missing_order(next(one for one in ids if not one.isdigit() or int(one) not in orders))
        return json_reply({"orders": [wire.order(one, with_buyer=True) for one in found], "error": None})

    def _create(self, asked: Asked) -> Response:
        try:
            body = asked.json()
        except NotJson:
            raise refused("The body is not JSON.") from None
        made = self._creating.create(body)
        wire = Wire(self._instance, asked.sandbox)
        return json_reply({"orders": [wire.order(one, with_buyer=False) for one in made], "error": None})
