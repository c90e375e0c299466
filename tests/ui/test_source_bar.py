"""The line of sources: how fresh each account is, told in words and shapes, and moving on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.ui.list_app import ListApp
from tests.ui.rows import START, StandingClock, Stock, until
from tests.ui.screen import screen_text
from tui_app.ui.glyphs import SourceMark
from tui_app.ui.widgets.source_bar import SourceView

pytestmark = pytest.mark.anyio

SINCE = START - timedelta(seconds=8)
FRESH = SourceView(name="kraken", title="kraken", mark=SourceMark.FRESH, since=SINCE)
FAILED = SourceView(
    name="mojito",
    title="mojito",
    mark=SourceMark.FAILED,
    since=START - timedelta(minutes=4),
    words="the service did not answer in 10 s",
)


@pytest.fixture
def app(stock: Stock) -> ListApp:
    """The list, with the sources on top."""
    return ListApp(stock.windows, stock.rows())


async def shown(app: ListApp, *sources: SourceView, width: int = 120) -> str:
    """The line with these sources at this width."""
    async with app.run_test(size=(width, 20)) as pilot:
        app.sources.show(sources)
        await pilot.pause()
        return screen_text(app)[0].strip()


@pytest.mark.parametrize(
    ("mark", "since", "words", "said"),
    [
        (SourceMark.FRESH, SINCE, "", "dew ● 8 s"),
        (SourceMark.FRESH, None, "", "dew ●"),
        (SourceMark.STALE, SINCE, "", "dew ○ stale 8 s"),
        (SourceMark.LOADING, None, "", "dew ◐ loading"),
        (SourceMark.LOADING, SINCE, "loading 120", "dew ◐ loading 120"),
        (SourceMark.FAILED, SINCE, "no answer", "dew ✗ no answer · 8 s"),
        (SourceMark.SIGNED_OUT, None, "", "dew ⊘ signed out"),
        (SourceMark.GONE, None, "closed in 2025", "dew ∅ closed in 2025"),
    ],
)
async def test_a_source_says_how_it_is(
    app: ListApp, mark: SourceMark, since: datetime | None, words: str, said: str
) -> None:
    source = SourceView(name="dew", title="dew", mark=mark, since=since, words=words)

    assert await shown(app, source) == said


async def test_sources_stand_side_by_side_in_their_order(app: ListApp) -> None:
    assert await shown(app, FRESH, FAILED) == (
        "kraken ● 8 s   mojito ✗ the service did not answer in 10 s · 4 min"
    )


async def test_long_words_of_trouble_are_cut_before_anything_else(app: ListApp) -> None:
    line = await shown(app, FAILED, FRESH, width=60)

    assert line.startswith("mojito ✗ the service did not")
    assert line.endswith("…  kraken ● 8 s")


async def test_many_sources_keep_name_and_shape(app: ListApp) -> None:
    line = await shown(app, *[FRESH] * 3, *[FAILED] * 3, width=60)

    assert line == "kraken ●  kraken ●  kraken ●  mojito ✗  mojito ✗  mojito ✗"


async def test_an_age_moves_on_by_itself(stock: Stock) -> None:
    clock = StandingClock(SINCE + timedelta(seconds=8, milliseconds=950))
    app = ListApp(stock.windows, stock.rows(), clock=clock)
    async with app.run_test() as pilot:
        app.sources.show((FRESH,))
        await pilot.pause()
        assert screen_text(app)[0] == " kraken ● 8 s"

        clock.advance(seconds=0.1)
        await until(pilot, lambda: screen_text(app)[0] == " kraken ● 9 s")


async def test_no_source_leaves_a_blank_line(app: ListApp) -> None:
    assert await shown(app) == ""


async def test_words_of_a_stranger_are_not_markup(app: ListApp) -> None:
    source = SourceView(name="x", title="x", mark=SourceMark.FAILED, words="[@click=app.quit]no[/]")

    assert await shown(app, source) == "x ✗ [@click=app.quit]no[/]"
