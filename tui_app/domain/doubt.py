"""When an amount looks like a mistake, so that it has to be typed before it is meant."""

from __future__ import annotations

from collections.abc import Sequence

from tui_app.domain.money import Money
from tui_app.domain.verdicts import Action

_TAKING = frozenset({Action.ACCEPT, Action.COUNTER})


def doubt_about(action: Action, amount: Money, others: Sequence[Money], floors: Sequence[Money] = ()) -> str:
    """A sentence on what is odd about an amount, or nothing: half or twice is taken for a slip.

    `others` are other offers for the same NFT that stand: of each currency the best. `floors` are
    what the person themselves would not go below for it. Amounts are only ever compared within
    one currency.
    """
    if action not in _TAKING and action is not Action.PLACE:
        return ""
    if action in _TAKING and (floor := _highest(floors, amount)) and amount.amount < floor.amount:
        return f"This is less than your own floor of {floor.plain} {floor.currency.code}."
    best = _highest(others, amount)
    if best is None:
        return _unlike_the_others(amount, others)
    if action in _TAKING and (amount + amount).amount < best.amount:
        return f"This is less than half of {best.plain} {best.currency.code}, which stands for this NFT."
    if action is Action.PLACE and amount.amount > (best + best).amount:
        return (
            f"This is more than twice {best.plain} {best.currency.code}, the best that stands for this NFT."
        )
    return ""


def _highest(several: Sequence[Money], amount: Money) -> Money | None:
    same = [money for money in several if money.currency == amount.currency]
    return max(same, key=lambda money: money.amount, default=None)


def _unlike_the_others(amount: Money, others: Sequence[Money]) -> str:
    units = ", ".join(dict.fromkeys(other.currency.code for other in others))
    return f"Other offers for this NFT are in {units}, not in {amount.currency.code}." if units else ""
