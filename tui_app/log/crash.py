"""Where a bug happened and of what kind it was; nothing of what the program was working with."""

from __future__ import annotations

import traceback
from typing import Final

from tui_app.domain.errors import OfferdeskError
from tui_app.domain.text import clean

MOST_FRAMES: Final = 12


def where_it_was(error: BaseException | None) -> list[str]:
    """The innermost frames and, last, the kind of error.

    Neither local variables nor the words of a foreign exception: both quote what the program was
    working with, credentials among it.
    """
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames[-MOST_FRAMES:]]
    words = f": {clean(error.title)}" if isinstance(error, OfferdeskError) else ""
    return [*lines, f"{type(error).__name__}{words}"]
