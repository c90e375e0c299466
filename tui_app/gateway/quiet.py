"""Keeping what libraries log off the screen, and secrets out of what they log."""

from __future__ import annotations

import logging


def hush_libraries() -> None:
    """httpx and httpcore log whole URLs and headers below WARNING; stamina warns of every attempt.

    Without a handler such a warning would be written over the screen.
    """
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    retries = logging.getLogger("stamina")
    if not retries.handlers:
        retries.addHandler(logging.NullHandler())
