"""What was typed, pasted or clicked before a dialog could be read, however late the program comes to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Event, Key, Mount, MouseDown, MouseUp, Paste
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button

from tests.ui import test_confirm_action, test_many, test_tell_outcome
from tests.ui.dashboard import PATIENCE
from tests.ui.dialog_app import DialogApp, opened
from tui_app.ui.deafness import DEAF_SECONDS, Deaf, heard
from tui_app.ui.modals.confirm_action import ConfirmAction
from tui_app.ui.modals.text_view import TextView

pytestmark = pytest.mark.anyio

DIALOGS: dict[str, Callable[[], Deaf[Any]]] = {
    "one": test_confirm_action.asking,
    "many": test_many.asking,
    "tell": test_tell_outcome.asking,
}


def typed(app: DialogApp) -> list[Event]:
    """From the default to the other answer, and there."""
    return [Key("right", None), Key("enter", None)]


def clicked(app: DialogApp) -> list[Event]:
    """A press and a release on the answer that is not the default."""
    x, y = app.dialog.query(Button).last().region.offset
    return [kind(None, x, y, 0, 0, 1, False, False, False, x, y) for kind in (MouseDown, MouseUp)]


class HeldUp(DialogApp):
    """Handles nothing for a while, directly after its dialog opened, and a person goes on meanwhile."""

    def __init__(self, dialog: ModalScreen[Any], person: Callable[[DialogApp], list[Event]]) -> None:
        super().__init__(dialog)
        self._person = person

    def on_mount(self, event: Mount | None = None) -> None:
        """Open the dialog, and be held up."""
        if event is not None:
            event.prevent_default()
        self.push_screen(self.dialog, self.answers.append)
        self.dialog.call_later(self._hold)

    def _hold(self) -> None:
        terminal = Thread(target=self._read)
        terminal.start()
        terminal.join()
        time.sleep(DEAF_SECONDS * 1.5)

    def _read(self) -> None:
        for event in self._person(self):
            self.post_message(event)


@pytest.mark.parametrize("person", [typed, clicked])
@pytest.mark.parametrize("dialog", DIALOGS)
async def test_an_answer_from_before_it_was_drawn_is_none_however_late_it_is_handled(
    dialog: str, person: Callable[[DialogApp], list[Event]]
) -> None:
    app = HeldUp(DIALOGS[dialog](), person)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.answers == []

        await listening(app)
        for event in person(app):
            app.post_message(event)
        await pilot.pause()
    assert len(app.answers) == 1
    assert app.answers[0] not in (None, False)


@pytest.mark.parametrize("late", [Key("right", None), Key("5", "5"), Paste("5"), Key("f", "f")])
async def test_what_counts_is_when_it_was_read(late: Event) -> None:
    async with opened(test_confirm_action.asking()) as shown:
        dialog = shown.app.dialog
        assert isinstance(dialog, Deaf)
        await listening(shown.app)
        late.time = dialog.hears_from - 0.001
        assert not heard(late, [dialog])
        late.time = dialog.hears_from
        assert heard(late, [dialog])


async def test_what_changes_nothing_may_be_typed_ahead() -> None:
    app = HeldUp(test_confirm_action.asking(), lambda _app: [Key("escape", None)])
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.answers == [None]


async def test_a_key_that_is_remapped_to_no_may_be_typed_ahead_too() -> None:
    app = HeldUp(test_confirm_action.asking(), lambda _app: [Key("escape", None), Key("n", "n")])
    app.set_keymap({"confirm.no": "n"})
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.answers == [None]


async def test_what_would_be_sent_may_be_asked_for_ahead() -> None:
    app = HeldUp(test_confirm_action.asking(), lambda _app: [Key("d", "d"), Key("enter", None)])
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TextView)
    assert app.answers == []


class Opener(Widget, can_focus=True):
    """Asks at any key, and leaves the key to whoever wants it."""

    async def on_key(self) -> None:
        """Ask."""
        await self.app.push_screen(test_confirm_action.asking())


class Behind(DialogApp):
    """Something with the focus, and no dialog yet."""

    def __init__(self) -> None:
        super().__init__(test_confirm_action.asking())

    def compose(self) -> ComposeResult:
        """What asks."""
        yield Opener()

    def on_mount(self, event: Mount | None = None) -> None:
        """Have it listen."""
        if event is not None:
            event.prevent_default()
        self.query_one(Opener).focus()


async def test_the_key_that_opened_a_dialog_is_not_for_it() -> None:
    app = Behind()
    async with app.run_test() as pilot:
        await pilot.press("f")

        assert isinstance(app.screen, ConfirmAction)
        assert app.screen.pay_creator_fee is None


async def listening(app: App[None]) -> None:
    """Wait until the dialog on top listens."""
    deadline = time.monotonic() + PATIENCE
    while isinstance(app.screen, Deaf) and app.screen.deaf:
        assert time.monotonic() < deadline, "it never listens"
        await asyncio.sleep(0.01)
