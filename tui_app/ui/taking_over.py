"""Drawing over a frame that stands on the terminal already, without a blank screen in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.driver import Driver

# Most terminals clear the alternate screen each time they are told to show it.
_SHOW_ALTERNATE_SCREEN = "\x1b[?1049h"
# Where a terminal can, what is written between these two is seen at once.
_BEGIN_UPDATE, _END_UPDATE = "\x1b[?2026h", "\x1b[?2026l"
# What is drawn is held back until all of it is there, but not for longer.
_LONGEST_SECONDS = 2.0


class TakingOver:
    """How the app comes to draw where a frame stands: all at once, when it has something to show."""

    def __init__(self, hand_over: Callable[[], bool]) -> None:
        """`hand_over` gives the terminal to the app, and says whether a frame stands on it."""
        self._hand_over = hand_over
        self._held: list[str] | None = None
        self._write: Callable[[str], None] = _nowhere

    def driver(self, driver: type[Driver]) -> type[Driver]:
        """A driver like this one that is handed the terminal before it touches it."""
        taking_over = self

        class TakingOverDriver(driver):  # type: ignore[valid-type, misc]  # which one it is depends on the system
            def start_application_mode(self) -> None:
                taking_over.begin(super().write)
                super().start_application_mode()

            def stop_application_mode(self) -> None:
                taking_over.finish()
                super().stop_application_mode()

            def write(self, data: str) -> None:
                taking_over.write(data, super().write)

        return TakingOverDriver

    def begin(self, write: Callable[[str], None]) -> None:
        """Take the terminal, and hold back what is drawn where a frame stands."""
        if self._hand_over():
            self._held, self._write = [], write
            asyncio.get_running_loop().call_later(_LONGEST_SECONDS, self.finish)

    def write(self, data: str, write: Callable[[str], None]) -> None:
        """Write to the terminal, now or with all the rest, but nothing that would clear it."""
        if self._held is None:
            write(data)
        elif data != _SHOW_ALTERNATE_SCREEN:
            self._held.append(data)

    def finish(self) -> None:
        """Draw what was held back over the frame, and everything from now on at once."""
        if self._held is not None:
            held, self._held = self._held, None
            self._write("".join((_BEGIN_UPDATE, *held, _END_UPDATE)))


def _nowhere(_text: str) -> None:
    """Where nothing was begun."""
