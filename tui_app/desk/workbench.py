"""What every verb of the desk works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tui_app.desk.accounts import Accounts
from tui_app.desk.news import Notices
from tui_app.desk.sources import Sources
from tui_app.ledger.claims import Claims
from tui_app.ledger.journal import Journal
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.orders import OrderShelf
from tui_app.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """The accounts, the parts of the ledger, what is known of the sources, and the time."""

    accounts: Accounts
    journal: Journal
    claims: Claims
    shelf: OfferShelf
    order_shelf: OrderShelf
    sources: Sources
    notices: Notices
    clock: Callable[[], datetime]

    @classmethod
    def over(
        cls, ledger: Ledger, accounts: Accounts, journal: Journal, clock: Callable[[], datetime]
    ) -> Workbench:
        """All of it, on this ledger; nothing is known of any source yet."""
        notices = Notices()
        return cls(
            accounts=accounts,
            journal=journal,
            claims=Claims(ledger),
            shelf=OfferShelf(ledger),
            order_shelf=OrderShelf(ledger),
            sources=Sources(notices),
            notices=notices,
            clock=clock,
        )

    def their_time(self, account: str) -> datetime:
        """The marketplace's clock, as well as it is known."""
        return self.clock() + self.sources.of(account).skew
