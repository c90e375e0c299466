"""The columns of the list of actions: what each shows of one."""

from __future__ import annotations

from rich.cells import cell_len

from tui_app.domain.text import UntrustedText
from tui_app.ledger.action_windows import ActionRow
from tui_app.ui.action_words import state_ink, state_shape, state_word
from tui_app.ui.format import age, day_or_time
from tui_app.ui.widgets.cells import money_column, name_cell, name_width, text_cell
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.pieces import Pieces

_ALWAYS = 0
_STATE_LEAST = 6


def _name(row: ActionRow) -> UntrustedText:
    return row.entry.instruction.subject.name


def _time(row: ActionRow, look: Look) -> str:
    return day_or_time(row.entry.planned_at, look.now)


def _age(row: ActionRow, look: Look) -> str:
    return age(row.entry.planned_at, look.now)


def _state(row: ActionRow, look: Look, width: int) -> Pieces:
    state = row.entry.state
    shape = state_shape(state, look.glyphs)
    text = shape if width < _STATE_LEAST else f"{shape} {state_word(state)}"
    return text_cell(text, look, width, state_ink(state))


ACTION_COLUMNS: tuple[Column[ActionRow], ...] = (
    Column(
        id="time",
        title="Time",
        public=True,
        minimal=5,
        ideal=10,
        drop=4,
        firm=True,
        timely=True,
        wanted=lambda row, look: cell_len(_time(row, look)),
        cell=lambda row, look, width: text_cell(_time(row, look), look, width, "dim"),
    ),
    Column(
        id="account",
        title="Account",
        public=True,
        minimal=7,
        ideal=14,
        drop=5,
        wanted=lambda row, _look: cell_len(row.entry.instruction.account),
        cell=lambda row, look, width: text_cell(row.entry.instruction.account, look, width, "dim"),
    ),
    Column(
        id="action",
        title="Action",
        public=True,
        minimal=7,
        ideal=12,
        drop=_ALWAYS,
        wanted=lambda row, _look: len(row.entry.instruction.action),
        cell=lambda row, look, width: text_cell(row.entry.instruction.action, look, width),
    ),
    Column(
        id="nft",
        title="NFT",
        public=True,
        minimal=14,
        comfort=26,
        ideal=36,
        drop=_ALWAYS,
        wanted=lambda row, _look: name_width(_name(row)),
        cell=lambda row, look, width: name_cell(_name(row), look, width),
    ),
    money_column("amount", "Amount", lambda row: row.entry.instruction.amount),
    Column(
        id="state",
        title="State",
        public=True,
        minimal=_STATE_LEAST,
        ideal=13,
        drop=3,
        firm=True,
        shrunk=1,
        wanted=lambda row, _look: 2 + len(state_word(row.entry.state)),
        cell=_state,
    ),
    Column(
        id="age",
        title="Age",
        public=True,
        minimal=4,
        ideal=7,
        drop=6,
        firm=True,
        heading=lambda _look, width: "Age".rjust(width),
        timely=True,
        wanted=lambda row, look: cell_len(_age(row, look)),
        cell=lambda row, look, width: text_cell(_age(row, look), look, width, "dim", right=True),
    ),
)
"""Every column of the list of actions, from left to right."""
