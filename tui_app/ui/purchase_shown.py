"""What stands in the detail pane beside a list of purchases or of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from tui_app.desk.purchase_readings import Reading
from tui_app.domain.purchase import Group
from tui_app.ledger.purchases import PurchaseRow
from tui_app.ui.purchase_facts import (
    Held,
    group_facts,
    heading,
    held_facts,
    purchase_facts,
    title,
    totals_facts,
)
from tui_app.ui.purchase_reading_words import totals_label
from tui_app.ui.purchase_words import NOTHING
from tui_app.ui.widgets.fact_sheet import Fact
from tui_app.ui.widgets.purchase_detail import ShownPurchase

_BLANK = Fact(Content(""))
_TITLES = {"total": "All of it", "so far": "What was read so far", "last seen": "What was last seen"}
_FEW = 5


def purchase_shown(
    row: PurchaseRow, market: str, reading: Reading, held: Held | None, now: datetime
) -> ShownPurchase:
    """A purchase, what is held of its token where that was asked, and what all that was read comes to."""
    facts = [*_held(held, now), *purchase_facts(row, now), *_all(reading)]
    about = f"{row.purchase.account} {row.purchase.purchase_id}"
    return ShownPurchase(about, heading(row.purchase.token, market), facts)


def group_shown(group: Group, market: str, held: Held | None, now: datetime) -> ShownPurchase:
    """What was bought of a token, and what is held of it where that was asked."""
    facts = [*_held(held, now), *group_facts(group)]
    return ShownPurchase(f"token {group.token.token_id}", heading(group.token, market), facts)


def _held(held: Held | None, now: datetime) -> Iterator[Fact]:
    if held is not None:
        yield from held_facts(held, now)
        yield _BLANK


def _all(reading: Reading) -> Iterator[Fact]:
    yield _BLANK
    yield title(_TITLES[totals_label(reading)])
    yield from totals_facts(reading.totals)
    for sentence in reading.unreadable[:_FEW]:
        yield Fact(Content.styled(sentence, "$warning"))
    if (more := len(reading.unreadable) - _FEW) > 0:
        yield Fact(Content.styled(f"{NOTHING} and {more:,} more like these", "$ink-dim"))
