"""`offerdesk resume`: go on with an action in which a wallet has a part, from where it was left."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.exit_table import code_of_report
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.cli.results import Result, results_on
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import OfferKey
from tui_app.ledger.action_states import ActionState

if TYPE_CHECKING:
    from tui_app.desk.carrying import Report
    from tui_app.desk.desk import Desk
    from tui_app.ledger.entries import Entry

_LONGEST_PROOF = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Which action, and how to go on with it: show it to a wallet, take a wallet's answer, or give it up."""

    action_id: str
    show: bool = False
    take_proof: bool = False
    give_up: bool = False


def resume(going: Going, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Do it, and say how the action stands then. Raises OfferdeskError."""
    proof = _proof() if going.take_proof else ""
    with ground_of(where, narration, market=not (going.show or going.give_up)) as ground:

        async def work() -> int:
            async with desk_on(ground, narration, exact=True) as desk:
                entry = _waiting(desk, going.action_id)
                if going.show:
                    from tui_app.desk.signing import hand_off_text

                    out.line(hand_off_text(entry))
                    return ExitCode.OK
                result = await _step(desk, entry, going, proof)
                with results_on(out, form) as write:
                    write(result)
                return result.code

        return run_to_end(work())


def _waiting(desk: Desk, action_id: str) -> Entry:
    """The action whose id begins so. Raises UsageError where none or several do, or it does not wait."""
    found = [entry for entry in desk.activity.waiting_for_wallet() if entry.action_id.startswith(action_id)]
    if len(found) == 1 and action_id:
        return found[0]
    waiting = ", ".join(entry.action_id for entry in desk.activity.waiting_for_wallet()) or "none"
    raise UsageError(
        f"No action that waits for a wallet is meant by “{action_id}”.", f"Those that do: {waiting}."
    )


async def _step(desk: Desk, entry: Entry, going: Going, proof: str) -> Result:
    if going.give_up:
        await desk.hand_offs.give_up(entry.action_id)
        state, words = ActionState.NOT_DONE, desk.activity.entry(entry.action_id).words
        return _result(entry, state, words, ExitCode.OK)
    go: Callable[[], Awaitable[Report]] = (
        (lambda: desk.hand_offs.confirm(entry.action_id, proof))
        if proof
        else (lambda: desk.hand_offs.sign(entry.action_id))
    )
    report = await go()
    return _result(entry, report.state, report.sentence, code_of_report(report))


def _result(entry: Entry, state: ActionState | None, sentence: str, code: ExitCode) -> Result:
    asked = entry.instruction
    return Result(
        key=OfferKey(asked.account, asked.target),
        action=asked.action,
        state=state,
        sentence=records.sentence(sentence) or "",
        code=code,
        action_id=entry.action_id,
    )


def _proof() -> str:
    """What the wallet gave back, from stdin: never an argument, which every process could see."""
    if sys.stdin.isatty():
        sys.stderr.write("Paste what the wallet gave back, then Enter: ")
        sys.stderr.flush()
    if not (proof := sys.stdin.readline(_LONGEST_PROOF).strip()):
        raise UsageError("Nothing was given as the wallet's answer.", "Give it on stdin, with --proof.")
    return proof
