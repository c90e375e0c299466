"""JSON laid out over lines for reading, every number and text exactly as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)
_STEP = "  "
_DEEPEST = 40


def laid_out(text: str) -> str:
    """The same JSON, one member or element on a line. What is not JSON comes out as its words."""
    return "".join(_pieces(_WORD.findall(text)))


def _pieces(words: list[str]) -> Iterator[str]:
    depth = 0
    for word, following in pairwise([*words, ""]):
        if word in "{[":
            depth += 1
            yield word if following in {"}", "]"} else word + _line(depth)
        elif word in "}]":
            depth -= 1
            yield word
        elif word == ",":
            yield word + _line(depth)
        else:
            yield ": " if word == ":" else word
        if following in {"}", "]"} and word not in {"{", "["}:
            yield _line(depth - 1)


def _line(depth: int) -> str:
    return "\n" + _STEP * max(0, min(depth, _DEEPEST))
