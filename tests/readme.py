"""The README's tables, made from the declarations they describe.

    python -m tests.readme

writes them into README.md; a test fails when they are not what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.binding import Binding, BindingType

from tui_app.app import OffersApp
from tui_app.domain.verdicts import Action, ByWallet, Direct, Unsupported
from tui_app.gateway.contract import Marketplace
from tui_app.marketplaces import MARKETPLACES
from tui_app.ui.modals.column_chooser import ColumnChooser
from tui_app.ui.modals.confirm_action import ConfirmAction
from tui_app.ui.modals.help_view import keys_of
from tui_app.ui.modals.insights import InsightsView
from tui_app.ui.modals.last_question import LastQuestion
from tui_app.ui.modals.many_results import ManyResults
from tui_app.ui.modals.new_order import NewOrderForm
from tui_app.ui.modals.order_lookup import OrderLookUp
from tui_app.ui.modals.purchase_search import PurchaseSearch
from tui_app.ui.modals.tell_outcome import TellOutcome
from tui_app.ui.modals.views import ViewsDialog
from tui_app.ui.modals.wallet_handoff import WalletHandOff
from tui_app.ui.modals.watch_list import WatchListView
from tui_app.ui.screens.accounts import AccountsScreen
from tui_app.ui.screens.activity import ActivityScreen
from tui_app.ui.screens.offers import OffersScreen
from tui_app.ui.screens.orders import OrdersScreen
from tui_app.ui.screens.purchases import PurchasesScreen
from tui_app.ui.widgets.action_table import ActionTable
from tui_app.ui.widgets.offer_table import OfferTable
from tui_app.ui.widgets.order_table import OrderTable
from tui_app.ui.widgets.purchase_table import PurchaseTable

README = Path(__file__).resolve().parents[1] / "README.md"
PLACES: Sequence[tuple[str, Sequence[list[BindingType]]]] = (
    ("Everywhere", [OffersApp.BINDINGS]),
    (
        "Offers",
        [OffersScreen.BINDINGS, *[base.__dict__.get("BINDINGS", []) for base in OfferTable.__mro__[:3]]],
    ),
    ("Choosing columns", [ColumnChooser.BINDINGS]),
    ("Views", [ViewsDialog.BINDINGS]),
    ("Insights", [InsightsView.BINDINGS]),
    ("Confirming", [LastQuestion.BINDINGS, ConfirmAction.BINDINGS]),
    ("Through your wallet", [WalletHandOff.BINDINGS]),
    ("After several answers", [ManyResults.BINDINGS]),
    ("Orders", [OrdersScreen.BINDINGS, OrderTable.BINDINGS]),
    ("Looking orders up", [OrderLookUp.BINDINGS]),
    ("Making an order", [NewOrderForm.BINDINGS]),
    ("Purchases", [PurchasesScreen.BINDINGS, PurchaseTable.BINDINGS]),
    ("Making a search", [PurchaseSearch.BINDINGS]),
    ("Activity", [ActivityScreen.BINDINGS, ActionTable.BINDINGS]),
    ("Telling what happened", [TellOutcome.BINDINGS]),
    ("What is watched", [WatchListView.BINDINGS]),
    ("Accounts", [AccountsScreen.BINDINGS]),
)


def key_table() -> str:
    """Every key with an id, by place."""
    lines = ["| Where | Key | What it does |", "|---|---|---|"]
    for place, declared in PLACES:
        for binding in _bindings(declared):
            keys = " ".join(f"`{key}`" for key in keys_of(binding).split()).replace("|", "\\|")
            lines.append(f"| {place} | {keys} | {binding.tooltip} |")
    return "\n".join(lines)


def marketplace_table() -> str:
    """What each marketplace can do, and how."""
    lines = [f"| Marketplace | {' | '.join(Action)} |", "|---|" + "---|" * len(Action)]
    lines += [f"| {each.title} | {' | '.join(_routes(each))} |" for each in MARKETPLACES]
    return "\n".join(lines)


def renewed(text: str) -> str:
    """The README with its tables made anew."""
    for name, table in (("keys", key_table()), ("marketplaces", marketplace_table())):
        before, opening, rest = text.partition(f"<!-- {name} -->\n")
        _old, closing, after = rest.partition(f"<!-- /{name} -->")
        text = before + opening + table + "\n" + closing + after
    return text


def _bindings(declared: Iterable[list[BindingType]]) -> Iterable[Binding]:
    return (each for bindings in declared for each in bindings if isinstance(each, Binding) and each.tooltip)


def _routes(marketplace: Marketplace) -> Iterable[str]:
    for action in Action:
        match marketplace.route(action, None):
            case _ if words := marketplace.route_words.get(action):
                yield words
            case Direct():
                yield "yes"
            case ByWallet():
                yield "through your wallet"
            case Unsupported():
                yield "–"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
