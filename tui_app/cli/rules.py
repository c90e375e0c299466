"""What forbids an instruction before anything is asked or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import Allowed, Blocked

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk


def forbidden(desk: Desk, draft: Instruction) -> str:
    """Why a rule keeps an instruction from being sent now, as a sentence; empty if none does."""
    if (offer := draft.offer) is None:
        reason = desk.closed(draft.account)
        return f"Not sent: {reason}." if reason else ""
    match desk.verdict(draft.action, offer):
        case Allowed():
            return ""
        case Blocked(reason):
            return f"Not sent: {reason}."
        case _:
            return f"Not sent: nobody can {draft.action} an offer as its {offer.role}."
