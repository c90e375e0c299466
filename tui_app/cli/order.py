"""What is to be done to which offers, and under which conditions, as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tui_app.cli.typed import read_amount
from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.offer import Offer, OfferKey
from tui_app.domain.terms import read_terms
from tui_app.domain.verdicts import Action

WITH_LIMIT: Final = frozenset({Action.ACCEPT, Action.COUNTER, Action.PLACE})
"""Actions that --yes does only up to an amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The terms of a counter-offer as they were typed; `ends` is empty or a time such as 2h."""

    price: str
    code: str
    ends: str = ""

    def terms(self, offer: Offer, codes: tuple[str, ...], now: datetime) -> Terms:
        """The terms. Raises UsageError."""
        read_amount(self.price)
        known = tuple(dict.fromkeys((offer.price.currency.code, *codes)))
        if self.code not in known:
            raise UsageError(
                f"“{self.code}” is no currency there; it is one of {', '.join(known)}.",
                f"For example: --price {self.price} --currency {known[0]}",
            )
        try:
            return read_terms(self.price, self.code, self.ends, issuer=offer.marketplace, now=now)
        except ValueError as wrong:
            sentence = str(wrong)
            raise UsageError(
                f"{sentence[:1].upper()}{sentence[1:]}".rstrip(".") + ".",
                "For example: --price 0.5 --currency ETH --expires 2h",
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One action on one or several offers.

    `limits` are the most that one offer may be, by currency code; with them no other currency is meant.
    With `yes` nobody is asked, and with `dry_run` nothing is sent. `wait` is in seconds.
    """

    action: Action
    keys: tuple[OfferKey, ...]
    asking: Asking | None = None
    yes: bool = False
    dry_run: bool = False
    limits: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    wait: int = 45

    def check(self, *, somebody_there: bool, amount_of: Callable[[OfferKey], str]) -> None:
        """Raises UsageError where the order does not say enough; `amount_of` gives a limit that would do."""
        if self.yes and not self.limits and self.action in WITH_LIMIT:
            raise UsageError(
                "--yes asks nobody, so it needs --max-amount, the most that one offer may be.",
                self._example(amount_of),
            )
        if not (self.yes or self.dry_run or somebody_there):
            raise UsageError(
                "There is no terminal to ask on: run it in one, or say yes beforehand.",
                self._example(amount_of),
            )

    def _example(self, amount_of: Callable[[OfferKey], str]) -> str:
        """The first of what was asked for, said beforehand."""
        first, asking = self.keys[0], self.asking
        words = ["offerdesk", self.action.value, str(first)]
        if asking is not None:
            words += ["--price", asking.price, "--currency", asking.code]
        words.append("--yes")
        if self.action in WITH_LIMIT:
            limit = f"{asking.price} {asking.code}" if asking is not None else amount_of(first)
            words.append(f'--max-amount "{limit}"')
        return f"For example: {' '.join(words)}"

    def over_limit(self, draft: Instruction) -> str:
        """Why the limits forbid an instruction, as a sentence; empty if they do not."""
        amount = draft.amount
        if not self.limits or amount is None or self.action not in WITH_LIMIT:
            return ""
        code = amount.currency.code
        if code not in self.limits:
            known = ", ".join(f"{limit:f} {name}" for name, limit in self.limits.items())
            return f"{amount.plain} {code} is in another currency than --max-amount allows: {known}."
        limit = self.limits[code]
        return "" if amount.amount <= limit else f"{amount.plain} {code} is more than {limit:f} {code}."
