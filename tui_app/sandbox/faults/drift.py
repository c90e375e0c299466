"""Faults of the schema: items of a list answer in a form that the documents do not promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.items import NOTHING, change_field, items_of
from tui_app.sandbox.faults.plays import acting
from tui_app.sandbox.faults.settings import Given, Parameter

YEAR_9999 = 253402300799
_AMOUNT, _TIME, _ID = "amount.amount", "time", "id"

_ITEM = Parameter(name="item", kind="whole", meaning="which item, counted from 0; each where it is left out")
_TEXT = Parameter(name="text", kind="text", default="1_000", meaning="what stands there instead")

Change = Callable[[object], object]


def _drift(name: str, sentence: str, field: str, change: Change) -> Fault:
    """A fault that changes one field of items; the others are left as they are."""

    def changed(document: object, given: Given) -> object:
        for item in _wanted(document, given):
            change_field(item, given.text("field"), change)
        return document

    where = Parameter(name="field", kind="text", default=field, meaning="which field, such as amount.amount")
    return Fault(
        name=name,
        group="schema",
        sentence=sentence,
        play=acting(changed),
        parameters=(_ITEM, where),
        acts=True,
    )


def _wanted(document: object, given: Given) -> list[dict[str, object]]:
    items, wanted = items_of(document), given.optional_whole("item")
    return items if wanted is None else items[wanted : wanted + 1]


def _extra(document: object, given: Given) -> object:
    for item in _wanted(document, given):
        item["surprise"] = {"new": [1, "two", None], "": {}}
    return document


def _text_instead(document: object, given: Given) -> object:
    for item in _wanted(document, given):
        change_field(item, _AMOUNT, lambda _: given.text("text"))
    return document


def _as_iso(value: object) -> object:
    return datetime.fromtimestamp(value, UTC).isoformat() if isinstance(value, int) else value


def _as_number(value: object) -> object:
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return 12345


def _times(factor: int) -> Change:
    return lambda value: value * factor if isinstance(value, int) else value


def _always(value: object) -> Change:
    return lambda _: value


def _swapped_case(value: object) -> object:
    return value.swapcase() if isinstance(value, str) else value


DRIFT = (
    _drift("missing_field", "A field is not there.", "expire_time", _always(NOTHING)),
    _drift("null_field", "A required field is null.", "status", _always(None)),
    _drift("unknown_enum", "A status is a word that nobody knows.", "status", _always("levitating")),
    _drift("number_as_text", "A number comes as a text.", "expire_time", str),
    _drift("text_as_number", "A text comes as a number.", _AMOUNT, _as_number),
    _drift("float_amount", "An amount is a binary fraction.", _AMOUNT, _always(0.1 + 0.2)),
    _drift("negative_amount", "An amount is below zero.", _AMOUNT, _always("-5.00000000")),
    _drift("zero_amount", "An amount is zero.", _AMOUNT, _always("0.00000000")),
    _drift("huge_amount", "An amount has 79 digits.", _AMOUNT, _always("9" * 79)),
    _drift("time_in_milliseconds", "A time is a thousand times too large.", _TIME, _times(1000)),
    _drift("time_in_nanoseconds", "A time is a billion times too large.", _TIME, _times(10**9)),
    _drift("time_as_text", "A time is written out.", _TIME, _as_iso),
    _drift("time_zero", "A time is 0.", _TIME, _always(0)),
    _drift("time_far", "A time lies in the year 9999.", _TIME, _always(YEAR_9999)),
    _drift("odd_id", "An id has a form of its own.", _ID, _always("../\u202eON\x1b[2J/%00")),
    _drift("empty_id", "An id is empty.", _ID, _always("")),
    _drift("swapped_case", "An id has its letters in the other case.", _ID, _swapped_case),
    Fault(
        name="extra_field",
        group="schema",
        sentence="There is a field that nobody knows.",
        play=acting(_extra),
        parameters=(_ITEM,),
        acts=True,
    ),
    Fault(
        name="odd_amount",
        group="schema",
        sentence="An amount is a text that some readers of numbers take.",
        play=acting(_text_instead),
        parameters=(_ITEM, _TEXT),
        acts=True,
        examples=tuple({"text": text} for text in ("1_000", " 5 ", "٣", "1e999999", "NaN", "0x10", "")),
    ),
)
