"""The whole sandbox as one ASGI application: each marketplace's paths, the ground truth, and the faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.faults.called import Endpoints
from tui_app.sandbox.faults.control import FaultControl
from tui_app.sandbox.faults.exchange import Surroundings
from tui_app.sandbox.faults.layer import FaultySandbox
from tui_app.sandbox.faults.script import Script
from tui_app.sandbox.faults.uses import UseLog
from tui_app.sandbox.kraken.api import KrakenApi
from tui_app.sandbox.markets import MARKETS
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.replies import Dated, json_reply

EFFECTS_PATH = "/_sandbox/effects"


def build(options: SandboxOptions, clock: Callable[[], datetime]) -> FaultySandbox:
    """A fresh market with no effects yet and no fault armed."""
    effects = EffectLog(clock)

    async def show_effects(_: Request) -> Response:
        return json_reply(effects.as_json())

    kraken = KrakenApi(options, effects, clock)
    app = Starlette(routes=[Route(EFFECTS_PATH, show_effects), *kraken.routes()])
    for market in MARKETS:
        app.routes.extend(market.open(options, effects, clock).routes())
    uses, script = UseLog(clock), Script()
    around = Surroundings(
        inside=Dated(app, clock),
        effects=effects,
        market=kraken.market,
        endpoints=Endpoints(app.routes),
        uses=uses,
        clock=clock,
    )
    sandbox = FaultySandbox(around, script)
    app.routes.extend(FaultControl(sandbox, script, uses).routes())
    return sandbox
