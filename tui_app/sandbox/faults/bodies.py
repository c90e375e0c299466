"""Faults of the body: what is not JSON, not the JSON it should be, or far too much of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping

from tui_app.sandbox.faults.answer import Answer
from tui_app.sandbox.faults.breaks import BOTH
from tui_app.sandbox.faults.fault import Fault
from tui_app.sandbox.faults.plays import answering
from tui_app.sandbox.faults.settings import ACT, Given, Parameter

_MARK = "the value to be replaced"
_TOP_LEVEL: Mapping[str, bytes] = {
    "array": b"[]",
    "string": b'"result"',
    "null": b"null",
    "number": b"1",
    "true": b"true",
}

_KRAKEN = {"error": [], "result": {"value": _MARK}}

Change = Callable[[Answer, Given], Answer]


def replacing(value: bytes) -> Change:
    """Puts `value`, as it is, in the place of the first text of the result."""
    return lambda answer, _: replaced(answer, value)


def replaced(answer: Answer, value: bytes) -> Answer:
    """The answer with `value` in the place of the first text of its result, or as all the result has."""
    document = answer.document()
    if not (isinstance(document, dict) and (_mark(document.get("result")) or _mark(document.get("data")))):
        document = {"data": {"value": _MARK}} if _is_graphql(document) else _KRAKEN
    marked = json.dumps(document, separators=(",", ":")).encode()
    return answer.saying(marked.replace(json.dumps(_MARK).encode(), value, 1))


def _is_graphql(document: object) -> bool:
    return isinstance(document, dict) and ("data" in document or "errors" in document)


def _mark(inside: object) -> bool:
    """Put the mark in the place of the first text; whether there was one."""
    if not isinstance(inside, dict | list):
        return False
    places = inside.items() if isinstance(inside, dict) else enumerate(inside)
    for place, value in places:
        if isinstance(value, str):
            inside[place] = _MARK
            return True
        if _mark(value):
            return True
    return False


def _truncated(answer: Answer, _: Given) -> Answer:
    return answer.saying(answer.body[: len(answer.body) * 2 // 3])


def _duplicated(answer: Answer, _: Given) -> Answer:
    if _is_graphql(answer.document()):
        return answer.saying(b'{"errors":[{"message":"internal error"}],"data":null,' + answer.body[1:])
    return answer.saying(b'{"error":["EGeneral:Internal error"],"result":null,' + answer.body[1:])


def _padded(answer: Answer, size: int) -> Answer:
    return answer.saying(b'{"padding":"' + b"x" * size + b'",' + answer.body[1:])


def _gzip_bomb(answer: Answer, given: Given) -> Answer:
    padded = _padded(answer, given.whole("bytes"))
    return padded.saying(gzip.compress(padded.body, mtime=0)).having("content-encoding", "gzip")


def _bad_gzip(answer: Answer, _: Given) -> Answer:
    packed = gzip.compress(answer.body, mtime=0)
    return answer.saying(packed[:10] + b"\xff" * len(packed)).having("content-encoding", "gzip")


def _html(answer: Answer, _: Given) -> Answer:
    page = b"<!doctype html><html><title>Just a moment</title><body>Please wait</body></html>"
    return answer.saying(page).having("content-type", "text/html; charset=utf-8")


def _utf16(answer: Answer, _: Given) -> Answer:
    return answer.saying(answer.body.decode().encode("utf-16"))


def _whole(name: str, default: int, most: int, meaning: str) -> Parameter:
    return Parameter(name=name, kind="whole", default=default, least=1, most=most, meaning=meaning)


_DEPTH = _whole("depth", 100_000, 10**7, "how many arrays inside one another")
_DIGITS = _whole("digits", 10_000, 10**7, "how many digits")
_BYTES = _whole("bytes", 50_000_000, 2 * 10**8, "how many bytes it has, unpacked")
_KIND = Parameter(
    name="kind", kind="choice", default="array", choices=tuple(_TOP_LEVEL), meaning="what it is instead"
)


def _body(
    name: str,
    sentence: str,
    change: Change,
    *parameters: Parameter,
    examples: tuple[Mapping[str, object], ...] = BOTH,
) -> Fault:
    return Fault(
        name=name,
        group="body",
        sentence=sentence,
        play=answering(change),
        parameters=(ACT, *parameters),
        examples=examples,
    )


BODIES = (
    _body("empty_body", "The body is empty.", lambda answer, _: answer.saying(b"")),
    _body("truncated_json", "The body is whole by its length, but its JSON ends early.", _truncated),
    _body("html_body", "A web page comes with status 200.", _html),
    _body(
        "wrong_content_type",
        "The JSON is called an image.",
        lambda answer, _: answer.having("content-type", "image/png"),
    ),
    _body(
        "byte_order_mark",
        "A byte order mark comes before the JSON.",
        lambda answer, _: answer.saying(b"\xef\xbb\xbf" + answer.body),
    ),
    _body("utf16", "The JSON is in UTF-16.", _utf16),
    _body("invalid_utf8", "A text has bytes that are not UTF-8.", replacing(b'"\xff\xfe\xc0\xaf"')),
    _body("lone_surrogate", "A text has half of a surrogate pair.", replacing(b'"a\\ud800b"')),
    _body("nan", "A value is NaN, which is no JSON.", replacing(b"NaN")),
    _body("infinity", "A value is -Infinity, which is no JSON.", replacing(b"-Infinity")),
    _body("duplicate_keys", "The envelope has each key twice, first with an error.", _duplicated),
    _body(
        "deep_nesting",
        "A value is arrays in arrays.",
        lambda answer, given: replaced(answer, b"[" * given.whole("depth") + b"]" * given.whole("depth")),
        _DEPTH,
    ),
    _body(
        "huge_integer",
        "A value is an integer of thousands of digits.",
        lambda answer, given: replaced(answer, b"9" * given.whole("digits")),
        _DIGITS,
    ),
    _body(
        "oversized",
        "The body is valid and far too long.",
        lambda answer, given: _padded(answer, given.whole("bytes")),
        _BYTES,
    ),
    _body("gzip_bomb", "The body is short and unpacks to far too much.", _gzip_bomb, _BYTES),
    _body("bad_gzip", "The body says that it is gzip, and cannot be unpacked.", _bad_gzip),
    _body(
        "top_level",
        "The JSON is no object.",
        lambda answer, given: answer.saying(_TOP_LEVEL[given.text("kind")]),
        _KIND,
        examples=tuple({"kind": kind, "act": act} for kind in _TOP_LEVEL for act in (False, True)),
    ),
)
