"""P7 to P11 and P13: from a key to what it changes on the screen, for few offers and for many."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.big_ledger import home_of
from tests.benchmarks.effort import OFFERDESK, SMALL, Effort, program
from tests.benchmarks.figures import Case, Figure
from tests.benchmarks.parts.start import A_ROW, ours, without_frame
from tests.benchmarks.watched import Watched, watched

WORD = "golden"
MANY_PAGES = 50
KEYS = {
    "down": (b"\x1b[B", 8),
    "PageDown": (b"\x1b[6~", 8),
    "End": (b"\x1b[F", 1),
    "up at the last row": (b"\x1b[A", 8),
    "Home": (b"\x1b[H", 1),
    "sort": (b"s", 2),
}
TABLE_KEYS = ("down", "PageDown")
SETTLED = 0.4
"""Seconds without a byte after which fzf has found all."""

Times = dict[tuple[str, str], list[float]]
"""Milliseconds by program and by what was done."""


def figures(effort: Effort) -> list[Figure]:
    """All of them; each round uses every program once."""
    times: Times = {}
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(effort.rounds):
            use_ours(times, ours(SMALL), home_of(SMALL))
            use_ours(times, ours(effort.large), home_of(effort.large))
            use_table(times, Path(scratch))
            use_fzf(times, Path(scratch), effort.large)
        pages = page_downs(home_of(SMALL))
    few, many = ours(SMALL), ours(effort.large)
    return [
        *sizes("P7", times, few, many),
        *beside_a_table(times, few),
        Figure(
            "P9",
            f"worst of {MANY_PAGES} PageDowns / their median",
            1.6,
            Case("worst", [max(pages)]),
            Case("median", pages),
        ),
        *filters(times, few, many, effort.large),
        Figure(
            "P13", "sort again, many offers / few", 1.3, case(times, many, "sort"), case(times, few, "sort")
        ),
    ]


def case(times: Times, name: str, what: str) -> Case:
    """What one program took for one thing."""
    return Case(name, times.get((name, what), []))


def sizes(figure: str, times: Times, few: str, many: str) -> list[Figure]:
    """What must not depend on how many offers there are."""
    return [
        Figure(figure, f"{what}, many offers / few", 1.10, case(times, many, what), case(times, few, what))
        for what in ("start", "down", "PageDown", "End", "up at the last row")
    ]


def beside_a_table(times: Times, few: str) -> list[Figure]:
    """P8."""
    bounds = {"down": 0.45, "PageDown": 0.20}
    return [
        Figure(
            "P8",
            f"{what} / DataTable of 1,000",
            bound,
            case(times, few, what),
            case(times, "DataTable", what),
        )
        for what, bound in bounds.items()
    ]


def filters(times: Times, few: str, many: str, large: int) -> list[Figure]:
    """P10 and P11."""
    missing = "" if peers.fzf() else "fzf is not on this machine"
    at_few, at_many = case(times, few, "letter"), case(times, many, "letter")
    fzf = case(times, f"fzf, {large:,}", "letter")
    return [
        Figure(
            "P10",
            "filter letter / DataTable of 1,000 and Input",
            0.12,
            at_few,
            case(times, "DataTable + Input", "letter"),
        ),
        Figure("P11", "filter letter to first page, many offers / few", 2.2, at_many, at_few),
        Figure("P11", "filter letter to first page / fzf settled", 0.10, at_many, fzf, missing=missing),
    ]


def use_ours(times: Times, name: str, home: Path) -> None:
    """Start it, move about, sort, filter."""
    with watched(OFFERDESK, without_frame(home)) as screen:
        note(times, name, "start", [screen.shows(A_ROW)])
        screen.shows("You own this NFT")
        for what, (key, count) in KEYS.items():
            note(times, name, what, pressed(screen, [(key, None)] * count))
        screen.key(b"/")
        letters = [(letter.encode(), filtered(screen, WORD[:end])) for end, letter in enumerate(WORD, 1)]
        note(times, name, "letter", pressed(screen, letters))


def pressed(screen: Watched, keys: Iterable[tuple[bytes, Callable[[], bool] | None]]) -> list[float]:
    """Seconds of each key; one that changed nothing is told and left out."""
    taken: list[float] = []
    for key, holds in keys:
        try:
            taken.append(screen.key(key, holds))
        except TimeoutError:
            sys.stderr.write(f"{key!r} changed nothing\n")
    return taken


def filtered(screen: Watched, text: str) -> Callable[[], bool]:
    """Whether the line says this text and what it leads to, which is drawn by one handler with the rows."""

    def holds() -> bool:
        said = next((line for line in screen.text.splitlines() if f"/ {text}" in line), "")
        return "match" in said or "+" in said

    return holds


def use_table(times: Times, scratch: Path) -> None:
    """Textual's own table, and the same under an input line."""
    with watched(program("data_table", "1000"), scratch) as screen:
        screen.shows("Otter")
        for what in TABLE_KEYS:
            key, count = KEYS[what]
            note(times, "DataTable", what, [screen.key(key) for _ in range(count)])
    with watched(program("data_table", "1000", "filter"), scratch) as screen:
        screen.shows("Otter")
        taken = [
            screen.key(letter.encode(), lambda text=f"={WORD[:end]}=": text in screen.text)  # type: ignore[misc]
            for end, letter in enumerate(WORD, 1)
        ]
        note(times, "DataTable + Input", "letter", taken)


def use_fzf(times: Times, scratch: Path, count: int) -> None:
    """fzf over as many names, until it has found all."""
    if not (command := peers.fzf()):
        return
    names = scratch / "names"
    if not names.exists():
        with names.open("w", encoding="utf-8") as sink:
            sink.writelines(f"{'Golden' if row % 15 == 0 else 'Quiet'} Otter {row}\n" for row in range(count))
    with watched(("sh", "-c", f"exec {command} < {names}"), scratch) as screen:
        screen.shows(f"{count}/{count}")
        taken = [screen.settled(letter.encode(), SETTLED) for letter in WORD]
        note(times, f"fzf, {count:,}", "letter", taken)


def page_downs(home: Path) -> list[float]:
    """Milliseconds of many in a row: a garbage collection among them would stand out."""
    with watched(OFFERDESK, without_frame(home)) as screen:
        screen.shows("You own this NFT")
        taken = [screen.key(b"\x1b[6~" if place % 14 < 7 else b"\x1b[5~") for place in range(MANY_PAGES)]
        return [seconds * 1e3 for seconds in taken]


def note(times: Times, name: str, what: str, seconds: Sequence[float]) -> None:
    """Keep what was taken, in milliseconds."""
    times.setdefault((name, what), []).extend(each * 1e3 for each in seconds)
