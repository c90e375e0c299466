"""A signed-in connection to tokenizationtr: deals, what is done with them, and purchases."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime

from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer
from tui_app.domain.purchase import Holding
from tui_app.gateway.base_url import place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Finding, LostRequest, OfferPage, OfferQuery, Receipt, Seal, SignIn
from tui_app.gateway.orders import PurchasePage, PurchaseQuery
from tui_app.gateway.rest import HeaderAuth, Rest, secret_in
from tui_app.gateway.retries import PRESSING
from tui_app.marketplaces.tokenizationtr import calls
from tui_app.marketplaces.tokenizationtr.acting import answer_of, request_of
from tui_app.marketplaces.tokenizationtr.answers import explain
from tui_app.marketplaces.tokenizationtr.buying import PurchasesReader
from tui_app.marketplaces.tokenizationtr.fields import TITLE, Account, checked_server
from tui_app.marketplaces.tokenizationtr.outcome import Tracer
from tui_app.marketplaces.tokenizationtr.paging import page_in
from tui_app.marketplaces.tokenizationtr.reader import DealsReader
from tui_app.marketplaces.tokenizationtr.settling import PAUSES, Settling
from tui_app.marketplaces.tokenizationtr.transactions import Transactions


class TokenizationtrConnection:
    """One user, or one admin, at one server. `pauses` are between the looks at a promised change."""

    def __init__(self, rest: Rest, account: Account, *, pauses: Sequence[float]) -> None:
        self._rest = rest
        self._account = account
        self._reader = DealsReader(rest, account)
        self._purchases = PurchasesReader(rest, account)
        transactions = Transactions(rest)
        self._settling = Settling(self._reader, transactions, pauses)
        self._tracer = Tracer(self._reader, transactions, account)

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Every list page by page, each deal once in each list. Raises OfferdeskError."""
        return self._reader.pages(query)

    async def reread(self, offer: Offer) -> Offer:
        """The deal as it is now. Raises OfferGone, or another OfferdeskError."""
        return await self._reader.reread(offer)

    def purchases(self, query: PurchaseQuery) -> AsyncGenerator[PurchasePage]:
        """Pages to the end, each purchase once, each page fetched when wanted. Raises OfferdeskError."""
        return self._purchases.purchases(query)

    async def holding(self, user_id: str, token_id: str) -> Holding:
        """How many of a token a user has. Raises OfferdeskError."""
        return await self._purchases.holding(user_id, token_id)

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._rest.budget

    async def server_time(self) -> datetime:
        """Their clock, from the Date of an answer. Raises OfferdeskError."""
        return await self._rest.time(calls.search(self._account.user_id, 1, 1))

    def preview(self, instruction: Instruction) -> str:
        """The request that would be sent, with the token masked. Raises UsageError."""
        return self._rest.shown(request_of(instruction, self._account))

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Send once, and wait a while where the change is only promised.

        Raises OutcomeUnknown when it may have been done, or will be; any other error: it was not.
        """
        if (deal := instruction.offer) is None:
            raise UsageError("This needs a deal.", "Choose one in the list first.")
        answer = await self._rest.write(request_of(instruction, self._account), seal)
        said = answer_of(instruction, answer.value)
        return said if isinstance(said, Receipt) else await self._settling.wait(deal, said)

    async def trace(self, lost: LostRequest) -> Finding:
        """Find out by reading what became of a request. Raises OfferdeskError."""
        return await self._tracer.trace(lost)

    async def probe(self) -> str:
        """Read one purchase; one sentence on what that showed. Raises OfferdeskError."""
        answer = await self._rest.read(calls.search(self._account.user_id, 1, 1), patience=PRESSING)
        page = page_in(answer.value)
        count = "its purchases" if page.total is None else f"{page.total:,} of its purchases"
        where = f"{place_of(self._rest.base_url)} for user {self._account.user_id}"
        return f"Signed in at {where}: the token may read {count}."

    async def close(self) -> None:
        """Nothing of its own to give up: the lines belong to the program."""


def connect(sign_in: SignIn, *, pauses: Sequence[float] = PAUSES) -> TokenizationtrConnection:
    """A connection for an account. Raises UsageError for its fields, CredentialsError for its token."""
    account = Account.of(sign_in)
    rest = Rest(
        checked_server(sign_in.fields.get("base_url", "")),
        HeaderAuth("Authorization", secret_in(sign_in.credentials, "token", "token"), scheme="Bearer"),
        explain=explain,
        source=TITLE,
        sign_in=sign_in,
    )
    return TokenizationtrConnection(rest, account, pauses=pauses)
