"""Views of the lists, as they stand in settings.toml and in the program's own file: `[[views]]`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tui_app.settings.nearest import instead
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import Document, Problem
from tui_app.settings.rules import Wrong

SIDES: Final = ("received", "placed", "watched")
STATUSES: Final = (
    *("open", "in flight", "accepted", "closed", "rejected", "cancelled", "expired", "failed", "unknown"),
)
SORTS: Final = ("ends", "price", "nft", "collection", "from", "status", "placed", "market")
COLUMNS: Final = (
    *("market", "nft", "collection", "price", "best", "best_price", "from", "ends", "placed", "status"),
    *("account", "chain", "offer_id"),
)
"""The words of these files; tests hold them against those of the lists."""

VIEW_LIMIT: Final = 100
"""Views that are read of one file."""

NAME_LIMIT: Final = 40
FILTER_LIMIT: Final = 500
ACCOUNT_LIMIT: Final = 32
WIDTH_LIMIT: Final = 200
"""Letters of a view's parts, and how wide a column may be."""

_COLUMN: Final = re.compile(r"([a-z_]{1,32})(?::([0-9]{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSetting:
    """A column of a list by its id, and how wide it is to be; None for as wide as there is room."""

    name: str
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSetting:
    """What a list shows, as a person would set it, under a name.

    `side` is empty for whichever list is on the screen, `status` for all of them, `account` for every
    account, `columns` for those the list has anyway. `filter` is as typed, `sort` what the list is
    ordered by.
    """

    name: str
    side: str = ""
    status: str = ""
    filter: str = ""
    sort: str = "ends"
    reverse: bool = False
    account: str = ""
    columns: tuple[ColumnSetting, ...] = ()


class Part(NamedTuple):
    """What a part of a view must be, and how that is put to the person. A `vital` one says what is shown."""

    holds: Callable[[object], bool]
    words: str
    vital: bool = True


def wrong_view_name(name: str) -> str:
    """One sentence on why this cannot name a view; empty if it can."""
    if name.strip() == name and 0 < len(name) <= NAME_LIMIT and name.isprintable():
        return ""
    return f"{quoted(name)} cannot name a view: use up to {NAME_LIMIT} letters, for example Big offers."


def views_in(document: Document) -> tuple[tuple[ViewSetting, ...], Iterator[Problem]]:
    """The `[[views]]` of a file, in its order, and what is wrong with them."""
    tables = document.table.get("views", [])
    listed = tables[:VIEW_LIMIT] if isinstance(tables, list) else []
    views = dict[str, ViewSetting]()
    for table in listed:
        if not _wrong_view(table, views) and isinstance(table, dict):
            views[table["name"]] = _view(table)
    return tuple(views.values()), _view_problems(document, tables)


def _is_one_of(words: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


def _is_text(longest: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest and value.isprintable()


PARTS: Final = MappingProxyType(
    {
        "side": Part(_is_one_of(SIDES), f"one of {', '.join(SIDES)}"),
        "status": Part(_is_one_of(STATUSES), f"one of {', '.join(STATUSES)}"),
        "filter": Part(
            _is_text(FILTER_LIMIT), f'up to {FILTER_LIMIT} letters in quotes, for example "price>1"'
        ),
        "account": Part(_is_text(ACCOUNT_LIMIT), "the name of an account in quotes"),
        "sort": Part(_is_one_of(SORTS), f"one of {', '.join(SORTS)}", vital=False),
        "reverse": Part(lambda value: isinstance(value, bool), "true or false", vital=False),
        "columns": Part(
            lambda value: isinstance(value, list), 'a list such as ["nft:30", "price"]', vital=False
        ),
    }
)
"""The parts of a view beside its name."""


def _view(table: Mapping[str, Any]) -> ViewSetting:
    """A view of a table that has nothing vital wrong with it."""
    good: dict[str, Any] = {
        name: table[name] for name, part in PARTS.items() if name in table and part.holds(table[name])
    }
    good["columns"] = columns_of(good.get("columns", []))[0]
    return ViewSetting(name=table["name"], **good)


def columns_of(listed: list[object]) -> tuple[tuple[ColumnSetting, ...], list[object]]:
    """The columns of a list of texts such as `nft:30`, each once, and what in it names none."""
    known, wrong = dict[str, ColumnSetting](), list[object]()
    for each in listed:
        match = _COLUMN.fullmatch(each) if isinstance(each, str) else None
        width = int(match[2]) if match and match[2] else None
        if match is None or match[1] not in COLUMNS or match[1] in known or not _fits(width):
            wrong.append(each)
        else:
            known[match[1]] = ColumnSetting(name=match[1], width=width)
    return tuple(known.values()), wrong


def _fits(width: int | None) -> bool:
    return width is None or 1 <= width <= WIDTH_LIMIT


def _wrong_view(table: object, others: Mapping[str, ViewSetting]) -> Wrong | None:
    """Why this is left out; None if it is a view."""
    if not isinstance(table, dict):
        return Wrong("", "a view starts with the line [[views]].")
    name = table.get("name")
    if not isinstance(name, str):
        return Wrong("name", 'it has no name: write for example name = "Big offers".')
    if words := wrong_view_name(name):
        return Wrong("name", words)
    if name in others:
        return Wrong("name", f"there is a view {quoted(name)} already: give it another name.")
    for part, rule in PARTS.items():
        if rule.vital and part in table and not rule.holds(table[part]):
            return Wrong(part, f"{part} must be {rule.words}.")
    return None


def _view_problems(document: Document, tables: object) -> Iterator[Problem]:
    if not isinstance(tables, list):
        return
    seen = dict[str, ViewSetting]()
    for place, table in enumerate(tables[:VIEW_LIMIT]):
        for key, words in _complaints(table, seen):
            yield document.wrong_part(f"view {place + 1} {words}", "views", place, key)
    if len(tables) > VIEW_LIMIT:
        words = f"only the first {VIEW_LIMIT} of {len(tables):,} views are used: remove some."
        yield Problem(file=document.file, words=words)


def _complaints(table: object, seen: dict[str, ViewSetting]) -> Iterator[Wrong]:
    """What is wrong with one view; one that is right is added to those `seen`."""
    if wrong := _wrong_view(table, seen):
        yield Wrong(wrong.key, f"is left out: {wrong.words}")
    elif isinstance(table, dict):
        seen[table["name"]] = _view(table)
        for name in table:
            if name != "name" and name not in PARTS:
                yield Wrong(name, f"has {quoted(name)}, which is not known: {instead(name, tuple(PARTS))}")
            elif name in PARTS and not PARTS[name].holds(table[name]):
                yield Wrong(name, f"is used without its {name}, which must be {PARTS[name].words}.")
        yield from _wrong_columns(table.get("columns"))


def _wrong_columns(listed: object) -> Iterator[Wrong]:
    for each in columns_of(listed)[1] if isinstance(listed, list) else ():
        yield Wrong("columns", wrong_column(each))


def wrong_column(each: object) -> str:
    """What is said of something among columns that names none, after what it belongs to."""
    return (
        f"is used without the column {quoted(str(each))}: name each once, of {', '.join(COLUMNS)}, "
        f'with a width up to {WIDTH_LIMIT} as in "nft:30" if you like.'
    )
