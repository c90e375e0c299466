"""A signed-in connection to Kraken: what the desk holds, made of the reads, the one write and the tracing."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from urllib.parse import urlsplit

from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, Side
from tui_app.gateway.base_url import checked_base_url, place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Finding, LostRequest, OfferPage, OfferQuery, Receipt, Seal, SignIn
from tui_app.gateway.pace import Allowance, Pace
from tui_app.marketplaces.kraken import OFFICIAL
from tui_app.marketplaces.kraken.calls import Calls
from tui_app.marketplaces.kraken.companions import Companions
from tui_app.marketplaces.kraken.outcome import Tracer
from tui_app.marketplaces.kraken.reader import KrakenReader
from tui_app.marketplaces.kraken.requests import receipt_of, request_of
from tui_app.marketplaces.kraken.signing import KeyPair

# Kraken's rate limit guide: a counter of 15 that falls by one in three seconds, for the smallest account.
_OFFICIAL_PACE = Allowance(calls=15, seconds=45, documented=True)
_OTHER_PACE = Allowance(calls=20, seconds=1)


class KrakenConnection:
    """One account at one Kraken-compatible server."""

    def __init__(self, calls: Calls, *, account: str) -> None:
        self._calls = calls
        self._reader = KrakenReader(calls, account=account)
        self._companions = Companions(calls=calls)
        self._tracer = Tracer(reader=self._reader, companions=self._companions)

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Pages to the end, each offer once. Raises OfferdeskError."""
        return self._reader.pages(query)

    async def reread(self, offer: Offer) -> Offer:
        """The same offer as it is now. Raises OfferGone, or another OfferdeskError."""
        return await self._reader.reread(offer)

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._calls.pace.budget

    async def server_time(self) -> datetime:
        """Kraken's clock, aware UTC. Raises OfferdeskError."""
        return await self._companions.time()

    def preview(self, instruction: Instruction) -> str:
        """The request that would be sent, with credentials masked and a nonce still to come."""
        endpoint, fields = request_of(instruction)
        return self._calls.shown(endpoint, fields, "next")

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Send once. Raises OutcomeUnknown when it may have been done; any other error: it was not."""
        endpoint, fields = request_of(instruction)
        return receipt_of(instruction, await self._calls.write(endpoint, fields, seal))

    async def trace(self, lost: LostRequest) -> Finding:
        """Find out by reading what became of a request. Raises OfferdeskError."""
        return await self._tracer.trace(lost)

    async def probe(self) -> str:
        """Read one received offer, signed; what that showed. Raises OfferdeskError."""
        query = OfferQuery(side=Side.RECEIVED, page_size=1, limit=1)
        total: int | None = None
        async for page in self._reader.pages(query):
            total = page.total
        count = "offers" if total is None else "1 offer" if total == 1 else f"{total:,} offers"
        return f"Signed in at {place_of(self._calls.base_url)}: the key may read {count} received."

    async def close(self) -> None:
        """Nothing of its own to give up: the lines belong to the program."""


def connect(sign_in: SignIn) -> KrakenConnection:
    """A connection for an account. Raises UsageError for its address, CredentialsError for its keys."""
    base_url = checked_base_url(sign_in.fields.get("base_url") or OFFICIAL, example=OFFICIAL)
    official = urlsplit(base_url).hostname == urlsplit(OFFICIAL).hostname
    allowance = _OFFICIAL_PACE if official else _OTHER_PACE
    calls = Calls(
        base_url=base_url,
        keys=KeyPair.of(sign_in.credentials),
        nonces=sign_in.nonces,
        http=sign_in.http,
        pace=Pace(allowance, place=place_of(base_url), clock=sign_in.clock),
        clock=sign_in.clock,
    )
    return KrakenConnection(calls, account=sign_in.account)
