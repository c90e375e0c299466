"""A signed-in connection to Dew: orders, offers by contract, and cancelling with a wallet's signature."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Final

from tui_app.domain.errors import ActionRefused, UsageError
from tui_app.domain.hand_off import HandOff, checked_proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus
from tui_app.domain.order import Order, OrderEvent
from tui_app.domain.verdicts import Action
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
from tui_app.gateway.orders import OrdersFound
from tui_app.gateway.rest import HeaderAuth, Rest, secret_in
from tui_app.gateway.retries import PRESSING
from tui_app.marketplaces.dew import calls
from tui_app.marketplaces.dew.answers import data_in, explain
from tui_app.marketplaces.dew.cancelling import ANSWER, check_given, hand_off_of, receipt_of, request_of
from tui_app.marketplaces.dew.fields import OFFICIAL, TITLE, Account, checked_server
from tui_app.marketplaces.dew.offers import offer_of
from tui_app.marketplaces.dew.reader import DewReader

_SIGNATURE_TO_COME: Final = "(the signature of your wallet)"


class DewConnection:
    """One account at one Dew-compatible server."""

    def __init__(self, rest: Rest, account: Account) -> None:
        self._rest = rest
        self._account = account
        self._reader = DewReader(rest, account)

    async def orders(self, refs: Sequence[str]) -> OrdersFound:
        """These orders as they are now; one that cannot be had costs no other. Raises OfferdeskError."""
        return await self._reader.orders(refs)

    async def order_events(self, order: Order) -> tuple[OrderEvent, ...]:
        """What happened to an order, the oldest first. Raises OfferdeskError."""
        return await self._reader.events(order)

    def as_offer(self, order: Order) -> Offer | None:
        """An order of the account's own as an offer that can be cancelled; None for any other."""
        try:
            offer = offer_of(order, self._account)
        except ValueError:
            return None
        told = not any("offer or a listing" in note for note in order.notes)
        return offer if told and self._account.is_mine(offer.maker.raw) else None

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """The offers on what is watched, each once. Raises OfferdeskError."""
        return self._reader.pages(query)

    async def reread(self, offer: Offer) -> Offer:
        """The same offer as it is now. Raises OfferdeskError."""
        return await self._reader.reread(offer)

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._rest.budget

    async def server_time(self) -> datetime:
        """Dew's clock, from the Date of an answer. Raises OfferdeskError."""
        return await self._rest.time(calls.anything(self._account))

    def preview(self, instruction: Instruction) -> str:
        """The confirming request, with the key masked and the signature still to come. Raises UsageError."""
        return self._rest.shown(request_of(instruction, self._account, _SIGNATURE_TO_COME))

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Raises UsageError: everything that can be done needs a signature first."""
        raise UsageError(f"To {instruction.action} this, your own wallet has to sign first.")

    async def prepare(self, instruction: Instruction) -> HandOff:
        """What the wallet has to sign; Dew is not asked for it. Raises UsageError."""
        return hand_off_of(instruction, self._account)

    async def confirm(self, instruction: Instruction, hand_off: HandOff, proof: str, seal: Seal) -> Receipt:
        """Tell Dew, once, what the wallet signed. Raises OutcomeUnknown when it may have been done."""
        check_given(instruction, hand_off)
        request = request_of(instruction, self._account, checked_proof(ANSWER, proof))
        return receipt_of(instruction, (await self._rest.write(request, seal)).value)

    async def trace(self, lost: LostRequest) -> Finding:
        """Find out by reading the order what became of a request. Raises OfferdeskError."""
        told = lost.instruction
        if told.action is not Action.CANCEL or told.offer is None:
            return Finding(outcome=Outcome.DID_NOT_HAPPEN, because=f"{TITLE} cannot do this.")
        try:
            current = await self._reader.reread(told.offer)
        except ActionRefused as refused:
            because = f"{TITLE} does not give the order. {refused.detail}".strip()
            return Finding(outcome=Outcome.CANNOT_TELL, because=because)
        return Finding(outcome=_outcome(current.status), because=f"The order shows as {current.status_said}.")

    async def probe(self) -> str:
        """Read the offers on nothing; one sentence on what that showed. Raises OfferdeskError."""
        data_in((await self._rest.read(calls.anything(self._account), patience=PRESSING)).value)
        wallets = len(self._account.wallets)
        own = (
            "no wallet is set, so no offer is yours" if not wallets else f"wallets that are yours: {wallets}"
        )
        return f"Signed in at {place_of(self._rest.base_url)}: the key may read offers; {own}."

    async def close(self) -> None:
        """Nothing of its own to give up: the lines belong to the program."""


def _outcome(status: OfferStatus) -> Outcome:
    if status is OfferStatus.CANCELLED:
        return Outcome.HAPPENED
    return Outcome.CANNOT_TELL if status is OfferStatus.UNKNOWN else Outcome.DID_NOT_HAPPEN


def connect(sign_in: SignIn) -> DewConnection:
    """A connection for an account. Raises UsageError for its fields, CredentialsError for its key."""
    account = Account.of(sign_in)
    rest = Rest(
        checked_server(sign_in.fields.get("base_url") or OFFICIAL),
        HeaderAuth("X-API-Key", secret_in(sign_in.credentials, "api_key", "API key")),
        explain=explain,
        source=TITLE,
        sign_in=sign_in,
    )
    return DewConnection(rest, account)
