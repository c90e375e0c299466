"""The pretend market of `offerdesk demo`: a sandbox in a child process that ends with us."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from tui_app.domain.errors import UsageError

_START_SECONDS = 30.0
_END_SECONDS = 5.0


def need_sandbox() -> None:
    """Raises UsageError where the libraries of the extra `demo` are not installed."""
    if any(find_spec(needed) is None for needed in ("graphql", "starlette", "uvicorn")):
        raise UsageError("The pretend market is not installed; add it with: pip install 'offerdesk[demo]'")


class SandboxProcess:
    """A sandbox as a child process; `line` waits for what it says about itself."""

    def __init__(self, flags: Sequence[str], errors: Path) -> None:
        """Start it at once, so that it gets ready while the interface is imported.

        `flags` are the sandbox's own; what it has to say of a failure goes to the file `errors`.
        """
        need_sandbox()
        reading, writing = os.pipe()
        with errors.open("wb") as sink, os.fdopen(writing, "wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
                [sys.executable, "-m", "tui_app.sandbox", "--parent-pid", str(os.getpid()), *flags],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=sink,
                start_new_session=True,  # a Ctrl-C in the terminal is for the dashboard alone
            )
        self._output = os.fdopen(reading, encoding="utf-8")
        self._errors = errors

    def line(self) -> str:
        """Its line of JSON. Raises UsageError where it does not come."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._output, selectors.EVENT_READ)
            line = self._output.readline() if waiting.select(_START_SECONDS) else ""
        if not line:
            words = self._errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise UsageError(
                "The pretend market did not start; try another --port.", words[-1] if words else ""
            )
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()
