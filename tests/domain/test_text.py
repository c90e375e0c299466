"""What may be shown of a stranger's text."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import CORPUS, Hostile
from tui_app.domain.text import NAME_LIMIT, PROSE_LIMIT, PROSE_LINES, UntrustedText, clean

ESC = "\x1b"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Bored Ape #8817", "Bored Ape #8817"),
        ("日本語 Dragon 🐉", "日本語 Dragon 🐉"),
        ("Café Crème", "Café Crème"),
        ("עברית", "עברית"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("한국어 각", "한국어 각"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ],
)
def test_what_anybody_can_read_is_shown_as_it_is(raw: str, shown: str) -> None:
    text = UntrustedText(raw)

    assert (text.shown, text.hides) == (shown, False)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (f"{ESC}]52;c;eA==\x07Ape", "␛]52;c;eA==␇Ape"),
        ("\x9b2JApe", "\N{REPLACEMENT CHARACTER}2JApe"),
        ("A\x00p\x0ee\x05\x7f", "A␀p␎e␅␡"),
        ("\ud83d\ue000\uffff", "\N{REPLACEMENT CHARACTER}" * 3),
        ("A\u202epe\u2069\u200f", "Ape"),
        ("A\u200bp\u00ade\ufeff\ufe0f\U000e0041", "Ape"),
        ("A\u3164p\u115fe\u034f", "Ape"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("👋🏽", "👋"),
        ("🇩🇪", "DE"),
        ("1\ufe0f\u20e3", "1"),
        ("e" + "\u0301" * 200, "e\u0301\u0301"),
        ("\u0301Ape", "Ape"),
        ("क\u093e", "क"),
        ("☰㉈", "\N{REPLACEMENT CHARACTER}" * 2),
        ("Ape\r\nSold", "Ape Sold"),
        ("Ape\t\u2028 \nSold", "Ape Sold"),
        ("Ape\rSold", "Ape␍Sold"),
        ("\u00a0Bored\u3000Ape\u2800", "Bored Ape"),
        (" Ape ", "Ape"),
    ],
)
def test_what_is_dropped_or_replaced_is_marked(raw: str, shown: str) -> None:
    text = UntrustedText(raw)

    assert (text.shown, text.hides) == (shown, True)


def test_two_names_apart_by_an_invisible_letter_look_equal_but_only_one_hides_it() -> None:
    plain, trap = UntrustedText("Bored Ape"), UntrustedText("Bored\u200b Ape")

    assert plain.shown == trap.shown
    assert (plain.hides, trap.hides) == (False, True)
    assert plain != trap
    assert trap.escaped == "Bored\\u{200b} Ape"


def test_a_long_name_is_cut_and_says_so() -> None:
    text = UntrustedText("A" * (NAME_LIMIT + 1))

    assert text.shown == "A" * (NAME_LIMIT - 1) + "…"
    assert text.hides


def test_a_name_as_long_as_the_limit_is_not_cut() -> None:
    assert UntrustedText("A" * NAME_LIMIT).shown == "A" * NAME_LIMIT


def test_a_flood_of_invisible_letters_is_not_read_to_its_end() -> None:
    assert UntrustedText("Ape" + "\u200b" * 1_000_000 + "!").shown == "Ape…"


def test_a_description_keeps_its_lines() -> None:
    assert UntrustedText.prose("One\r\n\nTwo \u2028Three\n").shown == "One\n\nTwo\nThree"


def test_a_description_keeps_at_most_twenty_lines() -> None:
    shown = UntrustedText.prose("line\n" * 100).shown.split("\n")

    assert len(shown) == PROSE_LINES
    assert shown[-2:] == ["line", "…"]


def test_a_description_keeps_at_most_two_thousand_characters() -> None:
    assert len(UntrustedText.prose("words " * 1_000).shown) == PROSE_LIMIT


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Ape", "Ape"),
        (None, ""),
        (True, "True"),
        (7, "7"),
        (Decimal("0.10"), "0.10"),
        ([1, "Ape"], "[1, 'Ape']"),
        ({"name": f"{ESC}[2J"}, r"{'name': '\x1b[2J'}"),
    ],
)
def test_a_wire_value_of_any_type_becomes_text(value: object, shown: str) -> None:
    assert UntrustedText.of(value).shown == shown


def test_an_integer_too_long_to_print_is_measured() -> None:
    assert UntrustedText.of(10**5_000).shown == "<integer of 16610 bits>"


def test_a_deeply_nested_wire_value_becomes_short_text() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]

    assert len(UntrustedText.of(value).shown) < 100


def test_formatting_gives_what_may_be_shown() -> None:
    text = UntrustedText(f"Ape{ESC}c")

    assert (f"{text}", str(text), f"{text:<6}|", f"{text!r}") == (
        "Ape␛c",
        "Ape␛c",
        "Ape␛c |",
        r"UntrustedText('Ape\\u{1b}c')",
    )


def test_texts_are_equal_and_hash_by_what_was_written() -> None:
    assert UntrustedText("Ape") == UntrustedText("Ape", limit=2)
    assert len({UntrustedText("Ape"), UntrustedText("Ape"), UntrustedText("Ap\u200be")}) == 2


@pytest.mark.parametrize("raw", ["", " ", "\u200b\u3164", "\n\t"])
def test_text_of_nothing_visible_is_false(raw: str) -> None:
    assert not UntrustedText(raw)


def test_folded_text_has_no_case() -> None:
    assert UntrustedText("Bored ÁPE").folded == "bored ápe"


def test_an_escaped_text_cannot_be_forged_by_writing_an_escape() -> None:
    assert UntrustedText("A\\u{200b}").escaped != UntrustedText("A\u200b").escaped


def test_an_escaped_text_is_cut_between_escapes() -> None:
    assert UntrustedText("\u200b" * 300, limit=20).escaped == "\\u{200b}\\u{200b}…"


ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
HOSTILE_TEXT = st.lists(st.sampled_from([hostile.text[:40] for hostile in CORPUS]), max_size=6).map("".join)


@given(st.one_of(ANY_TEXT, HOSTILE_TEXT), st.integers(1, 80), st.integers(1, 4))
def test_cleaning_twice_changes_nothing(raw: str, limit: int, lines: int) -> None:
    shown = clean(raw, limit=limit, lines=lines)

    assert clean(shown, limit=limit, lines=lines) == shown


@given(st.one_of(ANY_TEXT, HOSTILE_TEXT), st.integers(1, 80), st.integers(1, 4))
def test_cleaned_text_keeps_to_its_limits(raw: str, limit: int, lines: int) -> None:
    shown = clean(raw, limit=limit, lines=lines)

    assert len(shown) <= limit
    assert shown.count("\n") < lines


@given(ANY_TEXT, ANY_TEXT)
def test_texts_that_hide_nothing_look_equal_only_when_they_are(one: str, other: str) -> None:
    first, second = UntrustedText(one), UntrustedText(other)

    assert first.hides or second.hides or (first.shown == second.shown) == (one == other)


def unprintable(text: str) -> list[str]:
    """The code points that no screen should get."""
    return [hex(ord(char)) for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}]


@pytest.mark.parametrize("kind", sorted({hostile.kind for hostile in CORPUS}))
def test_no_hostile_text_shows_or_escapes_to_a_control_or_format_code_point(kind: str) -> None:
    texts = [UntrustedText(hostile.text) for hostile in CORPUS if hostile.kind == kind]

    assert {text.raw: unprintable(text.shown + text.escaped + repr(text)) for text in texts} == {
        text.raw: [] for text in texts
    }


def test_the_corpus_is_large_enough_and_of_every_kind() -> None:
    assert len(CORPUS) >= 3_500
    assert len({hostile.kind for hostile in CORPUS}) == 13


def test_hostile_strings_are_told_apart() -> None:
    assert len({hostile.text for hostile in CORPUS}) == len(CORPUS)
    assert all(isinstance(hostile, Hostile) for hostile in CORPUS)
