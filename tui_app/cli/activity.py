"""`offerdesk activity`: every action that was ever taken here, from the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tui_app.cli import records
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, ground_of
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.ledger.entries import Entry
from tui_app.ledger.instants import utc_now
from tui_app.ledger.journal import Journal
from tui_app.ui.amounts import money_text
from tui_app.ui.format import cut_inside, moment_in_full
from tui_app.ui.glyphs import UNICODE

HEAD: Final = ("ASKED FOR", "STATE", "ACTION", "AMOUNT", "NFT", "OFFER", "OUTCOME")

_NAME_WIDTH: Final = 32


def list_activity(limit: int, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Write the newest actions first."""
    with ground_of(where, narration, market=False) as ground:
        journal = Journal(ground.opened.ledger, utc_now)
        entries = journal.latest(limit)
        match form:
            case Format.JSON:
                with out.json_list("actions") as add:
                    for record in action_records(journal, entries):
                        add(record)
            case Format.CSV:
                out.csv(records.ACTION_COLUMNS, map(records.action_cells, entries))
            case _:
                out.table(HEAD, map(_cells, entries))
        if waiting := journal.attention():
            narration.note(f"{waiting} of them should be looked at: start offerdesk and press 6.")
    return 0


def action_records(journal: Journal, entries: Iterable[Entry]) -> Iterable[records.Record]:
    """The actions with their steps."""
    return (records.action(entry, journal.events(entry.action_id)) for entry in entries)


def _cells(entry: Entry) -> tuple[str, ...]:
    asked, amount = entry.instruction, entry.instruction.amount
    return (
        moment_in_full(entry.planned_at),
        entry.state.value,
        asked.action.value,
        money_text(amount) if amount else f"{asked.order.quantity} of it" if asked.order else UNICODE.nothing,
        cut_inside(asked.subject.name.shown, _NAME_WIDTH) or UNICODE.nothing,
        str(asked.offer.key) if asked.offer else f"{asked.account}:{asked.target}",
        records.sentence(entry.words) or UNICODE.nothing,
    )
