"""The list of actions, newest first; what a person should look at is marked."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_app.ledger.action_states import ActionState
from tui_app.ledger.action_windows import ActionRow
from tui_app.ui.action_words import state_ink
from tui_app.ui.format import age_changes
from tui_app.ui.glyphs import UNICODE
from tui_app.ui.widgets.action_columns import ACTION_COLUMNS
from tui_app.ui.widgets.painted_list import PaintedList
from tui_app.ui.widgets.row_painter import Manner
from tui_app.ui.widgets.row_window import RowSource

_INKS = (
    *("header", "cursor", "cursor-unfocused", "mark", "marked"),
    *("dim", "warning", "unit", *map(state_ink, ActionState)),
)


def _key(keys: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(keys, action, description, id=f"activity.{name}", tooltip=tooltip, show=False)


class ActionTable(PaintedList[ActionRow], inherit_bindings=False):
    """Actions under sticky titles. Letters that move elsewhere mean something else here."""

    PREFIX = "action-table"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"action-table--{ink}" for ink in _INKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter", "open", "open", "Open", "Open the details of this action"),
        _key("down,j", "move(1)", "down", "Down", "Go to the action before it"),
        _key("up", "move(-1)", "up", "Up", "Go to the action after it"),
        _key("pagedown", "page(1)", "page_down", "Page down", "Go down one page"),
        _key("pageup", "page(-1)", "page_up", "Page up", "Go up one page"),
        _key("home", "first", "first", "First", "Go to the newest action"),
        _key("end", "last", "last", "Last", "Go to the oldest action"),
    ]

    def __init__(
        self,
        source: RowSource[ActionRow],
        clock: Callable[[], datetime],
        *,
        id: str | None = None,  # noqa: A002 - every widget's argument
    ) -> None:
        """`source` reads actions by row id; `clock` gives the time that ages are counted to."""
        manner = Manner(
            columns=ACTION_COLUMNS,
            amount=lambda row: row.entry.instruction.amount,
            changes=lambda row, now: age_changes(row.entry.planned_at, now),
            mark=UNICODE.soon,
        )
        super().__init__(source, clock, manner, id=id)

    def show(self, row_ids: array[int], *, part: bool = False) -> None:
        """Show these rows. The cursor stays on its action, wherever that is now."""
        super().show(row_ids, part=part)
        self.refresh()  # marks come and go with nothing else changed

    def is_marked(self, row: ActionRow) -> bool:
        """Whether a person should look at it."""
        return row.entry.attention
