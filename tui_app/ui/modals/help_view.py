"""Help, made from the bindings themselves: the focused place first, then what is around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui_app.ui.legend import legend
from tui_app.ui.privacy import Hides
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

_KEY_WIDTH = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Something with keys of its own: its title for people, itself, and its bindings, each once."""

    title: str
    node: DOMNode
    bindings: tuple[Binding, ...]


class HelpView(ModalScreen[None]):
    """Every key that works where the person is, with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close", tooltip="Go back"),
    ]

    def __init__(self, places: Sequence[Place], *, plain: bool = False) -> None:
        """`places` come in the order in which they are shown; `plain` names keys without arrows."""
        super().__init__()
        self._places = places
        self._plain = plain

    def compose(self) -> ComposeResult:
        """Lay out the keys."""
        with Vertical(id="help"):
            yield Static(Content.styled("Keys, then marks and words", "bold"), id="help-title")
            with VerticalScroll():
                yield FactSheet(label_width=_KEY_WIDTH)
            yield Static(Content.styled("↑ ↓ scroll   Esc closes", "$ink-dim"), id="help-hint")

    def on_mount(self) -> None:
        """Write them down."""
        self.query_one(FactSheet).show(list(self._facts()))

    def _facts(self) -> Iterator[Fact]:
        for place in self._places:
            yield Fact(Content.styled(place.title, "bold $accent"))
            for binding in place.bindings:
                keys = Content.styled(keys_of(binding, plain=self._plain).rjust(_KEY_WIDTH - 2), "bold")
                yield Fact(Content(binding.tooltip or binding.description), keys, Hides.NOTHING)
            yield Fact(Content(""))
        yield from legend()


def places_around(screen: Screen[Any]) -> list[Place]:
    """What has keys on this screen: the focused widget and everything it stands in, nearest first.

    Keys are those that work there now: remapped ones as they were remapped, none that would be
    typed into the focused widget.
    """
    places, seen = [], set[str]()
    for node, bindings in screen._binding_chain:  # noqa: SLF001 - the only place keymaps are applied
        found = [binding for binding in _named(bindings) if binding.id not in seen]
        seen.update(binding.id for binding in found if binding.id)
        if found:
            title = _TITLES.get(type(node).__name__, type(node).__name__)
            places.append(Place(title, node, tuple(found)))
    return places


_TITLES = {
    "OfferTable": "List",
    "OffersScreen": "Offers",
    "FilterLine": "Filter",
    "DetailScroll": "Details",
    "AccountList": "Accounts",
    "AccountsScreen": "Accounts",
    "ActionTable": "List",
    "ActionScroll": "Details",
    "ActivityScreen": "Activity",
    "PurchaseTable": "List",
    "GroupTable": "List",
    "PurchasesScreen": "Purchases",
    "OffersApp": "Everywhere",
}


def _named(bindings: BindingsMap) -> list[Binding]:
    """The bindings that say what they are: each id once, its keys together."""
    joined: dict[str, Binding] = {}
    for same_key in bindings.key_to_bindings.values():
        for binding in same_key:
            if binding.id and binding.tooltip:
                before = joined.get(binding.id)
                key = f"{before.key},{binding.key}" if before else binding.key
                joined[binding.id] = replace(binding, key=key)
    return list(joined.values())


_NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "slash": "/",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "delete": "Del",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
    "vertical_line": "|",
    "equals_sign": "=",
}


_ARROWS = str.maketrans(
    dict[str, str | int | None](
        {"⇧": "Shift+", "↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "⏎": "Enter", "⌫": "Backspace"}
    )
)


def keys_of(binding: Binding, *, plain: bool = False) -> str:
    """A binding's keys as people know them, blanks between; `plain` without arrows."""
    shown = " ".join(_NAMES.get(key, key) for key in dict.fromkeys(binding.key.split(",")))
    return without_arrows(shown) if plain else shown


def without_arrows(keys: str) -> str:
    """Names of keys in plain letters: a `v` that stands for an arrow would be a key of its own."""
    return keys.translate(_ARROWS)
