"""The pane about one offer, by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.app import App, ComposeResult

from tests.offers import an_offer
from tests.ui.rows import START, StandingClock, until
from tests.ui.screen import line_with, screen_text
from tui_app.ui.facts import Shown
from tui_app.ui.theme import variable_defaults
from tui_app.ui.widgets.offer_detail import OfferDetail

pytestmark = pytest.mark.anyio


class DetailApp(App[None]):
    """Nothing but the pane."""

    def __init__(self, clock: StandingClock) -> None:
        super().__init__()
        self.detail = OfferDetail(clock)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our inks."""
        return variable_defaults(dark=True)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self.detail


async def test_ages_and_the_time_left_move_on_without_anybody_describing_the_offer_again() -> None:
    clock = StandingClock()
    app = DetailApp(clock)
    async with app.run_test(size=(80, 24)) as pilot:
        offer = an_offer(expires=START + timedelta(seconds=59.95), placed_at=START - timedelta(days=1))
        app.detail.shown = Shown(
            offer=offer, marketplace="Kraken NFT", raw="{}", seen_at=START - timedelta(seconds=9), now=START
        )
        await until(pilot, lambda: "in 59 s" in "\n".join(screen_text(app)))
        assert "9 s ago" in line_with(app, "last seen")

        clock.advance(seconds=2)
        await until(pilot, lambda: "in 57 s" in "\n".join(screen_text(app)))
        assert "10 s ago" in line_with(app, "last seen")
