"""A frame that stands on the terminal until the dashboard draws, and the terminal as it was before."""

from __future__ import annotations

import os
import sys
import time

from tui_app import __version__
from tui_app.last_frame.kept import kept, surroundings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from tui_app.last_frame.kept import Frame

FILE = "last-frame"
KEYBOARD, SCREEN = 0, 2
"""Where Textual reads keys and draws, too."""

# Begun and ended as one update, where a terminal can; lines are longer than a terminal whose wide letters
# are wider, and must not flow into the next.
_BEGIN = "\x1b[?2026h\x1b[?1049h\x1b[?25l\x1b[?7l"
_FINISH = "\x1b[?7h\x1b[?2026l"
_LEAVE = "\x1b[?1049l\x1b[?25h"
_PROFILE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
_LONGEST_PROFILE = 32


class Standing:
    """What stands on the terminal before the dashboard: a frame, or nothing. `stands` says which."""

    def __init__(self) -> None:
        self.stands = False
        self._echoing: list[Any] | None = None

    def draw(self, frame: Frame, columns: int) -> None:
        """Draw a frame, and let keys that are typed over it wait unseen. Nothing, if that cannot be done."""
        import termios

        try:
            settings = termios.tcgetattr(KEYBOARD)
            self._echoing = [*settings[:6], list(settings[6])]
            settings[3] &= ~termios.ECHO
            settings[6][termios.VSUSP] = os.fpathconf(KEYBOARD, "PC_VDISABLE").to_bytes()
            termios.tcsetattr(KEYBOARD, termios.TCSANOW, settings)
        except (termios.error, OSError):
            self._echoing = None
            return
        self.stands = True
        _write(_drawn(frame, columns))

    def hand_over(self) -> bool:
        """Give the terminal to the dashboard as a start without a frame does.

        Returns whether a frame stands there, which the dashboard then draws over.
        """
        stood, self.stands = self.stands, False
        if stood:
            import termios

            try:
                termios.tcsetattr(KEYBOARD, termios.TCSANOW, self._echoing or [])
            except (termios.error, OSError):
                pass  # it is gone, and nobody types there
        return stood

    def take_away(self) -> None:
        """Leave the terminal as it was, where nobody drew over the frame."""
        if self.hand_over():
            _write(_LEAVE)


def frame_at_start(arguments: Sequence[str]) -> Standing:
    """Draw the frame that the profile's last dashboard left, where these arguments begin such a one."""
    standing = Standing()
    profile = _profile(arguments)
    if sys.platform != "win32" and profile is not None and _can_be_drawn(os.environ):
        size = os.get_terminal_size(SCREEN)
        file = os.path.join(_cache_folder(profile), FILE)
        frame = kept(file, surroundings(os.environ, size, __version__), size.lines)
        if frame is not None:
            standing.draw(frame, size.columns)
    return standing


def _profile(arguments: Sequence[str]) -> str | None:
    """The profile whose dashboard is begun, empty for the default one; None where something else is."""
    if not arguments:
        return ""
    switch, name = arguments if len(arguments) == 2 else ("", "")
    is_name = 0 < len(name) <= _LONGEST_PROFILE and _PROFILE_LETTERS.issuperset(name)
    return name if switch == "--profile" and is_name else None


def _can_be_drawn(environment: Mapping[str, str]) -> bool:
    """Whether this is a terminal of ours alone with colours, and nobody asked for it to be otherwise."""
    if environment.get("TERM", "") in {"", "dumb"} or environment.get("NO_COLOR"):
        return False
    if any(name.startswith("TEXTUAL") or name in {"LINES", "COLUMNS"} for name in environment):
        return False
    try:
        return all(map(os.isatty, (0, 1, 2))) and os.tcgetpgrp(SCREEN) == os.getpgrp()
    except OSError:
        return False


def _cache_folder(profile: str) -> str:
    """As `settings.places` says, which takes longer to import than a frame to draw."""
    if sys.platform == "linux":
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if base.strip() else os.path.expanduser("~/.cache")
        return os.path.join(
            base, "offerdesk", *(("profiles", profile) if profile not in {"", "default"} else ())
        )
    from tui_app.settings import places_for

    return str((places_for(profile) if profile else places_for()).cache)


def _drawn(frame: Frame, columns: int) -> str:
    rows = [f"\x1b[{place};1H{row}\x1b[0m" for place, row in enumerate(frame.rows, start=1)]
    words = f" {_last_seen(frame.seen_at, time.time())} "[:columns]
    said = f"\x1b[{frame.said_in + 1};1H\x1b[7m{words}\x1b[0m"
    return "".join((_BEGIN, *rows, said, _FINISH))


def _last_seen(seen_at: float, now: float) -> str:
    """When that was, on this machine's clock, and how long ago."""
    minutes = int(now - seen_at) // 60
    ago = (
        "a moment ago" if minutes < 1 else f"{minutes} min ago" if minutes < 60 else f"{minutes // 60} h ago"
    )
    at = time.strftime("%H:%M" if minutes < 24 * 60 else "%Y-%m-%d %H:%M", time.localtime(seen_at))
    return f"Last seen {at}, {ago}. Opening."


def _write(text: str) -> None:
    """Write all of it, as far as there is a terminal."""
    left = memoryview(text.encode())
    try:
        while left:
            left = left[os.write(SCREEN, left) :]
    except OSError:
        pass
