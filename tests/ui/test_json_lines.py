"""JSON as the Raw tab lays it out."""

from __future__ import annotations

import json

import pytest

from tui_app.ui.json_lines import laid_out


def test_each_member_has_its_line() -> None:
    assert laid_out('{"a":1,"b":{"c":[1,"x"]},"d":[],"e":{}}') == (
        '{\n  "a": 1,\n  "b": {\n    "c": [\n      1,\n      "x"\n    ]\n  },\n  "d": [],\n  "e": {}\n}'
    )


@pytest.mark.parametrize(
    "number", ["5.00000000", "1E400", "0.10", "115792089237316195423570985008687907853269984665640564039457"]
)
def test_numbers_stay_as_they_were_written(number: str) -> None:
    assert laid_out(f'{{"amount":{number}}}') == f'{{\n  "amount": {number}\n}}'


@pytest.mark.parametrize("text", ['a"b', "a\\", "{not: [json", "tab\t", "née"])
def test_texts_stay_as_they_were_written(text: str) -> None:
    told = laid_out(json.dumps({"name": text}))

    assert json.loads(told) == {"name": text}
    assert told.count("\n") == 2


@pytest.mark.parametrize("text", ["", "{", "]]]", '"', "a b", "<html>", "[" * 10_000])
def test_what_is_no_json_raises_nothing(text: str) -> None:
    laid_out(text)
