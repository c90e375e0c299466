"""Asking a person at the terminal, also where stdin and stdout are pipes."""

from __future__ import annotations

import asyncio
import locale
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import Final

_LONGEST_ANSWER: Final = 4_096
_USUAL_WIDTH: Final = 80


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal that somebody sits at; the descriptors to read from and to write to."""

    reads: int
    writes: int

    @property
    def width(self) -> int:
        """Its columns; as many as most have where it does not say."""
        try:
            return os.get_terminal_size(self.writes).columns or _USUAL_WIDTH
        except OSError:
            return _USUAL_WIDTH

    def say(self, text: str) -> None:
        """Show some lines. Raises OSError where the terminal has gone."""
        left = text.encode(locale.getpreferredencoding(False), "backslashreplace")
        while left:
            left = left[os.write(self.writes, left) :]

    async def ask(self, question: str, *, hidden: bool = False) -> str:
        """What is typed in one line after the question; nothing where the terminal has gone.

        A `hidden` answer is not shown as it is typed. What was typed before the question could be read is no
        answer to it, and what came with the answer is for nobody: the rest of a paste may be a secret, and a
        shell would show it. Raises OSError where nothing can be hidden.
        """
        with self._without_echo() if hidden else nullcontext():
            answer = await self._ask(question)
        self._forget_what_was_typed()
        return answer

    async def _ask(self, question: str) -> str:
        self._forget_what_was_typed()
        self.say(question)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str] = loop.create_future()

        def give(text: str) -> None:
            if not answer.done():
                answer.set_result(text)

        def read() -> None:
            found = b""
            with suppress(OSError):
                found = os.read(self.reads, _LONGEST_ANSWER)
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(give, found.decode(errors="replace").strip())

        # The loop's own threads are waited for at the end; this one may wait for ever.
        threading.Thread(target=read, daemon=True, name="answer").start()
        return await answer

    @contextmanager
    def _without_echo(self) -> Iterator[None]:
        """Show nothing that is typed, until the line is there."""
        if sys.platform == "win32":
            raise OSError("nothing can be hidden here")
        import termios

        before = termios.tcgetattr(self.reads)
        silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(self.reads, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            termios.tcsetattr(self.reads, termios.TCSADRAIN, before)
            self.say("\n")

    def _forget_what_was_typed(self) -> None:
        if sys.platform != "win32":
            import termios

            with suppress(termios.error):
                termios.tcflush(self.reads, termios.TCIFLUSH)


def is_there() -> bool:
    """Whether somebody could be asked."""
    with terminal() as found:
        return found is not None


@contextmanager
def terminal() -> Iterator[Terminal | None]:
    """The terminal that the command was started from, None where there is none."""
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0))
    except OSError:
        at_stdin = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
        yield Terminal(reads=sys.stdin.fileno(), writes=sys.stderr.fileno()) if at_stdin else None
        return
    try:
        yield Terminal(reads=descriptor, writes=descriptor)
    finally:
        os.close(descriptor)
