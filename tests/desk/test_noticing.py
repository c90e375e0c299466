"""What a refresh brought is told once, and nothing where there was nothing to compare it with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk.seat import ACCOUNT, Seat
from tui_app.desk.news import OffersCame
from tui_app.desk.sources import SourceState
from tui_app.domain.offer import Side

pytestmark = pytest.mark.anyio


def came(seat: Seat) -> list[OffersCame]:
    """What was told so far."""
    return [news for news in seat.news if isinstance(news, OffersCame)]


def as_if_it_came(seat: Seat) -> None:
    """One open offer is new since the last look, and another one has another price."""
    with seat.ledger.writing() as connection:
        connection.execute("UPDATE offers SET status = 'open', side = 'received'")
        connection.execute("UPDATE offers SET amount = '0.1' WHERE row_id = 1")
        connection.execute(
            "UPDATE noted_accounts SET since = 0, row_id = (SELECT MAX(row_id) FROM offers) - 1, "
            "change_id = (SELECT MAX(change_id) FROM offer_changes) - 1"
        )


async def test_what_came_is_told_once_and_looking_clears_it(seat: Seat) -> None:
    await seat.desk.refresh(ACCOUNT)
    assert came(seat) == []

    as_if_it_came(seat)
    source = seat.desk.source(ACCOUNT)
    seat.desk._bench.sources.put(replace(source, state=SourceState.FAILED))  # noqa: SLF001 - nothing else sets it
    await seat.desk.noticing.look(ACCOUNT)
    assert came(seat) == []  # who reads only half of it would tell the rest again

    seat.desk._bench.sources.put(source)  # noqa: SLF001
    await seat.desk.noticing.look(ACCOUNT)
    await seat.desk.noticing.look(ACCOUNT)
    assert [(news.account, news.new + news.changed) for news in came(seat)] == [(ACCOUNT, 2)]
    assert seat.desk.noticing.count(Side.RECEIVED) == 2

    rows = [row[0] for row in seat.ledger.connection.execute("SELECT row_id FROM offers")]
    assert await seat.desk.noticing.read(rows) == 2
    assert await seat.desk.noticing.read(rows) == 0
    assert seat.desk.noticing.count(Side.RECEIVED) == 0
