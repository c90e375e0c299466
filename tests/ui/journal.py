"""A journal that was written before the program starts: actions in every state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.desk.wallet_market import PROOFS, a_hand_off
from tests.new_ledger import put_new_ledger
from tests.offers import an_instruction
from tests.ui.rows import coin
from tui_app.domain.hand_off import HandOff
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.store import Ledger
from tui_app.settings import temporary_places
from tui_app.wiring import LEDGER_FILE

PATHS: Final[dict[ActionState, tuple[ActionState, ...]]] = {
    ActionState.PLANNED: (),
    ActionState.CHECKED: (ActionState.CHECKED,),
    ActionState.AWAITING_WALLET: (ActionState.CHECKED, ActionState.AWAITING_WALLET),
    ActionState.CONFIRMATION_PENDING: (
        *(ActionState.CHECKED, ActionState.AWAITING_WALLET, ActionState.CONFIRMATION_PENDING),
    ),
    ActionState.CONFIRMING: (
        *(ActionState.CHECKED, ActionState.AWAITING_WALLET, ActionState.CONFIRMATION_PENDING),
        ActionState.CONFIRMING,
    ),
    ActionState.SENDING: (ActionState.CHECKED, ActionState.SENDING),
    ActionState.UNKNOWN: (ActionState.CHECKED, ActionState.SENDING, ActionState.UNKNOWN),
    ActionState.NEEDS_PERSON: (
        *(ActionState.CHECKED, ActionState.SENDING, ActionState.UNKNOWN, ActionState.NEEDS_PERSON),
    ),
    ActionState.DONE: (ActionState.CHECKED, ActionState.SENDING, ActionState.DONE),
    ActionState.REFUSED: (ActionState.CHECKED, ActionState.SENDING, ActionState.REFUSED),
    ActionState.NOT_DONE: (ActionState.CHECKED, ActionState.NOT_DONE),
}
"""The steps behind the first that lead to each state."""

BODY: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class Diary:
    """Writes actions of the account "kraken", one after the other."""

    def __init__(self, ledger: Ledger) -> None:
        self._now = datetime.now(UTC)
        self.journal = Journal(ledger, lambda: self._now)

    def write(
        self,
        state: ActionState = ActionState.DONE,
        *,
        words: str = "",
        made: str | None = None,
        ago: timedelta = timedelta(),
        action: Action = Action.ACCEPT,
        hand_off: HandOff = a_hand_off(),  # noqa: B008 - frozen
        **offer: Any,
    ) -> str:
        """Take an action to a state, where `words` are said; its id. `offer` as `an_offer` takes it.

        What gets as far as a wallet is given `hand_off`, what gets further a proof of its form.
        """
        self._now = datetime.now(UTC) - ago
        chosen = {"account": "kraken", "currency": coin("USDC"), **offer}
        action_id = self.journal.plan(an_instruction(action, **chosen))
        for step in PATHS[state]:
            last = step is state
            self.journal.advance(
                action_id,
                step,
                words=words if last else "",
                made=made if last else None,
                body_sha256=BODY if step is ActionState.SENDING else None,
                hand_off=hand_off if step is ActionState.AWAITING_WALLET else None,
                proof=PROOFS[hand_off.answer] if step is ActionState.CONFIRMATION_PENDING else None,
            )
        return action_id


@contextmanager
def diary(folder: Path) -> Iterator[Diary]:
    """The journal of the profile in this folder, open for writing."""
    places = temporary_places(folder)
    places.create()
    ledger = Ledger(put_new_ledger(places.data / LEDGER_FILE))
    try:
        yield Diary(ledger)
    finally:
        ledger.close()
