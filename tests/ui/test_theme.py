"""The themes: complete, readable, and no trouble for themes that are not ours."""

from __future__ import annotations

from itertools import product

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tests.ui.list_app import ListApp
from tests.ui.rows import Stock
from tests.ui.screen import screen_text
from tui_app.domain.offer import OfferStatus
from tui_app.ui.theme import DARK, LIGHT, THEMES, variable_defaults
from tui_app.ui.widgets.columns import status_ink

READABLE = 4.5
"""The contrast that WCAG 2.1 asks of text (success criterion 1.4.3)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.1 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.1 defines it."""
    channels = [part / 255 for part in Color.parse(colour).rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_status_has_a_colour(theme: Theme) -> None:
    assert {f"status-{status_ink(status)}" for status in OfferStatus} <= set(theme.variables)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_ink_is_readable_on_every_ground(theme: Theme) -> None:
    named = {**theme.variables, "background": theme.background or ""}
    inks = [name for name in named if name.startswith(("status-", "ink-"))]
    grounds = ("background", "row-cursor-unfocused", "row-marked", "row-cursor")

    unreadable = {
        (ink, ground): round(ratio, 2)
        for ink, ground in product(inks, grounds)
        if (ratio := contrast(named[ink], named[ground])) < READABLE
    }

    assert not unreadable


def test_both_themes_define_the_same_variables() -> None:
    assert set(DARK.variables) == set(LIGHT.variables)


@pytest.mark.anyio
@pytest.mark.parametrize("name", [*(theme.name for theme in THEMES), "nord", "textual-ansi"])
async def test_the_list_is_drawn_in_any_theme(name: str, stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 12)) as pilot:
        app.theme = name if name in app.available_themes else next(iter(BUILTIN_THEMES))
        await pilot.pause()

        assert "Decent Narwhal 0" in "\n".join(screen_text(app))


def test_other_themes_get_our_variables_dark_or_light() -> None:
    assert variable_defaults(dark=True) != variable_defaults(dark=False)
    assert set(variable_defaults(dark=True)) <= set(DARK.variables)
