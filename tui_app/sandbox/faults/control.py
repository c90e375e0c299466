"""/_sandbox/faults: arming, looking, releasing and clearing, in JSON."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tui_app.sandbox.faults.catalogue import FAULTS
from tui_app.sandbox.faults.exchange import Then
from tui_app.sandbox.faults.layer import FaultySandbox
from tui_app.sandbox.faults.reading import read_json, read_rules
from tui_app.sandbox.faults.script import Script
from tui_app.sandbox.faults.settings import LONGEST_WAIT, Parameter, WrongScript, given
from tui_app.sandbox.faults.uses import UseLog
from tui_app.sandbox.replies import json_reply

FAULTS_PATH = "/_sandbox/faults"

_RELEASE = (
    Parameter(name="id", kind="whole", meaning="the use to release; all that are held where it is left out"),
    Parameter(
        name="then",
        kind="choice",
        default="answer",
        choices=("answer", "close", "reset"),
        meaning="what the client gets; an answer acts first where the request has not acted yet",
    ),
)
_THEN: dict[str, Then] = {"answer": "answer", "close": "close", "reset": "reset"}

Endpoint = Callable[[Request], Awaitable[Response]]


class FaultControl:
    """Answers what is asked of the faults. What is wrong gets 400 and one sentence, and changes nothing."""

    def __init__(self, sandbox: FaultySandbox, script: Script, uses: UseLog) -> None:
        self._sandbox = sandbox
        self._script = script
        self._uses = uses

    def routes(self) -> list[BaseRoute]:
        """Every path of the faults."""
        return [
            Route(FAULTS_PATH, self._show, methods=["GET"]),
            Route(FAULTS_PATH, _answering_wrong(self._arm), methods=["PUT", "POST"]),
            Route(FAULTS_PATH, self._clear, methods=["DELETE"]),
            Route(FAULTS_PATH + "/release", _answering_wrong(self._release), methods=["POST"]),
            Route(FAULTS_PATH + "/held", _answering_wrong(self._wait_for_held), methods=["GET"]),
            Route(FAULTS_PATH + "/catalogue", self._list, methods=["GET"]),
        ]

    async def _show(self, _: Request) -> Response:
        held = [use.id for use in self._uses.held()]
        return json_reply({"armed": self._script.as_json(), "used": self._uses.as_json(), "held": held})

    async def _list(self, _: Request) -> Response:
        return json_reply({"faults": [fault.as_json() for fault in FAULTS.values()]})

    async def _arm(self, request: Request) -> Response:
        armed = self._sandbox.arm(read_rules(await request.body()))
        if request.method == "PUT":
            self._script.replace(armed)
        else:
            self._script.append(armed)
        return await self._show(request)

    async def _clear(self, request: Request) -> Response:
        self._script.replace([])
        self._sandbox.end_all()
        self._uses.clear()
        return await self._show(request)

    async def _release(self, request: Request) -> Response:
        body = await request.body()
        asked = read_json(body) if body else {}
        if not isinstance(asked, dict):
            raise WrongScript("A release is an object, such as {'id': 1, 'then': 'answer'}")
        told = given(_RELEASE, asked)
        released = self._sandbox.release(told.optional_whole("id"), _THEN[told.text("then")])
        return json_reply({"released": released})

    async def _wait_for_held(self, request: Request) -> Response:
        within = _seconds(request.query_params.get("within", "0"))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._uses.some_held.wait(), within)
        return json_reply({"held": [use.as_json() for use in self._uses.held()]})


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 <= found <= LONGEST_WAIT:
        raise WrongScript(f"'within' has to be seconds from 0 to {LONGEST_WAIT}")
    return found


def _answering_wrong(endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except WrongScript as wrong:
            return json_reply({"problem": f"{wrong.words}."}, 400)

    return answer
