"""What is painted in each theme: every text has its contrast, and nothing means something by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.segment import Segment

from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tests.ui.screen import screen_strips, style_of
from tests.ui.test_theme import MEASURED, asked_of, contrast
from tui_app.ui.glyphs import ASCII, UNICODE

pytestmark = pytest.mark.anyio

DRAWN = frozenset("─│╭╮╰╯┌┐└┘▁▂▃▄▅▆▇█▔▏▎▍▌▋▊▉╌·▐")
"""Frames, scrollbars and pictures, which nobody reads."""


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=60) as found:
        yield found


def segments(seat: Seat) -> Iterator[Segment]:
    """What is on the screen that can be read; of a dialog, not what it stands before."""
    screen = seat.app.screen
    region = screen.children[0].region if screen.is_modal else screen.region
    for strip in screen_strips(seat.app)[region.y : region.bottom]:
        inside = strip.crop(region.x, region.right)
        yield from (each for each in inside if set(each.text) - DRAWN - {" "})


def unreadable(seat: Seat, least: float) -> dict[str, float]:
    """The texts on the screen whose contrast is less."""
    found = {}
    for text, style, _ in segments(seat):
        colours = (style.color, style.bgcolor) if style is not None else ()
        ink, ground = (each.get_truecolor().hex for each in colours if each is not None)
        if (ratio := contrast(ink, ground)) < least:
            found[text.strip()] = round(ratio, 2)
    return found


async def test_whatever_is_painted_can_be_read_in_every_theme(market: Market) -> None:
    async with dashboard(market.line, size=(120, 40)) as seat:
        for theme in MEASURED:
            seat.app.theme = theme.name
            await seat.press("space", "down")
            seat.app.notify("A word", severity="warning", markup=False)
            await seat.until("A word")
            assert unreadable(seat, asked_of(theme)) == {}, theme.name
            for keys, shows in (("a", "Accept this offer?"), ("n", "Counter"), ("?", "Keys"), ("w", "Views")):
                await seat.press("question_mark" if keys == "?" else keys)
                await seat.when(lambda: len(seat.app.screen_stack) == 2, shows)
                await seat.pilot.pause()
                assert unreadable(seat, asked_of(theme)) == {}, (theme.name, shows)
                await seat.press("escape")
                await seat.when(lambda: len(seat.app.screen_stack) == 1, "the list")


def test_no_two_marks_have_one_shape() -> None:
    for glyphs in (UNICODE, ASCII):
        assert len(set(glyphs.status.values())) == len(glyphs.status)
        assert len(set(glyphs.source.values())) == len(glyphs.source)
        before_a_row = (glyphs.cursor, glyphs.mark, glyphs.unread, glyphs.muted, " ")
        assert len(set(before_a_row)) == len(before_a_row)


async def test_without_colours_every_mark_has_a_shape_or_a_word(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(market.line, size=(120, 60)) as seat:
        await seat.press("left_square_bracket")
        await seat.until("[All")
        coloured = {
            segment.text
            for segment in segments(seat)
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and not colour.is_default
        }
        shapes = {shape for shape in UNICODE.status.values() if f" {shape}" in seat.text}

        assert coloured == set()
        assert len(shapes) > 4  # a market of sixty has not every status
        assert style_of(seat.app, UNICODE.cursor).reverse
        await seat.press("right_square_bracket")
        await seat.until("[Open", " best ", f"{UNICODE.soon} ")
        assert style_of(seat.app, "a Accept").bold
        assert not style_of(seat.app, "x Reject").bold
        await seat.press("space")
        await seat.until(f"{UNICODE.mark} kraken")
        await seat.press("a")
        await seat.until("1 offer?")
        assert style_of(seat.app, "No").reverse
        assert not style_of(seat.app, "Yes, all").reverse
