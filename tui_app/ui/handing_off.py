"""One action on its way through a wallet: what the dialog about it may ask of the desk, and what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from textual.content import Content

from tui_app.desk.carrying import Report
from tui_app.desk.desk import Desk
from tui_app.desk.hand_off_file import write_hand_off
from tui_app.desk.signing import hand_off_text
from tui_app.domain.errors import ActionRefused, OfferdeskError, OfferGone, StaleView, UsageError
from tui_app.domain.hand_off import HandOff, checked_proof
from tui_app.domain.text import clean
from tui_app.ledger.action_states import WITH_PERSON, ActionState
from tui_app.ui.file_words import where_it_is
from tui_app.ui.hand_off_facts import ANSWERS, todo
from tui_app.ui.widgets.fact_sheet import Fact

_WORDS_LIMIT = 600
_DO_NOT: Final = "Do not sign: what your wallet does cannot be taken back."
_NOT_BEFORE: Final = "Do not sign before r shows that the offer is still what you confirmed."
_PENDING: Final = (
    "Your wallet has signed, and the marketplace has not recorded it. "
    "Enter looks there first, and confirms again only where it is missing."
)
_GIVEN_UP: Final = "It was given up."
_ELSEWHERE: Final = "Signed, and being confirmed."


class Typed(NamedTuple):
    """What stands in the line: a proof of the right form, or what is wrong with it."""

    proof: str
    wrong: str


class HandingOff:
    """The desk as one hand-off needs it. Raises UsageError where the action does not wait for a wallet."""

    def __init__(self, desk: Desk, action_id: str, *, marketplace: str, exports: Path) -> None:
        """`marketplace` is its name for people, `exports` the folder that files go to."""
        self._desk = desk
        self._marketplace = marketplace
        self._exports = exports
        self.entry = desk.hand_offs.waiting(action_id)
        """The action as it was last read."""

    @property
    def hand_off(self) -> HandOff:
        """What was prepared. Raises UsageError where nothing was."""
        if self.entry.hand_off is None:
            raise UsageError("No wallet has a part in this action.")
        return self.entry.hand_off

    @property
    def with_person(self) -> bool:
        """Whether the next step is still the person's, as last read."""
        return self.entry.state in WITH_PERSON

    @property
    def out_of_hands(self) -> bool:
        """Whether nothing more can be done here, as last read; what is being confirmed may come back."""
        return not self.with_person and self.entry.state is not ActionState.CONFIRMING

    @property
    def unsigned(self) -> bool:
        """Whether the wallet has not done its part yet, as last read."""
        return self.entry.state is ActionState.AWAITING_WALLET

    @property
    def has_signer(self) -> bool:
        """Whether a program is named that signs."""
        return self._desk.hand_offs.has_signer(self.entry.instruction.account)

    @property
    def text(self) -> str:
        """Everything the wallet has to know, as JSON."""
        return hand_off_text(self.entry)

    def concerns(self, action_id: str) -> bool:
        """Whether this is the action."""
        return action_id == self.entry.action_id

    def read_again(self) -> None:
        """Read the action from the journal."""
        self.entry = self._desk.activity.entry(self.entry.action_id)

    def typed(self, text: str) -> Typed:
        """What a text in the line is."""
        try:
            return Typed(checked_proof(self.hand_off.answer, text), "")
        except UsageError as error:
            return Typed("", sentence_of(error))

    async def look(self) -> str:
        """Why it should not be signed now, with that advice; empty where nothing speaks against it."""
        try:
            await self._desk.hand_offs.check(self.entry.action_id)
        except OfferdeskError as error:
            return warning_of(error)
        return ""

    async def sign(self) -> Report:
        """Let the named program sign, and confirm. Raises OfferdeskError."""
        return await self._desk.hand_offs.sign(self.entry.action_id)

    async def confirm(self, proof: str) -> Report:
        """Tell the marketplace. Raises OfferdeskError."""
        return await self._desk.hand_offs.confirm(self.entry.action_id, proof)

    async def give_up(self) -> Report:
        """Let the action go. Raises OfferdeskError."""
        await self._desk.hand_offs.give_up(self.entry.action_id)
        self.read_again()
        return Report(state=self.entry.state, sentence=_GIVEN_UP, action_id=self.entry.action_id)

    async def write(self) -> str:
        """Write the JSON into a file; a sentence that names it, or what kept it from that."""
        try:
            file = await asyncio.to_thread(write_hand_off, self.entry, self._exports)
        except UsageError as error:
            return sentence_of(error)
        return f"Written into {where_it_is(file)}"

    def advice(self, text: str) -> str:
        """What to do next, with this text in the line."""
        found = self.typed(text)
        if text and not found.proof:
            return found.wrong
        if not self.unsigned:
            return _PENDING if self.with_person else _ELSEWHERE
        gives = ANSWERS[self.hand_off.answer]
        if found.proof:
            return f"This has the form of {gives}. Enter confirms."
        if self.has_signer:
            return f"s lets your program sign. Or sign in your own wallet, and paste {gives}."
        return f"Sign in your own wallet (y copies what it needs), then paste {gives}."

    def facts(self, looked: str) -> Iterator[Fact]:
        """What the wallet has to do, to what, and what looking at the offer again showed."""
        told = self.entry.instruction
        nft = told.subject
        yield Fact(Content.styled(todo(self.hand_off), "bold"))
        yield Fact(Content(""))
        yield Fact(Content(f"{told.account} on {self._marketplace}"), "account")
        yield Fact(Content(nft.name.shown or "an NFT without a name"), "NFT")
        if nft.name.hides:
            yield Fact(Content.styled("≠ contains hidden characters; exactly:", "$warning"), " ")
            yield Fact(Content(nft.name.escaped), " ")
        yield Fact(Content(clean(nft.nft_id)), "NFT id")
        if told.offer is not None:
            yield Fact(Content(f"{clean(told.offer.key.offer_id)} from {told.offer.maker.shown}"), "offer")
        if looked:
            yield Fact(Content(looked), "looked at")
        yield Fact(Content(""))
        yield Fact(Content.styled("What the marketplace gave for your wallet", "$ink-dim"))


def sentence_of(error: OfferdeskError) -> str:
    """What happened and the remedy, beginning as a sentence does."""
    words = clean(f"{error.title} {error.detail}", limit=_WORDS_LIMIT)
    return words[:1].upper() + words[1:]


def warning_of(error: OfferdeskError) -> str:
    """What kept an offer from being found as it was confirmed, and what to make of that."""
    if isinstance(error, StaleView):
        changes = clean(error.detail, limit=_WORDS_LIMIT)
        return f"The offer is no longer what you confirmed. {changes}. {_DO_NOT}"
    known = isinstance(error, ActionRefused | OfferGone)
    return f"{sentence_of(error)} {_DO_NOT if known else _NOT_BEFORE}"
