"""What was typed, pasted or clicked before a dialog could be read is no answer to it.

What counts is when a key was read from the terminal, however late it is come to: while the program is held
up, the old screen is still what a person sees and types into.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, ClassVar, Generic, TypeVar

from textual.app import App
from textual.events import Event, InputEvent, Key, Paste
from textual.message import Message
from textual.screen import ModalScreen, Screen

DEAF_SECONDS = 0.4
"""How long a dialog has to be on the screen before it can have been read."""

Answer = TypeVar("Answer")


class Deaf(ModalScreen[Answer], Generic[Answer]):
    """A dialog that listens only when it can have been read; also after another one that lay over it.

    `Hearing` is the app that asks it before it passes anything on.
    """

    AHEAD: ClassVar[frozenset[str]] = frozenset({"refuse", "preview", "scroll", "page"})
    """The actions that may be typed ahead, since they bring about nothing."""

    hears_from: float = inf
    """From which moment on it listens, by the clock that Textual times events with."""

    def on_screen_resume(self) -> None:
        """Be drawn before anything else."""
        self.listen_anew()

    def listen_anew(self) -> None:
        """Listen to nothing until what is there now was drawn, and could be read."""
        self.hears_from = inf
        self.call_after_refresh(self._is_drawn)

    def hears(self, event: Event) -> bool:
        """Whether something that a person did was done to what is on the screen now."""
        return event.time >= self.hears_from or self._may_be_ahead(event)

    @property
    def deaf(self) -> bool:
        """Whether the dialog is too new to have been read."""
        return _now() < self.hears_from

    def _is_drawn(self) -> None:
        self.hears_from = _now() + DEAF_SECONDS

    def _may_be_ahead(self, event: Event) -> bool:
        bound = self.active_bindings.get(event.key) if isinstance(event, Key) else None
        return bound is not None and bound.node is self and _name(bound.binding.action) in self.AHEAD


def heard(event: Event, screens: Sequence[Screen[Any]]) -> bool:
    """Whether an event is for the topmost screen, and not for what was there before it."""
    if not isinstance(event, InputEvent | Paste) or not screens:
        return True
    screen = screens[-1]
    return not isinstance(screen, Deaf) or screen.hears(event)


class Hearing(App[None]):
    """An app whose dialogs hear nothing that was meant for what was there before them."""

    async def on_event(self, event: Event) -> None:
        """Pass on what was meant for what is on the screen; what the app's own keys do is for any screen."""
        if heard(event, self.screen_stack):
            await super().on_event(event)
        elif isinstance(event, Key) and not event.is_forwarded:
            await self._check_bindings(event.key, priority=True)


def _name(action: str) -> str:
    return action.partition("(")[0]


def _now() -> float:
    return Message().time
