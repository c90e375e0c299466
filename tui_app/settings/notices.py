"""What a person wants to hear of: `[notices]` and `[[minimum]]` in settings.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final

from tui_app.settings.amounts import Floor, amounts_in
from tui_app.settings.nearest import instead
from tui_app.settings.quoting import quoted
from tui_app.settings.reading import Document, Problem
from tui_app.settings.rules import Rule, Wrong, is_switch

MINIMUM_LIMIT: Final = 200
"""Minimums that are used: each of them is held against every offer that a list shows."""

_TEXT_LIMIT: Final = 500
_SPAN: Final = re.compile(r"([1-9][0-9]{0,3})([mh])", re.ASCII)
_UNITS: Final = MappingProxyType({"m": timedelta(minutes=1), "h": timedelta(hours=1)})
_LONGEST: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """How a person hears that offers came, changed or end so soon.

    By a word on the screen, the terminal's bell, a message that the terminal shows outside of itself, and a
    program that is started with the words as its last argument.
    """

    toasts: bool = True
    bell: bool = False
    desktop: bool = False
    command: tuple[str, ...] = ()
    ending_within: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumSetting:
    """Below which amounts offers for a collection, by id or name, or `*` for any other, are muted.

    An amount counts in its own currency alone, and on one marketplace where that is named.
    """

    collection: str
    amounts: tuple[Floor, ...]
    marketplace: str = ""


NOTICES: Final = MappingProxyType(
    {
        "toasts": Rule(is_switch, "true or false", "One message after a refresh that brought something."),
        "bell": Rule(is_switch, "true or false", "The terminal's bell with it."),
        "desktop": Rule(
            is_switch,
            "true or false",
            "A message by the terminal itself with it (OSC 9), where it can do that.",
        ),
        "command": Rule(
            lambda value: isinstance(value, list) and all(map(_is_text, value)),
            'a list of texts, for example ["notify-send", "offerdesk"]',
            "A program that is started with it, the message as its last argument; it has ten seconds.",
        ),
        "ending_within": Rule(
            lambda value: _span(value) is not None,
            'a time of up to 7 days such as "30m" or "2h"',
            "How long before its end an offer is said to end soon, in m or h.",
        ),
    }
)
"""What `[notices]` has."""

MINIMUM_PARTS: Final = MappingProxyType(
    {
        "collection": Rule(
            lambda value: _is_text(value),
            'an id or a name in quotes, or "*" for every other',
            'A collection\'s id or name, or "*" for those without a minimum of their own.',
        ),
        "amount": Rule(
            lambda value: bool(amounts_in(value)),
            'one such as "0.1 ETH", or several as in "5 USDC, 0.002 ETH"',
            "Below this a bid is muted.",
        ),
        "marketplace": Rule(
            lambda value: _is_text(value), 'a name in quotes, for example "kraken"', "Only there."
        ),
    }
)
"""What a `[[minimum]]` has; the last part may be missing."""


def notices_in(document: Document) -> tuple[NoticeSettings, Iterator[Problem]]:
    """The `[notices]` of a file, and what is wrong with them."""
    table = document.table.get("notices", {})
    table = table if isinstance(table, dict) else {}
    good: dict[str, Any] = {
        name: table[name] for name, rule in NOTICES.items() if name in table and rule.holds(table[name])
    }
    if "ending_within" in good:
        good["ending_within"] = _span(good["ending_within"])
    good["command"] = tuple(good.get("command", ()))
    return NoticeSettings(**good), _wrong_notices(document, table)


def minimums_in(document: Document) -> tuple[tuple[MinimumSetting, ...], Iterator[Problem]]:
    """The `[[minimum]]` tables of a file, and what is wrong with them."""
    tables = document.table.get("minimum", [])
    tables = tables if isinstance(tables, list) else []
    known = [_minimum(table) for table in tables[:MINIMUM_LIMIT] if not _wrong_minimum(table)]
    return tuple(known), _wrong_minimums(document, tables)


def _span(value: object) -> timedelta | None:
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    span = int(match[1]) * _UNITS[match[2]] if match else None
    return span if span is not None and span <= _LONGEST else None


def _minimum(table: Mapping[str, Any]) -> MinimumSetting:
    return MinimumSetting(
        collection=table["collection"],
        amounts=amounts_in(table["amount"]),
        marketplace=table.get("marketplace", ""),
    )


def _wrong_minimum(table: object) -> Wrong | None:
    """Why this is no minimum; None if it is one."""
    if not isinstance(table, dict):
        return Wrong("", "start it with the line [[minimum]].")
    for name, rule in MINIMUM_PARTS.items():
        if (name in table or name != "marketplace") and not rule.holds(table.get(name)):
            return Wrong(name, f"its {name} must be {rule.words}.")
    if unknown := sorted(set(table) - set(MINIMUM_PARTS)):
        words = f"{quoted(unknown[0])} is not known: {instead(unknown[0], tuple(MINIMUM_PARTS))}"
        return Wrong(unknown[0], words)
    return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _TEXT_LIMIT and value.isprintable()


def _wrong_notices(document: Document, table: Mapping[str, object]) -> Iterator[Problem]:
    for name, value in table.items():
        if (rule := NOTICES.get(name)) is None:
            words = f"{quoted(name)} in [notices] is not known: {instead(name, tuple(NOTICES))}"
            yield document.wrong(words, name, "notices")
        elif not rule.holds(value):
            yield document.wrong(f"{name} must be {rule.words}; its default is used.", name, "notices")


def _wrong_minimums(document: Document, tables: list[object]) -> Iterator[Problem]:
    for place, table in enumerate(tables[:MINIMUM_LIMIT]):
        if wrong := _wrong_minimum(table):
            words = f"minimum {place + 1} is left out: {wrong.words}"
            yield document.wrong_part(words, "minimum", place, wrong.key)
    if len(tables) > MINIMUM_LIMIT:
        yield document.wrong(
            f"only the first {MINIMUM_LIMIT} of {len(tables):,} minimums are used: remove some.", "minimum"
        )
