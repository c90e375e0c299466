"""Writing data to stdout or a file: JSON item by item, aligned columns, CSV that no spreadsheet runs."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, TextIO

from tui_app.cli.fitting import fitted
from tui_app.domain.data import SCHEMA_VERSION, harmless
from tui_app.domain.errors import OfferdeskError

_GAP: Final = "  "
_WIDEST: Final = 48
"""Columns that a longer text in a table does not push the others beyond."""

_USUAL_COLUMNS: Final = 80

Json = Mapping[str, object]


class NobodyReads(Exception):
    """Whoever was to read the output has gone."""


class OutputFailed(OfferdeskError):
    """The output cannot be written."""


class Output:
    """Data on its way to one sink."""

    def __init__(self, sink: TextIO) -> None:
        self._sink = sink

    @classmethod
    def to_stdout(cls) -> Output:
        """Standard output; what its encoding lacks is written as an escape. Raises OutputFailed."""
        if sys.stdout is None:
            raise OutputFailed("The output cannot be written (it is closed): send it somewhere.")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace", newline="")
        return cls(sys.stdout)

    @property
    def seen_by_a_person(self) -> bool:
        """Whether it goes to a terminal, not to a program or a file."""
        return self._sink.isatty()

    def write(self, text: str) -> None:
        """Hand it on. Raises NobodyReads, OutputFailed."""
        try:
            self._sink.write(text)
        except OSError as error:
            raise _unwritten(error) from None

    def flush(self) -> None:
        """Let nothing wait; raises as `write`."""
        try:
            self._sink.flush()
        except OSError as error:
            raise _unwritten(error) from None

    def line(self, text: str) -> None:
        """One line, at once."""
        self.write(f"{text}\n")
        self.flush()

    @contextmanager
    def json_list(self, name: str, **beside: object) -> Iterator[Callable[[Json], None]]:
        """One JSON object whose `name` is a list; each item that is added is written at once.

        It is whole JSON even where something ends it early.
        """
        head = json.dumps({"schema": SCHEMA_VERSION, **beside})
        self.write(f'{head[:-1]}, "{name}": [')
        written = 0

        def add(item: Json) -> None:
            nonlocal written
            self.write(("," if written else "") + "\n" + json.dumps(item))
            self.flush()
            written += 1

        try:
            yield add
        finally:
            self.line("\n]}" if written else "]}")

    def json_object(self, content: Json) -> None:
        """One JSON object."""
        self.line(json.dumps({"schema": SCHEMA_VERSION, **content}, indent=1))

    def json_lines(self, items: Iterable[Json]) -> None:
        """One JSON object on each line, each with its schema's version."""
        for item in items:
            self.write(json.dumps({"schema": SCHEMA_VERSION, **item}) + "\n")
        self.flush()

    def csv(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """RFC 4180 in UTF-8, with a head; an apostrophe stands before what a spreadsheet would run."""
        import csv

        if isinstance(self._sink, io.TextIOWrapper):
            self._sink.reconfigure(encoding="utf-8")
        writer = csv.writer(self)
        writer.writerow(head)
        writer.writerows(map(harmless, rows))
        self.flush()

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        right: Iterable[str] = (),
        gives_way: Sequence[str] = (),
    ) -> None:
        """Columns that stand in line; the head is for people only, so that programs get rows alone.

        For people too, columns that `gives_way` names are cut or left out, the first one first, where the
        terminal is narrower than a line.
        """
        from rich.cells import cell_len

        from tui_app.ui.format import cut_inside

        lines = [tuple(row) for row in rows]
        if self.seen_by_a_person and lines:
            lines.insert(0, tuple(head))
        widths = [min(max(map(cell_len, column)), _WIDEST) for column in zip(*lines, strict=True)]
        if self.seen_by_a_person and widths:
            widths = fitted(widths, len(_GAP), self._columns, map(head.index, gives_way))
        pushed = {head.index(name) for name in right}
        narrowed = {head.index(name) for name in gives_way}
        for line in lines:
            cells = []
            for place, (text, width) in enumerate(zip(line, widths, strict=True)):
                if not width:
                    continue
                shown = cut_inside(text, width) if place in narrowed else text
                blanks = " " * (width - cell_len(shown))
                cells.append(blanks + shown if place in pushed else shown + blanks)
            self.write(_GAP.join(cells).rstrip() + "\n")
        self.flush()

    @property
    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._sink.fileno()).columns or _USUAL_COLUMNS
        except OSError:
            return _USUAL_COLUMNS


def silence_stdout() -> None:
    """Nothing goes to stdout any more, also not what Python still holds when it ends."""
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), sys.__stdout__.fileno() if sys.__stdout__ else 1)


def _unwritten(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return NobodyReads()
    reason = error.strerror or type(error).__name__
    return OutputFailed(f"The output cannot be written ({reason}): free some space, or send it elsewhere.")
