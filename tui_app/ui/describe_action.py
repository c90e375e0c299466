"""Puts together what the Activity screen shows of an action from what the desk and the journal know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tui_app.desk.desk import Desk
from tui_app.ledger.entries import Entry
from tui_app.ui.action_facts import ShownAction
from tui_app.ui.action_verbs import KEYS, reasons, why_not
from tui_app.ui.format import age_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedAction:
    """One action at one moment, for a screen.

    `keys` says of each verb whether its key works (True) or is dim (None); `why_not` why some are dim.
    `changes_at` is when something of this changes by the mere passing of time.
    """

    entry: Entry
    shown: ShownAction
    keys: Mapping[str, bool | None]
    why_not: str
    changes_at: datetime


def describe_action(
    desk: Desk, row_id: int, now: datetime, keys: Mapping[str, str] = KEYS
) -> DescribedAction | None:
    """Everything about the action in this row, None where there is none; `keys` are those of the verbs."""
    found = desk.windows.actions.rows([row_id])
    if not found:
        return None
    entry = found[0].entry
    why = reasons(entry)
    return DescribedAction(
        entry=entry,
        shown=ShownAction(
            entry=entry,
            events=desk.activity.events(entry.action_id),
            marketplace=marketplace_of(desk, entry),
            why=why,
            now=now,
            keys=keys,
        ),
        keys={verb: None if reason else True for verb, reason in why.items()},
        why_not="; ".join(f"{together}: {reason}" for together, reason in why_not(why, keys)),
        changes_at=age_changes(entry.planned_at, now),
    )


def marketplace_of(desk: Desk, entry: Entry) -> str:
    """The marketplace's name for people, also where the account is gone."""
    told = entry.instruction
    known = desk.accounts.known(told.account)
    return desk.accounts.marketplace(told.account).title if known else told.marketplace
