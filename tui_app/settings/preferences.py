"""settings.toml: what a person may set, and what is used where it does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tui_app.settings.quoting import quoted
from tui_app.settings.reading import Document, Problem, first_problems, read_document

LARGEST_PAGE: Final = 500
LARGEST_REFRESH: Final = 1_000_000

_THEME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEYS: Final = re.compile(r"[!-~]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The person's settings.

    `theme` is a theme's name, empty for the program's own choice. `page_size` is how many offers are asked
    for at once, `refresh_limit` how many one refresh of an account reads at most. `keys` gives other keys
    to bindings, by binding id, several separated by commas.
    """

    theme: str = ""
    read_only: bool = False
    page_size: int = 50
    refresh_limit: int = 20_000
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


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
    }
)


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
    return replace(Settings(), **good), first_problems(document, _problems(document, remapped))


def _problems(document: Document, remapped: Mapping[str, str | None]) -> Iterator[Problem]:
    for name, value in document.table.items():
        if name not in _RULES:
            known = ", ".join(entry.name for entry in fields(Settings))
            yield document.wrong(f"{quoted(name)} is not a setting: remove it, or use one of {known}.", name)
        elif not _RULES[name].holds(value):
            yield document.wrong(f"{name} must be {_RULES[name].words}; its default is used.", name)
    for name, keys in remapped.items():
        if keys is None:
            example = 'write the keys in quotes, for example accept = "a"'
            last = name.rpartition(".")[2]
            yield document.wrong(f"keys of {quoted(name)} are not understood: {example}.", last, "keys")


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
