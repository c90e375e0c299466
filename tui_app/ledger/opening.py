"""Opening the ledger so that the program starts, whatever state the file is in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from tui_app.domain.errors import LedgerBusy, LedgerError, LedgerTooNew
from tui_app.ledger.store import Ledger


# The first paint waits for this class, and a dataclass takes seven times as long to make.
class OpenedLedger(NamedTuple):
    """A ledger, and what a person must know of it.

    `trouble` is a sentence with the remedy, or empty. Where it does not `keep`, it is a copy in a `folder` of
    its own, which goes away at the end: what is read is shown and then lost, and nothing may be sent.
    `began_anew` says that a damaged file was set aside, and the journal with it.
    """

    ledger: Ledger
    trouble: str = ""
    keeps: bool = True
    began_anew: bool = False
    folder: Path | None = None

    @property
    def closed_to_acting(self) -> str:
        """Why nothing may be sent through any account, as part of a sentence, or empty."""
        return "" if self.keeps else "it could not be noted in the ledger"

    def close(self) -> None:
        """Close the ledger, and remove what was only for this start."""
        self.ledger.close()
        if self.folder is not None:
            from tui_app.ledger.reading_copy import remove

            remove(self.folder)


def open_ledger(path: Path) -> OpenedLedger:
    """Open or create the file; where it is damaged or cannot be written, what takes its place.

    Raises LedgerTooNew, LedgerBusy, or another LedgerError where there is no room for anything.
    """
    try:
        ledger = Ledger(path)
    except (LedgerBusy, LedgerTooNew):
        raise
    except LedgerError:
        pass
    else:
        if not os.path.lexists(f"{path}.damaged"):
            return OpenedLedger(ledger=ledger)
        ledger.close()
    # Imported for the few starts that need it; the first paint waits for this module.
    from tui_app.ledger.opening_in_trouble import open_in_trouble

    return open_in_trouble(path)
