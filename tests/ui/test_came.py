"""What a refresh brought is one sentence, and the bell at most once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
from textual.app import App

from tui_app.desk.news import Notices, OffersCame, OffersChanged
from tui_app.settings.notices import NoticeSettings
from tui_app.ui.came import Came, sentence
from tui_app.ui.desktop_message import desktop_message
from tui_app.ui.modals.text_view import TextView

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
        await pilot.pause()
    assert app.said == ["2 new offers, 2 changed."] * toasts
    assert app.rings == bell


async def test_what_comes_while_a_dialog_stands_is_told_when_it_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui_app.ui.came.TOGETHER_SECONDS", 0.02)
    app, desk = Quiet(), Hearing()
    async with app.run_test() as pilot:
        Came(app, desk, NoticeSettings(bell=True))  # type: ignore[arg-type]
        dialog = TextView("A question", "with answers below")
        await app.push_screen(dialog)
        for _ in range(3):
            desk.notices.tell(OffersCame("main", 1, 0, 0))
            await pilot.pause(0.1)
        assert (app.said, app.rings) == ([], 0)
        dialog.dismiss()
        with anyio.fail_after(60):
            while not app.said:
                await pilot.pause(0.02)

    assert (app.said, app.rings) == (["3 new offers."], 1)


def note_of(file: Path, *, then: str = "") -> tuple[str, ...]:
    """A program that writes down what it is told."""
    return (
        sys.executable,
        "-c",
        f"import sys; open({str(file)!r}, 'a').write(sys.argv[-1] + chr(10)); {then}",
    )


async def came(settings: NoticeSettings, holds: Callable[[Quiet], bool], times: int = 1) -> Quiet:
    """An app that was told of an offer that came, once that shows."""
    app, desk = Quiet(), Hearing()
    async with app.run_test() as pilot:
        Came(app, desk, settings)  # type: ignore[arg-type]
        with anyio.fail_after(60):
            for _ in range(times):
                desk.notices.tell(OffersCame("main", 1, 0, 0))
                while not holds(app):
                    await pilot.pause(0.02)
            await app.workers.wait_for_complete()  # a program that is left would be ended with the loop
    return app


async def test_a_program_is_started_with_the_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tui_app.ui.came.TOGETHER_SECONDS", 0.05)
    file = tmp_path / "told"
    await came(
        NoticeSettings(toasts=False, command=note_of(file)),
        lambda _: file.exists() and bool(file.read_text()),
    )

    assert file.read_text() == "1 new offer.\n"


async def test_a_program_that_hangs_is_ended_told_of_once_and_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tui_app.ui.came.TOGETHER_SECONDS", 0.05)
    monkeypatch.setattr("tui_app.ui.came.COMMAND_SECONDS", 1.0)
    command = note_of(tmp_path / "told", then="import time; time.sleep(600)")
    settings = NoticeSettings(toasts=False, command=command)
    app = await came(settings, lambda app: any("gave no answer" in words for words in app.said), times=2)

    (said,) = app.said
    assert "It is not started again; see notices.command." in said


def test_of_a_message_for_the_desktop_only_what_can_be_seen_is_written() -> None:
    assert desktop_message("1 new\x1b]0;x\x07 offer.", within_tmux=False).count("\x1b") == 1
    assert desktop_message("1 new offer.", within_tmux=False) == "\x1b]9;1 new offer.\x07"
    assert desktop_message("1 new offer.", within_tmux=True) == "\x1bPtmux;\x1b\x1b]9;1 new offer.\x07\x1b\\"
