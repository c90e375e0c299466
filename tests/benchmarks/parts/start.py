"""P1 to P6: from exec to the list, what that takes of memory, and what comes behind it.

`--version` and `--help` are here, too: nothing is quicker than a program that draws nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import peers
from tests.benchmarks.big_ledger import home_of
from tests.benchmarks.effort import OFFERDESK, SMALL, Effort, program
from tests.benchmarks.figures import Case, Figure
from tests.benchmarks.watched import Watched, watched

A_ROW = "SOL"
"""Some amount in the list."""
SEEN = "Last seen "
FRAME, BARE_FRAME = "ours, last frame", "ours, last frame, bare script"
BARE = (sys.executable, "-c", "import sys; from tui_app.__main__ import main; sys.exit(main())")
"""As newer installers write the command: older ones import `re` in it before anything of ours runs."""
LOADED_SECONDS = 2.0
NOT_INSTALLED = "it could not be installed"


class Program(NamedTuple):
    """What is started, where, and what is waited for."""

    name: str
    command: Sequence[str]
    home: Path
    shows: Callable[[Watched], bool]


class Start(NamedTuple):
    """Milliseconds until it was there, and MiB then."""

    shown: float
    memory: float


def figures(effort: Effort) -> list[Figure]:
    """All of them; each round starts every program once."""
    with tempfile.TemporaryDirectory() as scratch:
        found: dict[str, list[Start]] = {}
        for turn in range(effort.rounds + 1):
            for each in programs(effort, Path(scratch)):
                began = start(each)
                if turn:  # what is read from the disk for the first time is nobody's fault
                    found.setdefault(each.name, []).append(began)
        inside = [behind(home_of(SMALL), Path(scratch) / "report") for _ in range(effort.rounds)]
        loaded = [memory_loaded(home_of(SMALL)) for _ in range(effort.rounds)]
    return [*starts(effort, found), *memory(found, loaded), *behind_figures(inside), *quick(effort)]


def programs(effort: Effort, scratch: Path) -> list[Program]:
    """Ours on few and on many offers, with and without a frame, and what it is held beside."""
    (names := scratch / "names").write_text("".join(f"Quiet Otter {place}\n" for place in range(SMALL)))
    few, many = without_frame(home_of(SMALL)), without_frame(home_of(effort.large))
    found = [
        Program("Textual hello", program("hello"), scratch, lambda screen: "hello ready" in screen.text),
        Program(
            "DataTable, 50 rows", program("data_table", "50"), scratch, lambda screen: "Otter" in screen.text
        ),
        Program(ours(SMALL), OFFERDESK, few, lambda screen: A_ROW in screen.text),
        Program(ours(effort.large), OFFERDESK, many, lambda screen: A_ROW in screen.text),
        Program(FRAME, OFFERDESK, framed(scratch), lambda screen: SEEN in screen.text),
        Program(BARE_FRAME, BARE, framed(scratch), lambda screen: SEEN in screen.text),
    ]
    if command := peers.command_of("posting", peers.POSTING):
        found.append(Program("posting", (command,), scratch, lambda screen: "Enter a URL" in screen.text))
    if command := peers.command_of("harlequin", peers.HARLEQUIN):
        # Without a locale of its own it first tells of the machine's.
        plain = (command, "--locale", "C")
        found.append(Program("harlequin", plain, scratch, lambda screen: "memory db" in screen.text))
    if command := peers.fzf():
        shell = ("sh", "-c", f"exec {command} < {names}")
        found.append(Program("fzf, 1,000 lines", shell, scratch, lambda screen: "Otter" in screen.text))
    return found


def ours(size: int) -> str:
    """The name of our case with so many offers."""
    return f"ours, {size:,}"


def without_frame(home: Path) -> Path:
    """A home whose last frame is forgotten, so that the list itself is waited for."""
    (home / "cache" / "offerdesk" / "last-frame").unlink(missing_ok=True)
    return home


def framed(scratch: Path) -> Path:
    """A home with a last frame, as a dashboard that ended left it."""
    home = scratch / "framed"
    if not home.exists():
        subprocess.run(["cp", "-r", str(home_of(SMALL)), str(home)], check=True)
        with watched(OFFERDESK, home) as screen:
            screen.shows("You own this NFT")
            screen.press("q")
            screen.code()
    return home


def start(each: Program) -> Start:
    """Start it once."""
    with watched(each.command, each.home) as screen:
        shown = screen.first_shown(lambda: each.shows(screen))
        return Start(shown * 1e3, screen.memory_then)


def starts(effort: Effort, found: dict[str, list[Start]]) -> list[Figure]:
    """P1, P2 and P3."""

    def case(name: str) -> Case:
        return Case(name, [each.shown for each in found.get(name, [])])

    hello, many = case("Textual hello"), case(ours(effort.large))
    without = "" if peers.fzf() else "fzf is not on this machine"
    missing = {name: "" if found.get(name) else NOT_INSTALLED for name in ("posting", "harlequin")}
    return [
        Figure("P1", "list on the screen, few offers", 1.15, case(ours(SMALL)), hello),
        Figure("P1", "list on the screen, many offers", 1.15, many, hello),
        Figure("P1", "beside a DataTable of 50 rows", 1.0, many, case("DataTable, 50 rows")),
        Figure("P2", "beside posting", 0.30, many, case("posting"), missing=missing["posting"]),
        Figure("P2", "beside harlequin", 0.22, many, case("harlequin"), missing=missing["harlequin"]),
        Figure("P3", "last frame on the screen", 0.10, case(FRAME), hello),
        Figure("P3", "the same, by a script that imports nothing else", 0.10, case(BARE_FRAME), hello),
        Figure(
            "P3",
            "last frame beside fzf",
            2.0,
            case(FRAME),
            case("fzf, 1,000 lines"),
            missing=without,
        ),
    ]


def memory(found: dict[str, list[Start]], loaded: Sequence[float]) -> list[Figure]:
    """P6."""
    hello = Case("Textual hello", [each.memory for each in found["Textual hello"]])
    few = Case(ours(SMALL), [each.memory for each in found[ours(SMALL)]])
    return [
        Figure("P6", "peak memory at the first paint", 1.25, few, hello, unit="MiB"),
        Figure("P6", "peak memory, all loaded", 1.75, Case(ours(SMALL), loaded), hello, unit="MiB"),
    ]


def memory_loaded(home: Path) -> float:
    """MiB at most, once everything behind the first paint is there."""
    with watched(OFFERDESK, without_frame(home)) as screen:
        screen.shows("You own this NFT")
        screen.rest(LOADED_SECONDS / 4)
        return screen.peak_memory


class Behind(NamedTuple):
    """What was imported too early, and the longest stall until all was loaded, in milliseconds."""

    early: list[str]
    stall: float


def behind(home: Path, report: Path) -> Behind:
    """Look at a start from inside."""
    report.unlink(missing_ok=True)
    command = (sys.executable, "-m", "tests.benchmarks.programs.our_start", str(report))
    with watched(command, home) as screen:
        screen.when(lambda: report.exists() and report.stat().st_size > 0, "the report")
        time.sleep(0.05)
    said = json.loads(report.read_text(encoding="utf-8"))
    return Behind(said["early"], said["stall"] * 1e3)


def behind_figures(inside: Sequence[Behind]) -> list[Figure]:
    """P4 and P5."""
    early = Case("httpx, pydantic, keyring, the desk", [float(len(each.early)) for each in inside])
    stalls = Case("ours", [each.stall for each in inside])
    return [
        Figure("P4", "imported before the first paint", 0, early, unit="modules", worst=True),
        Figure("P5", "longest stall while the rest loads", 50, stalls),
    ]


def quick(effort: Effort) -> list[Figure]:
    """What draws nothing."""
    cases = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "--version": (*OFFERDESK, "--version"),
        "--help": (*OFFERDESK, "--help"),
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(2 * effort.rounds):
        for name, command in cases.items():
            before = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            taken[name].append((time.perf_counter() - before) * 1e3)
    nothing = Case("python -c pass", taken["python -c pass"])
    return [
        Figure("start", name, 3.0, Case("ours", taken[name]), nothing) for name in ("--version", "--help")
    ]
