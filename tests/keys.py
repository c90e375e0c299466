"""Every place that has keys, and from it what the settings know of them.

    python -m tests.keys

writes the second into the program, which must not wait for every dialog to be imported in order to say that a
key is taken; a test fails when it is not what the bindings say.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widgets import Button, Input, OptionList, Select

from tui_app.app import OffersApp
from tui_app.ui.modals.account_form import AccountForm
from tui_app.ui.modals.choose_account import ChooseAccount
from tui_app.ui.modals.column_chooser import ColumnChooser, ColumnList
from tui_app.ui.modals.confirm_action import ConfirmAction
from tui_app.ui.modals.confirm_many import ConfirmMany
from tui_app.ui.modals.confirm_order import ConfirmOrder
from tui_app.ui.modals.copy_view import CopyList, CopyView
from tui_app.ui.modals.help_view import HelpView
from tui_app.ui.modals.insights import InsightsView
from tui_app.ui.modals.many_results import ManyResults
from tui_app.ui.modals.media_preview import MediaPreview
from tui_app.ui.modals.new_order import NewOrderForm
from tui_app.ui.modals.order_lookup import OrderLookUp
from tui_app.ui.modals.purchase_search import PurchaseSearch
from tui_app.ui.modals.tell_outcome import TellOutcome
from tui_app.ui.modals.terms_form import TermsForm
from tui_app.ui.modals.text_view import TextView
from tui_app.ui.modals.views import ViewsDialog
from tui_app.ui.modals.wallet_handoff import WalletHandOff
from tui_app.ui.modals.watch_list import WatchListView
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.screens.accounts import AccountList, AccountsScreen
from tui_app.ui.screens.activity import ActivityScreen
from tui_app.ui.screens.offers import OffersScreen
from tui_app.ui.screens.orders import OrdersScreen
from tui_app.ui.screens.purchases import PurchasesScreen
from tui_app.ui.widgets.action_detail import ActionScroll
from tui_app.ui.widgets.action_table import ActionTable
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.offer_detail import DetailScroll
from tui_app.ui.widgets.offer_table import OfferTable
from tui_app.ui.widgets.order_table import OrderTable
from tui_app.ui.widgets.paste_line import PasteLine
from tui_app.ui.widgets.purchase_table import GroupTable, PurchaseTable

FILE = Path(__file__).resolve().parents[1] / "tui_app" / "settings" / "key_places.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where keys work: what it is called, the screen or dialog, and what in it can have the focus."""

    title: str
    screen: type[DOMNode]
    inside: Sequence[type[DOMNode]] = ()
    fixed: bool = False
    """Whether the keys stay as they are, because money moves here."""

    @property
    def bindings(self) -> Iterator[Binding]:
        """Every binding of ours that says what it is, each once, as declared; the screen's own first."""
        seen = set[str]()
        for node in (self.screen, *(each for each in self.inside if each not in SHARED)):
            kept = {binding.id for binding in declared(node)}
            ours = [base for base in node.__mro__ if base.__module__.startswith("tui_app.")]
            for binding in (each for base in ours for each in base.__dict__.get("BINDINGS", ())):
                if isinstance(binding, Binding) and binding.tooltip and binding.id in kept - seen:
                    seen.add(binding.id or "")
                    yield binding

    @property
    def is_dialog(self) -> bool:
        """Whether the screen behind it gets no keys."""
        return "modals" in self.screen.__module__


PLACES: Sequence[Place] = (
    Place(title="Offers", screen=OffersScreen, inside=(OfferTable, DetailScroll, FilterLine)),
    Place(title="Orders", screen=OrdersScreen, inside=(OrderTable, DetailScroll, FilterLine)),
    Place(title="Purchases", screen=PurchasesScreen, inside=(PurchaseTable, GroupTable, DetailScroll)),
    Place(title="Activity", screen=ActivityScreen, inside=(ActionTable, ActionScroll)),
    Place(title="Accounts", screen=AccountsScreen, inside=(AccountList,)),
    Place(title="Help", screen=HelpView, inside=(VerticalScroll,)),
    Place(title="Choosing columns", screen=ColumnChooser, inside=(ColumnList,)),
    Place(title="Views", screen=ViewsDialog, inside=(OptionList, Input)),
    Place(title="Insights", screen=InsightsView),
    Place(title="A picture", screen=MediaPreview),
    Place(title="An offer's terms", screen=TermsForm, inside=(Input, Select, Button)),
    Place(title="Confirming", screen=ConfirmAction, inside=(Button, Input), fixed=True),
    Place(title="Confirming several", screen=ConfirmMany, inside=(Button,), fixed=True),
    Place(title="Confirming an order", screen=ConfirmOrder, inside=(Button, Input), fixed=True),
    Place(title="A question", screen=YesNo, inside=(Button,), fixed=True),
    Place(title="Through your wallet", screen=WalletHandOff, inside=(PasteLine, VerticalScroll)),
    Place(title="After several answers", screen=ManyResults, inside=(VerticalScroll,)),
    Place(title="A text", screen=TextView, inside=(VerticalScroll,)),
    Place(title="Copying", screen=CopyView, inside=(CopyList,)),
    Place(title="Choosing an account", screen=ChooseAccount, inside=(OptionList,)),
    Place(title="Looking orders up", screen=OrderLookUp, inside=(PasteLine, Select, Button)),
    Place(title="Making an order", screen=NewOrderForm, inside=(Input, Button)),
    Place(title="Making a search", screen=PurchaseSearch, inside=(Input, Select, Button)),
    Place(title="Telling what happened", screen=TellOutcome, inside=(Button, Input)),
    Place(title="What is watched", screen=WatchListView, inside=(OptionList, PasteLine)),
    Place(title="An account", screen=AccountForm, inside=(Input, Select, Button)),
)
"""Everything that has keys, beside what works everywhere."""

EVERYWHERE = Place(title="Everywhere", screen=OffersApp)
SHARED = (DetailScroll, ActionScroll, FilterLine)
"""What stands on several screens."""

_TOLD: Sequence[Place] = (
    EVERYWHERE,
    PLACES[0],
    Place(title="Filtering", screen=FilterLine),
    Place(title="Details", screen=DetailScroll),
    Place(title="Details of an action", screen=ActionScroll),
    *PLACES[1:],
)
"""What people are told of, in this order."""


def told() -> Iterator[tuple[Place, list[Binding]]]:
    """The places and their keys, each binding at the first of them."""
    seen = set[str | None]()
    for place in _TOLD:
        if bindings := [each for each in place.bindings if each.id not in seen]:
            seen.update(each.id for each in bindings)
            yield place, bindings


def declared(node: type[DOMNode]) -> list[Binding]:
    """The bindings of a node with those it inherits, keys that share one joined."""
    joined = dict[tuple[str | None, str], list[Binding]]()
    for same_key in node._merge_bindings().key_to_bindings.values():  # noqa: SLF001 - what Textual itself asks
        for binding in same_key:
            joined.setdefault((binding.id, binding.action), []).append(binding)
    return [
        Binding(
            ",".join(each.key for each in same),
            same[0].action,
            same[0].description,
            priority=same[0].priority,
            tooltip=same[0].tooltip,
            id=same[0].id,
        )
        for same in joined.values()
    ]


def table() -> str:
    """The module that the settings go by."""
    nodes = dict[tuple[str, ...], str]()
    names = {node: nodes.setdefault(_known(node), node.__name__) for node in _nodes()}
    lines = [_HEAD, "NODES: Final[Mapping[str, tuple[Known, ...]]] = MappingProxyType({"]
    for known, name in nodes.items():
        lines += [f'"{name}": (', *known, "),"]
    lines += ["})", _NODES, "", "PLACES: Final = ("]
    for place in PLACES:
        for focus in place.inside or (None,):
            chain = tuple(names[node] for node in (focus, place.screen, OffersApp) if node is not None)
            flags = {"dialog": place.is_dialog, "typed_into": _is_typed_into(focus), "fixed": place.fixed}
            said = "".join(f", {name}=True" for name, flag in flags.items() if flag)
            lines.append(f"Place({place.title!r}, {chain!r}{said}),")
    lines += [")", _PLACES]
    return _formatted("\n".join(lines))


_HEAD = '''"""Which keys there are where. Made from the bindings by `python -m tests.keys`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tui_app.settings.key_table import Known, Place
'''
_NODES = '"""The bindings of everything that has some, by its class."""'
_PLACES = '"""Every place, once for each widget in it that can have the focus."""'


def _nodes() -> Iterable[type[DOMNode]]:
    return dict.fromkeys(node for place in (*PLACES, EVERYWHERE) for node in (*place.inside, place.screen))


def _known(node: type[DOMNode]) -> tuple[str, ...]:
    """The bindings of a node, as they are written down; equal ones are written once."""
    own = [binding for binding in declared(node) if not _is_superseded(binding)]
    palette = Binding(OffersApp.COMMAND_PALETTE_BINDING, "command_palette", priority=True)
    return tuple(
        f"Known({each.id or ''!r}, {each.key!r}{', priority=True' if each.priority else ''}),"
        for each in ([*own, palette] if node is OffersApp else own)
    )


def _is_superseded(binding: Binding) -> bool:
    """Textual's own way to copy what is selected, before which a binding of ours comes everywhere."""
    return binding.action == "screen.copy_text"


def _is_typed_into(focus: type[DOMNode] | None) -> bool:
    return focus is not None and issubclass(focus, Input | FilterLine)


def _formatted(text: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    command = [str(ruff), "format", "--stdin-filename", str(FILE), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
