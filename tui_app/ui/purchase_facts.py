"""What the detail pane says of a purchase and of a token that was bought; what was not told is a dash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from textual.content import Content

from tui_app.domain.purchase import Group, Holding, Purchase, Token, Totals
from tui_app.domain.text import UntrustedText, clean
from tui_app.ledger.purchases import PurchaseRow
from tui_app.ui.amounts import money_text
from tui_app.ui.format import age, moment, moment_in_full, status_shape, status_word
from tui_app.ui.purchase_words import (
    NOTHING,
    caveats,
    counted,
    fees_together,
    group_quantity,
    optional_money,
    quantity_text,
    said,
    token_name,
)
from tui_app.ui.widgets.fact_sheet import Fact

_LONGEST = 256
_BLANK = Fact(Content(""))


class Held(NamedTuple):
    """What a user has of a token, and when that was told."""

    holding: Holding
    at: datetime


def heading(token: Token, marketplace: str) -> Content:
    """The token's name and the marketplace."""
    return Content.assemble((token_name(token, _LONGEST), "bold"), "  ", (marketplace, "$ink-dim"))


def purchase_facts(row: PurchaseRow, now: datetime) -> Iterator[Fact]:
    """Everything of a purchase: amounts, state and times, where from, ids, and what could not be read."""
    bought = row.purchase
    symbol = bought.token.symbol.shown
    yield Fact(Content.styled(optional_money(bought.cost), "bold $accent"))
    yield _BLANK
    for note in bought.notes:
        yield Fact(Content.styled(clean(note, limit=_LONGEST), "$warning"), "not read")
    yield _fact("status", _status(bought))
    yield _fact("quantity", f"{quantity_text(bought.quantity)} {symbol}".rstrip())
    yield _fact("price of one", optional_money(bought.price))
    yield _fact("cost of all", optional_money(bought.cost))
    for fee in bought.fees:
        yield _fact(clean(fee.label), money_text(fee.money))
    yield _fact("all fees", fees_together(bought.fees) or NOTHING)
    yield _BLANK
    yield _fact("bought", _when(bought.bought_at, now))
    yield _fact("market", said(bought.market))
    yield _fact("kind", said(bought.sort))
    yield _fact("deal", said(bought.deal_id))
    yield _fact("seller id", said(bought.seller_id))
    yield _fact("transaction", said(bought.transaction))
    yield _BLANK
    yield from _token_facts(bought.token)
    yield _fact("purchase id", said(bought.purchase_id))
    yield _fact("user id", said(bought.user_id))
    yield _fact("account", bought.account)
    yield _fact("last seen", f"{age(row.seen_at, now)} ago")


def group_facts(group: Group) -> Iterator[Fact]:
    """What was bought of one token, in each currency."""
    yield Fact(Content.styled(f"{group_quantity(group)} in {counted(group.count)}", "bold $accent"))
    if group.unsaid:
        yield _quiet(f"{counted(group.unsaid)} do not say how many.")
    yield _BLANK
    yield from _token_facts(group.token)
    yield _BLANK
    yield from totals_facts(group.totals)


def totals_facts(totals: Totals) -> Iterator[Fact]:
    """Costs and fees in each currency, exactly, and what has to be known of them."""
    for total in totals.of:
        yield _fact("cost", f"{money_text(total.cost)} for {counted(total.count)}")
        for fee in total.fees:
            yield _fact(clean(fee.label), money_text(fee.money))
        yield _fact("all fees", money_text(total.all_fees) if total.fees else NOTHING)
        yield _BLANK
    for sentence in caveats(totals):
        yield _quiet(sentence)


def held_facts(held: Held, now: datetime) -> Iterator[Fact]:
    """What the user has of the token, as the marketplace counts it."""
    holding = held.holding
    symbol = holding.token.symbol.shown
    yield title(f"Held, as told {age(held.at, now)} ago")
    for label, quantity in (
        ("in all", holding.total),
        ("available", holding.available),
        ("locked", holding.locked),
        *((f"from {clean(label)}", quantity) for label, quantity in holding.bought),
    ):
        yield _fact(label, f"{quantity_text(quantity)} {symbol}".rstrip())
    yield _fact("purchases", NOTHING if holding.purchases is None else f"{holding.purchases:,}")
    yield _fact("average price", optional_money(holding.average_price))
    yield _fact("invested", optional_money(holding.invested))
    yield _fact("first bought", _when(holding.first_bought, now))
    yield _fact("last bought", _when(holding.last_bought, now))
    for note in holding.notes:
        yield Fact(Content.styled(clean(note, limit=_LONGEST), "$warning"), "not read")


def title(words: str) -> Fact:
    """A heading among facts."""
    return Fact(Content.styled(words, "bold"))


def _token_facts(token: Token) -> Iterator[Fact]:
    yield from _name("token", token.name)
    yield from _name("symbol", token.symbol)
    yield _fact("token id", said(token.token_id))


def _name(label: str, name: UntrustedText) -> Iterator[Fact]:
    yield _fact(label, said(name))
    if name.hides:
        yield Fact(Content.styled("≠ contains hidden characters; exactly:", "$warning"), " ")
        yield Fact(Content(name.escaped), " ")


def _status(bought: Purchase) -> str:
    words = bought.status_said.shown or status_word(bought.status).casefold()
    return f"{status_shape(bought.status)} {words}"


def _when(at: datetime | None, now: datetime) -> str:
    if at is None:
        return NOTHING
    return (
        f"{moment_in_full(at)}, {age(at, now)} ago"
        if at <= now
        else f"{moment_in_full(at)}, {moment(at, now)}"
    )


def _fact(label: str, value: str) -> Fact:
    return Fact(Content(value), label)


def _quiet(sentence: str) -> Fact:
    return Fact(Content.styled(sentence, "$ink-dim"))
