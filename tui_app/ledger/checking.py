"""Looking the whole ledger over, behind the first paint."""

from __future__ import annotations

from tui_app.domain.errors import LedgerCorrupt, LedgerError, LedgerFull
from tui_app.ledger.damage import mark
from tui_app.ledger.instants import to_micros, utc_now
from tui_app.ledger.store import Ledger


def check(ledger: Ledger) -> str:
    """What a person must know of the file, as one sentence with the remedy, or nothing.

    It takes time by the size of the file, runs in any thread, and is cut short where the ledger is
    closed meanwhile. A damaged file is marked, and the next start sets it aside.
    """
    return _damage(ledger) or _lack_of_room(ledger)


def _damage(ledger: Ledger) -> str:
    try:
        with ledger.surveying() as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except LedgerCorrupt:
        found = "damaged"
    except LedgerError:
        return ""  # it is closed, or its disk has failed; whoever reads next is told
    if found == "ok":
        return ""
    mark(ledger.path, ledger.file)
    return (
        f"The ledger at {ledger.path} is damaged: end offerdesk and start it again, "
        "which sets the file aside and begins a new one."
    )


def _lack_of_room(ledger: Ledger) -> str:
    try:
        with ledger.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO about VALUES ('checked_at', ?)", (str(to_micros(utc_now())),)
            )
    except LedgerFull:
        return (
            f"The disk that holds {ledger.path} is full: what is read now is not kept, "
            "and nothing can be sent; free some space."
        )
    except LedgerError:
        return ""
    return ""
