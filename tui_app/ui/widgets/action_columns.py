"""The columns of the list of actions: what each shows of one."""

from __future__ import annotations

from rich.cells import cell_len

from tui_app.ledger.action_windows import ActionRow
from tui_app.ui.action_words import state_ink, state_shape, state_word
from tui_app.ui.amounts import LEAST_WIDTH
from tui_app.ui.format import age, cut, cut_inside, day_or_time, padded
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.pieces import Piece, Pieces

_ALWAYS = 0
_STATE_LEAST = 6


def _time(row: ActionRow, look: Look) -> str:
    return day_or_time(row.entry.planned_at, look.now)


def _age(row: ActionRow, look: Look) -> str:
    return age(row.entry.planned_at, look.now)


def _nft(row: ActionRow, look: Look, width: int) -> Pieces:
    name = row.entry.instruction.subject.name
    warning = Piece(cut(look.glyphs.hidden + " ", width), "warning")
    room = width - warning.width if name.hides else width
    shown = Piece(padded(cut_inside(name.shown or look.glyphs.nothing, room, look.glyphs), room))
    return (warning, shown) if name.hides else (shown,)


def _amount(row: ActionRow, look: Look, width: int) -> Pieces:
    amount = row.entry.instruction.amount
    if amount is None:
        return (Piece(padded(look.glyphs.nothing, width, right=True), "dim"),)
    number, unit = look.zone.cell(amount, look.glyphs)
    blanks = " " * (width - look.zone.width)
    return (Piece(blanks + number), Piece(unit, "unit"))


def _state(row: ActionRow, look: Look, width: int) -> Pieces:
    state = row.entry.state
    shape = state_shape(state, look.glyphs)
    text = shape if width < _STATE_LEAST else f"{shape} {state_word(state)}"
    return (Piece(padded(text, width, glyphs=look.glyphs), state_ink(state)),)


ACTION_COLUMNS: tuple[Column[ActionRow], ...] = (
    Column(
        id="time",
        title="Time",
        minimal=5,
        ideal=10,
        drop=4,
        firm=True,
        wanted=lambda row, look: cell_len(_time(row, look)),
        cell=lambda row, look, width: (Piece(padded(_time(row, look), width, glyphs=look.glyphs), "dim"),),
    ),
    Column(
        id="account",
        title="Account",
        minimal=7,
        ideal=14,
        drop=5,
        wanted=lambda row, _look: cell_len(row.entry.instruction.account),
        cell=lambda row, look, width: (
            Piece(padded(row.entry.instruction.account, width, glyphs=look.glyphs), "dim"),
        ),
    ),
    Column(
        id="action",
        title="Action",
        minimal=7,
        ideal=12,
        drop=_ALWAYS,
        wanted=lambda row, _look: len(row.entry.instruction.action),
        cell=lambda row, look, width: (
            Piece(padded(row.entry.instruction.action, width, glyphs=look.glyphs)),
        ),
    ),
    Column(
        id="nft",
        title="NFT",
        minimal=14,
        comfort=26,
        ideal=36,
        drop=_ALWAYS,
        wanted=lambda row, _look: (
            cell_len(row.entry.instruction.subject.name.shown)
            + (2 if row.entry.instruction.subject.name.hides else 0)
        ),
        cell=_nft,
    ),
    Column(
        id="amount",
        title="Amount",
        minimal=LEAST_WIDTH,
        ideal=10_000,
        drop=_ALWAYS,
        firm=True,
        heading=lambda look, width: "Amount".rjust(width - look.zone.unit - 1),
        wanted=lambda _row, look: look.zone.width,
        cell=_amount,
    ),
    Column(
        id="state",
        title="State",
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
        minimal=4,
        ideal=7,
        drop=6,
        firm=True,
        heading=lambda _look, width: "Age".rjust(width),
        wanted=lambda row, look: cell_len(_age(row, look)),
        cell=lambda row, look, width: (
            Piece(padded(_age(row, look), width, right=True, glyphs=look.glyphs), "dim"),
        ),
    ),
)
"""Every column of the list of actions, from left to right."""
