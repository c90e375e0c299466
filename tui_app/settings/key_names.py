"""How keys are written in settings: `a`, `N`, `/`, `f5`, `ctrl+a`; and what Textual calls them."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import Final

from tui_app.settings.nearest import nearest
from tui_app.settings.quoting import quoted

_NAMED: Final = frozenset(
    {
        *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"),
        *("pageup", "pagedown", "up", "down", "left", "right"),
        *(f"f{number}" for number in range(1, 25)),
    }
)
_MODIFIERS: Final = frozenset({"alt", "ctrl", "shift"})
_RENAMED: Final = MappingProxyType(
    {
        "solidus": "slash",
        "reverse_solidus": "backslash",
        "commercial_at": "at",
        "hyphen_minus": "minus",
        "plus_sign": "plus",
        "low_line": "underscore",
    }
)
"""The characters that Textual calls otherwise than Unicode does."""
_SAME: Final = MappingProxyType(
    {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
)
"""What a terminal sends the same for."""
_ASCII: Final = tuple(map(chr, range(0x21, 0x7F)))


def key_of(written: str) -> str:
    """Textual's name for a key as a person writes it; empty where there is no such key."""
    *modifiers, base = written.split("+") if len(written) > 1 else ("", written)
    modifiers = sorted({modifier.casefold() for modifier in modifiers if modifier})
    if not base and written.endswith("++"):
        base = "+"
    if not set(modifiers) <= _MODIFIERS:
        return ""
    return _with(modifiers, base)


def is_typed(key: str) -> bool:
    """Whether pressing the key writes a letter into a field."""
    return len(key) == 1 or key == "space" or key in _CHARACTERS


def why_no_key(written: str) -> str:
    """One clause on why this names no key that can be used; empty if it does."""
    key = key_of(written)
    if not key:
        known = (*sorted(_NAMED), "ctrl+a", "shift+tab")
        meant = nearest(written, known)
        told = f"did you mean {meant}?" if meant else "write for example ctrl+a, f5 or /."
        return f"{quoted(written)} is no key: {told}"
    if same := _SAME.get(key):
        return f"a terminal cannot tell {written} from {same}: use another key."
    if key == "ctrl+z":
        return "ctrl+z puts programs aside in a terminal: use another key."
    return ""


def _with(modifiers: list[str], base: str) -> str:
    lowered = base.casefold()
    if lowered in _NAMED:
        return "+".join((*modifiers, lowered))
    name = base if base in _CHARACTERS else _name(base)
    if not name:
        return ""
    if modifiers == ["shift"] and name.isalpha() and len(name) == 1:
        return name.upper()
    if not modifiers:
        return name
    return "" if "shift" in modifiers and len(name) > 1 else "+".join((*modifiers, name.casefold()))


def _name(character: str) -> str:
    """What Textual calls the key of a letter, a digit or a sign in ASCII; empty for anything else."""
    if len(character) != 1 or character.isalnum():
        return character if len(character) == 1 else ""
    if not character.isascii() or not character.isprintable() or character == " ":
        return ""
    name = unicodedata.name(character).casefold().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_CHARACTERS: Final = frozenset(map(_name, _ASCII))
