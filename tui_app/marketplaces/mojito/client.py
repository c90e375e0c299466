"""A signed-in connection to Mojito: what the desk holds, made of the reads, the writes and the tracing."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime

from tui_app.domain.errors import UsageError
from tui_app.domain.hand_off import HandOff, checked_proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.base_url import place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Finding, LostRequest, OfferPage, OfferQuery, Receipt, Seal, SignIn
from tui_app.gateway.graphql_answers import unsure
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.calls import Calls
from tui_app.marketplaces.mojito.outcome import Tracer
from tui_app.marketplaces.mojito.prepared import hand_off_of, made_by
from tui_app.marketplaces.mojito.reader import MojitoReader
from tui_app.marketplaces.mojito.steps import Request, answer_for, confirmation, direct, preparation
from tui_app.marketplaces.mojito.values import SOURCE


class MojitoConnection:
    """One account at one Mojito-compatible server."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._account = calls.account
        self._reader = MojitoReader(calls)
        self._tracer = Tracer(self._reader, calls.account)

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Pages to the end, each offer once. Raises OfferdeskError."""
        return self._reader.pages(query)

    async def reread(self, offer: Offer) -> Offer:
        """The same offer as it is now. Raises OfferGone, or another OfferdeskError."""
        return await self._reader.reread(offer)

    @property
    def ends(self) -> datetime | None:
        """When the token ends, as it says itself."""
        return self._calls.token.ends

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._calls.budget

    async def server_time(self) -> datetime:
        """Mojito's clock, aware UTC. Raises OfferdeskError."""
        return await self._calls.time()

    def preview(self, instruction: Instruction) -> str:
        """The first request that would be sent, with the token masked. Raises UsageError."""
        asked = direct(instruction) or preparation(instruction, self._account)
        return self._calls.shown(*asked)

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Send once what one call does. Raises OutcomeUnknown when it may have been done; else it was not."""
        if (request := direct(instruction)) is None:
            raise UsageError(f"To {instruction.action} this, your own wallet has to sign first.")
        return await self._write(instruction, request, seal)

    async def prepare(self, instruction: Instruction) -> HandOff:
        """Ask what the wallet has to do. Raises OfferdeskError; nothing that binds was sent then."""
        asked = preparation(instruction, self._account)
        return hand_off_of(instruction, self._account, await self._calls.ask_once(*asked))

    async def confirm(self, instruction: Instruction, hand_off: HandOff, proof: str, seal: Seal) -> Receipt:
        """Tell Mojito, once, what the wallet did. Raises as `send`, and UsageError for what is no proof.

        Without a proof of the right form nothing leaves.
        """
        form = answer_for(instruction, self._account)
        if hand_off.answer is not form:
            raise UsageError("What the wallet was asked for is not what this needs.", "Begin it anew.")
        made = made_by(instruction, hand_off)
        request = confirmation(instruction, self._account, made, checked_proof(form, proof))
        receipt = await self._write(instruction, request, seal)
        return Receipt(made=made, words=receipt.words) if instruction.action is Action.PLACE else receipt

    async def trace(self, lost: LostRequest) -> Finding:
        """Find out by reading what became of a request. Raises OfferdeskError."""
        return await self._tracer.trace(lost)

    async def probe(self) -> str:
        """Read how much happened to this account; a sentence on what that showed. Raises OfferdeskError."""
        count = await self._reader.activity()
        entries = "its activity" if count is None else "1 activity" if count == 1 else f"{count:,} activities"
        where = f"{place_of(self._account.url)} for the organization {self._account.org_id}"
        return f"Signed in at {where}: the token holds {self._calls.token.until} and may read {entries}."

    async def close(self) -> None:
        """Nothing of its own to give up: the lines belong to the program."""

    async def _write(self, instruction: Instruction, request: Request, seal: Seal) -> Receipt:
        result = await self._calls.write(*request, seal)
        if instruction.action is Action.ACCEPT:
            return _accepted(result)
        if not isinstance(result, str):
            raise unsure(SOURCE, "It is not the sentence that Mojito says then.")
        return Receipt(words=UntrustedText(result))


def _accepted(result: object) -> Receipt:
    if not isinstance(result, dict) or result.get("success") is not True:
        raise unsure(SOURCE, "It does not say that the acceptance succeeded.")
    return Receipt()


def connect(sign_in: SignIn) -> MojitoConnection:
    """A connection for an account. Raises UsageError for its fields, CredentialsError for its token."""
    return MojitoConnection(Calls(Account.of(sign_in), sign_in))
