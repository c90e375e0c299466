"""Bytes become exact values, or one sentence that repeats nothing of them."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tui_app.domain.errors import UnreadableReply
from tui_app.gateway.decode import read_json, validated, write_json
from tui_app.gateway.limits import MAX_BODY


def read(body: bytes) -> object:
    """The value in a body of a marketplace called Market."""
    return read_json(body, source="Market")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": 12345678901234567890.123456789}', {"a": Decimal("12345678901234567890.123456789")}),
        (b"[5.00000000]", [Decimal("5.00000000")]),
        (b"[13422818791946309000]", [13422818791946309000]),
        (b"[1700703273865968600]", [1700703273865968600]),
        (b"[1e5, 0.1, -2]", [Decimal("1E+5"), Decimal("0.1"), -2]),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b' \n{"a": null} ', {"a": None}),
        ('"Toruń 🦈"'.encode(), "Toruń 🦈"),
        (b'"\\ud800"', "\ud800"),
        (str(2**256).encode(), 2**256),
    ],
)
def test_values_come_out_exactly(body: bytes, value: object) -> None:
    found = read(body)
    assert found == value
    assert str(found) == str(value)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty answer"),
        (b" \n ", "an empty answer"),
        (b'{"error": [], "resu', "not JSON"),
        (b"<!DOCTYPE html><h1>502</h1>", "a web page"),
        (b"not json", "not JSON"),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
        (b'{"a": "\xff\xfe"}', "not UTF-8"),
        (b'{"a": NaN}', "a number that is none"),
        (b"[Infinity]", "a number that is none"),
        (b"[-Infinity]", "a number that is none"),
        (b"[" * 100_000, "nested without end"),
        (b"[" * 100_000 + b"]" * 100_000, "nested without end"),
        (b'{"a": 1, "a": 2}', "one field twice"),
        (b'{"x": {"a": 1, "a": 1}}', "one field twice"),
        (b"[" + b"9" * 10_000 + b"]", "absurd length"),
        (b"[0." + b"9" * 10_000 + b"]", "absurd length"),
        (b"[1e999999]", "absurd size"),
        (b"[1e-999999]", "absurd size"),
        (b"[1e99999999999999999999]", "absurd size"),
        (b"{} {}", "not JSON"),
        (b"[1_000]", "not JSON"),
        (b" " * (MAX_BODY + 1), "more than 8 MiB"),
    ],
)
def test_what_is_not_strict_json_is_refused_in_one_sentence(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableReply, match=reason) as refusal:
        read(body)
    assert refusal.value.title.startswith("Market answered with ")
    assert refusal.value.__context__ is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**30, places=18))
def test_decimals_survive_reading_and_writing_digit_for_digit(number: Decimal) -> None:
    text = format(number, "f")
    assert write_json(read(f'{{"n":{text}}}'.encode())) == f'{{"n":{text}}}'


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_writing_and_reading_are_each_others_inverse(value: object) -> None:
    assert read(write_json(value).encode()) == value


@given(JSON_VALUES)
def test_writing_agrees_with_the_standard_library(value: object) -> None:
    assert write_json(value) == json.dumps(value, separators=(",", ":"))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_one_refusal(body: bytes) -> None:
    with suppress(UnreadableReply):
        json.dumps(read(body), default=str)


class Row(BaseModel):
    """A model with a field that may be missing or wrong."""

    name: str
    sizes: list[int]


@pytest.mark.parametrize(
    ("value", "places"),
    [
        ({"sizes": [1]}, "name"),
        ({"name": "x", "sizes": [1, "canary"]}, "sizes.1"),
        ("canary", "the whole"),
        ({"name": 5, "sizes": ["canary", None, {}, []]}, "name, sizes.0, sizes.1 and 2 more"),
    ],
)
def test_a_misfit_names_the_places_and_never_the_values(value: object, places: str) -> None:
    with pytest.raises(UnreadableReply) as misfit:
        validated(Row, value, source="Market")
    assert misfit.value.title == f"Market sent an answer this program cannot read: see {places}."
    assert misfit.value.__context__ is None


def test_what_fits_is_the_model() -> None:
    assert validated(Row, {"name": "x", "sizes": [1]}, source="Market") == Row(name="x", sizes=[1])
