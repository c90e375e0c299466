"""What the program's exit code says; `--help` prints it, so nothing else is imported here."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    FAILED = 1
    USAGE = 2
    LATER = 3
    CREDENTIALS = 4
    RULE = 5
    PARTLY = 6


class Interrupted(Exception):
    """A signal ended the command; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


MEANINGS: Final = {
    ExitCode.OK: "all went well; an empty list too",
    ExitCode.FAILED: "it failed, or you said no",
    ExitCode.USAGE: "wrong usage or configuration",
    ExitCode.LATER: "try again later: network, too many calls, a server in trouble",
    ExitCode.CREDENTIALS: "credentials are missing, or refused",
    ExitCode.RULE: "a rule forbids it: role, status, read-only, a limit, a doubtful amount",
    ExitCode.PARTLY: "partly done, done otherwise than asked, waiting for a wallet, or not known",
}
"""Each code in plain words. Beside them 128+n says that signal n ended it: 130 is Ctrl-C."""
