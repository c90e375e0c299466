"""Which columns a list shows, in what order and how wide; the list behind follows every key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_app.settings.views import ColumnSetting
from tui_app.ui.column_choice import ALWAYS, ColumnChoice, Columns, Entry
from tui_app.ui.format import padded
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.key_line import KeyLine

NO_ROOM = "There is no room for it now: a width of its own brings it in, or hide another."
_TITLE = 14

Settings = tuple[ColumnSetting, ...]


class Columned(Protocol):
    """The list behind."""

    columns: Settings

    @property
    def widths(self) -> Mapping[str, int]:
        """How wide each column is that it has room for, by id."""
        ...


class ColumnList(OptionList, inherit_bindings=False):
    """All columns. Enter is not its own: it keeps them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in OptionList.BINDINGS if isinstance(each, Binding) and each.action != "select"
    ]


class ColumnChooser(ModalScreen[Settings | None]):
    """Answers with the columns to keep, none for those the list has anyway; None leaves all as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Show", id="columns.show", tooltip="Show this column, or hide it"),
        Binding(
            "K,shift+up",
            "move(-1)",
            "Up",
            id="columns.before",
            tooltip="Put this column before the one above",
        ),
        Binding(
            "J,shift+down",
            "move(1)",
            "Down",
            id="columns.after",
            tooltip="Put this column after the one below",
        ),
        Binding("left,h", "widen(-1)", "Narrow", id="columns.narrower", tooltip="Narrow it", key_display="←"),
        Binding("right,l", "widen(1)", "Widen", id="columns.wider", tooltip="Widen it", key_display="→"),
        Binding(
            "equals_sign",
            "by_itself",
            "Auto",
            id="columns.by_itself",
            tooltip="Let it be as wide as what it shows",
            key_display="=",
        ),
        Binding("d", "default", "Reset", id="columns.default", tooltip="Go back to the columns at first"),
        Binding("j", "cursor(1)", "Next", id="columns.down", tooltip="Go to the next column", show=False),
        Binding("k", "cursor(-1)", "Back", id="columns.up", tooltip="Go to the column above", show=False),
        Binding("enter", "keep", "Keep", id="columns.keep", tooltip="Keep the columns as they are now"),
        Binding("escape,q", "leave", "Leave", id="columns.leave", tooltip="Leave all as it was before"),
    ]

    def __init__(self, table: Columned, columns: Columns, *, title: str) -> None:
        """`columns` are all there are; `title` names the list or the view that they are for."""
        super().__init__()
        self._table = table
        self._before = table.columns
        self._choice = ColumnChoice.of(columns, table.columns)
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out the columns, one under the other, a sentence about the one under the cursor, the keys."""
        with Vertical(id="columns"):
            yield Static(Content.assemble(("Columns", "bold"), f"  {self._title}"), id="columns-title")
            yield ColumnList(id="columns-list", markup=False)
            yield Static(id="columns-said")
            yield KeyLine(id="columns-keys")

    def on_mount(self) -> None:
        """List them."""
        self._list(0)
        self._options.focus()

    def on_resize(self) -> None:
        """The list behind has other widths now."""
        self.call_after_refresh(self._list_again)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what there is to say of this one."""
        event.stop()
        self._say()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows or hides."""
        event.stop()
        self.action_turn()

    def action_turn(self) -> None:
        """Show or hide."""
        self._change(self._choice.turned(self._place))

    def action_move(self, step: int) -> None:
        """Change the order; the cursor stays on its column."""
        place = max(0, min(self._place + step, len(self._choice.entries) - 1))
        self._change(self._choice.moved(self._place, step), place)

    def action_widen(self, step: int) -> None:
        """Wider or narrower than it is now."""
        now = self._table.widths.get(self._entry.column.id)
        self._change(self._choice.widened(self._place, self._entry.width or now, step))

    def action_by_itself(self) -> None:
        """As wide as it needs."""
        self._change(self._choice.by_itself(self._place))

    def action_default(self) -> None:
        """As a list has them anyway."""
        self._change(self._choice.default())

    def action_cursor(self, step: int) -> None:
        """Go up or down."""
        self._options.highlighted = max(0, min(self._place + step, len(self._choice.entries) - 1))

    def action_keep(self) -> None:
        """Answer."""
        self.dismiss(self._choice.settings)

    def action_leave(self) -> None:
        """Leave the list as it was."""
        self._table.columns = self._before
        self.dismiss(None)

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _place(self) -> int:
        return self._options.highlighted or 0

    @property
    def _entry(self) -> Entry:
        return self._choice.entries[self._place]

    def _change(self, choice: ColumnChoice, place: int | None = None) -> None:
        self._choice = choice
        self._table.columns = choice.settings
        self._list(self._place if place is None else place)

    def _list(self, place: int) -> None:
        """Draw what changed, and put the cursor there."""
        lines = [Option(_line(entry, self._table.widths)) for entry in self._choice.entries]
        if len(lines) == self._options.option_count:
            for index, line in enumerate(lines):
                self._options.replace_option_prompt_at_index(index, line.prompt)
        else:
            self._options.add_options(lines)
        self._options.highlighted = place
        self._say()

    def _list_again(self) -> None:
        self._list(self._place)

    def _say(self) -> None:
        self.query_one("#columns-said", Static).update(Content(_said(self._entry, self._table.widths)))


def _line(entry: Entry, widths: Mapping[str, int]) -> Content:
    mark = UNICODE.mark if entry.shown else " "
    title = padded(entry.column.title, _TITLE)
    if not entry.shown:
        return Content.assemble(f"{mark} ", (title, "$ink-dim"))
    now = widths.get(entry.column.id)
    wish = "by itself" if entry.width is None else f"{entry.width} wide"
    is_now = "no room" if now is None else f"{now} now" if now != entry.width else ""
    return Content.assemble(f"{mark} {title}", (f"  {padded(wish, 9)}  {is_now}", "$ink-dim"))


def _said(entry: Entry, widths: Mapping[str, int]) -> str:
    if entry.vital:
        return ALWAYS
    return NO_ROOM if entry.shown and entry.column.id not in widths else ""
