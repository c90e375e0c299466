"""What a person sees when the program ends by a bug of its own."""

from __future__ import annotations

import traceback

from tui_app.domain.errors import OfferdeskError
from tui_app.domain.text import clean

_MOST_FRAMES = 12


def crash_report(error: BaseException | None) -> str:
    """Where it happened and of what kind it was.

    Neither local variables nor the words of a foreign exception: both quote what the program was
    working with, credentials among it.
    """
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = ["offerdesk ended by a bug of its own; your ledger is safe. Please report this:", ""]
    lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames[-_MOST_FRAMES:]]
    words = f": {clean(error.title)}" if isinstance(error, OfferdeskError) else ""
    lines.append(f"  {type(error).__name__}{words}")
    return "\n".join(lines)
