"""However columns are counted, cleaned text takes the same number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from wcwidth import wcswidth, wcwidth

from tests.hostile import CORPUS
from tui_app.domain.text import clean

ALIKE = (range(0x3400, 0x4DB6), range(0x4E00, 0x9FFD), range(0xAC00, 0xD7A4), range(0x17000, 0x33480))
"""Ideographs, Hangul and Tangut: tens of thousands of letters, all two columns wide."""


def assigned() -> Iterator[str]:
    """Every character that Unicode assigns, but for all but one in 50 of those that are alike."""
    for point in range(0x110000):
        char = chr(point)
        alike = any(point in letters for letters in ALIKE)
        if unicodedata.category(char) not in {"Cn", "Co", "Cs"} and (point % 50 == 0 or not alike):
            yield char


def widths(text: str) -> Iterator[int]:
    """Columns by cluster and by code point, as Rich, Textual's splitter and terminals count them."""
    yield cell_len(text)
    yield split_graphemes(text)[1]
    yield sum(wcwidth(char) for char in text)
    yield wcswidth(text)


@pytest.mark.parametrize("kind", sorted({hostile.kind for hostile in CORPUS}))
def test_hostile_text_has_one_width_once_cleaned(kind: str) -> None:
    shown = [clean(hostile.text) for hostile in CORPUS if hostile.kind == kind]

    assert [ascii(text) for text in shown if len(set(widths(text))) != 1] == []


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_has_one_width_once_cleaned(raw: str) -> None:
    assert len(set(widths(clean(raw)))) == 1


def test_every_code_point_has_one_width_once_cleaned() -> None:
    shown = (clean(f"a{char}b") for char in assigned())

    assert [ascii(text) for text in shown if cell_len(text) != sum(map(wcwidth, text))] == []
