"""Which keys do what, by a preset and what a person set; what cannot be is refused and keeps its default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from tui_app.settings.key_names import is_typed, key_of, why_no_key
from tui_app.settings.key_places import NODES, PLACES
from tui_app.settings.key_presets import PRESETS
from tui_app.settings.key_table import Known, Place
from tui_app.settings.nearest import instead, nearest
from tui_app.settings.quoting import quoted

PRESET: Final = "preset"
"""What stands among the binding ids and is none."""

_ESCAPE: Final = "escape"
_LEAVING: Final = ": its keys stay as they are."
_FIXED: Final = frozenset(
    known.name for place in PLACES if place.fixed for known in NODES[place.nodes[-2]] if known.name
)
_KNOWN: Final = MappingProxyType(
    {known.name: known.keys for node in NODES.values() for known in node if known.name}
)


class Refused(NamedTuple):
    """A line of `[keys]` that is not used: the binding's id, and why in one sentence."""

    name: str
    words: str


class _Use(NamedTuple):
    """A key of a binding at one place; `at_first` are the binding's keys unless it is remapped."""

    key: str
    known: Known
    at_first: frozenset[str]


def keymap(written: Mapping[str, str]) -> tuple[Mapping[str, str], tuple[Refused, ...]]:
    """Other keys by binding id, in Textual's words, and what of that which was written is refused.

    `written` holds keys separated by commas by binding id, and the name of a preset under `preset`.
    """
    preset = written.get(PRESET, "default")
    refused = [Refused(name, words) for name, keys in written.items() if (words := _wrong(name, keys))]
    wrong = {each.name for each in refused} | {PRESET}
    wanted = {name: _joined(name, keys) for name, keys in written.items() if name not in wrong}
    base = PRESETS.get(preset, PRESETS["default"])
    while found := _refused_together({**base, **wanted}, wanted):
        refused += found
        wanted = {name: keys for name, keys in wanted.items() if name not in {each.name for each in found}}
    return MappingProxyType({**base, **wanted}), tuple(refused)


def _wrong(name: str, keys: str) -> str:
    """Why this line is wrong by itself; empty if it is not."""
    if name == PRESET:
        return (
            "" if keys in PRESETS else f"there is no preset {quoted(keys)}: {instead(keys, tuple(PRESETS))}"
        )
    if name not in _KNOWN:
        meant = nearest(name, _KNOWN)
        told = f"did you mean {meant}?" if meant else "offerdesk man lists them."
        return f"there is nothing with the id {quoted(name)}: {told}"
    if name in _FIXED:
        return f"the keys of a last question stay as they are, {name} too: remove this line."
    parts = [part.strip() for part in keys.split(",")]
    if not any(parts):
        return f"{name} would have no key: write one, or remove this line."
    unusable = next((why for part in parts if (why := why_no_key(part))), "")
    return f"{unusable} {name} keeps its keys." if unusable else ""


def _joined(name: str, keys: str) -> str:
    """The keys in Textual's words. Where escape leads out at first, it always does, beside them."""
    ways_out = {_ESCAPE} & set(_KNOWN[name].split(","))
    return ",".join(dict.fromkeys((*(key_of(part.strip()) for part in keys.split(",")), *ways_out)))


def _refused_together(keys: Mapping[str, str], wanted: Mapping[str, str]) -> list[Refused]:
    """Which of what is wanted cannot be beside the rest. The later of two lines gives way."""
    order = {name: place for place, name in enumerate(wanted)}
    found = dict[str, Refused]()
    for place in PLACES:
        for refused in (*_unreachable(place, keys, wanted), *_clashes(place, keys, order)):
            if refused.name not in found:
                found[refused.name] = refused
    return list(found.values())


def _unreachable(place: Place, keys: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[Refused]:
    """What would only be typed where one types: a way out of a form must not be a letter."""
    for known in _heard(place) if place.typed_into else ():
        new = keys.get(known.name, known.keys).split(",")
        letters = any(map(is_typed, new)) if known.priority else all(map(is_typed, new))
        if known.name in wanted and letters:
            where = f"under {quoted(place.title)}, where letters are typed"
            yield Refused(known.name, f"{known.name} needs a key that writes no letter {where}{_LEAVING}")


def _clashes(place: Place, keys: Mapping[str, str], order: Mapping[str, int]) -> Iterator[Refused]:
    uses = dict[str, list[_Use]]()
    for known in _heard(place):
        at_first = frozenset(known.keys.split(","))
        for key in keys.get(known.name, known.keys).split(","):
            use = _Use(key, known, at_first)
            for other in uses.setdefault(key, []):
                if (loser := _loser(use, other, order)) is not None:
                    winner = other if loser is use else use
                    yield Refused(loser.known.name, _taken(key, winner.known, place, loser.known))
            uses[key].append(use)


def _loser(one: _Use, other: _Use, order: Mapping[str, int]) -> _Use | None:
    """Which of two on one key gives way; None where they may share it, as they do at first."""
    if one.known.name == other.known.name or (one.key in one.at_first and one.key in other.at_first):
        return None
    mine = [use for use in (one, other) if use.known.name in order]
    return max(mine, key=lambda use: order[use.known.name], default=None)


def _taken(key: str, winner: Known, place: Place, loser: Known) -> str:
    holder = f"is the key of {winner.name}" if winner.name else "has a use of its own"
    return f"{key} {holder} already under {quoted(place.title)}: {loser.name} keeps its keys."


def _heard(place: Place) -> Iterator[Known]:
    """The bindings that can be pressed at a place: of what is behind a dialog only the urgent ones."""
    for depth, node in enumerate(place.nodes):
        outside = depth == len(place.nodes) - 1
        for known in NODES[node]:
            if _is_heard(known, place, outside=outside, inside=depth == 0):
                yield known


def _is_heard(known: Known, place: Place, *, outside: bool, inside: bool) -> bool:
    if inside:
        return True
    if place.typed_into and all(map(is_typed, known.keys.split(","))):
        return False
    if outside or not place.dialog:
        return known.priority or not (place.dialog or place.typed_into)
    return True
