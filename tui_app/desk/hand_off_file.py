"""What goes to a wallet as a file, for wallets on another machine and programs that read files."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from tui_app.desk.signing import hand_off_text
from tui_app.domain.errors import UsageError
from tui_app.ledger.entries import Entry


def write_hand_off(entry: Entry, folder: Path) -> Path:
    """Write what a wallet is told into a file of this folder, for its owner alone; it is there whole or not.

    The same action always goes into the same file. Raises UsageError where no wallet has a part in it, or
    where the file cannot be written.
    """
    file = folder / f"hand-off-{entry.action_id}.json"
    content = hand_off_text(entry).encode("utf-8", "backslashreplace")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".hand-off-")
        try:
            with os.fdopen(descriptor, "wb") as sink:
                sink.write(content + b"\n")
                sink.flush()
                os.fsync(sink.fileno())
            os.replace(draft, file)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    except OSError as error:
        raise UsageError(
            f"The hand-off cannot be written into {folder} ({error.strerror}); make room there, "
            "or make it writable."
        ) from None
    return file
