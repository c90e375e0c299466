"""Drawing for a terminal that may be gone at any moment, without waiting for it for ever.

Textual writes in a thread that ends with the first error, and then nobody empties the queue before it:
the thirty-first write waits, and with it the end of the program.
"""

from __future__ import annotations

from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


def outliving(driver: type[Driver]) -> type[Driver]:
    """A driver like this one whose output goes nowhere once its terminal is gone."""

    class Outliving(driver):  # type: ignore[valid-type, misc]  # which one it is depends on the system
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.__dict__["_file"] = Output(self.__dict__["_file"])

    return Outliving


class Output:
    """As much of a file as a driver uses."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if anybody is there to read; the hang-up that comes with an error ends the program."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """As `write`."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is one."""
        return self._file.isatty()
