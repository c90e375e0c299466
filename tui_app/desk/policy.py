"""What the person set down for a desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from tui_app.desk.noticing import HOUR
from tui_app.desk.safeguards import NO_FLOORS, Floors
from tui_app.desk.signing import NO_SIGNERS, Signers
from tui_app.desk.watching import NOTHING_WATCHED
from tui_app.ledger.minimums import Minimum


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be done here, and how lists are read.

    `closed_to_acting` says why no money action is possible, whatever an interface asks for, or is empty;
    through `read_only_accounts` none is possible either. `floors` are the person's own, `signers` the
    programs that sign for them. `watched` adds to what accounts watch. A refresh asks for `page_size` offers
    at once and reads at most `refresh_limit` of an account; by itself one begins `refresh_every` so long, or
    never where that is nothing. Bids below `minimums` are muted, and offers that are `ending_within` so long
    are news.
    """

    closed_to_acting: str = ""
    read_only_accounts: Iterable[str] = ()
    floors: Floors = field(default_factory=lambda: NO_FLOORS)
    signers: Signers = NO_SIGNERS
    watched: Mapping[str, Sequence[str]] = field(default_factory=lambda: NOTHING_WATCHED)
    page_size: int = 50
    refresh_limit: int = 20_000
    refresh_every: timedelta = timedelta()
    minimums: Sequence[Minimum] = ()
    ending_within: timedelta = HOUR


NO_POLICY: Final = Policy()
"""What holds where the person set nothing down."""
