"""What is said of an action that goes through a wallet, in the dialog about it and in its details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual.content import Content

from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.text import clean
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry
from tui_app.ui.action_verbs import NAMES
from tui_app.ui.amounts import money_in_full
from tui_app.ui.json_lines import laid_out
from tui_app.ui.widgets.fact_sheet import Fact

ANSWERS: Final[Mapping[Proof, str]] = {
    Proof.EVM_HASH: "a transaction hash",
    Proof.EVM_SIGNATURE: "a message signature",
    Proof.SOLANA_SIGNATURE: "a Solana transaction signature",
}
"""What a wallet gives back, as a sentence part."""

_TODO_LIMIT = 600
_PROOF_LIMIT = 200
_LONGEST, _MOST_LINES = 50_000, 2_000
_DONE, _NOW, _LATER = "✓", "▸", "·"


def title_of(entry: Entry) -> Content:
    """What goes through the wallet."""
    return Content.styled(f"{NAMES[entry.instruction.action].capitalize()} through your wallet", "bold")


def amount_of(entry: Entry) -> Content:
    """The exact money at stake, and its unit."""
    amount = entry.instruction.amount
    return Content.styled(money_in_full(amount) if amount else "no amount", "bold $accent")


def progress(state: ActionState, *, filled_in: bool) -> Content:
    """The three steps in a line: what is over, what is to be done now, what comes after.

    `filled_in` says that something of the right form stands there to be confirmed.
    """
    signed = state is not ActionState.AWAITING_WALLET
    now = 2 if signed or filled_in else 1
    return Content("   ").join(
        _step(word, place, now)
        for place, word in enumerate(("prepared", "signed" if signed else "sign", "confirm"))
    )


def todo(hand_off: HandOff) -> str:
    """What the wallet has to do, in a sentence."""
    return clean(hand_off.todo, limit=_TODO_LIMIT)


def parameters(hand_off: HandOff) -> Content:
    """The marketplace's own parameters, laid out for reading."""
    return Content(clean(laid_out(hand_off.parameters[:_LONGEST]), limit=_LONGEST, lines=_MOST_LINES))


def hand_off_facts(entry: Entry) -> Iterator[Fact]:
    """What the wallet has to do and what it gave back; nothing where no wallet has a part."""
    if entry.hand_off is None:
        return
    yield Fact(Content(todo(entry.hand_off)), "your wallet")
    yield Fact(Content(ANSWERS[entry.hand_off.answer]), "it gives")
    yield Fact(Content(clean(entry.proof, limit=_PROOF_LIMIT) or "nothing yet"), "it gave")


def _step(word: str, place: int, now: int) -> Content:
    if place < now:
        return Content.styled(f"{_DONE} {word}", "$ink-dim")
    if place == now:
        return Content.styled(f"{_NOW} {word}", "bold $accent")
    return Content.styled(f"{_LATER} {word}", "$ink-dim")
