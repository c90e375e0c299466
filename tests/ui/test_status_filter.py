"""The line of statuses: what there is, what is chosen, and what a click chooses."""

from __future__ import annotations

import pytest

from tests.ui.list_app import ListApp
from tests.ui.rows import Stock
from tests.ui.screen import screen_text
from tui_app.domain.offer import OfferStatus
from tui_app.ui.widgets.status_filter import StatusFilter

pytestmark = pytest.mark.anyio

LINE = 1
"""The screen line of the statuses in `ListApp`."""
COUNTS = {
    OfferStatus.OPEN: 41,
    OfferStatus.IN_FLIGHT: 1,
    OfferStatus.ACCEPTED: 30,
    OfferStatus.CLOSED: 22,
    OfferStatus.REJECTED: 9,
    OfferStatus.EXPIRED: 25,
}


@pytest.fixture
def app(stock: Stock) -> ListApp:
    """The list, with the statuses above it."""
    return ListApp(stock.windows, stock.rows())


async def shown(
    app: ListApp, counts: dict[OfferStatus, int], chosen: OfferStatus | None, width: int = 120
) -> str:
    """The line with these counts at this width."""
    async with app.run_test(size=(width, 20)) as pilot:
        app.statuses.show(counts, chosen)
        await pilot.pause()
        return screen_text(app)[LINE].strip()


async def test_every_status_there_is_comes_with_its_count(app: ListApp) -> None:
    line = await shown(app, COUNTS, OfferStatus.OPEN)

    assert line == "All 128  [Open 41]  In flight 1  Accepted 30  Closed 22  Rejected 9  Expired 25"


async def test_the_chosen_status_stays_when_no_offer_has_it(app: ListApp) -> None:
    assert await shown(app, {OfferStatus.OPEN: 0}, OfferStatus.FAILED) == "All 0  [Failed 0]"


async def test_all_can_be_chosen(app: ListApp) -> None:
    assert await shown(app, {OfferStatus.OPEN: 2}, None) == "[All 2]  Open 2"


async def test_at_80_columns_every_count_is_still_there(app: ListApp) -> None:
    line = await shown(app, dict.fromkeys(OfferStatus, 2_222), OfferStatus.OPEN, width=80)

    assert line.startswith("All 19998  [Open 2222]")
    assert line.count("2222") == len(OfferStatus)


async def test_shapes_stand_for_words_that_do_not_fit(app: ListApp) -> None:
    line = await shown(app, COUNTS, OfferStatus.OPEN, width=60)

    assert line == "All 128  [Open 41]  ◐1  ✓30  ■22  ✗9  ◌25"


async def test_with_no_room_at_all_the_chosen_one_is_left_and_a_mark_that_there_is_more(app: ListApp) -> None:
    line = await shown(app, dict.fromkeys(OfferStatus, 2_000_000), OfferStatus.UNKNOWN, width=60)

    assert line == "All 18000000 [Unknown 2000000] …"


@pytest.mark.parametrize(("word", "status"), [("Closed", OfferStatus.CLOSED), ("25", OfferStatus.EXPIRED)])
async def test_a_click_chooses(app: ListApp, word: str, status: OfferStatus) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        app.statuses.show(COUNTS, OfferStatus.OPEN)
        await pilot.pause()
        await pilot.click(offset=(screen_text(app)[LINE].index(word), LINE))
        chosen = [message.status for message in app.heard if isinstance(message, StatusFilter.Chosen)]

    assert chosen == [status]


async def test_a_click_beside_the_words_chooses_nothing(app: ListApp) -> None:
    async with app.run_test(size=(120, 20)) as pilot:
        app.statuses.show(COUNTS, OfferStatus.OPEN)
        await pilot.pause()
        await pilot.click(offset=(110, LINE))

    assert not any(isinstance(message, StatusFilter.Chosen) for message in app.heard)


async def test_the_neighbours_of_the_chosen_status_go_round_the_ends(app: ListApp) -> None:
    async with app.run_test():
        app.statuses.show({OfferStatus.OPEN: 1, OfferStatus.FAILED: 1}, OfferStatus.OPEN)
        assert (app.statuses.beside(-1), app.statuses.beside(1)) == (None, OfferStatus.FAILED)

        app.statuses.show({OfferStatus.OPEN: 1, OfferStatus.FAILED: 1}, None)
        assert (app.statuses.beside(-1), app.statuses.beside(1)) == (OfferStatus.FAILED, OfferStatus.OPEN)
