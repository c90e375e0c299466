"""Purchases and holdings in tokenizationtr's answers.

Only a purchase's id has to be there. What is absent, or is one of the words that the page prints in place of
numbers, is left untold and noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui_app.domain.errors import UnreadableReply
from tui_app.domain.offer import OfferStatus
from tui_app.domain.purchase import Fee, Holding, Purchase, Token
from tui_app.domain.text import UntrustedText, clean
from tui_app.gateway.entry import Entry, instant_of, number_of, text_of, whole_of
from tui_app.marketplaces.tokenizationtr.amounts import money_of
from tui_app.marketplaces.tokenizationtr.fields import ISSUER, TITLE, Account

_STATUSES: Final = {
    "completed": OfferStatus.ACCEPTED,
    "pending": OfferStatus.IN_FLIGHT,
    "failed": OfferStatus.FAILED,
    "cancelled": OfferStatus.CANCELLED,
}
_BOUGHT: Final = {
    "primary_market_quantity": "primary market",
    "secondary_market_quantity": "secondary market",
    "otc_quantity": "OTC",
}


def read_purchase(value: object, account: Account, user_id: str) -> Purchase | str:
    """One row, or a sentence why it cannot be read."""
    try:
        return _purchase(Entry.of(value), account, user_id)
    except ValueError as error:
        return f"A purchase cannot be read: {error}."


def _purchase(entry: Entry, account: Account, user_id: str) -> Purchase:
    status = entry.said("status")
    return Purchase(
        account=account.name,
        marketplace=ISSUER,
        purchase_id=entry.needed("id", _id_of),
        user_id=user_id,
        token=_token(entry),
        status=_STATUSES.get(status.folded, OfferStatus.UNKNOWN),
        status_said=status,
        quantity=entry.told("quantity", number_of),
        price=entry.told("purchase_price", money_of),
        cost=entry.told("total_cost", money_of),
        fees=tuple(_fees(entry.inner("fees"))),
        sort=entry.said("purchase_type"),
        market=entry.said("market_type"),
        deal_id=entry.told("deal_id", _id_of) or "",
        seller_id=entry.told("seller_id", _id_of) or "",
        bought_at=entry.told("purchase_date", instant_of),
        transaction=entry.said("transaction_hash"),
        notes=tuple(entry.notes),
    )


def read_holding(value: object, user_id: str, token_id: str) -> Holding:
    """What a user has of a token. Raises UnreadableReply."""
    try:
        entry = Entry.of(value)
    except ValueError as error:
        raise UnreadableReply(f"{TITLE} sent no quantity: {error}.") from None
    summary = entry.inner("purchase_summary")
    bought = [(label, summary.told(name, number_of)) for name, label in _BOUGHT.items()]
    token = _token(entry)
    return Holding(
        token=token._replace(token_id=token.token_id or token_id),
        user_id=user_id,
        total=entry.told("total_quantity", number_of),
        available=entry.told("available_quantity", number_of),
        locked=entry.told("locked_quantity", number_of),
        purchases=summary.told("total_purchases", whole_of),
        bought=tuple((label, quantity) for label, quantity in bought if quantity is not None),
        average_price=summary.told("average_purchase_price", money_of),
        invested=summary.told("total_invested", money_of),
        first_bought=entry.told("first_purchase_date", instant_of),
        last_bought=entry.told("last_purchase_date", instant_of),
        notes=tuple(entry.notes),
    )


def _token(entry: Entry) -> Token:
    token_id = entry.told("token_id", _id_of) or ""
    return Token(token_id, entry.said("token_name"), entry.said("token_symbol"))


def _fees(entry: Entry) -> Iterator[Fee]:
    for name in entry.fields:
        if (money := entry.told(name, money_of)) is not None:
            yield Fee(clean(name.replace("_", " "), limit=40), money)


def _id_of(value: object) -> str:
    """An id that is a number or a text, as it can be shown."""
    said = UntrustedText(str(whole_of(value))) if isinstance(value, int) else text_of(value)
    if not said:
        raise ValueError("it is no id")
    return said.shown
