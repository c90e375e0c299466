"""What a refresh brought is one sentence, and the bell at most once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from textual.app import App

from tui_app.desk.news import Notices, OffersCame, OffersChanged
from tui_app.settings.notices import NoticeSettings
from tui_app.ui.came import Came, sentence

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


class Hearing:
    """What stands for a desk here: nothing but its news."""

    def __init__(self) -> None:
        self.notices = Notices()


class Quiet(App[None]):
    """Counts its toasts and rings."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.rings = 0

    def notify(self, message: str, **_how: Any) -> None:
        """Keep it."""
        self.said.append(message)

    def bell(self) -> None:
        """Count it."""
        self.rings += 1


@pytest.mark.parametrize(
    ("counts", "within", "words"),
    [
        ((3, 1, 2), HOUR, "3 new offers, 1 changed, 2 end within the hour."),
        ((1, 0, 0), HOUR, "1 new offer."),
        ((0, 2, 0), HOUR, "2 offers changed."),
        ((0, 1, 1), HOUR, "1 offer changed, 1 ends within the hour."),
        ((0, 0, 1), 2 * HOUR, "1 offer ends within 2 h."),
        ((0, 0, 1_200), HOUR / 4, "1,200 offers end within 15 min."),
    ],
)
def test_a_sentence_counts_what_came(counts: tuple[int, int, int], within: timedelta, words: str) -> None:
    assert sentence(*counts, within=within) == words


@pytest.mark.parametrize(("toasts", "bell"), [(True, False), (True, True), (False, True), (False, False)])
async def test_what_came_together_is_told_once(
    toasts: bool, bell: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.came.TOGETHER_SECONDS", 0.05)
    app, desk = Quiet(), Hearing()
    async with app.run_test() as pilot:
        Came(app, desk, NoticeSettings(toasts=toasts, bell=bell))  # type: ignore[arg-type]
        for news in (OffersCame("main", 1, 0, 0), OffersChanged("main"), OffersCame("other", 1, 2, 0)):
            desk.notices.tell(news)
        await pilot.pause(0.2)
    assert app.said == ["2 new offers, 2 changed."] * toasts
    assert app.rings == bell
