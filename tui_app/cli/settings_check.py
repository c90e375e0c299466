"""Everything that is wrong with the person's files, what is only read later included, each with its line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tui_app.domain.filters import parse_filter
from tui_app.marketplaces import MARKETPLACES
from tui_app.settings import Places, Problem, Settings, load_accounts, load_settings
from tui_app.settings.nearest import instead, nearest
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import CHECK_LIMIT, Document, read_document
from tui_app.settings.saved_views import load_views
from tui_app.settings.views import ViewSetting

_EVERY: Final = "*"
_BY_ACCOUNT: Final = ("watch", "signer_commands", "credential_commands")


def problems_of(places: Places) -> Iterator[tuple[str, Path, tuple[Problem, ...]]]:
    """Each file of a profile by what is in it, and all that is wrong with it."""
    accounts, wrong_accounts = load_accounts(places.accounts_file)
    names = [account.name for account in accounts]
    yield "settings", places.settings_file, settings_problems(places.settings_file, names)
    yield "views", places.views_file, views_problems(places.views_file, names)
    yield "accounts", places.accounts_file, wrong_accounts


def settings_problems(file: Path, accounts: Sequence[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with a settings file; names of `accounts` are held against these, if there are any."""
    settings, problems = load_settings(file, CHECK_LIMIT)
    document = read_document(file)
    return (
        *problems,
        *_theme(file, settings),
        *_commands(document, settings),
        *_minimums(document, settings),
        *_views(document, settings.views, accounts),
        *_accounts(document, settings, accounts),
    )


def views_problems(file: Path, accounts: Sequence[str] = ()) -> tuple[Problem, ...]:
    """The same of the views that were saved in the lists."""
    saved, problems = load_views(file, CHECK_LIMIT)
    return (*problems, *_views(read_document(file), saved.views, accounts))


def _theme(file: Path, settings: Settings) -> Sequence[Problem]:
    if not settings.theme:
        return ()
    from tui_app.ui.theme import theme_problems

    return theme_problems(file, settings.theme)


def _commands(document: Document, settings: Settings) -> Iterator[Problem]:
    """Programs that cannot be started, because there are none of their name."""
    if settings.open_command:
        yield from _no_program(document, settings.open_command, "open_command", "")
    if settings.notices.command:
        yield from _no_program(document, settings.notices.command, "command", "notices")
    for table in ("signer_commands", "credential_commands"):
        commands: Mapping[str, Sequence[str]] = getattr(settings, table)
        for account, command in commands.items():
            yield from _no_program(document, command, account, table)


def _no_program(document: Document, command: Sequence[str], key: str, table: str) -> Iterator[Problem]:
    if shutil.which(command[0]) is None:
        words = f"there is no program {quoted(command[0])}: write its whole path, or install it."
        yield document.wrong(words, key, table)


def _minimums(document: Document, settings: Settings) -> Iterator[Problem]:
    known = [each.slug for each in MARKETPLACES]
    for place, table in _tables(document, "minimum"):
        name = table.get("marketplace")
        if isinstance(name, str) and name and name not in known:
            words = f"minimum {place + 1} is for no marketplace, {quoted(name)}: {instead(name, known)}"
            yield document.wrong_part(words, "minimum", place, "marketplace")


def _views(document: Document, used: Sequence[ViewSetting], accounts: Sequence[str]) -> Iterator[Problem]:
    """Filters that cannot be read, and accounts that are not there, of the views that are used."""
    names = {view.name for view in used}
    for place, table in _tables(document, "views"):
        if table.get("name") not in names:
            continue
        wanted, account = table.get("filter"), table.get("account")
        if isinstance(wanted, str) and (problem := parse_filter(wanted).problem):
            words = f"view {place + 1} has a filter that is not understood: {problem}."
            yield document.wrong_part(words, "views", place, "filter")
        if isinstance(account, str) and account and accounts and account not in accounts:
            words = f"view {place + 1} is of {_no_account(account, accounts)}"
            yield document.wrong_part(words, "views", place, "account")


def _accounts(document: Document, settings: Settings, accounts: Sequence[str]) -> Iterator[Problem]:
    """Accounts that are named and not there: what was meant for them holds for none."""
    if not accounts:
        return
    for name in settings.read_only_accounts:
        if name not in accounts:
            words = f"read_only_accounts has {_no_account(name, accounts)}"
            yield document.wrong(words, "read_only_accounts")
    for table in _BY_ACCOUNT:
        for name in getattr(settings, table):
            if name not in (*accounts, _EVERY):
                yield document.wrong(f"[{table}] has {_no_account(name, accounts)}", name, table)


def _no_account(name: str, accounts: Sequence[str]) -> str:
    meant = nearest(name, accounts)
    told = f"did you mean {meant}?" if meant else f"there is {', '.join(accounts)}."
    return f"{quoted(name)}, and there is no such account: {told}"


def _tables(document: Document, name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The tables of a `[[name]]` and their places."""
    listed = document.table.get(name)
    for place, table in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(table, dict):
            yield place, table
