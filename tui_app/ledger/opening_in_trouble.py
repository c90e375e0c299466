"""What takes the place of a ledger that cannot be used: a new one, or a copy to read."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui_app.domain.errors import (
    LedgerBusy,
    LedgerCorrupt,
    LedgerError,
    LedgerForeign,
    LedgerFull,
    LedgerReadOnly,
    LedgerTooNew,
)
from tui_app.ledger.damage import identity, is_marked, unmark
from tui_app.ledger.opening import OpenedLedger
from tui_app.ledger.reading_copy import open_copy
from tui_app.ledger.setting_aside import InUse, set_aside
from tui_app.ledger.store import Ledger

_CONSEQUENCE: Final = "what is read now is not kept, and acting is off"
_UNTIL_READ: Final = "nothing is sent through an account before it was read again."
_LEAST_FREE_BYTES: Final = 256 * 1024
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """What is wrong with a file, and what helps; as parts of a sentence."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {_CONSEQUENCE}; {self.remedy}, then start again."


def open_in_trouble(path: Path) -> OpenedLedger:
    """Set the file aside where it is damaged, and open what can be opened.

    Raises LedgerTooNew, LedgerBusy, or LedgerError where there is no room for a copy either.
    """
    told = ""
    for _ in range(_ROUNDS):
        # Looked at before the damage, so that nobody's newer file is taken for the damaged one.
        here = identity(path)
        opened = _opened(path)
        if isinstance(opened, Ledger):
            return OpenedLedger(ledger=opened, trouble=told, began_anew=bool(told))
        if not isinstance(opened, LedgerCorrupt):
            return _to_read(path, _unwritable(path, opened), told)
        what = _damage(path, opened)
        try:
            aside = set_aside(path, here)
        except (InUse, OSError) as refused:
            return _to_read(path, _kept_in_place(path, what, refused))
        if aside is not None:
            # What follows from it comes first: a narrow window cuts the end of it.
            told = f"{_short(opened)}: a new one was begun, and {_UNTIL_READ} The file is {aside} now."
    raise LedgerError(
        f"The ledger at {path} is replaced again and again; end what does that and start again."
    )


def _opened(path: Path) -> Ledger | LedgerError:
    try:
        ledger = Ledger(path)
    except (LedgerBusy, LedgerTooNew):
        raise
    except LedgerError as error:
        return error
    if not is_marked(path):
        unmark(path)
        return ledger
    ledger.close()
    return LedgerCorrupt("Damage was met in it before.")


def _to_read(path: Path, trouble: _Trouble, told: str = "") -> OpenedLedger:
    copy = open_copy(path)
    if copy is None:
        raise LedgerError(f"{trouble.what}, and there is no room for a copy to read; {trouble.remedy}.")
    sentence = str(trouble) if copy.complete else f"{trouble} What was read before cannot be shown."
    return OpenedLedger(
        ledger=copy.ledger,
        trouble=f"{told} {sentence}".lstrip(),
        keeps=False,
        began_anew=bool(told),
        folder=copy.folder,
    )


def _damage(path: Path, error: LedgerCorrupt) -> str:
    foreign = isinstance(error, LedgerForeign)
    return f"The ledger at {path} " + ("belongs to another program" if foreign else "is damaged")


def _short(error: LedgerCorrupt) -> str:
    foreign = isinstance(error, LedgerForeign)
    return "The ledger's file belongs to another program" if foreign else "The ledger is damaged"


def _kept_in_place(path: Path, what: str, refused: InUse | OSError) -> _Trouble:
    if isinstance(refused, InUse):
        return _Trouble(what=f"{what}, and another program uses it", remedy="end that one")
    why = refused.strerror or "it cannot be renamed"
    return _Trouble(what=f"{what} and cannot be set aside ({why})", remedy=_allow(path))


def _unwritable(path: Path, error: LedgerError) -> _Trouble:
    if path.is_dir():
        return _Trouble(what=f"{path} is a folder, not a file", remedy="move it away")
    if isinstance(error, LedgerFull) or (not isinstance(error, LedgerReadOnly) and _is_full(path)):
        return _Trouble(what=f"The disk that holds {path} is full", remedy="free some space")
    why = f" ({error.detail})" if error.detail else ""
    return _Trouble(what=f"The ledger at {path} cannot be written{why}", remedy=_allow(path))


def _allow(path: Path) -> str:
    return f"make {path.parent} and the files in it writable"


def _is_full(path: Path) -> bool:
    """SQLite calls it an input/output error where there is no room for its index."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_FREE_BYTES
    except OSError:
        return False
