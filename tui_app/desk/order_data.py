"""Orders as data for programs: records for JSON, cells for CSV; nothing private is ever in them."""

from __future__ import annotations

from typing import Final

from tui_app.domain.data import Record, moment, nft, optional_moment, optional_money, particulars, text
from tui_app.domain.money import Money
from tui_app.domain.order import File, Listing, Order, OrderItem, Party
from tui_app.ledger.orders import KeptOrder

ORDER_COLUMNS: Final = (
    *("key", "account", "marketplace", "ref", "kind", "status", "said", "standing"),
    *("price", "price_currency", "worth", "worth_currency", "placed_at", "updated_at", "expires"),
    *("parties", "items", "nft_id", "nft", "quantity", "listing_id", "mark", "gone", "seen_at"),
)
"""One row for each order; of its items the first is in it, and how many there are."""


def order_record(kept: KeptOrder) -> Record:
    """An order of the list as last seen; what could never be had is null in it."""
    order = kept.order.public if kept.order else None
    return {
        "key": str(kept.key),
        "account": kept.key.account,
        "ref": kept.key.ref,
        "order": _order(order) if order else None,
        "mark": kept.mark or None,
        "gone": kept.gone,
        "since": moment(kept.since),
        "seen_at": optional_moment(kept.seen_at),
    }


def order_cells(kept: KeptOrder) -> tuple[str, ...]:
    """One order as the cells of `ORDER_COLUMNS`."""
    head, tail = (str(kept.key), kept.key.account), (kept.mark, "yes" if kept.gone else "no")
    seen_at = optional_moment(kept.seen_at) or ""
    if (order := kept.order) is None:
        return (*head, "", kept.key.ref, *[""] * (len(ORDER_COLUMNS) - 7), *tail, seen_at)
    return (
        *(*head, order.marketplace, kept.key.ref, order.kind.value, order.status.value),
        *(order.said.shown, order.standing, *_price(order.price), *_price(order.worth)),
        *(optional_moment(each) or "" for each in (order.placed_at, order.updated_at, order.expires)),
        *("; ".join(f"{each.role} {each.ref}" for each in order.parties), str(len(order.items))),
        *(_item_cells(order.items[0]) if order.items else [""] * 4),
        *(*tail, seen_at),
    )


def _item_cells(item: OrderItem) -> tuple[str, str, str, str]:
    quantity = "" if item.quantity is None else format(item.quantity, "f")
    listing = item.listing.listing_id if item.listing else ""
    return item.nft.nft_id, item.nft.name.shown, quantity, listing


def _price(amount: Money | None) -> tuple[str, str]:
    return (amount.plain, amount.currency.code) if amount else ("", "")


def _order(order: Order) -> Record:
    return {
        "marketplace": order.marketplace,
        "kind": order.kind.value,
        "status": order.status.value,
        "said": text(order.said),
        "standing": order.standing,
        "price": optional_money(order.price),
        "worth": optional_money(order.worth),
        "placed_at": optional_moment(order.placed_at),
        "updated_at": optional_moment(order.updated_at),
        "expires": optional_moment(order.expires),
        "parties": [_party(each) for each in order.parties],
        "items": [_item(each) for each in order.items],
        "particulars": particulars(order.particulars),
        "notes": list(order.notes),
    }


def _party(party: Party) -> Record:
    return {
        "role": party.role,
        "ref": text(party.ref),
        "particulars": particulars(party.particulars),
    }


def _item(item: OrderItem) -> Record:
    return {
        "id": item.item_id,
        "nft": nft(item.nft),
        "quantity": None if item.quantity is None else format(item.quantity, "f"),
        "price": optional_money(item.price),
        "worth": optional_money(item.worth),
        "listing": _listing(item.listing) if item.listing else None,
        "files": [_file(each) for each in item.files],
        "particulars": particulars(item.particulars),
    }


def _listing(listing: Listing) -> Record:
    return {
        "id": listing.listing_id,
        "price": optional_money(listing.price),
        "worth": optional_money(listing.worth),
        "amount": listing.amount,
        "active": listing.active,
        "active_till": optional_moment(listing.active_till),
        "particulars": particulars(listing.particulars),
    }


def _file(file: File) -> Record:
    return {
        "role": file.role,
        "name": text(file.name),
        "type": text(file.media_type),
        "url": text(file.url),
        "public": file.public,
        "downloadable": file.downloadable,
    }
