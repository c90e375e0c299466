"""What is said to the person while a command works, on stderr: stdout is for data alone."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from tui_app.domain.text import PROSE_LIMIT, PROSE_LINES, clean


@dataclass(frozen=True, slots=True)
class Narration:
    """Sentences for the person; `quiet` leaves out what is not a failure."""

    quiet: bool = False

    def note(self, sentence: str) -> None:
        """Something worth knowing."""
        if not self.quiet:
            complain(sentence)

    def progress(self, sentence: str) -> None:
        """What somebody who waits would like to know; a log would not."""
        if sys.stderr is not None and sys.stderr.isatty():
            self.note(sentence)


def complain(title: str, detail: str = "") -> None:
    """What went wrong, and under it what would be right. Nobody may be listening any more."""
    if sys.stderr is None:  # closed before the start
        return
    lines = [f"offerdesk: {_shown(title)}", *(f"  {line}" for line in _shown(detail).splitlines())]
    try:
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def _shown(text: str) -> str:
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    shown = clean(text, limit=PROSE_LIMIT, lines=PROSE_LINES)
    return shown.encode(encoding, "backslashreplace").decode(encoding)
