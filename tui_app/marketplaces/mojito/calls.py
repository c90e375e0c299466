"""Calls to one Mojito endpoint for one account: with its token as long as that holds, paced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from tui_app.domain.errors import (
    AT_ACCOUNTS,
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    UnreadableReply,
)
from tui_app.gateway.base_url import place_of
from tui_app.gateway.budget import Budget
from tui_app.gateway.contract import Clock, Seal, SignIn
from tui_app.gateway.graphql import GraphQL, Variables
from tui_app.gateway.graphql_answers import Answer, Operation
from tui_app.gateway.pace import Allowance, Pace
from tui_app.gateway.retries import PATIENT, PRESSING
from tui_app.marketplaces.mojito.account import Account
from tui_app.marketplaces.mojito.queries import CLOCK
from tui_app.marketplaces.mojito.token import Token
from tui_app.marketplaces.mojito.values import SOURCE

_PACE: Final = Allowance(calls=20, seconds=1)  # Mojito names no limit


class Calls:
    """What every call of one account goes through. Learns, from each answer, what their clock says."""

    def __init__(self, account: Account, sign_in: SignIn) -> None:
        self.account = account
        self.token = Token.of(sign_in.credentials)
        self._clock: Clock = sign_in.clock
        self._ahead: timedelta | None = None
        self._graphql = GraphQL(
            account.url,
            self.token.secret,
            source=SOURCE,
            http=sign_in.http,
            pace=Pace(_PACE, place=place_of(account.url), clock=sign_in.clock),
            clock=sign_in.clock,
        )

    @property
    def budget(self) -> Budget:
        """How many calls may leave now."""
        return self._graphql.budget

    async def read(
        self, operation: Operation, variables: Variables, *, patience: timedelta = PATIENT
    ) -> Answer:
        """The answer to a read for this organization. Raises OfferdeskError."""
        self._check_token()
        asked = self._for_us(operation, variables)
        with self._explained():
            answer = await self._graphql.read(operation, asked, patience=patience)
        if answer.date is not None:
            self._ahead = answer.date - self._clock()
        return answer

    async def ask_once(self, operation: Operation, variables: Variables) -> object:
        """The result of an operation that prepares something. Raises OfferdeskError."""
        self._check_token()
        with self._explained():
            return await self._graphql.ask_once(operation, self._for_us(operation, variables))

    async def write(self, operation: Operation, variables: Variables, seal: Seal) -> object:
        """Send a write once. Raises OutcomeUnknown when it may have been done; else it was not."""
        self._check_token()
        with self._explained():
            return await self._graphql.write(operation, self._for_us(operation, variables), seal)

    def shown(self, operation: Operation, variables: Variables) -> str:
        """The request as text, with the token masked."""
        return self._graphql.shown(operation, self._for_us(operation, variables))

    async def time(self) -> datetime:
        """Their clock, from the Date of an answer. Raises OfferdeskError."""
        answer = await self.read(CLOCK, {}, patience=PRESSING)
        if answer.date is None:
            raise UnreadableReply(f"{SOURCE} does not say what time it is there, so nothing is sent to it.")
        return answer.date

    def _for_us(self, operation: Operation, variables: Variables) -> Variables:
        return variables if operation is CLOCK else {**variables, "orgId": self.account.org_id}

    def _check_token(self) -> None:
        self.token.check(self._now(), theirs=self._ahead is not None)

    def _now(self) -> datetime:
        return self._clock() + (self._ahead or timedelta())

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (CredentialsRejected, ActionRefused) as error:
            told = self._told(error)
        else:
            return
        raise told

    def _told(self, error: CredentialsRejected | ActionRefused) -> OfferdeskError:
        """The same error, with the remedy where the words of it, or the token, show one."""
        if isinstance(error, CredentialsRejected):
            over = self.token.ends is not None and self.token.ends <= self._now()
            return self.token.ended() if over else error
        said = error.words.folded if error.words else ""
        if "organi" in said and ("not found" in said or "invalid" in said):
            title = f"Mojito does not know this organization for you. Check its id {AT_ACCOUNTS}."
            return ActionRefused(title, error.detail, words=error.words)
        if "not found" in said and ("order" in said or "offer" in said):
            return OfferGone(f"{SOURCE} no longer lists this offer. Refresh to see what became of it.")
        return error
