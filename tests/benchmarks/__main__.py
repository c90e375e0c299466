"""Every figure, measured and printed as one table.

    python -m tests.benchmarks [PART …] [--quick] [--large OFFERS] [--write]

Parts are start, keys, engine, idle, requests and refresh; without any, all are measured, in about ten minutes
on a quiet machine of two cores, or in three with `--quick`. What is compared is measured in turn. Ledgers of
many offers and environments of other programs are made at the first run, which takes a quarter of an hour for
a million, and stay in the temporary folder. Nothing is asserted. `--write` keeps the table in RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.benchmarks.big_ledger import home_of, ledger_of, up_to_date
from tests.benchmarks.effort import FULL, QUICK, SMALL, Effort
from tests.benchmarks.figures import Figure, machine, printed, written
from tests.benchmarks.parts import engine, idle, keys, refresh, requests, start

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS = {
    "start": start.figures,
    "keys": keys.figures,
    "engine": engine.figures,
    "idle": idle.figures,
    "requests": requests.figures,
    "refresh": refresh.figures,
}


def measured(parts: list[str], effort: Effort) -> list[Figure]:
    """The figures of these parts, telling on stderr how far it is."""
    found: list[Figure] = []
    for name in parts or PARTS:
        began = time.perf_counter()
        found += PARTS[name](effort)
        sys.stderr.write(f"{name}: {time.perf_counter() - began:.0f} s\n")
    return found


def made(effort: Effort) -> None:
    """Make what is only made once, so that it takes no time from what is measured."""
    homes = [home_of(count) for count in (SMALL, effort.large, effort.refreshed)]
    for home in (*homes, refresh.refreshed_home(effort.refreshed)[0]):
        up_to_date(ledger_of(home))


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all without")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and a smaller large list")
    parser.add_argument("--large", type=int, metavar="OFFERS", help="how many offers the large list has")
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS.name}")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    effort = QUICK if asked.quick else FULL
    effort = effort._replace(large=asked.large or effort.large)
    made(effort)
    print(machine())  # noqa: T201
    found = measured(asked.parts, effort)
    print(printed(found))  # noqa: T201
    if asked.write:
        command = " ".join(("python -m tests.benchmarks", *sys.argv[1:]))
        RESULTS.write_text(written(found, command), encoding="utf-8")


if __name__ == "__main__":
    main()
