"""One JSON object is read field by field; what cannot be read is noted and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.gateway.entry import Entry, flag_of, instant_of, number_of, text_of, unix_of, whole_of

Read = Callable[[object], object]
FORMS = st.none() | st.booleans() | st.integers() | st.text(max_size=40) | st.decimals() | st.lists(st.none())


def each(read: Read, *values: object) -> list[tuple[Read, object]]:
    """A reader with each of some values."""
    return [(read, value) for value in values]


@pytest.mark.parametrize(
    ("read", "value", "meant"),
    [
        (number_of, 12, Decimal(12)),
        (number_of, Decimal("12.0"), Decimal("12.0")),
        (number_of, "12.50", Decimal("12.50")),
        (whole_of, 2**70, 2**70),
        (whole_of, str(2**256), 2**256),
        (whole_of, Decimal("15.0"), 15),
        (flag_of, True, True),
        (flag_of, "false", False),
        (instant_of, "2022-12-30T12:31:40.532Z", datetime(2022, 12, 30, 12, 31, 40, 532_000, UTC)),
        (instant_of, "2025-01-20T12:21:35.75Z", datetime(2025, 1, 20, 12, 21, 35, 750_000, UTC)),
        (instant_of, "2024-01-15T14:30:00Z", datetime(2024, 1, 15, 14, 30, tzinfo=UTC)),
        (instant_of, "2024-01-15T14:30:00+03:00", datetime(2024, 1, 15, 11, 30, tzinfo=UTC)),
        (instant_of, "0001-01-01T00:00:00Z", datetime(1900, 1, 1, tzinfo=UTC)),
        (instant_of, "9999-12-31T23:59:59.999999Z", datetime(8000, 1, 1, tzinfo=UTC)),
        (unix_of, 1654983000, datetime(2022, 6, 11, 21, 30, tzinfo=UTC)),
        (unix_of, "1654983000", datetime(2022, 6, 11, 21, 30, tzinfo=UTC)),
    ],
)
def test_values_are_read_as_they_are_meant(read: Read, value: object, meant: object) -> None:
    assert read(value) == meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        *each(number_of, "number", "", "-1", -1, "1e3", " 1", "٥", True, None, [], "NaN", Decimal("NaN")),
        *each(whole_of, "1.5", Decimal("1.5"), -1, "-1", True, None, Decimal("1E+300"), Decimal("sNaN")),
        *each(flag_of, 2, "yes", None, []),
        *each(instant_of, "string", "2024-01-15", "2024-13-15T14:30:00Z", 1, None, ""),
        *each(instant_of, "2024-01-15T14:30:00", "0001-01-01T00:00:00+23:59"),
        *each(unix_of, 10**11, -1, None, "soon"),
        *each(text_of, None, 5, []),
    ],
)
def test_what_is_none_is_refused(read: Read, value: object) -> None:
    with pytest.raises(ValueError, match=r"it is"):
        read(value)


@given(value=FORMS, read=st.sampled_from([number_of, whole_of, flag_of, instant_of, unix_of, text_of]))
def test_nothing_else_than_a_value_error_is_raised(value: object, read: Read) -> None:
    entry = Entry({"field": value})

    assert entry.told("field", read) is None or not entry.notes


def test_a_note_names_the_field_in_its_place() -> None:
    entry = Entry({"fees": {"node_fee": {"amount": "number"}}})
    entry.inner("fees").inner("node_fee").told("amount", number_of)

    assert entry.notes == ["fees.node_fee.amount cannot be read: it is no number"]


def test_what_is_absent_or_null_is_not_noted() -> None:
    entry = Entry({"null": None})

    assert entry.told("null", number_of) is entry.told("absent", number_of) is None
    assert entry.inner("null").fields == {}
    assert entry.notes == []


def test_elements_that_are_no_objects_are_noted() -> None:
    entry = Entry({"items": [{"id": 1}, 5]})

    assert [each.fields["id"] for each in entry.objects("items")] == [1]
    assert entry.notes == ["items.1 cannot be read: it is no object"]


def test_notes_come_to_an_end() -> None:
    entry = Entry({"items": [5] * 100})
    entry.objects("items")

    assert len(entry.notes) == 21
    assert entry.notes[-1] == "more cannot be read"


def test_a_field_that_is_needed_is_named() -> None:
    with pytest.raises(ValueError, match="see deal_id"):
        Entry({}).needed("deal_id", whole_of)


def test_lone_surrogates_are_replaced() -> None:
    assert text_of("\ud800").raw == "?"
