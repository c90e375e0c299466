"""Following the size of the terminal to the last one it has, however fast it changes.

Textual asks for the size in the handler of a signal, which the next signal interrupts: the newer size is told
first, the older one last, and the dashboard is drawn for a terminal that is not there any more.
"""

from __future__ import annotations

import asyncio
import signal

from textual.driver import Driver


def one_size_after_the_other(driver: type[Driver]) -> type[Driver]:
    """A driver like this one that asks for the size on the loop, which nothing interrupts."""

    class Following(driver):  # type: ignore[valid-type, misc]  # which one it is depends on the system
        def start_application_mode(self) -> None:
            super().start_application_mode()
            if callable(handler := signal.getsignal(signal.SIGWINCH)):
                asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, handler, signal.SIGWINCH, None)

    return Following
