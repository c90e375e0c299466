"""settings.toml: what a person may set, and what is used where it does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tui_app.settings.amounts import Floor, amounts_in
from tui_app.settings.notices import MinimumSetting, NoticeSettings, minimums_in, notices_in
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import Document, Problem, first_problems, read_document
from tui_app.settings.views import ViewSetting, views_in

LARGEST_PAGE: Final = 500
LARGEST_REFRESH: Final = 1_000_000

_THEME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEYS: Final = re.compile(r"[!-~]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The person's settings.

    `theme` is a theme's name, empty for the program's own choice. `glyphs` are the shapes that it draws,
    `unicode` or `ascii`, empty for what the terminal says it can draw. `last_frame` shows what the received
    list looked like at the end until a next start can draw it. `page_size` is how many offers are asked for
    at once, `refresh_limit` how many one refresh of an account reads at most. `keys` gives other keys
    to bindings, by binding id, several separated by commas. Through `read_only_accounts` nothing is sent.
    `floors` says below which amounts an NFT is not given away without a second thought, by NFT id or
    collection id, or by `*` for all others. `signer_commands` are programs that play a wallet, as argument
    lists by account, or by `*` for all others. `watch` is what accounts watch beside what is kept for them.
    `views` are the person's own, which the program does not change. `notices` say what a person hears of,
    and `minimum` below which amounts an offer is not worth hearing of.
    """

    theme: str = ""
    glyphs: str = ""
    last_frame: bool = True
    read_only: bool = False
    page_size: int = 50
    refresh_limit: int = 20_000
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    read_only_accounts: tuple[str, ...] = ()
    floors: Mapping[str, tuple[Floor, ...]] = field(default_factory=lambda: MappingProxyType({}))
    signer_commands: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    watch: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    views: tuple[ViewSetting, ...] = ()
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    minimum: tuple[MinimumSetting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What a value must be, and how that is put to the person."""

    holds: Callable[[object], bool]
    words: str


def _whole(largest: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= largest


_RULES: Final = MappingProxyType(
    {
        "theme": _Rule(
            holds=lambda value: isinstance(value, str) and bool(_THEME.fullmatch(value)),
            words='the name of a theme in quotes, for example theme = "nord"',
        ),
        "glyphs": _Rule(
            holds=lambda value: value in {"unicode", "ascii"}, words='"unicode" or "ascii", in quotes'
        ),
        "last_frame": _Rule(
            holds=lambda value: isinstance(value, bool),
            words="true or false, for example last_frame = false",
        ),
        "read_only": _Rule(
            holds=lambda value: isinstance(value, bool), words="true or false, for example read_only = true"
        ),
        "page_size": _Rule(
            holds=_whole(LARGEST_PAGE),
            words=f"a whole number from 1 to {LARGEST_PAGE}, for example page_size = 50",
        ),
        "refresh_limit": _Rule(
            holds=_whole(LARGEST_REFRESH),
            words=f"a whole number from 1 to {LARGEST_REFRESH:,}, for example refresh_limit = 20000",
        ),
        "keys": _Rule(
            holds=lambda value: isinstance(value, dict), words="a table that starts with the line [keys]"
        ),
        "read_only_accounts": _Rule(
            holds=lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
            words='a list of account names, for example read_only_accounts = ["main"]',
        ),
        "floors": _Rule(
            holds=lambda value: isinstance(value, dict), words="a table that starts with the line [floors]"
        ),
        "signer_commands": _Rule(
            holds=lambda value: isinstance(value, dict),
            words="a table that starts with the line [signer_commands]",
        ),
        "watch": _Rule(
            holds=lambda value: isinstance(value, dict), words="a table that starts with the line [watch]"
        ),
        "views": _Rule(
            holds=lambda value: isinstance(value, list),
            words="tables that each start with the line [[views]]",
        ),
        "notices": _Rule(
            holds=lambda value: isinstance(value, dict), words="a table that starts with the line [notices]"
        ),
        "minimum": _Rule(
            holds=lambda value: isinstance(value, list),
            words="tables that each start with the line [[minimum]]",
        ),
    }
)


_LISTS: Final = MappingProxyType(
    {"signer_commands": 'main = ["my-signer", "--json"]', "watch": 'main = ["021272bc-…"]'}
)
"""Tables of lists of texts, each with an entry that would be right."""


def load_settings(file: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in this file and what is wrong with it. What is wrong or missing has its default.

    Raises nothing for a file that is missing or broken in whatever way.
    """
    document = read_document(file)
    table = document.table
    good: dict[str, Any] = {
        name: value for name, value in table.items() if name in _RULES and _RULES[name].holds(value)
    }
    remapped = dict(_flat(good.get("keys", {})))
    good["keys"] = MappingProxyType({name: keys for name, keys in remapped.items() if isinstance(keys, str)})
    good["read_only_accounts"] = tuple(good.get("read_only_accounts", ()))
    floors = {name: amounts_in(value) for name, value in good.get("floors", {}).items()}
    good["floors"] = MappingProxyType({name: known for name, known in floors.items() if known})
    for table_of_lists in _LISTS:
        lists = {name: _texts(value) for name, value in good.get(table_of_lists, {}).items()}
        good[table_of_lists] = MappingProxyType({name: texts for name, texts in lists.items() if texts})
    good["views"], wrong_views = views_in(document)
    good["notices"], wrong_notices = notices_in(document)
    good["minimum"], wrong_minimums = minimums_in(document)
    return replace(Settings(), **good), first_problems(
        document, chain(_problems(document, remapped, floors), wrong_views, wrong_notices, wrong_minimums)
    )


def _texts(value: object) -> tuple[str, ...]:
    """A list of texts; none where it is anything else."""
    if isinstance(value, list) and all(isinstance(each, str) and "\0" not in each for each in value):
        return tuple(value)
    return ()


def _problems(
    document: Document, remapped: Mapping[str, str | None], floors: Mapping[str, tuple[Floor, ...]]
) -> Iterator[Problem]:
    for name, value in document.table.items():
        if name not in _RULES:
            known = ", ".join(entry.name for entry in fields(Settings))
            yield document.wrong(f"{quoted(name)} is not a setting: remove it, or use one of {known}.", name)
        elif not _RULES[name].holds(value):
            yield document.wrong(f"{name} must be {_RULES[name].words}; its default is used.", name)
    for name, amounts in floors.items():
        if not amounts:
            words = f'the floor of {quoted(name)} is not understood: write for example "5 USDC, 0.002 ETH".'
            yield document.wrong(words, name, "floors")
    yield from _wrong_lists(document)
    for name, keys in remapped.items():
        if keys is None:
            example = 'write the keys in quotes, for example accept = "a"'
            last = name.rpartition(".")[2]
            yield document.wrong(f"keys of {quoted(name)} are not understood: {example}.", last, "keys")


def _wrong_lists(document: Document) -> Iterator[Problem]:
    for table, example in _LISTS.items():
        entries = document.table.get(table)
        for name, value in entries.items() if isinstance(entries, dict) else ():
            if not _texts(value):
                words = f"{quoted(name)} in [{table}] must be a list of texts, for example {example}."
                yield document.wrong(words, name, table)


def _flat(table: object) -> Iterator[tuple[str, str | None]]:
    """Binding ids and keys, None where the keys are wrong. To TOML an unquoted id with dots is a table."""
    waiting: list[tuple[str, object]] = [("", table)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            nested = [(f"{name}.{key}" if name else str(key), inner) for key, inner in value.items()]
            waiting.extend(reversed(nested))
        else:
            yield name, value if isinstance(value, str) and _KEYS.fullmatch(value) else None
