"""What is done before the dashboard starts, so that nothing of it leaks or acts by itself."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import MutableMapping
from types import FrameType

HARMLESS = frozenset({"TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS", "TEXTUAL_SMOOTH_SCROLL"})
"""Variables of Textual that only change looks. Others write down or type keys, or swap the terminal."""


def drop_textual_variables(environment: MutableMapping[str, str]) -> tuple[str, ...]:
    """Take out what would act on any Textual program; must happen before Textual is imported.

    Among them are `TEXTUAL_LOG`, which writes every key typed to a file, passwords included, and
    `TEXTUAL_PRESS`, which types. Returns the names that were there.
    """
    found = sorted(
        name
        for name in environment
        if (name == "TEXTUAL" or name.startswith("TEXTUAL_")) and name not in HARMLESS
    )
    for name in found:
        del environment[name]
    return tuple(found)


def end_tidily_on_signals() -> None:
    """Until the dashboard listens for signals itself, let them unwind: children and folders are removed."""
    if sys.platform != "win32":
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT):
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def warn_of_dropped(names: tuple[str, ...]) -> None:
    """Say on stderr which variables were taken out."""
    if names:
        sys.stderr.write(
            f"offerdesk: {', '.join(names)} ignored: these would watch or type in this program.\n"
        )


def take_precautions() -> None:
    """All of it, for a dashboard about to start."""
    warn_of_dropped(drop_textual_variables(os.environ))
    end_tidily_on_signals()
