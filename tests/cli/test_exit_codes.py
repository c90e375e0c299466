"""The one table from failures and reports to exit codes."""

from __future__ import annotations

import pytest

from tui_app.cli.exit_codes import MEANINGS, ExitCode
from tui_app.cli.exit_table import code_of, code_of_report, together, together_done
from tui_app.desk.carrying import Report
from tui_app.domain import errors
from tui_app.ledger.action_states import ActionState
from tui_app.settings import SettingsError

OK, FAILED, USAGE, LATER, CREDENTIALS, RULE, PARTLY = ExitCode


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("x"), USAGE),
        (SettingsError("x"), USAGE),
        (errors.SettingsReadOnly("x"), USAGE),
        (errors.CredentialsMissing("x"), CREDENTIALS),
        (errors.CredentialsRejected("x"), CREDENTIALS),
        (errors.KeyringLocked("x"), CREDENTIALS),
        (errors.KeyringUnavailable("x"), CREDENTIALS),
        (errors.Unreachable("x"), LATER),
        (errors.RateLimited("x"), LATER),
        (errors.ServiceGone("x"), FAILED),
        (errors.UnreadableReply("x"), FAILED),
        (errors.OfferGone("x"), RULE),
        (errors.StaleView("x"), RULE),
        (errors.NotPermitted("x"), RULE),
        (errors.ActionRefused("x"), FAILED),
        (errors.OutcomeUnknown("x"), PARTLY),
        (errors.LedgerBusy("x"), LATER),
        (errors.LedgerTooNew("x"), USAGE),
        (errors.LedgerReadOnly("x"), USAGE),
        (errors.LedgerCorrupt("x"), USAGE),
        (errors.LedgerFull("x"), FAILED),
        (errors.OfferdeskError("x"), FAILED),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_each_kind_of_failure_has_its_code(error: Exception, code: ExitCode) -> None:
    assert code_of(error) is code


@pytest.mark.parametrize(
    ("state", "cause", "code"),
    [
        (ActionState.DONE, None, OK),
        (ActionState.UNKNOWN, errors.OutcomeUnknown("x"), PARTLY),
        (ActionState.NEEDS_PERSON, None, PARTLY),
        (ActionState.NOT_DONE, errors.StaleView("x"), RULE),
        (ActionState.NOT_DONE, errors.ActionRefused("x"), RULE),
        (ActionState.NOT_DONE, errors.Unreachable("x"), LATER),
        (ActionState.NOT_DONE, errors.CredentialsMissing("x"), CREDENTIALS),
        (ActionState.REFUSED, errors.ActionRefused("x"), FAILED),
        (ActionState.REFUSED, errors.RateLimited("x"), LATER),
        (ActionState.REFUSED, errors.CredentialsRejected("x"), CREDENTIALS),
        (None, errors.NotPermitted("x"), RULE),
        (None, errors.LedgerFull("x"), FAILED),
    ],
)
def test_each_end_of_an_action_has_its_code(
    state: ActionState | None, cause: errors.OfferdeskError | None, code: ExitCode
) -> None:
    assert code_of_report(Report(state=state, sentence="x", cause=cause)) is code


def test_what_was_done_otherwise_than_asked_has_not_all_gone_well() -> None:
    assert code_of_report(Report(state=ActionState.DONE, sentence="x", otherwise=True)) is PARTLY


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], OK),
        ([OK, OK], OK),
        ([OK, LATER], LATER),
        ([LATER, CREDENTIALS], CREDENTIALS),
        ([LATER, FAILED], FAILED),
    ],
)
def test_of_several_readings_the_worst_counts(codes: list[ExitCode], code: ExitCode) -> None:
    assert together(codes) is code


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([OK, OK], OK),
        ([OK, RULE], PARTLY),
        ([RULE, RULE], RULE),
        ([RULE, PARTLY], PARTLY),
        ([LATER, RULE], RULE),
    ],
)
def test_of_several_actions_a_mixture_is_partly_done(codes: list[ExitCode], code: ExitCode) -> None:
    assert together_done(codes) is code


def test_every_code_is_explained() -> None:
    assert set(MEANINGS) == set(ExitCode)
