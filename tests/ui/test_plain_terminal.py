"""What is drawn on a terminal that has plain letters only, and which terminals these are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tests.hostile import CORPUS
from tui_app.ui.glyphs import ASCII, UNICODE
from tui_app.ui.modals.help_view import without_arrows
from tui_app.ui.plain_filter import PLAIN, PlainFilter, plain
from tui_app.ui.plain_terminal import Letters, letters_for

BLACK = Color.parse("black")


@pytest.mark.parametrize(
    ("glyphs", "environment", "letters"),
    [
        ("", {"LANG": "en_US.UTF-8", "TERM": "xterm-256color"}, Letters.ALL),
        ("", {"LANG": "de_DE.utf8"}, Letters.ALL),
        ("", {}, Letters.ALL),
        ("", {"LC_CTYPE": "UTF-8"}, Letters.ALL),
        ("", {"LANG": "C"}, Letters.ASCII),
        ("", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, Letters.ASCII),
        ("", {"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, Letters.ASCII),
        ("", {"LANG": "de_DE.ISO-8859-1"}, Letters.ASCII),
        ("", {"LANG": "C.UTF-8", "TERM": "linux"}, Letters.NO_SHAPES),
        ("", {"LANG": "C.UTF-8", "TERM": "dumb"}, Letters.NO_SHAPES),
        ("ascii", {"LANG": "C.UTF-8"}, Letters.NO_SHAPES),
        ("ascii", {"LANG": "C"}, Letters.ASCII),
        ("unicode", {"LANG": "C", "TERM": "linux"}, Letters.ALL),
    ],
)
def test_the_person_decides_then_the_terminal(
    glyphs: str, environment: dict[str, str], letters: Letters
) -> None:
    assert letters_for(glyphs, environment) is letters


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("▸✓ #3363 Chica… Pass  ≈19.44 POL  −50 %", ">+ #3363 Chica~ Pass  ~19.44 POL  -50 %"),
        ("╭─╮│▌ ╰─╯ ▂▅█ “x”", '+-+|| +-+ .:# "x"'),
        ("≠ Café 漢字 👨", "! Caf? ???? ??"),
    ],
)
def test_shapes_become_letters_and_what_cannot_be_drawn_is_said_to_be_unknown(
    drawn: str, expected: str
) -> None:
    assert plain(drawn, letters=False) == expected


def test_other_scripts_stay_where_only_shapes_are_missing() -> None:
    assert plain("≠ Café 漢字 ▸ 👨", letters=True) == "! Café 漢字 > ??"


@given(st.one_of(st.text(max_size=40), st.sampled_from([text for _, text in CORPUS])))
def test_a_plain_line_is_ascii_and_as_wide_as_it_was(text: str) -> None:
    drawn = plain(text, letters=False)

    assert drawn.isascii()
    assert cell_len(drawn) == cell_len(text)


def test_every_shape_of_ours_has_a_plain_one() -> None:
    singles = [shape for shape in UNICODE if isinstance(shape, str)]
    shapes = "".join([*singles, *UNICODE.status.values(), *UNICODE.source.values()])

    assert all(shape.isascii() or ord(shape) in PLAIN for shape in shapes)
    assert all(shape.isascii() for shape in ASCII if isinstance(shape, str))


def test_a_plain_line_is_left_alone_and_styles_stay() -> None:
    line = [Segment("Ape 9 ETH")]
    (drawn,) = PlainFilter(Letters.ASCII).apply([Segment("▲", Segment.line().style)], BLACK)

    assert PlainFilter(Letters.ASCII).apply(line, BLACK) is line
    assert drawn == Segment("^", Segment.line().style)


def test_no_key_is_named_by_a_letter_that_looks_like_an_arrow() -> None:
    assert without_arrows("↓ j") == "Down j"
    assert without_arrows("⇧Tab") == "Shift+Tab"
