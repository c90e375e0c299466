"""An app that is nothing but one dialog, in the program's own sheets and themes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from textual.pilot import Pilot
from textual.screen import ModalScreen

from tests.ui.screen import screen_text
from tui_app.app import OffersApp
from tui_app.stylesheets import stylesheet_paths
from tui_app.ui.deafness import Hearing
from tui_app.ui.theme import DARK, THEMES, variable_defaults


class DialogApp(Hearing):
    """Shows one dialog; `answers` holds what it was dismissed with."""

    HORIZONTAL_BREAKPOINTS = OffersApp.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = OffersApp.VERTICAL_BREAKPOINTS

    def __init__(self, dialog: ModalScreen[Any]) -> None:
        super().__init__(css_path=list(stylesheet_paths()))
        self.dialog = dialog
        self.answers: list[Any] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables in themes that are not ours."""
        return variable_defaults(dark=True)

    def on_mount(self) -> None:
        """Open the dialog."""
        self.push_screen(self.dialog, self.answers.append)


@dataclass(slots=True)
class Shown:
    """A dialog on the screen, and what it was answered with."""

    app: DialogApp
    pilot: Pilot[None]
    answers: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything on the screen."""
        return "\n".join(screen_text(self.app))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)


@asynccontextmanager
async def opened(dialog: ModalScreen[Any], size: tuple[int, int] = (100, 30)) -> AsyncIterator[Shown]:
    """The dialog in a terminal of this size."""
    app = DialogApp(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Shown(app, pilot, app.answers)
