"""Handing a link to the program that opens links: the person's own, or the desktop's.

It is an argument list, never a line for a shell, and has nothing of this terminal. `webbrowser` of Python is
not asked, and $BROWSER is taken away from the desktop's opener: both may name a text browser that would draw
over the dashboard. Who wants one names it in `open_command`, in a window of its own.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Final

from tui_app.domain.errors import ProgramFailed
from tui_app.domain.text import clean

PATIENCE_SECONDS: Final = 5.0
"""How long an opener may take to fail. One that runs on may be the browser itself, and is left alone."""

NO_DISPLAY: Final = "There is no display here, as over ssh: copy the link, and open it where you sit"
NO_OPENER: Final = "No program is known here that opens links: name one in the settings, as open_command"

_DESKTOP: Final[Mapping[str, str]] = {"darwin": "open", "win32": ""}


class Opener:
    """Knows which program opens links here, and hands it one."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        platform: str = sys.platform,
    ) -> None:
        """`command` is the person's own, empty for the desktop's."""
        self._command = tuple(command)
        self._environment = dict(os.environ if environment is None else environment)
        self._platform = platform

    @property
    def why_not(self) -> str:
        """Why nothing can be opened here, as the beginning of a sentence; empty where it can."""
        if self._command or self._platform in _DESKTOP:
            return ""
        if not (self._environment.get("DISPLAY") or self._environment.get("WAYLAND_DISPLAY")):
            return NO_DISPLAY
        return "" if shutil.which("xdg-open", path=self._environment.get("PATH")) else NO_OPENER

    async def open(self, address: str) -> None:
        """Hand it over. Raises ProgramFailed, saying what went wrong."""
        if reason := self.why_not:
            raise ProgramFailed(f"{reason}.")
        if not self._command and self._platform == "win32":
            await asyncio.to_thread(_start_on_windows, address)
            return
        program = self._command or (_DESKTOP.get(self._platform, "xdg-open"),)
        kept = {name: value for name, value in self._environment.items() if name != "BROWSER"}
        await asyncio.to_thread(_start, (*program, address), self._environment if self._command else kept)


def _start(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    name = clean(os.path.basename(arguments[0]), limit=60)
    try:
        running = subprocess.Popen(  # noqa: S603 - an argument list, its program named by the person
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its arguments cannot be used"
        raise ProgramFailed(f"{name} cannot be started: {reason}.") from None
    try:
        code = running.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        threading.Thread(target=running.wait, name="opener", daemon=True).start()  # nobody else buries it
        return
    if code != 0:
        raise ProgramFailed(f"{name} ended with code {code}, and did not open the link.")


def _start_on_windows(address: str) -> None:
    if sys.platform == "win32":
        try:
            os.startfile(address)  # noqa: S606 - it takes one address, and no line for a shell
        except OSError as error:
            raise ProgramFailed(f"Windows did not open the link: {error.strerror}.") from None
