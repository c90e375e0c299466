"""What was ever done here, and what a person may add to it."""

from __future__ import annotations

from tui_app.desk.news import ActionChanged, OffersChanged
from tui_app.desk.reconcile import Reconciler
from tui_app.desk.tasks import in_thread
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import OfferKey
from tui_app.domain.text import clean
from tui_app.ledger.action_states import TO_FIND_OUT, WITH_PERSON, ActionState
from tui_app.ledger.entries import Entry, Event
from tui_app.ledger.history import Happening, History
from tui_app.ledger.journal import PERSON, WrongStep

_WORDS_LIMIT = 500


class Activity:
    """The journal for people: read it, look again, say what reading could not find out."""

    def __init__(self, bench: Workbench, history: History, reconciler: Reconciler) -> None:
        self._bench = bench
        self._history = history
        self._reconciler = reconciler

    @property
    def attention(self) -> int:
        """How many actions a person should look at."""
        return self._bench.journal.attention()

    def latest(self, limit: int = 500) -> list[Entry]:
        """The newest actions first."""
        return self._bench.journal.latest(limit)

    def entry(self, action_id: str) -> Entry:
        """One action. Raises KeyError for an id that is not there."""
        return self._bench.journal.entry(action_id)

    def waiting_for_wallet(self) -> list[Entry]:
        """Actions that a wallet has the next step of, or whose confirmation is pending, oldest first."""
        return [entry for entry in self._bench.journal.unsettled() if entry.state in WITH_PERSON]

    def events(self, action_id: str) -> list[Event]:
        """The steps of one action, oldest first."""
        return self._bench.journal.events(action_id)

    def timeline(self, key: OfferKey) -> list[Happening]:
        """What is known to have happened to an offer, oldest first."""
        return self._history.of(key)

    def mark_seen(self, action_id: str) -> None:
        """Note that a person took note of how an action ended. Raises LedgerError."""
        self._bench.journal.mark_seen(action_id)
        self._announce(self.entry(action_id))

    async def look_again(self, action_id: str) -> None:
        """Find out now what became of an undecided action.

        Raises UsageError where that is known already, or what reading raises.
        """
        await self._reconciler.look_again(self._undecided(action_id))

    async def tell(self, action_id: str, happened: bool, words: str = "") -> None:
        """Write down what a person knows of an undecided action.

        Raises UsageError where it is known already, LedgerError where it cannot be written.
        """
        entry = self._undecided(action_id)
        state = ActionState.DONE if happened else ActionState.NOT_DONE
        theirs = clean(words, limit=_WORDS_LIMIT)
        sentence = f"A person said that it was {'done' if happened else 'not done'}. {theirs}".strip()
        try:
            await in_thread(self._bench.journal.advance, action_id, state, words=sentence, said_by=PERSON)
        except WrongStep:
            raise _known_already() from None
        self._announce(entry)

    def _undecided(self, action_id: str) -> Entry:
        entry = self.entry(action_id)
        if entry.state not in TO_FIND_OUT:
            raise _known_already()
        return entry

    def _announce(self, entry: Entry) -> None:
        account = entry.instruction.account
        self._bench.notices.tell(ActionChanged(entry.action_id, account))
        self._bench.notices.tell(OffersChanged(account))


def _known_already() -> UsageError:
    return UsageError("What became of this action is known already.")
