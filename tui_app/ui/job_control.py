"""Going to the background and coming back, as a shell with job control expects it.

Textual begins to draw a second time on every SIGCONT, also on one that follows no stop of its own: the
terminal is then left in modes that nobody switches off again.
"""

from __future__ import annotations

import os
import sys
from threading import Thread

from textual.driver import Driver


def can_be_brought_back() -> bool:
    """Whether a shell started this that can bring it back: one gives each job a process group of its own."""
    return sys.platform != "win32" and os.getpgrp() != os.getsid(0)


def going_on_once(driver: type[Driver]) -> type[Driver]:
    """A driver like this one that begins again only where it had stopped."""

    class GoingOnOnce(driver):  # type: ignore[valid-type, misc]  # which one it is depends on the system
        _asleep = False

        def suspend_application_mode(self) -> None:
            self._asleep = True
            super().suspend_application_mode()

        def resume_application_mode(self) -> None:
            if self._asleep:
                super().resume_application_mode()
                # In the background it may not draw: it was stopped again, and is asleep still.
                self._asleep = not _works(self.__dict__.get("_key_thread"))
            # Who stopped it may have drawn over it.
            self._app.call_later(self._app.refresh, layout=True)

        def _sigtstp_application(self, *received: object) -> None:
            if can_be_brought_back():
                super()._sigtstp_application(*received)

    return GoingOnOnce


def _works(thread: Thread | None) -> bool:
    return thread is None or thread.is_alive()
