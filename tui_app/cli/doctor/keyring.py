"""The keyrings of this machine: which one is used, and why each of the others is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_app.cli.doctor.check import Check
from tui_app.credentials.backends import trusted_here
from tui_app.credentials.report import KeyringReport
from tui_app.settings import AccountConfig


def keyring_checks(report: KeyringReport, accounts: Sequence[AccountConfig]) -> Iterator[Check]:
    """Without an account whose secrets are in it, a missing keyring is nothing that is wrong."""
    needed = sum(account.keeps == "keyring" for account in accounts)
    fine = report.usable if needed or report.usable else None
    kept = f" {needed} of {len(accounts)} accounts keep their secrets there." if accounts else ""
    yield Check(name="keyring", fine=fine, sentence=f"{report.summary}{kept}")
    for note in (*report.notes, *_not_tried(report)):
        yield Check(name="keyring", fine=None, sentence=note)


def _not_tried(report: KeyringReport) -> Iterator[str]:
    """The trusted ones that nobody had to look at, since one before them answered."""
    if not report.usable:
        return
    told = " ".join((report.summary, *report.notes))
    for backend in trusted_here():
        if backend.title not in told:
            yield f"{backend.title}: trusted too, and not tried, because one before it answers"
