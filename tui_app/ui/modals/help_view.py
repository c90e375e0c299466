"""Help, made from the bindings themselves: the focused place first, then what is around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

_KEY_WIDTH = 16


class HelpView(ModalScreen[None]):
    """Every key that works where the person is, with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close", tooltip="Go back"),
    ]

    def __init__(self, places: Sequence[tuple[str, Sequence[Binding]]]) -> None:
        """`places` are titles with the bindings that work there, the focused place first."""
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """Lay out the keys."""
        with Vertical(id="help"):
            yield Static(Content.styled("Keys", "bold"), id="help-title")
            with VerticalScroll():
                yield Static(Content("\n").join(self._lines()))
            yield Static(Content.styled("Esc closes", "$ink-dim"), id="help-hint")

    def _lines(self) -> Iterable[Content]:
        for title, bindings in self._places:
            yield Content.styled(title, "bold $accent")
            for binding in bindings:
                yield Content.assemble(
                    (_keys(binding).rjust(_KEY_WIDTH), "bold"), "  ", binding.tooltip or binding.description
                )
            yield Content("")


def places_around(focused: DOMNode | None) -> list[tuple[str, list[Binding]]]:
    """The bindings of the focused widget and of everything it stands in, nearest first."""
    places, seen = [], set[str]()
    for node in focused.ancestors_with_self if focused is not None else ():
        found = [binding for binding in _bindings(node) if binding.id not in seen]
        seen.update(binding.id for binding in found if binding.id)
        if found:
            places.append((_TITLES.get(type(node).__name__, type(node).__name__), found))
    return places


_TITLES = {
    "OfferTable": "List",
    "OffersScreen": "Offers",
    "FilterLine": "Filter",
    "OfferDetail": "Details",
    "AccountsScreen": "Accounts",
    "OffersApp": "Everywhere",
}


def _bindings(node: DOMNode) -> Iterable[Binding]:
    """A node's own bindings that say what they are: each id once, its keys together."""
    joined: dict[str, Binding] = {}
    for bindings in node._bindings.key_to_bindings.values():  # noqa: SLF001 - the only place keymaps are applied
        for binding in bindings:
            if binding.id and binding.tooltip:
                before = joined.get(binding.id)
                key = f"{before.key},{binding.key}" if before else binding.key
                joined[binding.id] = Binding(
                    key,
                    binding.action,
                    binding.description,
                    tooltip=binding.tooltip,
                    id=binding.id,
                    key_display=binding.key_display,
                )
    return joined.values()


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
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "tab": "Tab",
}


def _keys(binding: Binding) -> str:
    return " ".join(_NAMES.get(key, key) for key in dict.fromkeys(binding.key.split(",")))
