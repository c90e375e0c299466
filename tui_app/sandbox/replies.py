"""How the sandbox writes JSON answers, and the Date header of its own clock on every answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def json_reply(content: object, status: int = 200) -> Response:
    """`content` as compact JSON in ASCII, so that even half a surrogate pair can be said."""
    return Response(
        json.dumps(content, separators=(",", ":"), default=_plain), status, media_type="application/json"
    )


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no place in an answer")


class Dated:
    """Puts the sandbox's own time into the Date header of every answer of the application inside."""

    def __init__(self, inside: ASGIApp, clock: Callable[[], datetime]) -> None:
        self._inside = inside
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI asks."""

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["date"] = format_datetime(self._clock(), usegmt=True)
            await send(message)

        await self._inside(scope, receive, send_dated)
