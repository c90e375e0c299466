"""The file of a kept frame: what is in it, whose it is, and when it may be drawn again.

Lines of text: what it is, the surroundings it was drawn in, the files it depends on as they were, when it was
kept, which row says so, then the rows. Nobody but us should have written it, and nothing in it is believed:
a row is printable text and the colours we write, or the frame is none.
"""

from __future__ import annotations

import os
import stat
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

KIND = "offerdesk last frame 1"
LAST_LINE = "end"
LARGEST_FILE = 512 * 1024
LONGEST_SECONDS = 7 * 24 * 3600
"""An older one says too little of what will be there."""

# Sequences of SGR codes, as Rich writes them.
_PLAIN_CODES = frozenset(
    str(code)
    for codes in ((0, 1, 2, 3, 4, 7, 9, 39, 49), range(30, 38), range(40, 48), range(90, 98), range(100, 108))
    for code in codes
)
_NUMBERS_OF_COLOUR = {"5": 1, "2": 3}
_COLOUR_CODES = frozenset({"38", "48"})

# What a terminal is said to be able to do, and what moves the profile's folders.
_TOLD = (
    *("TERM", "COLORTERM", "TERM_PROGRAM", "FORCE_COLOR", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE"),
    *("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
)


class Frame:
    """Rows from top to bottom, each with its colours; `said_in` is the row that says when they were seen.

    A plain class: what makes better ones takes longer to import than this takes to draw.
    """

    def __init__(self, rows: Sequence[str], *, said_in: int, seen_at: float) -> None:
        self.rows = tuple(rows)
        self.said_in = said_in
        self.seen_at = seen_at


def surroundings(environment: Mapping[str, str], size: tuple[int, int], version: str) -> str:
    """All that must be the same for a frame to look as it did: one line."""
    return repr((version, *size, *(environment.get(name) for name in _TOLD)))


def state_of(file: str, *, whole: bool = True) -> str:
    """Which file this is and, where it is looked at `whole`, as of when: one line that ends with its name."""
    try:
        found = os.stat(file)
    except OSError:
        return f"none\t{file}"
    changed = f":{found.st_size}:{found.st_mtime_ns}" if whole else ""
    return f"{found.st_dev}:{found.st_ino}{changed}\t{file}"


def keep(path: str, frame: Frame, around: str, states: Iterable[str]) -> bool:
    """Write the frame in place of the one before, readable by its owner alone; whether that could be done."""
    if not all(is_harmless(row) for row in frame.rows):
        return False
    told = (str(int(frame.seen_at)), str(frame.said_in), *frame.rows, LAST_LINE)
    unfinished = f"{path}.new"
    try:
        content = "\n".join((KIND, around, *states, "", *told)).encode()
        if len(content) > LARGEST_FILE:
            return False
        forget(unfinished)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as sink:
            sink.write(content)
        os.replace(unfinished, path)
    except (OSError, ValueError):  # among the latter names that are no text
        return False
    return True


def forget(path: str) -> None:
    """Remove a frame, if there is one."""
    try:
        os.unlink(path)
    except OSError:
        pass


def kept(path: str, around: str, rows: int) -> Frame | None:
    """The frame in this file, if it is ours, whole, recent, and of these surroundings.

    One that can never be drawn again is removed: its ledger, its settings or its accounts are not what they
    were, or it is broken.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        forget(path)
        return None
    head, _, tail = content.partition("\n\n")
    kind, found_around, *states = head.split("\n")
    frame = _frame(tail.split("\n"))
    if kind != KIND or frame is None or not all(map(_is_as_it_was, states)) or not _is_recent(frame.seen_at):
        forget(path)
        return None
    return frame if found_around == around and len(frame.rows) == rows else None


def is_harmless(row: str) -> bool:
    """Whether a row is printable text and colours, nothing that could do anything else to a terminal."""
    text, *coloured = row.split("\x1b[")
    for part in coloured:
        codes, ended, after = part.partition("m")
        if not ended or not _are_colours(codes):
            return False
        text += after
    return text.isprintable()


def _are_colours(codes: str) -> bool:
    left = iter(codes.split(";"))
    for code in left:
        if code in _COLOUR_CODES:
            numbers = [next(left, "") for _ in range(_NUMBERS_OF_COLOUR.get(next(left, ""), 0))]
            if not numbers or not all(
                len(each) <= 3 and each.isascii() and each.isdigit() for each in numbers
            ):
                return False
        elif code not in _PLAIN_CODES:
            return False
    return True


def _content(path: str) -> str:
    """What is in a file that is ours alone. Raises OSError, or ValueError where it is anything else."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as source:
        found = os.fstat(source.fileno())
        ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
        if not ours or found.st_size > LARGEST_FILE:
            raise ValueError("not a frame of ours")
        return source.read(LARGEST_FILE).decode()


def _frame(lines: Sequence[str]) -> Frame | None:
    if len(lines) < 4 or lines[-1] != LAST_LINE:
        return None
    seen_at, said_in, *rows = lines[:-1]
    numbers = all(text.isascii() and text.isdigit() and len(text) <= 12 for text in (seen_at, said_in))
    if not numbers or int(said_in) >= len(rows) or not all(map(is_harmless, rows)):
        return None
    return Frame(rows, said_in=int(said_in), seen_at=float(seen_at))


def _is_as_it_was(state: str) -> bool:
    _, _, file = state.partition("\t")
    return state in {state_of(file), state_of(file, whole=False)}


def _is_recent(seen_at: float) -> bool:
    return 0 <= time.time() - seen_at <= LONGEST_SECONDS
