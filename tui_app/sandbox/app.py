"""The whole sandbox as one ASGI application: each marketplace's own paths, and the ground truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.kraken.api import KrakenApi
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.replies import Dated, json_reply

EFFECTS_PATH = "/_sandbox/effects"


def build(options: SandboxOptions, clock: Callable[[], datetime]) -> ASGIApp:
    """A fresh market with no effects yet. Whatever wraps one request can wrap what this returns."""
    effects = EffectLog(clock)

    async def show_effects(_: Request) -> Response:
        return json_reply(effects.as_json())

    routes = [Route(EFFECTS_PATH, show_effects), *KrakenApi(options, effects, clock).routes()]
    return Dated(Starlette(routes=routes), clock)
