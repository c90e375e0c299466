"""Kraken's paths: which call is answered by what, behind which door, in which envelope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.kraken.actions import Actions
from tui_app.sandbox.kraken.door import Door
from tui_app.sandbox.kraken.instants import unix_seconds
from tui_app.sandbox.kraken.offers import UserOffers
from tui_app.sandbox.kraken.parameters import Parameters, read_form
from tui_app.sandbox.kraken.pictures import picture
from tui_app.sandbox.kraken.reads import Reads
from tui_app.sandbox.kraken.refusals import PERMISSION_DENIED, UNKNOWN_METHOD, Refusal
from tui_app.sandbox.kraken.seeding import seeded_market
from tui_app.sandbox.kraken.traders import KrakenTraders
from tui_app.sandbox.kraken.view import PLAIN, VIEW, View
from tui_app.sandbox.kraken.wire import Wire
from tui_app.sandbox.options import EVERY_ARRAY_ENCODING, SandboxOptions
from tui_app.sandbox.replies import json_reply
from tui_app.sandbox.trading import Trading

Need = Literal["read", "act"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One method: what answers it, what permission it needs, and which half its printed example has first."""

    answer: Callable[[Parameters, Wire], object]
    needs: Need = "read"
    result_first: bool = False

    def envelope(self, result: object) -> dict[str, object]:
        """`result` in the envelope, in the order of the page's example."""
        if self.result_first:
            return {"result": result, "error": []}
        return {"error": [], "result": result}


class KrakenApi:
    """One fresh Kraken market, `market`, and its HTTP side.

    A request is read whole before anything is decided; from then to the answer nothing is awaited,
    so requests take effect one after the other.
    """

    def __init__(self, options: SandboxOptions, effects: EffectLog, clock: Callable[[], datetime]) -> None:
        self._options = options
        self._clock = clock
        opened = clock()
        self.market = seeded_market(options, unix_seconds(opened))
        self._trading = Trading(KrakenTraders(self.market, options.seed), options.pace, opened)
        self._door = Door(options, clock)
        self._actions = Actions(self.market, options, effects, clock)
        self._private, self._public = self._calls_seeing(PLAIN)

    def routes(self) -> list[BaseRoute]:
        """Every path of Kraken's API, and the pictures its offers point to."""
        return [
            Route("/0/private/{method:path}", self._answer_private, methods=["GET", "POST"]),
            Route("/0/public/{method:path}", self._answer_public, methods=["GET", "POST"]),
            Route("/media/{collection}/{nft}/{name}", self._answer_picture),
            Route("/0/{rest:path}", self._answer_unknown, methods=["GET", "POST"]),
        ]

    async def _answer_private(self, request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            calls, _ = self._calls(request)
            call = self._call(calls, request, method="POST")
            asked = self._door.admit(request.url.path, request.headers, body)
            self._check_permission(call)
            return self._answered(call, asked, request)
        except Refusal as refusal:
            return json_reply({"error": [refusal.words]})

    async def _answer_public(self, request: Request) -> Response:
        try:
            _, calls = self._calls(request)
            call = self._call(calls, request, method="GET")
            asked = read_form(request.url.query, EVERY_ARRAY_ENCODING)
            return self._answered(call, asked, request)
        except Refusal as refusal:
            return json_reply({"error": [refusal.words]})

    async def _answer_unknown(self, _: Request) -> Response:
        return json_reply({"error": [UNKNOWN_METHOD]})

    async def _answer_picture(self, request: Request) -> Response:
        found = picture(**request.path_params)
        if found is None:
            return Response("not found", 404)
        return Response(found.content, media_type=found.media_type)

    def _calls(self, request: Request) -> tuple[Mapping[str, Call], Mapping[str, Call]]:
        view: View | None = request.scope.get(VIEW)
        return (self._private, self._public) if view is None else self._calls_seeing(view)

    def _calls_seeing(self, view: View) -> tuple[Mapping[str, Call], Mapping[str, Call]]:
        """Private and public calls that read what `view` shows; what they change is the real market."""
        market = view.market or self.market
        reads = Reads(market, self._options, self._clock)
        offers = UserOffers(market, self._options, view)
        return _private_calls(offers, self._actions, reads), _public_calls(reads)

    def _call(self, calls: Mapping[str, Call], request: Request, *, method: str) -> Call:
        name = request.path_params["method"]
        gone = self._options.kraken_gone and name.startswith("Nft")
        if gone or name not in calls or request.method != method:
            raise Refusal(UNKNOWN_METHOD)
        return calls[name]

    def _check_permission(self, call: Call) -> None:
        allowed = self._options.kraken_permissions
        if allowed == "none" or (allowed == "read" and call.needs == "act"):
            raise Refusal(PERMISSION_DENIED)

    def _answered(self, call: Call, asked: Parameters, request: Request) -> Response:
        now = self._clock()
        self._trading.until(now)
        self.market.sweep(unix_seconds(now))
        wire = Wire(str(request.base_url).rstrip("/"), self._options.kraken_closed_detail)
        return json_reply(call.envelope(call.answer(asked, wire)))


def _private_calls(user_offers: UserOffers, actions: Actions, reads: Reads) -> dict[str, Call]:
    return {
        "NftUserOffers": Call(answer=user_offers.answer),
        "NftAuctionTrades": Call(answer=reads.trades),
        "NftAcceptOffer": Call(answer=actions.accept, needs="act"),
        "NftCounterOffer": Call(answer=actions.counter, needs="act", result_first=True),
        "NftPlaceOffer": Call(answer=actions.place, needs="act", result_first=True),
        "NftCancelOffer": Call(answer=actions.cancel, needs="act", result_first=True),
        "NftCancelAuction": Call(answer=actions.cancel_auction, needs="act"),
    }


def _public_calls(reads: Reads) -> dict[str, Call]:
    return {
        "NftOffers": Call(answer=reads.offers, result_first=True),
        "NftAuctions": Call(answer=reads.auctions),
        "NftQuotes": Call(answer=reads.quotes),
        "Nft": Call(answer=reads.nft),
        "NftBlockchains": Call(answer=reads.blockchains),
        "Time": Call(answer=reads.time),
    }
