"""What was measured, held against its bound, and the table that says so."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """Something that was measured several times: its name, and each time what it took."""

    name: str
    taken: Sequence[float]

    def __str__(self) -> str:
        low, middle, high = min(self.taken), statistics.median(self.taken), max(self.taken)
        return f"{self.name}: {_short(middle)} [{_short(low)}–{_short(high)}]"


class Figure(NamedTuple):
    """One figure: ours held `beside` another case, or by itself, against a bound that it must not pass.

    Cases of the same number of rounds were taken in turn, and are compared round by round. `missing` says
    why there is nothing to compare.
    """

    name: str
    what: str
    bound: float
    ours: Case
    beside: Case | None = None
    unit: str = "ms"
    missing: str = ""
    worst: bool = False

    @property
    def value(self) -> float | None:
        """The ratio, or where it stands by itself the median, or the worst."""
        if self.missing or not self.ours.taken:
            return None
        if self.beside is None:
            return max(self.ours.taken) if self.worst else statistics.median(self.ours.taken)
        ours, theirs = self.ours.taken, self.beside.taken
        if len(ours) == len(theirs):
            return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
        return statistics.median(ours) / statistics.median(theirs)

    @property
    def verdict(self) -> str:
        """Whether the bound holds."""
        if self.value is None:
            return f"not measured: {self.missing}"
        return "reached" if self.value <= self.bound else "not reached"


HEAD = ("figure", "what", "ours", "beside", "value", "bound", "")


def rows(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    """A line of cells for each figure."""
    for figure in figures:
        unit = "" if figure.beside is not None else f" {figure.unit}"
        yield (
            figure.name,
            figure.what,
            f"{figure.ours} {figure.unit}" if figure.ours.taken else figure.ours.name,
            f"{figure.beside} {figure.unit}" if figure.beside and figure.beside.taken else "",
            "" if figure.value is None else f"{figure.value:.2f}{unit}",
            f"≤ {figure.bound:g}{unit}",
            figure.verdict,
        )


def printed(figures: Sequence[Figure]) -> str:
    """The table for a terminal."""
    lines = [HEAD, *rows(figures)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def written(figures: Sequence[Figure], command: str) -> str:
    """The table as a document, with the machine, the day and the command."""
    lines = "\n".join(f"| {' | '.join(line)} |" for line in rows(figures))
    reached = sum(figure.verdict == "reached" for figure in figures)
    return f"""\
# Results of the last run

{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · `{command}` · {machine()}

Medians with the least and the most. A value is the ratio of ours to what stands beside it, of cases
measured in turn within this run; where nothing does, the median or the worst by itself.
{reached} of {len(figures)} figures reach their bound.

| {" | ".join(HEAD)} |
|{"---|" * len(HEAD)}
{lines}
"""


def machine() -> str:
    """What kind of machine this is, and how busy."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("textual", "httpx", "pydantic"))
    return (
        f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.machine()}, "
        f"Python {sys.version.split()[0]}, {packages}; load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name")]
    return names[0] if names else "unknown"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
