"""settings.toml: what a person may set, and what is used where it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeGuard

from tui_app.settings.amounts import Floor, amounts_in
from tui_app.settings.key_presets import PRESETS
from tui_app.settings.nearest import instead
from tui_app.settings.notices import MinimumSetting, NoticeSettings, minimums_in, notices_in
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import PROBLEM_LIMIT, Document, Problem, first_problems, read_document
from tui_app.settings.rules import Rule, is_command, is_list, is_pause, is_switch, is_table, is_whole
from tui_app.settings.views import ViewSetting, views_in

SCHEMA: Final = 1
"""The format of settings.toml that this program knows."""

LARGEST_SCHEMA: Final = 1_000_000
LARGEST_PAGE: Final = 500
LARGEST_REFRESH: Final = 1_000_000
SHORTEST_PAUSE: Final = 10
LONGEST_PAUSE: Final = 86_400

_THEME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEYS_LIMIT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The person's settings.

    `schema` is the format of the file. `theme` is a theme's name, empty for the program's own choice.
    `glyphs` are the shapes that it draws, `unicode` or `ascii`, empty for what the terminal says it can
    draw. `last_frame` shows what the received list looked like at the end until a next start can draw it.
    `privacy` begins with amounts and addresses hidden.
    `open_command` is the program that opens links, as an argument list, empty for the desktop's.
    `page_size` is how many offers are asked for at once, `refresh_limit` how many one refresh of an account
    reads at most, `refresh_every` how many seconds after a refresh the next begins by itself. `keys` gives
    other keys to bindings, by binding id, several separated by commas, those of the preset among them.
    Through `read_only_accounts` nothing is sent. `floors` says below which amounts an NFT is not given away
    without a second thought, by NFT id or collection id, or by `*` for all others. `signer_commands` are
    programs that play a wallet, as argument lists by account, or by `*` for all others, and
    `credential_commands` those that print secrets. `watch` is what accounts watch beside what is kept for
    them. `views` are the person's own, which the program does not change. `notices` say what a person hears
    of, and `minimum` below which amounts an offer is not worth hearing of.

    `limits_known` is no setting: it is False where a limit on what is sent may be hidden in what was wrong.
    """

    schema: int = SCHEMA
    theme: str = ""
    glyphs: str = ""
    last_frame: bool = True
    privacy: bool = False
    read_only: bool = False
    page_size: int = 50
    refresh_limit: int = 20_000
    refresh_every: int = 0
    open_command: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    read_only_accounts: tuple[str, ...] = ()
    floors: Mapping[str, tuple[Floor, ...]] = field(default_factory=lambda: MappingProxyType({}))
    signer_commands: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    credential_commands: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    watch: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    views: tuple[ViewSetting, ...] = ()
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    minimum: tuple[MinimumSetting, ...] = ()
    limits_known: bool = True


RULES: Final = MappingProxyType(
    {
        "schema": Rule(
            is_whole(LARGEST_SCHEMA),
            f"a whole number, for example schema = {SCHEMA}",
            "Which format this file has; a program that knows only an older one says so.",
        ),
        "theme": Rule(
            lambda value: value == "" or (isinstance(value, str) and bool(_THEME.fullmatch(value))),
            'the name of a theme in quotes, for example theme = "nord"',
            'The colours: any theme the palette lists, such as "offerdesk-light"; "" is offerdesk-dark. '
            "A theme chosen in the palette is remembered until this line changes.",
        ),
        "glyphs": Rule(
            lambda value: value in ("", "unicode", "ascii"),
            '"unicode" or "ascii", in quotes',
            'The shapes that are drawn: "unicode" or "ascii"; "" goes by what the terminal says it can draw.',
        ),
        "last_frame": Rule(
            is_switch,
            "true or false, for example last_frame = false",
            "At a start, show the list as it was last seen until it is there.",
        ),
        "privacy": Rule(
            is_switch,
            "true or false, for example privacy = true",
            "Begin with amounts, addresses and the names of others hidden; a key shows them.",
        ),
        "read_only": Rule(
            is_switch, "true or false, for example read_only = true", "Look, but send nothing."
        ),
        "read_only_accounts": Rule(
            lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
            'a list of account names, for example read_only_accounts = ["main"]',
            "The same for some accounts only, by name.",
        ),
        "page_size": Rule(
            is_whole(LARGEST_PAGE),
            f"a whole number from 1 to {LARGEST_PAGE}, for example page_size = 50",
            "How many offers are asked for at once.",
        ),
        "refresh_limit": Rule(
            is_whole(LARGEST_REFRESH),
            f"a whole number from 1 to {LARGEST_REFRESH:,}, for example refresh_limit = 20000",
            "How many offers one refresh of a list reads at most.",
        ),
        "refresh_every": Rule(
            is_pause(SHORTEST_PAUSE, LONGEST_PAUSE),
            f"0, or a whole number from {SHORTEST_PAUSE} to {LONGEST_PAUSE:,}, "
            "for example refresh_every = 60",
            "How many seconds after a refresh the next one begins by itself; 0 lets none begin.",
        ),
        "open_command": Rule(
            is_command,
            'a list of texts, for example open_command = ["firefox", "--new-tab"]',
            "The program that opens links, the link as its last argument; [] leaves it to the desktop.",
        ),
        "floors": Rule(
            is_table,
            "a table that starts with the line [floors]",
            "Below these an amount has to be typed before it is taken: by NFT id or collection id, "
            'or "*" for all others.',
        ),
        "notices": Rule(
            is_table,
            "a table that starts with the line [notices]",
            "What tells of offers that came, changed or are about to end.",
        ),
        "minimum": Rule(
            is_list,
            "tables that each start with the line [[minimum]]",
            "Bids for less are muted; an amount counts in its own currency alone, "
            "and on one marketplace where that is named.",
        ),
        "views": Rule(
            is_list,
            "tables that each start with the line [[views]]",
            "Views of your own; without side, status or account a view is of any.",
        ),
        "watch": Rule(
            is_table,
            "a table that starts with the line [watch]",
            "What is watched beside what you add with +, by account.",
        ),
        "signer_commands": Rule(
            is_table,
            "a table that starts with the line [signer_commands]",
            'Programs that sign for your wallet, by account, or "*" for all others; they have two minutes.',
        ),
        "credential_commands": Rule(
            is_table,
            "a table that starts with the line [credential_commands]",
            "Programs that print the secrets of accounts whose secrets they have, by account, "
            'or "*" for all others; they have a minute.',
        ),
        "keys": Rule(
            is_table,
            "a table that starts with the line [keys]",
            "Other keys, by a binding's id (offerdesk man lists them), several separated by commas; "
            f"preset is {', '.join(PRESETS)}.",
        ),
    }
)
"""Every setting, in the order in which it is explained; tests hold it against Settings."""


_LIMITS: Final = frozenset({"read_only", "read_only_accounts", "floors"})
"""Settings that keep something from being sent."""

_LISTS: Final = MappingProxyType(
    {
        "signer_commands": 'main = ["my-signer", "--json"]',
        "credential_commands": 'main = ["my-secrets", "offerdesk"]',
        "watch": 'main = ["021272bc-…"]',
    }
)
"""Tables of lists of texts, each with an entry that would be right."""


def load_settings(file: Path, most: int = PROBLEM_LIMIT) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in this file and the first of what is wrong with it.

    What is wrong or missing has its default.

    Raises nothing for a file that is missing or broken in whatever way.
    """
    document = read_document(file)
    table = document.table
    good: dict[str, Any] = {
        name: value for name, value in table.items() if name in RULES and RULES[name].holds(value)
    }
    # Who wrote something there wanted it, however it is spelt.
    good["privacy"] = good.get("privacy", "privacy" in table)
    good["keys"], wrong_keys = _keys_in(document, good.get("keys", {}))
    good["open_command"] = tuple(good.get("open_command", ()))
    good["read_only_accounts"] = tuple(good.get("read_only_accounts", ()))
    floors = {name: amounts_in(value) for name, value in good.get("floors", {}).items()}
    good["floors"] = MappingProxyType({name: known for name, known in floors.items() if known})
    for table_of_lists in _LISTS:
        lists = {name: _texts(value) for name, value in good.get(table_of_lists, {}).items()}
        good[table_of_lists] = MappingProxyType({name: texts for name, texts in lists.items() if texts})
    good["views"], wrong_views = views_in(document)
    good["notices"], wrong_notices = notices_in(document)
    good["minimum"], wrong_minimums = minimums_in(document)
    good["limits_known"] = _limits_known(document, floors)
    return replace(Settings(), **good), first_problems(
        document,
        chain(_problems(document, floors), wrong_views, wrong_notices, wrong_minimums, wrong_keys),
        most,
    )


def _limits_known(document: Document, floors: Mapping[str, tuple[Floor, ...]]) -> bool:
    """Whether nothing that was not understood may be a limit on what is sent; a name not known may be one."""
    odd = any(name not in RULES for name in document.table)
    wrong = any(not RULES[name].holds(document.table[name]) for name in _LIMITS.intersection(document.table))
    return document.problem is None and all(floors.values()) and not (odd or wrong)


def _texts(value: object) -> tuple[str, ...]:
    """A list of texts; none where it is anything else."""
    if isinstance(value, list) and all(isinstance(each, str) and "\0" not in each for each in value):
        return tuple(value)
    return ()


def _problems(document: Document, floors: Mapping[str, tuple[Floor, ...]]) -> Iterator[Problem]:
    for name, value in document.table.items():
        if name not in RULES:
            yield document.wrong(f"{quoted(name)} is not a setting: {instead(name, tuple(RULES))}", name)
        elif not RULES[name].holds(value):
            yield document.wrong(f"{name} must be {RULES[name].words}; its default is used.", name)
        elif name == "schema" and isinstance(value, int) and value > SCHEMA:
            words = f"this is for a newer offerdesk (schema {value}; this one knows {SCHEMA}): update it."
            yield document.wrong(words, name)
    for name, amounts in floors.items():
        if not amounts:
            words = (
                f'the floor of {quoted(name)} is not understood: write for example "5 USDC, 0.002 ETH", '
                "each currency as its marketplace does."
            )
            yield document.wrong(words, name, "floors")
    yield from _wrong_lists(document)


def _wrong_lists(document: Document) -> Iterator[Problem]:
    for table, example in _LISTS.items():
        entries = document.table.get(table)
        for name, value in entries.items() if isinstance(entries, dict) else ():
            if not _texts(value):
                words = f"{quoted(name)} in [{table}] must be a list of texts, for example {example}."
                yield document.wrong(words, name, table)


def _keys_in(document: Document, table: object) -> tuple[Mapping[str, str], Iterator[Problem]]:
    """The keys of a file with those of its preset, and what is wrong with them."""
    written = dict(_flat(table))
    if not written:
        return MappingProxyType({}), iter(())
    from tui_app.settings.keymap import keymap  # who keeps the keys as they are need not wait for it

    known = {name: keys for name, keys in written.items() if keys is not None}
    keys, refused = keymap(known)
    odd = (name for name, keys in written.items() if keys is None)
    example = 'write the keys in quotes, for example "offer.accept" = "ctrl+a".'
    return keys, chain(
        (
            document.wrong(f"keys of {quoted(name)} are not understood: {example}", name, "keys")
            for name in odd
        ),
        (document.wrong(each.words, each.name, "keys") for each in refused),
    )


def _flat(table: object) -> Iterator[tuple[str, str | None]]:
    """Binding ids and keys, None where the keys are wrong. To TOML an unquoted id with dots is a table."""
    waiting: list[tuple[str, object]] = [("", table)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            nested = [(f"{name}.{key}" if name else str(key), inner) for key, inner in value.items()]
            waiting.extend(reversed(nested))
        else:
            yield name, value if _is_keys(value) else None


def _is_keys(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= _KEYS_LIMIT and value.isprintable()
