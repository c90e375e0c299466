"""accounts.toml: which accounts there are. It names them and where their secrets are; it holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from tui_app.settings.own_files import replace_own_file
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import Document, Problem, first_problems, read_document

Keeps = Literal["keyring", "session", "command"]
"""What has an account's secrets: the machine's keyring, memory until the program ends, or a program."""

FIELD_LIMIT: Final = 4_096
"""Characters of one field."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,31}")
_PARTS: Final = frozenset({"marketplace", "keeps", "fields"})
_HEADER: Final = "# Written by offerdesk. Secrets are not in here; they are in the keyring.\n\n"


def wrong_account_name(name: str) -> str:
    """One sentence on why this cannot name an account; empty if it can."""
    if _NAME.fullmatch(name):
        return ""
    return (
        f"{quoted(name)} cannot name an account: use up to 32 of a-z, 0-9, - and _, for example kraken-main."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountConfig:
    """One account: its name, its marketplace's slug, that marketplace's fields that are not secret."""

    name: str
    marketplace: str
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keeps: Keeps = "keyring"

    def __post_init__(self) -> None:
        if wrong := wrong_account_name(self.name) or _wrong_parts(_parts(self)):
            raise ValueError(wrong)
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))


def load_accounts(file: Path) -> tuple[tuple[AccountConfig, ...], tuple[Problem, ...]]:
    """The accounts in this file, in its order, and what is wrong with it. Raises nothing for any file."""
    document = read_document(file)
    tables = document.table.get("accounts", {})
    known = tables if isinstance(tables, dict) else {}
    accounts = tuple(_account(name, parts) for name, parts in known.items() if not _wrong(name, parts))
    return accounts, first_problems(document, _problems(document, known))


def save_accounts(file: Path, accounts: Sequence[AccountConfig]) -> None:
    """Replace the file by one that lists these accounts: all of it or nothing, readable by its owner alone.

    A file that could not be understood in full is first copied to `accounts.unreadable-1.toml` beside it, so
    that nothing in it is lost. Raises SettingsError where it cannot be written, ValueError for two accounts
    of one name.
    """
    import tomli_w  # needed only when an account changes

    if len({account.name for account in accounts}) < len(accounts):
        raise ValueError("two accounts have the same name")
    text = _HEADER + tomli_w.dumps({"accounts": {account.name: _parts(account) for account in accounts}})
    replace_own_file(file, text, holds="accounts", understood=not load_accounts(file)[1])


def _parts(account: AccountConfig) -> dict[str, object]:
    return {"marketplace": account.marketplace, "keeps": account.keeps, "fields": dict(account.fields)}


def _account(name: str, parts: object) -> AccountConfig:
    table = cast("Mapping[str, object]", parts)
    return AccountConfig(
        name=name,
        marketplace=cast("str", table["marketplace"]),
        keeps=cast("Keeps", table.get("keeps", "keyring")),
        fields=cast("Mapping[str, str]", table.get("fields", {})),
    )


def _wrong(name: str, parts: object) -> str:
    """Why this entry is no account; empty if it is one."""
    return wrong_account_name(name) or _wrong_parts(parts)


def _wrong_parts(parts: object) -> str:
    if not isinstance(parts, dict):
        return "an account must be a table: remove it and add the account again."
    marketplace = parts.get("marketplace")
    if not isinstance(marketplace, str) or not _FIELD.fullmatch(marketplace):
        return 'it does not say which marketplace it is for: write for example marketplace = "kraken".'
    if parts.get("keeps", "keyring") not in get_args(Keeps):
        return 'keeps must be "keyring", "session" or "command".'
    fields = parts.get("fields", {})
    if not isinstance(fields, dict) or not all(_is_field(name, text) for name, text in fields.items()):
        return "its fields must be names with a text in quotes: remove the account and add it again."
    return ""


def _is_field(name: object, text: object) -> bool:
    if not isinstance(name, str) or not isinstance(text, str):
        return False
    return bool(_FIELD.fullmatch(name)) and text.isprintable() and len(text) <= FIELD_LIMIT


def _problems(document: Document, known: Mapping[str, object]) -> Iterator[Problem]:
    for name, value in document.table.items():
        if name != "accounts" or not isinstance(value, dict):
            yield document.wrong(f"{quoted(name)} does not belong here: remove it.", name)
    for name, parts in known.items():
        if words := wrong_account_name(name):
            yield document.wrong(words, f"accounts.{name}")
        elif words := _wrong_parts(parts):
            yield document.wrong(f"account {name} is left out: {words}", f"accounts.{name}")
        elif isinstance(parts, dict) and (unknown := sorted(set(parts) - _PARTS)):
            words = f"account {name} has {quoted(unknown[0])}, which is not known: remove it."
            yield document.wrong(words, unknown[0], f"accounts.{name}")
