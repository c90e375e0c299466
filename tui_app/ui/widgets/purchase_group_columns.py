"""The columns of the list of tokens that were bought: what each shows of one."""

from __future__ import annotations

from tui_app.domain.money import Money
from tui_app.domain.purchase import Group
from tui_app.ui.amounts import money_text
from tui_app.ui.purchase_words import group_quantity, token_name
from tui_app.ui.widgets.cells import money_column, name_cell, name_width, text_cell
from tui_app.ui.widgets.column_layout import Column
from tui_app.ui.widgets.purchase_rows import GroupRow

_ALWAYS = 0
_LONGEST = 256


def group_cost(group: Group) -> Money | None:
    """What was paid for a token, None where that was in several currencies or was not told."""
    totals = group.totals.of
    return totals[0].cost if len(totals) == 1 else None


def _name(row: GroupRow) -> str:
    return token_name(row.group.token, _LONGEST)


def _fees(row: GroupRow) -> str:
    totals = row.group.totals.of
    return money_text(totals[0].all_fees) if len(totals) == 1 and totals[0].fees else ""


def _without_cost(row: GroupRow) -> str:
    totals = row.group.totals.of
    return f"{len(totals)} currencies" if totals else ""


GROUP_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column(
        id="token",
        title="Token",
        public=True,
        minimal=14,
        comfort=26,
        ideal=36,
        drop=_ALWAYS,
        wanted=lambda row, _look: name_width(row.group.token.name, shown=_name(row)),
        cell=lambda row, look, width: name_cell(row.group.token.name, look, width, shown=_name(row)),
    ),
    Column(
        id="count",
        title="Purchases",
        public=True,
        minimal=9,
        ideal=9,
        drop=2,
        heading=lambda _look, width: "Purchases".rjust(width),
        wanted=lambda _row, _look: 9,
        cell=lambda row, look, width: text_cell(f"{row.group.count:,}", look, width, right=True),
    ),
    Column(
        id="quantity",
        title="Quantity",
        minimal=8,
        ideal=20,
        drop=1,
        firm=True,
        heading=lambda _look, width: "Quantity".rjust(width),
        wanted=lambda row, _look: len(group_quantity(row.group)),
        cell=lambda row, look, width: text_cell(group_quantity(row.group), look, width, right=True),
    ),
    money_column("cost", "Cost", lambda row: group_cost(row.group), _without_cost),
    Column(
        id="fees",
        title="All fees",
        minimal=10,
        ideal=24,
        drop=5,
        luxury=True,
        heading=lambda _look, width: "All fees".rjust(width),
        wanted=lambda row, _look: len(_fees(row)),
        cell=lambda row, look, width: text_cell(_fees(row), look, width, "dim", right=True),
    ),
)
"""Every column of the list of tokens, from left to right."""
