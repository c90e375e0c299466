"""Purchases, totals and searches in words: what lists, panes and the command line say of them alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from tui_app.domain.money import Money
from tui_app.domain.purchase import Fee, Group, Search, Token, Total, Totals
from tui_app.domain.text import UntrustedText, clean
from tui_app.ui.amounts import money_text
from tui_app.ui.format import cut_inside, short_id
from tui_app.ui.glyphs import UNICODE

NOTHING: Final = UNICODE.nothing
_ID_WIDTH: Final = 13


def said(text: UntrustedText | str) -> str:
    """What was told, or a dash where nothing was."""
    return clean(text) or NOTHING if isinstance(text, str) else text.shown or NOTHING


def optional_money(money: Money | None) -> str:
    """The amount in full, or a dash where none was told."""
    return NOTHING if money is None else money_text(money)


def quantity_text(quantity: Decimal | None) -> str:
    """Every digit that was told, or a dash."""
    return NOTHING if quantity is None else format(quantity, "f")


def group_quantity(group: Group) -> str:
    """How much of a token was bought, at least: purchases that do not say their quantity are not in it."""
    return f"≥ {group.quantity:f}" if group.unsaid else f"{group.quantity:f}"


def token_name(token: Token, width: int) -> str:
    """A token's name, or else its symbol, or else its id."""
    name = token.name.shown or token.symbol.shown or clean(token.token_id)
    return cut_inside(name, width) or NOTHING


def fee_words(fees: Iterable[Fee]) -> str:
    """Each fee with its amount; empty for none."""
    return ", ".join(f"{clean(fee.label)} {money_text(fee.money)}" for fee in fees)


def fees_together(fees: Sequence[Fee]) -> str:
    """What the fees of one purchase come to, or each where they are in several currencies; empty for none."""
    if len({fee.money.currency for fee in fees}) != 1:
        return fee_words(fees)
    return money_text(reduce(add, (fee.money for fee in fees)))


def total_words(total: Total) -> str:
    """What purchases come to in one currency, in one line."""
    cost = f"{money_text(total.cost)} for {counted(total.count)}" if total.count else ""
    fees = f"fees {money_text(total.all_fees)} ({fee_words(total.fees)})" if total.fees else "no fees told"
    return ", ".join(filter(None, (cost, fees)))


def caveats(totals: Totals) -> Iterator[str]:
    """What has to be known of totals, each a sentence."""
    if totals.untold:
        yield f"{counted(totals.untold)} tell no cost and are in no total."
    if totals.unfinished:
        yield f"{counted(totals.unfinished)} of these are not completed, and count."


def counted(count: int) -> str:
    """So many purchases."""
    return "1 purchase" if count == 1 else f"{count:,} purchases"


def search_words(search: Search) -> str:
    """Whose purchases of what a search looks for."""
    user = f"user {short_id(clean(search.user_id), _ID_WIDTH)}" if search.user_id else "your own user"
    token = f"token {short_id(clean(search.token_id), _ID_WIDTH)}" if search.token_id else "every token"
    return f"{user}, {token}{', short rows' if search.grouped else ''}"
