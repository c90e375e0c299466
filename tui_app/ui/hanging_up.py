"""Noticing that the terminal is gone, also where no signal tells it.

Only the leader of a session hears of it by SIGHUP, and a shell that ignores it passes nothing on. Textual
then reads the end of the input again and again, with all that a processor can do.
"""

from __future__ import annotations

import select
import signal
from collections.abc import Callable
from threading import Thread

from textual.driver import Driver

CODE = 128 + 1
"""What the program ends with, as by SIGHUP."""


def noticing_its_end(driver: type[Driver], gone: Callable[[int], None]) -> type[Driver]:
    """A driver like this one that calls `gone` with the exit code once its terminal is no more.

    `gone` is called in a thread.
    """
    if not hasattr(select, "poll") or not hasattr(signal, "SIGHUP"):
        return driver

    class NoticingItsEnd(driver):  # type: ignore[valid-type, misc]  # which one it is depends on the system
        _watched = False

        def start_application_mode(self) -> None:
            super().start_application_mode()
            if not self._watched:
                self._watched = True
                waiting = Thread(target=_wait, args=(self.fileno, gone), name="hang-up", daemon=True)
                waiting.start()

    return NoticingItsEnd


def _wait(terminal: int, gone: Callable[[int], None]) -> None:
    """Sleep until nobody has the other end of the terminal any more."""
    watching = select.poll()
    watching.register(terminal, 0)
    if any(event & select.POLLHUP for _, event in watching.poll()):
        gone(CODE)
