"""From failures and reports to exit codes: the one table that they come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from tui_app.cli.exit_codes import ExitCode
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
