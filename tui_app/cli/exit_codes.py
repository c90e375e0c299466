"""What the program's exit code says, and the one table that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from tui_app.domain.errors import (
    ActionRefused,
    CredentialsError,
    LedgerBusy,
    LedgerError,
    LedgerFull,
    NotPermitted,
    OfferGone,
    OutcomeUnknown,
    ProgramFailed,
    RateLimited,
    ServiceGone,
    SettingsReadOnly,
    StaleView,
    Unreachable,
    UnreadableReply,
    UsageError,
)
from tui_app.settings import SettingsError

if TYPE_CHECKING:
    from tui_app.desk.carrying import Report


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

_TABLE: Final[tuple[tuple[type[Exception], ExitCode], ...]] = (
    (UsageError, ExitCode.USAGE),
    (ProgramFailed, ExitCode.FAILED),
    (SettingsError, ExitCode.USAGE),
    (SettingsReadOnly, ExitCode.USAGE),
    (CredentialsError, ExitCode.CREDENTIALS),
    (Unreachable, ExitCode.LATER),
    (RateLimited, ExitCode.LATER),
    (LedgerBusy, ExitCode.LATER),
    (LedgerFull, ExitCode.FAILED),
    (LedgerError, ExitCode.USAGE),
    (NotPermitted, ExitCode.RULE),
    (StaleView, ExitCode.RULE),
    (OfferGone, ExitCode.RULE),
    (OutcomeUnknown, ExitCode.PARTLY),
    (ActionRefused, ExitCode.FAILED),
    (ServiceGone, ExitCode.FAILED),
    (UnreadableReply, ExitCode.FAILED),
)
"""The first row whose kind of error fits decides; what fits none has failed."""

_WORST_FIRST: Final = (
    ExitCode.CREDENTIALS,
    ExitCode.FAILED,
    ExitCode.USAGE,
    ExitCode.RULE,
    ExitCode.LATER,
)


def code_of(error: Exception) -> ExitCode:
    """The code that an error ends the program with."""
    return next((code for kind, code in _TABLE if isinstance(error, kind)), ExitCode.FAILED)


def code_of_report(report: Report) -> ExitCode:
    """The code of one action by itself."""
    from tui_app.ledger.action_states import UNDECIDED, WITH_PERSON, ActionState

    if report.state is ActionState.DONE:
        return ExitCode.PARTLY if report.otherwise else ExitCode.OK
    if report.state in UNDECIDED | WITH_PERSON:
        return ExitCode.PARTLY
    if report.refused_by_rule:
        return ExitCode.RULE
    # What reading found not to have been done met a network in trouble: nothing else loses an answer.
    return code_of(report.cause) if report.cause else ExitCode.LATER


def together(codes: Iterable[ExitCode]) -> ExitCode:
    """One code for several accounts that were read: the worst that a person has to see to."""
    met = set(codes)
    return next((code for code in _WORST_FIRST if code in met), ExitCode.OK)


def together_done(codes: Iterable[ExitCode]) -> ExitCode:
    """One code for several actions: partly as soon as some were done and others not, or one is unknown."""
    met = set(codes)
    if ExitCode.PARTLY in met or (ExitCode.OK in met and len(met) > 1):
        return ExitCode.PARTLY
    return together(met)
