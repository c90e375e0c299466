"""A message that the terminal shows outside of its window: OSC 9, as iTerm2 first had it.

Nobody answers whether it was shown. Inside tmux it gets through where `allow-passthrough` is on.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from tui_app.domain.text import clean

if TYPE_CHECKING:
    from textual.app import App

_LONGEST: Final = 200


def show_on_desktop(app: App[None], words: str) -> None:
    """Have the terminal show these words."""
    if (driver := app._driver) is not None:  # noqa: SLF001 - Textual itself writes OSC 52 through it, and has no door
        driver.write(desktop_message(words, within_tmux="TMUX" in os.environ))


def desktop_message(words: str, *, within_tmux: bool) -> str:
    """The sequence; of the words only what can be seen."""
    message = f"\x1b]9;{clean(words, limit=_LONGEST)}\x07"
    return "\x1bPtmux;" + message.replace("\x1b", "\x1b\x1b") + "\x1b\\" if within_tmux else message
