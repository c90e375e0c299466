"""Reading a TOML file that may be anything: what it says, and what is wrong with it."""

from __future__ import annotations

import errno
import os
import re
import stat
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from tui_app.settings.quoting import printable, quoted

SIZE_LIMIT: Final = 256 * 1024
"""Bytes of a file that is read; a longer one is refused."""

PROBLEM_LIMIT: Final = 20
"""Problems named of one file at a start."""

CHECK_LIMIT: Final = 1_000
"""Problems counted of one file by whoever asks for all: each of them costs a search for its line."""

DOT_LIMIT: Final = 16
"""Dots in a key. tomllib's memory grows with their square: a key of 100,000 takes all there is."""

_NO_KEY: Final = re.compile(r"""\"(?:[^"\\]|\\.)*(?:"|$)|'[^']*(?:'|$)|#.*$""")  # strings and comments
_TWICE: Final = ("Cannot overwrite", "Cannot declare", "Cannot mutate")  # how tomllib tells of a key again
_TILL_THEN: Final = "; nothing here is used until then."
_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a file that could not be used: where, the line if known, one sentence with the remedy."""

    file: Path
    words: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else f"{self.file}"
        return f"{place}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's TOML and its text. A file that is missing or unusable has an empty table."""

    file: Path
    table: dict[str, object]
    text: str = ""
    problem: Problem | None = None

    def wrong(self, words: str, key: str = "", section: str = "") -> Problem:
        """A problem at the line of this key, as far as the text shows it; `section` heads its table."""
        return Problem(file=self.file, words=words, line=self._line_of(key, section) if key else None)

    def wrong_part(self, words: str, table: str, place: int, key: str = "") -> Problem:
        """A problem in one of several `[[table]]`, counted from 0, at its key if that is there."""
        heads = [
            head.start()
            for head in re.finditer(rf"^[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\]", self.text, re.M)
        ]
        if place >= len(heads):
            return Problem(file=self.file, words=words)
        start, end = (*heads[place:], len(self.text))[:2]
        found = _key_pattern(key).search(self.text, start, end) if key else None
        return Problem(file=self.file, words=words, line=self._line_at(found.start() if found else start))

    def _line_of(self, key: str, section: str) -> int | None:
        """The line that sets this key: with the section in its name, below its head, by its last part."""
        if section and (found := _key_pattern(f"{section}.{key}").search(self.text)):
            return self._line_at(found.start())
        head = re.search(rf"^[ \t]*\[[ \t]*{re.escape(section)}", self.text, re.M) if section else None
        for name in (key, key.rpartition(".")[2]):
            if name and (found := _key_pattern(name).search(self.text, head.start() if head else 0)):
                return self._line_at(found.start())
        return None

    def _line_at(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1


def _key_pattern(name: str) -> re.Pattern[str]:
    """Where a line sets this key, or heads its table."""
    return re.compile(rf"^[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(name)}[\"']?[ \t]*[=.\]]", re.M)


def first_problems(
    document: Document, problems: Iterator[Problem], most: int = PROBLEM_LIMIT
) -> tuple[Problem, ...]:
    """The file's own problem, then the first of these; a last one says when there are more."""
    named = tuple(islice(problems, most))
    more = (document.wrong("there is more wrong after this: correct these first."),)
    own = (document.problem,) if document.problem else ()
    return (*own, *named, *(more if next(problems, None) else ()))


def summary(problems: Sequence[Problem]) -> str:
    """What is wrong, in one sentence: the first of it, and how to see the rest; empty where nothing is."""
    if not problems:
        return ""
    more = len(problems) - 1
    others = f" There is more wrong ({more}): offerdesk settings --check names it." if more else ""
    return f"{problems[0]}{others}"


def read_document(file: Path) -> Document:
    """What the file says. A missing file is an empty one; nothing is raised for a broken one."""
    try:
        text = _decode(_read(file))
        return Document(file=file, text=text, table=_parse(text))
    except FileNotFoundError:
        gone = "this link leads to nothing: remove it, or create the file it names."
        return _unusable(file, gone) if file.is_symlink() else Document(file=file, table={})
    except OSError as failure:
        return _unusable(file, _why(failure))
    except _Unusable as failure:
        return _unusable(file, failure.words, failure.line)


class _Unusable(Exception):
    """The file cannot be used, for a reason in plain words."""

    def __init__(self, words: str, line: int | None = None) -> None:
        super().__init__(words)
        self.words, self.line = words, line


def _unusable(file: Path, words: str, line: int | None = None) -> Document:
    return Document(file=file, table={}, problem=Problem(file=file, words=words, line=line))


def _read(file: Path) -> bytes:
    """The file's bytes. A pipe or a device, which could keep us waiting, is refused."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        kind = "a folder" if stat.S_ISDIR(mode) else "not an ordinary file"
        raise _Unusable(f"this is {kind}: move it away, or put a file in its place.")
    with open(handle, "rb") as opened:
        found = opened.read(SIZE_LIMIT + 1)
    if len(found) > SIZE_LIMIT:
        raise _Unusable(f"this is longer than {SIZE_LIMIT // 1024} kB: shorten it, or move it away.")
    return found


def _why(failure: OSError) -> str:
    if failure.errno == errno.ELOOP:
        return "this link leads back to itself: replace it with a file, or remove it."
    if isinstance(failure, PermissionError):
        return "this cannot be read: give yourself the right to read it."
    return f"this cannot be read ({failure.strerror or type(failure).__name__}): check its folder."


def _decode(found: bytes) -> str:
    try:
        return found.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as failure:
        line = found.count(b"\n", 0, failure.start) + 1
        raise _Unusable("this line is not UTF-8 text: save the file as UTF-8.", line) from None


def _parse(text: str) -> dict[str, object]:
    _refuse_endless_keys(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        told = str(failure)
        at = _LINE.search(told)
        line = int(at[1]) if at else text.count("\n") + 1
        reason = _LINE.sub("", told).removesuffix(" (at end of document)")
        if reason.startswith(_TWICE):
            raise _Unusable(
                f"{_key_on(text, line)} stands here twice: keep one of them{_TILL_THEN}", line
            ) from None
        raise _Unusable(
            f"this is not valid TOML ({printable(reason)}): correct it{_TILL_THEN}", line
        ) from None
    except (ValueError, RecursionError):
        raise _Unusable("a number in this is too long, or its lists are too deep: shorten it.") from None


def _key_on(text: str, line: int) -> str:
    """The key or the table that a line is about."""
    return quoted(text.split("\n")[line - 1].partition("=")[0].strip(" \t[]\"'"))


def _refuse_endless_keys(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > DOT_LIMIT and _NO_KEY.sub("", line).count(".") > DOT_LIMIT:
            raise _Unusable("this line has too many dots for a key: shorten it, or put it in quotes.", number)
