"""Offers and actions as data for programs: what `schema/*.json` describes.

Amounts are text, times RFC 3339 in UTC. Ids are as the marketplace gave them; every text that a stranger
wrote is given as it may be shown, says whether it hides something, and if so is spelt out as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui_app.desk.offer_data import OFFER_COLUMNS as OFFER_COLUMNS
from tui_app.desk.offer_data import offer_cells as offer_cells
from tui_app.desk.offer_data import offer_record as offer_record
from tui_app.domain.data import Record as Record
from tui_app.domain.data import moment as moment
from tui_app.domain.data import money as money
from tui_app.domain.data import nft as nft
from tui_app.domain.data import optional_moment as optional_moment
from tui_app.domain.data import particulars as particulars
from tui_app.domain.data import text as text
from tui_app.domain.text import UntrustedText

if TYPE_CHECKING:
    from tui_app.domain.new_order import NewOrder
    from tui_app.ledger.entries import Entry, Event

ACTION_COLUMNS: Final = (
    *("id", "account", "marketplace", "action", "target", "amount", "currency", "state"),
    *("planned_at", "sent_at", "settled_at", "made", "nft", "sentence", "body_sha256", "seen"),
)


def new_order(asked: NewOrder) -> Record:
    """What an order to be created names; of a billing address, whether there was one."""
    return {
        "nft_id": asked.nft_id,
        "listing_id": asked.listing_id,
        "buyer_id": asked.buyer_id,
        "quantity": asked.quantity,
        "with_address": asked.with_address,
    }


def action(entry: Entry, events: list[Event]) -> Record:
    """One action of the journal and its steps, oldest first."""
    asked, amount = entry.instruction, entry.instruction.amount
    return {
        "id": entry.action_id,
        "account": asked.account,
        "marketplace": asked.marketplace,
        "action": asked.action.value,
        "target": asked.target,
        "key": str(asked.offer.key) if asked.offer else None,
        "price": money(amount) if amount else None,
        "nft": nft(asked.subject),
        "order": new_order(asked.order) if asked.order else None,
        "state": entry.state.value,
        "planned_at": moment(entry.planned_at),
        "sent_at": optional_moment(entry.sent_at),
        "settled_at": optional_moment(entry.settled_at),
        "made": entry.made,
        "sentence": sentence(entry.words),
        "body_sha256": entry.body_sha256,
        "seen": entry.seen,
        "attention": entry.attention,
        "steps": [_step(event) for event in events],
    }


def action_cells(entry: Entry) -> tuple[str, ...]:
    """One action as the cells of `ACTION_COLUMNS`."""
    asked, amount = entry.instruction, entry.instruction.amount
    return (
        *(entry.action_id, asked.account, asked.marketplace, asked.action.value, asked.target),
        *((amount.plain, amount.currency.code) if amount else ("", "")),
        *(entry.state.value, moment(entry.planned_at)),
        *(optional_moment(entry.sent_at) or "", optional_moment(entry.settled_at) or ""),
        *(entry.made or "", asked.subject.name.shown, sentence(entry.words)),
        *(entry.body_sha256 or "", "yes" if entry.seen else "no"),
    )


def sentence(words: str) -> str:
    """Words of ours that may quote a marketplace, as they may be shown."""
    return UntrustedText.prose(words).shown.replace("\n", " ")


def _step(event: Event) -> Mapping[str, object]:
    return {
        "at": moment(event.at),
        "state": event.state.value,
        "sentence": sentence(event.words),
        "said_by": event.said_by,
    }
