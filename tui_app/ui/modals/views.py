"""The views of a list, to choose from by number: going to one, keeping the list as it is now as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui_app.domain.text import clean
from tui_app.settings.kept_views import KeptViews
from tui_app.settings.places import SettingsError
from tui_app.settings.saved_views import SavedViews, with_name, with_view, without_view
from tui_app.settings.view_choices import Origin, ViewChoice, view_choices
from tui_app.settings.views import NAME_LIMIT, ViewSetting, wrong_view_name
from tui_app.ui.format import padded
from tui_app.ui.widgets.key_line import KeyLine

OF_THE_PROGRAM: Final = "Always here: save the list under its name to have another one instead."
OF_THE_PERSON: Final = "This one stands in settings.toml, which you alone change."
AGAIN: Final = "d again removes it."
_NAME: Final = 26
_WORDS_LIMIT: Final = 300

Change = Callable[[SavedViews], SavedViews]


class ViewsDialog(ModalScreen[ViewSetting | None]):
    """Answers with the view to go to; None leaves the list as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "1,2,3,4,5,6,7,8,9",
            "pick",
            "Go",
            id="views.pick",
            tooltip="Go to the view of that number",
            key_display="1-9",
        ),
        Binding("s", "save", "Save as", id="views.save", tooltip="Save the list as it is now, under a name"),
        Binding(
            "o",
            "replace",
            "Overwrite",
            id="views.replace",
            tooltip="Save the list as it is now in place of this view",
        ),
        Binding("n", "rename", "Rename", id="views.rename", tooltip="Give this view another name"),
        Binding("d,delete", "remove", "Remove", id="views.remove", tooltip="Remove this view"),
        Binding("j", "cursor(1)", "Next", id="views.down", tooltip="Go to the next view", show=False),
        Binding("k", "cursor(-1)", "Back", id="views.up", tooltip="Go to the view above", show=False),
        Binding("escape", "leave", "Close", id="views.close", tooltip="Leave the name, or the list as it is"),
    ]

    def __init__(self, kept: KeptViews, present: ViewSetting) -> None:
        """`present` is the list as it is now, under the name of its view or under none."""
        super().__init__()
        self._kept = kept
        self._present = present
        self._choices: tuple[ViewChoice, ...] = ()
        self._renamed = ""
        self._to_remove = ""

    def compose(self) -> ComposeResult:
        """Lay out the views, a sentence on the one under the cursor, the line for a name, the keys."""
        with Vertical(id="views"):
            yield Static(Content.styled("Views", "bold"), id="views-title")
            yield OptionList(id="views-list", markup=False)
            yield Static(id="views-said")
            yield Input(
                max_length=NAME_LIMIT,
                placeholder="a name, for example Big offers",
                select_on_focus=False,
                compact=True,
                id="views-name",
            )
            yield KeyLine(id="views-keys")

    def on_mount(self) -> None:
        """List what is known, and then what another window saved meanwhile."""
        self._name_line.display = False
        self._list()
        self._go_to(self._present.name)
        self._options.focus()
        self.run_worker(self._read_again(), group="views")

    def on_key(self, event: events.Key) -> None:
        """A digit goes to its view, unless it is part of a name."""
        if event.character and event.character.isdecimal() and not self._name_line.has_focus:
            event.stop()
            place = int(event.character) - 1
            if 0 <= place < len(self._choices):
                self.dismiss(self._choices[place].view)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what this one is."""
        event.stop()
        self._to_remove = ""
        self._say_whose()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        self.dismiss(self._choices[event.option_index].view)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge a name as it is typed."""
        event.stop()
        if self._name_line.display:
            self._say(self._wrong_name(event.value.strip()) or self._outlook(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the list, or the view, under this name."""
        event.stop()
        name = event.value.strip()
        if wrong := self._wrong_name(name):
            self._say(wrong)
            return
        if self._renamed:
            self._change(partial(with_name, old=self._renamed, new=name), then=lambda: self._go_to(name))
            self._close_line()
        else:
            self._save(replace(self._present, name=name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What changes a view is for those that were saved; nothing but Esc is for the line."""
        if action in ("pick", "save", "replace", "rename", "remove", "cursor") and self._is_naming:
            return False
        if action in ("replace", "rename", "remove"):
            return True if self._selected is not None and self._selected.origin is Origin.SAVED else None
        return True

    def action_save(self) -> None:
        """Ask for a name."""
        self._open_line("")

    def action_replace(self) -> None:
        """Keep the list as it is now under the name of this view."""
        if self._selected is not None:
            self._save(replace(self._present, name=self._selected.view.name))

    def action_rename(self) -> None:
        """Ask for another name."""
        if self._selected is not None:
            self._open_line(self._selected.view.name)

    def action_remove(self) -> None:
        """Remove it the second time."""
        if self._selected is None:
            return
        name = self._selected.view.name
        if self._to_remove == name:
            self._to_remove = ""
            self._change(partial(without_view, name=name), then=lambda: None)
        else:
            self._to_remove = name
            self._say(AGAIN)

    def action_cursor(self, step: int) -> None:
        """Go up or down."""
        place = (self._options.highlighted or 0) + step
        self._options.highlighted = max(0, min(place, len(self._choices) - 1))

    def action_leave(self) -> None:
        """Leave the name, then the dialog."""
        if self._is_naming:
            self._close_line()
        else:
            self.dismiss(None)

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _name_line(self) -> Input:
        return self.query_one(Input)

    @property
    def _is_naming(self) -> bool:
        return self.is_mounted and self._name_line.display

    @property
    def _selected(self) -> ViewChoice | None:
        place = self._options.highlighted if self.is_mounted else None
        return self._choices[place] if place is not None and place < len(self._choices) else None

    def _wrong_name(self, name: str) -> str:
        if words := wrong_view_name(name):
            return words
        if name in {view.name for view in self._kept.own}:
            return "A view in settings.toml has this name: take another one."
        return ""

    def _outlook(self, name: str) -> str:
        taken = name != self._renamed and name in {choice.view.name for choice in self._choices}
        return f"Enter replaces “{name}”." if taken else "Enter saves it under this name."

    def _open_line(self, renamed: str) -> None:
        self._renamed = renamed
        self._name_line.value = renamed
        self._name_line.cursor_position = len(renamed)
        self._name_line.display = True
        self._name_line.focus()
        self._say("A name for the list as it is now." if not renamed else f"Another name for “{renamed}”.")
        self.refresh_bindings()

    def _close_line(self) -> None:
        self._name_line.display = False
        self._options.focus()
        self._say_whose()
        self.refresh_bindings()

    def _save(self, view: ViewSetting) -> None:
        self._change(partial(with_view, view=view), then=lambda: self.dismiss(view))

    def _change(self, change: Change, *, then: Callable[[], object]) -> None:
        self.run_worker(self._changed(change, then), group="views")

    async def _changed(self, change: Change, then: Callable[[], object]) -> None:
        try:
            await asyncio.to_thread(self._kept.change, change)
        except SettingsError as error:
            self._say(error.title)
            return
        self._list()
        then()

    async def _read_again(self) -> None:
        known = self._kept.saved
        await asyncio.to_thread(self._kept.read)
        if self._kept.saved != known:
            self._list()
        for problem in self._kept.problems[:1]:
            self._say(str(problem))

    def _list(self) -> None:
        place = self._options.highlighted or 0
        self._choices = view_choices(self._kept.own, self._kept.saved.views)
        self._options.clear_options()
        lines = enumerate(self._choices, start=1)
        self._options.add_options(Option(_line(number, choice, self._present)) for number, choice in lines)
        self._options.highlighted = min(place, len(self._choices) - 1)
        self._say_whose()

    def _go_to(self, name: str) -> None:
        names = [choice.view.name for choice in self._choices]
        if name in names:
            self._options.highlighted = names.index(name)

    def _say_whose(self) -> None:
        if self._is_naming or (choice := self._selected) is None:
            return
        whose = {Origin.PROGRAM: OF_THE_PROGRAM, Origin.PERSON: OF_THE_PERSON}
        self._say(whose.get(choice.origin, ""))
        self.refresh_bindings()

    def _say(self, sentence: str) -> None:
        self.query_one("#views-said", Static).update(Content(clean(sentence, limit=_WORDS_LIMIT)))


def _line(number: int, choice: ViewChoice, present: ViewSetting) -> Content:
    digit = str(number) if number < 10 else " "
    here = " " if choice.view.name != present.name else "•"
    name = padded(clean(choice.view.name), _NAME)
    return Content.assemble(
        (f"{digit} {here} {name}", ""), ("  " + " · ".join(_parts(choice.view)), "$ink-dim")
    )


def _parts(view: ViewSetting) -> Iterator[str]:
    """What it shows, in words."""
    yield view.side or "any list"
    yield view.status or "all"
    if view.account:
        yield f"account {clean(view.account)}"
    if view.filter:
        yield clean(view.filter)
    yield f"by {view.sort}{', reversed' if view.reverse else ''}"
    if view.columns:
        yield f"{len(view.columns)} columns"
