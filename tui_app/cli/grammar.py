"""The pieces of the command line that cost nothing until they are named."""

from __future__ import annotations

import argparse
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_USUAL = 80
"""Columns, where no terminal says how many it has."""


class Command(argparse.ArgumentParser):
    """One command; what is not `named` on the command line is listed, and never asked to parse."""

    def __init__(self, *, named: bool = True, **of_the_parser: Any) -> None:
        # The words that argparse looks up in every catalogue cost more than a whole start without them.
        if named:
            super().__init__(**of_the_parser)


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; argparse measures that by what imports five kinds of archives."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def path(typed: str) -> Path:
    """A file as it was typed."""
    from pathlib import Path

    return Path(typed)


def _columns() -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size().columns or _USUAL
    except OSError:  # no terminal, or none that is open
        return _USUAL
