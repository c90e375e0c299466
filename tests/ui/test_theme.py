"""The themes: complete, readable, and no trouble for themes that are not ours."""

from __future__ import annotations

import math
from itertools import product

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tests.ui.list_app import ListApp
from tests.ui.rows import Stock
from tests.ui.screen import screen_text
from tui_app.domain.offer import OfferStatus
from tui_app.ui.palettes import GROUNDS
from tui_app.ui.theme import ANSI, COLOUR_BLIND, CONTRAST, DARK, THEMES, variable_defaults, wrong_theme
from tui_app.ui.widgets.columns import status_ink

READABLE, EASILY_READABLE = 4.5, 7.0
"""The contrast that WCAG 2.1 asks of text at least, and where more is wanted (criteria 1.4.3 and 1.4.6)."""

MEASURED = [theme for theme in THEMES if not theme.ansi]
"""A terminal chooses its own sixteen colours, so nobody can measure what they will be."""

OF_TEXTUAL = ("accent", "warning", "error", "success", "foreground", "background", "surface", "panel")
SPEAKING = ("accent", "warning", "error", "success", "foreground")

SIGHTS = {
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "without blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
"""What is seen of linear red, green and blue (Machado, Oliveira and Fernandes, 2009, severity 1.0)."""
APART = 0.2
"""How far apart two colours are, in linear red, green and blue, that nobody takes for one another."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.1 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.1 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> list[float]:
    """Red, green and blue as amounts of light."""
    channels = [part / 255 for part in Color.parse(colour).rgb]
    return [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]


def asked_of(theme: Theme) -> float:
    """The contrast that text has to have in this theme."""
    return EASILY_READABLE if theme is CONTRAST else READABLE


def seen(colour: str, sight: str) -> list[float]:
    """The linear red, green and blue of a colour, as somebody with this sight sees them."""
    parts = linear(colour)
    return [sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in SIGHTS[sight]]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_status_has_a_colour(theme: Theme) -> None:
    assert {f"status-{status_ink(status)}" for status in OfferStatus} <= set(theme.variables)


@pytest.mark.parametrize("theme", MEASURED, ids=lambda theme: theme.name)
def test_every_ink_is_readable_on_every_ground(theme: Theme) -> None:
    named = {**theme.variables, **{name: getattr(theme, name) for name in OF_TEXTUAL}}
    inks = [name for name in named if name.startswith(("status-", "ink-"))]
    pairs = [*product((*inks, *SPEAKING), GROUNDS), ("lit-ink", "lit-ground")]

    unreadable = {
        (ink, ground): round(ratio, 2)
        for ink, ground in pairs
        if (ratio := contrast(named[ink], named[ground])) < asked_of(theme)
    }

    assert not unreadable


def test_all_themes_define_the_same_variables() -> None:
    ansi_alone = {name for name in ANSI.variables if name.startswith(("ansi-", "input-", "screen-"))}

    assert all(set(theme.variables) - ansi_alone == set(DARK.variables) for theme in THEMES)


@pytest.mark.parametrize("sight", SIGHTS)
def test_few_people_confuse_what_is_well_with_what_is_not_in_the_theme_for_them(sight: str) -> None:
    well = [COLOUR_BLIND.variables[f"status-{name}"] for name in ("open", "accepted")]
    ill = [COLOUR_BLIND.variables[f"status-{name}"] for name in ("rejected", "failed")]
    pairs = [*product([*well, str(COLOUR_BLIND.success)], [*ill, str(COLOUR_BLIND.error)])]

    assert min(math.dist(seen(one, sight), seen(other, sight)) for one, other in pairs) > APART


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", ""),
        ("offerdesk-ansi", ""),
        ("nord", ""),
        ("Nord", "there is no theme 'Nord': did you mean nord?"),
        ("offerdesk-drak", "there is no theme 'offerdesk-drak': did you mean offerdesk-dark?"),
        ("x" * 60, "write for example offerdesk-light; offerdesk-dark is used."),
    ],
)
def test_a_theme_that_does_not_exist_is_named_with_what_may_be_meant(name: str, said: str) -> None:
    assert said in wrong_theme(name)
    assert bool(said) is bool(wrong_theme(name))


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
