"""A new account as a person describes it: its settings and its secrets, checked field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tui_app.credentials import accept_pasted
from tui_app.domain.errors import UsageError
from tui_app.domain.secrets import Credentials, Secret
from tui_app.domain.text import clean
from tui_app.gateway.contract import AccountField, Marketplace
from tui_app.settings import AccountConfig, wrong_account_name
from tui_app.settings.accounts import FIELD_LIMIT, Keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """An account's settings and its secrets."""

    config: AccountConfig
    credentials: Credentials


def draft_of(marketplace: Marketplace, name: str, keeps: Keeps, given: Mapping[str, str]) -> AccountDraft:
    """The account that was described, `given` by field. Raises UsageError for what cannot be right.

    Where a program of the person's own has the secrets, none is needed here.
    """
    if wrong := wrong_account_name(name := name.strip()):
        raise UsageError(wrong)
    known = {entry.name for entry in marketplace.account_fields}
    if odd := next((name for name in given if name not in known), None):
        title = f"{marketplace.title} has no field “{clean(odd, limit=40)}”."
        raise UsageError(title, f"It has: {', '.join(sorted(known))}.")
    if keeps == "command" and any(given.get(each.name, "").strip() for each in marketplace.credential_fields):
        raise UsageError("The program has the secrets: leave their fields empty.")
    fields, secrets = dict[str, str](), dict[str, Secret]()
    for entry in marketplace.account_fields:
        if len(typed := given.get(entry.name, "").strip()) > FIELD_LIMIT:
            raise UsageError(f"{entry.label} is far too long: at most {FIELD_LIMIT:,} characters.")
        if not typed:
            if entry.required and not (entry.secret and keeps == "command"):
                raise UsageError(f"{entry.label} is missing: {entry.hint}")
        elif isinstance(checked := checked_field(entry, typed), Secret):
            secrets[entry.name] = checked
        else:
            fields[entry.name] = checked
    config = AccountConfig(name=name, marketplace=marketplace.slug, fields=fields, keeps=keeps)
    return AccountDraft(config=config, credentials=Credentials(secrets))


def checked_field(entry: AccountField, typed: str) -> str | Secret:
    """What is kept of what was typed into a field. Raises UsageError."""
    if not entry.secret:
        return entry.check(typed) if entry.check else typed
    pasted = accept_pasted(typed)
    return Secret(entry.check(pasted.reveal())) if entry.check else pasted
