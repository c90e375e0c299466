"""Turns times, statuses and ids into text for the screen. Amounts are in `amounts`."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from rich.cells import cell_len, set_cell_size

from tui_app.domain.offer import OfferStatus
from tui_app.ui.glyphs import UNICODE, Glyphs

SOON = timedelta(hours=1)
"""What ends within this is marked, so that it stands out without colour."""

_TAIL = 5
_LEAST_INSIDE = 12

NOT_SWEPT = "not swept"
"""What the list says of an offer that is called open although its end has passed."""

_SECONDS_BELOW = timedelta(minutes=2)
_MINUTES_BELOW = timedelta(hours=1)
_HOURS_BELOW = timedelta(hours=48)
_SECOND, _MINUTE, _DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
_HOUR = timedelta(hours=1)
_TEN_SECONDS = timedelta(seconds=10)
_INSTANT = timedelta(microseconds=1)


def time_left(left: timedelta) -> str:
    """How long until an end, never said longer than it is: `58 s`, `4 m`, `2 h 03`, `3 d`.

    Seconds only in the last two minutes, so that a list of offers holds still.
    """
    if left < _SECONDS_BELOW:
        return f"{max(left, timedelta()) // _SECOND} s"
    if left < _MINUTES_BELOW:
        return f"{left // _MINUTE} m"
    if left < _HOURS_BELOW:
        return f"{left // _HOUR} h {left % _HOUR // _MINUTE:02d}"
    return f"{left // _DAY} d"


def time_left_changes(left: timedelta) -> timedelta:
    """How long `time_left` keeps saying the same."""
    step = _SECOND if left < _SECONDS_BELOW else _MINUTE if left < _HOURS_BELOW else _DAY
    return min(left % step + _INSTANT, left)


def ends(status: OfferStatus, expires: datetime | None, now: datetime, glyphs: Glyphs = UNICODE) -> str:
    """When an offer ends: the time left, `not swept`, or a dash where nothing runs out.

    `not swept` is an offer that its marketplace still calls open although its end has passed.
    """
    if expires is None or status is not OfferStatus.OPEN:
        return glyphs.nothing
    left = expires - now
    if left <= timedelta():
        return NOT_SWEPT
    return f"{glyphs.soon} {time_left(left)}" if left < SOON else time_left(left)


def ends_changes(status: OfferStatus, expires: datetime | None, now: datetime) -> datetime | None:
    """The next instant at which `ends` says something else, None for never."""
    if expires is None or status is not OfferStatus.OPEN or expires <= now:
        return None
    return now + time_left_changes(expires - now)


def age(since: datetime, now: datetime) -> str:
    """How long ago: `8 s`, `20 s`, `3 min`, `2 h`, `5 d`. A time to come counts as now."""
    past = max(now - since, timedelta())
    if past < _MINUTE:
        return f"{past // _age_step(past) * _age_step(past) // _SECOND} s"
    step, unit = (_MINUTE, "min") if past < _HOUR else (_HOUR, "h") if past < _HOURS_BELOW else (_DAY, "d")
    return f"{past // step} {unit}"


def age_changes(since: datetime, now: datetime) -> datetime:
    """The next instant at which `age` says something else."""
    if now < since:
        return since + _SECOND
    past = now - since
    step = _age_step(past)
    return now + step - past % step


def _age_step(past: timedelta) -> timedelta:
    if past < _MINUTE:
        return _SECOND if past < _TEN_SECONDS else _TEN_SECONDS
    return _MINUTE if past < _HOUR else _HOUR if past < _HOURS_BELOW else _DAY


def status_word(status: OfferStatus) -> str:
    """The word for a status as a list shows it."""
    return status.value.capitalize()


def status_shape(status: OfferStatus, glyphs: Glyphs = UNICODE) -> str:
    """The shape that stands for a status, so that colour is never needed to tell it."""
    return glyphs.status[status]


def short_id(text: str, width: int = 13, glyphs: Glyphs = UNICODE) -> str:
    """Both ends of an id that is longer than `width`: what people compare."""
    if cell_len(text) <= width:
        return text
    tail = (width - 1) // 2
    return text[: width - 1 - tail] + glyphs.cut + text[len(text) - tail :]


def moment(when: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """A moment in local time (or `zone`), as short as can be: `14:32`, `21 Nov 14:32`, `2024-11-21 14:32`."""
    local, today = when.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


def day_or_time(when: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """As `moment`, for a narrow column: the time of today, else the day: `14:32`, `21 Nov`, `2024-11-21`."""
    told = moment(when, now, zone)
    return told if " " not in told else told.rpartition(" ")[0]


def day_ends(now: datetime, zone: tzinfo | None = None) -> datetime:
    """When `moment` and `day_or_time` say something else of all that was today."""
    tomorrow = now.astimezone(zone) + _DAY
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


def day_of(when: datetime, zone: tzinfo | None = None) -> str:
    """The day of a moment in local time (or `zone`), of this year or so: `21 Nov`."""
    local = when.astimezone(zone)
    return f"{local.day} {_MONTHS[local.month - 1]}"


def moment_in_full(when: datetime, zone: tzinfo | None = None) -> str:
    """A moment in local time (or `zone`) to the second, with the zone: `2026-11-21 14:32:07 +01:00`."""
    local = when.astimezone(zone)
    offset = f"{local:%z}"
    return f"{local:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]}"


# strftime would give the months of the person's locale in the middle of English sentences.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def cut(text: str, width: int, glyphs: Glyphs = UNICODE) -> str:
    """The text in at most `width` columns, with a mark where it goes on."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + glyphs.cut if width > 0 else ""


def cut_inside(text: str, width: int, glyphs: Glyphs = UNICODE) -> str:
    """The text in at most `width` columns, cut before its last few: a name's number stands there."""
    if cell_len(text) <= width or width < _LEAST_INSIDE:
        return cut(text, width, glyphs)
    tail = text[-_TAIL:]
    while tail and (cell_len(tail) > _TAIL or cell_len(tail[0]) == 0):
        tail = tail[1:]
    return set_cell_size(text, width - 1 - cell_len(tail)).rstrip() + glyphs.cut + tail


def padded(text: str, width: int, *, right: bool = False, glyphs: Glyphs = UNICODE) -> str:
    """The text in exactly `width` columns, cut if it must be, pushed to the right if asked."""
    shown = cut(text, width, glyphs)
    blanks = " " * (width - cell_len(shown))
    return blanks + shown if right else shown + blanks
