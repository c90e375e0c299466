"""Switching off, at the end, what Textual switches on and leaves on.

A terminal that tells its size among the keys is asked for the mouse in pixels too; left so, every program
after this one takes them for columns.
"""

from __future__ import annotations

from textual.driver import Driver

_MOUSE_IN_CELLS = "\x1b[?1016l"


def switching_off(driver: type[Driver]) -> type[Driver]:
    """A driver like this one that leaves nothing switched on."""

    class SwitchingOff(driver):  # type: ignore[valid-type, misc]  # which one it is depends on the system
        def stop_application_mode(self) -> None:
            if vars(self).get("_mouse_pixels"):
                self.write(_MOUSE_IN_CELLS)
            super().stop_application_mode()

    return SwitchingOff
