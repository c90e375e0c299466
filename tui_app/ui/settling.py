"""How Python itself is set once the first list is drawn, for a program that others wait for at a keyboard."""

from __future__ import annotations

import gc
import sys

# Python lets a thread that computes go on for ten times as long while the loop, or a thread that asked
# SQLite something, waits to go on.
_TURN_SECONDS = 0.0005


def settle() -> None:
    """Collect garbage rarely, and let threads take turns often."""
    # What is here lives to the end, and looking through it for what does not would cost two frames.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    sys.setswitchinterval(_TURN_SECONDS)
