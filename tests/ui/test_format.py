"""Times, statuses and ids as words: never longer than the truth, and told when they change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_app.domain.offer import OfferStatus
from tui_app.ui.format import (
    age,
    age_changes,
    cut,
    cut_inside,
    day_ends,
    day_or_time,
    ends,
    ends_changes,
    moment,
    moment_in_full,
    padded,
    short_id,
    status_shape,
    status_word,
    time_left,
)
from tui_app.ui.glyphs import ASCII, UNICODE, Glyphs, SourceMark

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
LEFT = st.timedeltas(min_value=timedelta(microseconds=1), max_value=timedelta(days=900))


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(seconds=0.5), "0 s"),
        (timedelta(seconds=58.9), "58 s"),
        (timedelta(seconds=119), "119 s"),
        (timedelta(minutes=2), "2 m"),
        (timedelta(minutes=4, seconds=59), "4 m"),
        (timedelta(hours=1), "1 h 00"),
        (timedelta(hours=2, minutes=3), "2 h 03"),
        (timedelta(hours=47, minutes=59), "47 h 59"),
        (timedelta(hours=48), "2 d"),
        (timedelta(days=3, hours=23), "3 d"),
    ],
)
def test_time_left_is_said_in_the_unit_that_matters(left: timedelta, said: str) -> None:
    assert time_left(left) == said


@given(LEFT)
def test_an_end_says_the_same_until_the_instant_it_names(left: timedelta) -> None:
    expires = NOW + left
    changes = ends_changes(OfferStatus.OPEN, expires, NOW)
    assert changes is not None

    said = ends(OfferStatus.OPEN, expires, NOW)

    assert ends(OfferStatus.OPEN, expires, changes - INSTANT) == said
    assert ends(OfferStatus.OPEN, expires, changes) != said


@given(LEFT)
def test_an_age_says_the_same_until_the_instant_it_names(past: timedelta) -> None:
    since = NOW - past
    changes = age_changes(since, NOW)

    assert age(since, changes - INSTANT) == age(since, NOW)
    assert age(since, changes) != age(since, NOW)


def test_what_ends_within_the_hour_is_marked_without_colour() -> None:
    assert ends(OfferStatus.OPEN, NOW + timedelta(minutes=59), NOW) == "! 59 m"
    assert ends(OfferStatus.OPEN, NOW + timedelta(minutes=60), NOW) == "1 h 00"


def test_an_open_offer_past_its_end_is_not_swept() -> None:
    assert ends(OfferStatus.OPEN, NOW, NOW) == "not swept"
    assert ends_changes(OfferStatus.OPEN, NOW, NOW) is None


@pytest.mark.parametrize("status", [each for each in OfferStatus if each is not OfferStatus.OPEN])
def test_an_offer_that_is_over_does_not_run_out(status: OfferStatus) -> None:
    assert ends(status, NOW + timedelta(hours=1), NOW) == "—"
    assert ends_changes(status, NOW + timedelta(hours=1), NOW) is None


def test_an_offer_without_an_end_has_a_dash() -> None:
    assert ends(OfferStatus.OPEN, None, NOW, ASCII) == "-"


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=-5), "0 s"),
        (timedelta(seconds=8), "8 s"),
        (timedelta(seconds=29), "20 s"),
        (timedelta(minutes=3, seconds=59), "3 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=5), "5 d"),
    ],
)
def test_an_age_is_said_in_the_unit_that_matters(past: timedelta, said: str) -> None:
    assert age(NOW - past, NOW) == said


def test_a_moment_is_as_short_as_the_day_allows() -> None:
    zone = timezone(timedelta(hours=1))

    assert moment(NOW, NOW, zone) == "13:00"
    assert moment(NOW - timedelta(days=1), NOW, zone) == "13 Mar 13:00"
    assert moment(NOW - timedelta(days=400), NOW, zone) == "2025-02-07 13:00"


def test_a_moment_in_full_names_its_zone() -> None:
    assert moment_in_full(NOW, timezone(timedelta(hours=-3, minutes=-30))) == "2026-03-14 08:30:00 -03:30"


def test_the_day_is_the_local_one() -> None:
    late = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)

    assert moment(late, NOW, timezone(timedelta(hours=1))) == "15 Mar 00:30"


def test_a_short_id_keeps_both_ends() -> None:
    assert short_id("ON65F7C-CDFOB-VSYE6D") == "ON65F7…VSYE6D"
    assert short_id("ON65F7C") == "ON65F7C"


def test_a_status_is_a_word_that_begins_with_a_capital() -> None:
    assert status_word(OfferStatus.IN_FLIGHT) == "In flight"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_status_has_a_shape_of_its_own(glyphs: Glyphs) -> None:
    assert len({status_shape(status, glyphs) for status in OfferStatus}) == len(OfferStatus)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_source_mark_has_a_shape_of_its_own(glyphs: Glyphs) -> None:
    assert len({glyphs.source[mark] for mark in SourceMark}) == len(SourceMark)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_shape_is_one_column_wide(glyphs: Glyphs) -> None:
    singles = (glyphs.cursor, glyphs.mark, glyphs.hidden, glyphs.soon, glyphs.cut, glyphs.rising)
    shapes = (*singles, glyphs.falling, glyphs.nothing, *glyphs.status.values(), *glyphs.source.values())

    assert {cell_len(shape) for shape in shapes} == {1}


def test_what_was_today_is_told_otherwise_from_midnight_on() -> None:
    zone = timezone(timedelta(hours=2))
    now = datetime(2026, 3, 14, 22, 30, tzinfo=UTC)
    midnight = day_ends(now, zone)

    assert midnight == datetime(2026, 3, 15, 22, 0, tzinfo=UTC)
    assert day_or_time(now, midnight - timedelta(seconds=1), zone) == "00:30"
    assert day_or_time(now, midnight, zone) == "15 Mar"


def test_plain_letters_are_ascii() -> None:
    shapes = "".join((*ASCII.status.values(), *ASCII.source.values(), ASCII.cut, ASCII.mark, ASCII.cursor))

    assert shapes.isascii()


@given(st.text(st.sampled_from("ab 漢é…"), max_size=30), st.integers(1, 20), st.booleans())
def test_padded_text_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    assert cell_len(padded(text, width, right=right)) == width


def test_text_that_is_cut_says_so() -> None:
    assert cut("Decent Narwhal", 8) == "Decent…"
    assert cut("Decent", 6) == "Decent"


def test_a_name_is_cut_before_its_number() -> None:
    assert cut_inside("Shino Teapot No. 129", 16) == "Shino Teap…. 129"
    assert cut_inside("Vinyl #0042", 11) == "Vinyl #0042"
    assert cut_inside("Vinyl #0042", 8) == "Vinyl #…"


@given(st.text(st.sampled_from("ab 漢é\u0301…1"), max_size=40), st.integers(1, 30))
def test_a_name_cut_inside_fits(text: str, width: int) -> None:
    assert cell_len(cut_inside(text, width)) <= width
