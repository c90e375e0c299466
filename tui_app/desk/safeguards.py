"""The price guard: an amount held against other offers for the NFT and the person's own floors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from tui_app.desk.accounts import Accounts
from tui_app.domain.doubt import doubt_about
from tui_app.domain.errors import NotPermitted
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.ledger.windows import Windows

Floors = Mapping[str, Sequence[tuple[str, str]]]
"""Amounts and currency codes by NFT id, collection id, or `*` for every other NFT."""

NO_FLOORS: Final[Floors] = MappingProxyType({})


class Safeguards:
    """Finds what is odd about an amount, whichever interface it comes from."""

    def __init__(
        self, accounts: Accounts, windows: Windows, floors: Floors, clock: Callable[[], datetime]
    ) -> None:
        """`clock` gives the marketplaces' time, aware."""
        self._clock = clock
        self._accounts = accounts
        self._windows = windows
        self._floors = floors

    def others(self, instruction: Instruction) -> list[Money]:
        """Of each currency the best other offer for the same NFT that can still be taken."""
        amount, key = instruction.amount, instruction.offer.key if instruction.offer else None
        codes = [*([amount.currency.code] if amount else []), *self._codes(instruction)]
        nft_id = instruction.subject.nft_id
        best = (
            self._windows.best_open(nft_id, _currency(instruction, code), self._clock(), other_than=key)
            for code in dict.fromkeys(codes)
        )
        return [money for money in best if money]

    def floors(self, instruction: Instruction) -> list[Money]:
        """What the person would not go below: floors of the NFT, else of its collection, else of all."""
        nft = instruction.subject
        places = (nft.nft_id, nft.collection_id, "*")
        said = next((self._floors[place] for place in places if place in self._floors), ())
        return [Money.parse(amount, _currency(instruction, code)) for amount, code in said]

    def doubt(self, instruction: Instruction) -> str:
        """A sentence on what is odd about the amount; empty if nothing is."""
        if (amount := instruction.amount) is None:
            return ""
        others = self.others(instruction)
        if instruction.offer and instruction.terms:
            others.append(instruction.offer.price)  # a price in answer is held against the price it answers
        return doubt_about(instruction.action, amount, others, self.floors(instruction))

    def hold(self, instruction: Instruction) -> None:
        """Raises NotPermitted for a doubtful amount that the person did not type."""
        amount, typed = instruction.amount, instruction.typed
        if amount is None or (doubt := self.doubt(instruction)) == "":
            return
        if typed is None or (typed.amount, typed.currency) != (amount.amount, amount.currency):
            raise NotPermitted(f"{doubt} To mean it, type the amount: {amount.canonical}.")

    def _codes(self, instruction: Instruction) -> tuple[str, ...]:
        return self._accounts.marketplace(instruction.account).currencies


def _currency(instruction: Instruction, code: str) -> Currency:
    return Currency(issuer=instruction.marketplace, code=code, symbol=UntrustedText(code))
