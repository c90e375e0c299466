"""A signed-in connection to one instance of license.rocks: orders looked up, and created."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Final

from tui_app.domain.errors import OfferGone, UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.new_order import NewOrder
from tui_app.domain.offer import Offer
from tui_app.gateway.base_url import place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import (
    Finding,
    LostRequest,
    OfferPage,
    OfferQuery,
    Outcome,
    Receipt,
    Seal,
    SignIn,
)
from tui_app.gateway.orders import LostOrder, OrderReceipt, OrdersFound
from tui_app.gateway.rest import HeaderAuth, Request, Rest, secret_in
from tui_app.gateway.retries import PRESSING
from tui_app.marketplaces.license_rocks.answers import explain
from tui_app.marketplaces.license_rocks.creating import receipt_of, request_of
from tui_app.marketplaces.license_rocks.fields import TITLE, checked_instance
from tui_app.marketplaces.license_rocks.outcome import Tracer
from tui_app.marketplaces.license_rocks.reader import PATH, OrdersReader

_FIRST: Final = "1"
_NO_OFFERS: Final = f"{TITLE} has orders, and no offers."


class LicenseRocksConnection:
    """One account at one instance. It has no offers."""

    def __init__(self, rest: Rest, *, account: str) -> None:
        self._rest = rest
        self._reader = OrdersReader(rest, account=account)
        self._tracer = Tracer(self._reader)

    async def orders(self, refs: Sequence[str]) -> OrdersFound:
        """These orders as they are now; one that cannot be had costs no other. Raises OfferdeskError."""
        return await self._reader.orders(refs)

    def preview_order(self, order: NewOrder) -> str:
        """The request that would be sent, with the token and the address masked."""
        return self._rest.shown(request_of(order))

    async def create_order(self, order: NewOrder, seal: Seal) -> OrderReceipt:
        """Create one order, with one request. Raises OutcomeUnknown when it may be made; else it was not."""
        answer = await self._rest.write(request_of(order), seal)
        return receipt_of(order, answer.value)

    async def trace_order(self, lost: LostOrder) -> Finding:
        """Find out by reading what became of a new order, as far as that can be. Raises OfferdeskError."""
        return await self._tracer.trace(lost)

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._rest.budget

    async def server_time(self) -> datetime:
        """The instance's clock, from the Date of an answer. Raises OfferdeskError."""
        return await self._rest.time(Request(method="GET", path=f"{PATH}/{_FIRST}"))

    async def probe(self) -> str:
        """Look up the first order; one sentence on what that showed. Raises OfferdeskError."""
        found = await self._reader.orders([_FIRST], patience=PRESSING)
        showed = "order 1 can be read" if found.orders else found.marks[0].because
        return f"Signed in at {place_of(self._rest.base_url)}: {showed.rstrip('.')}."

    async def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Nothing: there are no offers."""
        no_pages: tuple[OfferPage, ...] = ()
        for page in no_pages:
            yield page

    async def reread(self, offer: Offer) -> Offer:
        """Raises OfferGone: there are no offers."""
        raise OfferGone(_NO_OFFERS)

    def preview(self, instruction: Instruction) -> str:
        """Raises UsageError: there are no offers."""
        raise UsageError(_NO_OFFERS)

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Raises UsageError: there are no offers."""
        raise UsageError(_NO_OFFERS)

    async def trace(self, lost: LostRequest) -> Finding:
        """Nothing was done, because nothing can be."""
        return Finding(outcome=Outcome.DID_NOT_HAPPEN, because=_NO_OFFERS)

    async def close(self) -> None:
        """Nothing of its own to give up: the lines belong to the program."""


def connect(sign_in: SignIn) -> LicenseRocksConnection:
    """A connection for an account. Raises UsageError for its address, CredentialsError for its token."""
    rest = Rest(
        checked_instance(sign_in.fields.get("base_url", "")),
        HeaderAuth("authorization", secret_in(sign_in.credentials, "token", "API token")),
        explain=explain,
        source=TITLE,
        sign_in=sign_in,
    )
    return LicenseRocksConnection(rest, account=sign_in.account)
