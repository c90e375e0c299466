"""Mojito's one path, /mojito/query: who may ask, what came as JSON, and what the schema answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.mojito import asking
from tui_app.sandbox.mojito.actions import Actions
from tui_app.sandbox.mojito.credentials import Caller, NotAdmitted, check, token
from tui_app.sandbox.mojito.documents import ORG_ID
from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.placing import Placing
from tui_app.sandbox.mojito.reads import Reads
from tui_app.sandbox.mojito.seeding import seeded_market
from tui_app.sandbox.mojito.session import Session
from tui_app.sandbox.mojito.traders import MojitoTraders
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.replies import json_reply
from tui_app.sandbox.trading import Trading

if TYPE_CHECKING:
    from tui_app.sandbox.mojito.execution import Execution

PATH = "/mojito/query"
_SLOWER: Final = 4
"""How many things happen at Kraken while one happens here."""


def account(options: SandboxOptions, base_url: str) -> Mapping[str, object]:
    """What the sandbox's line says: where, with which token, for which organization and which wallets."""
    return {
        "url": base_url + PATH,
        "token": token(options, datetime.now(UTC)),
        "org_id": ORG_ID,
        "wallets": list(Caller.of(options).wallets),
    }


class MojitoApi:
    """One fresh Mojito market, as it stands at the start, and its HTTP side.

    A request is read whole before anything is decided; from then to the answer nothing is awaited, so
    requests take effect one after the other.
    """

    def __init__(self, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]) -> None:
        self._options = options
        self._clock = clock
        self._effects = effects
        self._opened = clock()

    def routes(self) -> list[BaseRoute]:
        """The one path; faults are told of it as mojito.query, or with the name of a field."""
        return [Route(PATH, self._answer, methods=["POST"], name="mojito.query")]

    async def _answer(self, request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=400)
        now = self._clock()
        try:
            check(request.headers.get("authorization", ""), self._options, now)
        except NotAdmitted as reason:
            return _refused(401, reason.words, {"code": "UNAUTHENTICATED"})
        query, asked = _read(body)
        if asked is None:
            return _refused(400, "request body is not a GraphQL request in JSON", {})
        self._trading.until(now)
        self._market.sweep(now)
        return json_reply(self._execution.answer(query, asked))

    @cached_property
    def _market(self) -> Market:
        """Filled at the first request, so that nobody waits for it who is here for another market."""
        return seeded_market(self._options, self._opened)

    @cached_property
    def _trading(self) -> Trading:
        traders = MojitoTraders(self._market, Caller.of(self._options), self._options.seed)
        pace = self._options.pace
        return Trading(traders, pace and pace * _SLOWER, self._opened)

    @cached_property
    def _execution(self) -> Execution:
        """Made at the first request: to import GraphQL takes longer than all of the sandbox's start."""
        from tui_app.sandbox.mojito.execution import Execution

        session = Session(
            market=self._market,
            caller=Caller.of(self._options),
            options=self._options,
            effects=self._effects,
            clock=self._clock,
        )
        reads = Reads(session.market, session.caller)
        return Execution({**_reading(reads), **_ending(Actions(session)), **_placing(Placing(session))})


def _reading(reads: Reads) -> dict[str, asking.Answer]:
    return {"getOffers": reads.offers, "getUserOrderActivity": reads.activity}


def _ending(actions: Actions) -> dict[str, asking.Answer]:
    return {
        "getSignatureForOfferApproval": actions.approval,
        "acceptOffer": actions.accept,
        "rejectOffer": actions.reject,
        "cancelOffer": actions.cancel,
        "initiateRejectOffer": actions.start_reject,
        "initiateCancelOffer": actions.start_cancel,
    }


def _placing(placing: Placing) -> dict[str, asking.Answer]:
    return {"createOffer": placing.create, "submitProofOfOffer": placing.submit}


def _read(body: bytes) -> tuple[str, asking.Request | None]:
    """The query of a GraphQL request and what came beside it; no request where the body is none."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return "", None
    query, variables, operation = said.get("query"), said.get("variables"), said.get("operationName")
    if not isinstance(query, str) or not isinstance(variables or {}, dict):
        return "", None
    if not isinstance(operation, str | None):
        return "", None
    return query, asking.Request(operation=operation or None, variables=variables or {})


def _refused(status: int, words: str, extensions: Mapping[str, str]) -> Response:
    error: dict[str, object] = {"message": words}
    if extensions:
        error["extensions"] = extensions
    return json_reply({"errors": [error], "data": None}, status)
