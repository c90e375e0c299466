"""Orders as JSON text that reads back as equal values. What is private of an order is never written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tui_app.domain.money import Money
from tui_app.domain.offer import OfferStatus, Particular
from tui_app.domain.order import File, Listing, Order, OrderItem, OrderKey, OrderKind, Party
from tui_app.domain.text import UntrustedText
from tui_app.ledger.records import (
    Record,
    moment_from,
    moment_text,
    money_from,
    money_record,
    nft_from,
    nft_record,
)


def order_text(order: Order) -> str:
    """What is public of the order, as JSON text."""
    told = order.public
    return json.dumps(
        {
            "account": told.key.account,
            "ref": told.key.ref,
            "marketplace": told.marketplace,
            "kind": told.kind,
            "status": told.status,
            "said": _text_record(told.said),
            "standing": told.standing,
            "price": _money_record(told.price),
            "worth": _money_record(told.worth),
            "placed_at": moment_text(told.placed_at),
            "updated_at": moment_text(told.updated_at),
            "expires": moment_text(told.expires),
            "parties": [_party_record(each) for each in told.parties],
            "items": [_item_record(each) for each in told.items],
            "particulars": _particular_records(told.particulars),
            "notes": told.notes,
        },
        separators=(",", ":"),
    )


def order_from(text: str) -> Order:
    """The order that `order_text` wrote."""
    record: Record = json.loads(text)
    return Order(
        key=OrderKey(record["account"], record["ref"]),
        marketplace=record["marketplace"],
        kind=OrderKind(record["kind"]),
        status=OfferStatus(record["status"]),
        said=_text(record["said"]),
        standing=record["standing"],
        price=_money(record["price"]),
        worth=_money(record["worth"]),
        placed_at=moment_from(record["placed_at"]),
        updated_at=moment_from(record["updated_at"]),
        expires=moment_from(record["expires"]),
        parties=tuple(map(_party, record["parties"])),
        items=tuple(map(_item, record["items"])),
        particulars=_particulars(record["particulars"]),
        notes=tuple(record["notes"]),
    )


def _party_record(party: Party) -> Record:
    return {
        "role": party.role,
        "ref": _text_record(party.ref),
        "particulars": _particular_records(party.particulars),
    }


def _party(record: Record) -> Party:
    return Party(
        role=record["role"], ref=_text(record["ref"]), particulars=_particulars(record["particulars"])
    )


def _item_record(item: OrderItem) -> Record:
    return {
        "item_id": item.item_id,
        "nft": nft_record(item.nft),
        "quantity": None if item.quantity is None else str(item.quantity),
        "price": _money_record(item.price),
        "worth": _money_record(item.worth),
        "listing": _listing_record(item.listing) if item.listing else None,
        "files": [_file_record(each) for each in item.files],
        "particulars": _particular_records(item.particulars),
    }


def _item(record: Record) -> OrderItem:
    return OrderItem(
        item_id=record["item_id"],
        nft=nft_from(record["nft"]),
        quantity=None if record["quantity"] is None else Decimal(record["quantity"]),
        price=_money(record["price"]),
        worth=_money(record["worth"]),
        listing=_listing(record["listing"]) if record["listing"] else None,
        files=tuple(map(_file, record["files"])),
        particulars=_particulars(record["particulars"]),
    )


def _listing_record(listing: Listing) -> Record:
    return {
        "listing_id": listing.listing_id,
        "price": _money_record(listing.price),
        "worth": _money_record(listing.worth),
        "amount": listing.amount,
        "active": listing.active,
        "active_till": moment_text(listing.active_till),
        "particulars": _particular_records(listing.particulars),
    }


def _listing(record: Record) -> Listing:
    return Listing(
        listing_id=record["listing_id"],
        price=_money(record["price"]),
        worth=_money(record["worth"]),
        amount=record["amount"],
        active=record["active"],
        active_till=moment_from(record["active_till"]),
        particulars=_particulars(record["particulars"]),
    )


def _file_record(file: File) -> Record:
    texts = {"name": file.name, "media_type": file.media_type, "url": file.url}
    return {
        "role": file.role,
        **{name: _text_record(text) for name, text in texts.items()},
        "public": file.public,
        "downloadable": file.downloadable,
    }


def _file(record: Record) -> File:
    return File(
        role=record["role"],
        name=_text(record["name"]),
        media_type=_text(record["media_type"]),
        url=_text(record["url"]),
        public=record["public"],
        downloadable=record["downloadable"],
    )


def _particular_records(particulars: Iterable[Particular]) -> list[list[Any]]:
    return [[each.label, _text_record(each.said), each.decisive] for each in particulars]


def _particulars(records: Iterable[list[Any]]) -> tuple[Particular, ...]:
    return tuple(Particular(label, _text(said), decisive) for label, said, decisive in records)


def _text_record(text: UntrustedText) -> list[Any]:
    return [text.raw, text.limit, text.lines]


def _text(record: list[Any]) -> UntrustedText:
    raw, limit, lines = record
    return UntrustedText(raw, limit=limit, lines=lines)


def _money_record(money: Money | None) -> Record | None:
    return money_record(money) if money else None


def _money(record: Record | None) -> Money | None:
    return money_from(record) if record else None
