"""Offers and instructions as JSON text that reads back as equal values.

The text is ASCII (lone surrogates stay escapes), so that any name a stranger wrote survives.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.new_order import NewOrder
from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, Particular, Role, Side, role_from_side
from tui_app.domain.text import PROSE_LIMIT, UntrustedText
from tui_app.domain.verdicts import Action

Record = dict[str, Any]
_COMPACT = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_LONE = re.compile("[\\ud800-\\udfff]")


def storable(text: str) -> str:
    """The text with each half of a surrogate pair replaced, which SQLite cannot hold."""
    return text if text.isascii() else _LONE.sub("\N{REPLACEMENT CHARACTER}", text)


def offer_text(offer: Offer) -> str:
    """The offer as JSON text."""
    return _COMPACT.encode(_offer_record(offer))


def offer_from(text: str) -> Offer:
    """The offer that `offer_text` wrote."""
    return _offer(json.loads(text))


def instruction_text(instruction: Instruction) -> str:
    """The instruction, with the offer as it was confirmed, as JSON text; never a billing address."""
    return json.dumps(
        {
            "account": instruction.account,
            "marketplace": instruction.marketplace,
            "action": instruction.action,
            "offer": _offer_record(instruction.offer) if instruction.offer else None,
            "nft": nft_record(instruction.nft) if instruction.nft else None,
            "terms": _terms_record(instruction.terms) if instruction.terms else None,
            "pay_creator_fee": instruction.pay_creator_fee,
            "typed": money_record(instruction.typed) if instruction.typed else None,
            "order": _new_order_record(instruction.order) if instruction.order else None,
        },
        separators=(",", ":"),
    )


def instruction_from(text: str) -> Instruction:
    """The instruction that `instruction_text` wrote."""
    record: Record = json.loads(text)
    return Instruction(
        account=record["account"],
        marketplace=record["marketplace"],
        action=Action(record["action"]),
        offer=_offer(record["offer"]) if record["offer"] else None,
        nft=nft_from(record["nft"]) if record["nft"] else None,
        terms=_terms(record["terms"]) if record["terms"] else None,
        pay_creator_fee=record["pay_creator_fee"],
        typed=money_from(record["typed"]) if record.get("typed") else None,
        order=NewOrder(**record["order"]) if record.get("order") else None,
    )


def _offer_record(offer: Offer) -> Record:
    return {
        "account": offer.key.account,
        "offer_id": offer.key.offer_id,
        "marketplace": offer.marketplace,
        "side": offer.side,
        "role": offer.role,
        "status": offer.status,
        "status_said": offer.status_said.raw,
        "detail": offer.detail.raw,
        "price": money_record(offer.price),
        "placed_at": offer.placed_at.isoformat(),
        "expires": moment_text(offer.expires),
        "maker": offer.maker.raw,
        "quote_id": offer.quote_id,
        "nft": nft_record(offer.nft),
        "worth": money_record(offer.worth) if offer.worth else None,
        "particulars": [[each.label, each.said.raw, each.decisive] for each in offer.particulars],
        "asks": offer.asks,
    }


def _offer(record: Record) -> Offer:
    return Offer(
        key=OfferKey(record["account"], record["offer_id"]),
        marketplace=record["marketplace"],
        side=(side := Side(record["side"])),
        role=Role(record["role"]) if "role" in record else role_from_side(side),
        status=OfferStatus(record["status"]),
        status_said=UntrustedText(record["status_said"]),
        detail=UntrustedText(record["detail"]),
        price=money_from(record["price"]),
        placed_at=datetime.fromisoformat(record["placed_at"]),
        expires=moment_from(record["expires"]),
        maker=UntrustedText(record["maker"]),
        quote_id=record["quote_id"],
        nft=nft_from(record["nft"]),
        worth=money_from(record["worth"]) if record.get("worth") else None,
        particulars=tuple(
            Particular(label, UntrustedText(said), decisive)
            for label, said, decisive in record.get("particulars", ())
        ),
        asks=record.get("asks", False),
    )


def nft_record(nft: Nft) -> Record:
    """The NFT as JSON values."""
    return {
        "nft_id": nft.nft_id,
        "name": nft.name.raw,
        "collection_id": nft.collection_id,
        "collection": nft.collection.raw,
        "creators": [creator.raw for creator in nft.creators],
        "chain": nft.chain.raw,
        "chain_asset": nft.chain_asset.raw,
        "media": [[m.kind, m.media_type.raw, m.url.raw, m.size] for m in nft.media],
    }


def nft_from(record: Record) -> Nft:
    """The NFT that `nft_record` wrote."""
    return Nft(
        nft_id=record["nft_id"],
        name=UntrustedText(record["name"]),
        collection_id=record["collection_id"],
        collection=UntrustedText(record["collection"]),
        creators=tuple(UntrustedText(creator) for creator in record["creators"]),
        chain=UntrustedText(record["chain"]),
        chain_asset=UntrustedText(record["chain_asset"]),
        media=tuple(
            Media(
                kind=MediaKind(kind),
                media_type=UntrustedText(said),
                url=UntrustedText(url, limit=PROSE_LIMIT),
                size=size,
            )
            for kind, said, url, size in record["media"]
        ),
    )


def money_record(money: Money) -> Record:
    """The money as JSON values, as the marketplace wrote it."""
    currency = money.currency
    return {
        "source": money.source,
        "issuer": currency.issuer,
        "code": currency.code,
        "symbol": currency.symbol.raw,
    }


def money_from(record: Record) -> Money:
    """The money that `money_record` wrote."""
    symbol = UntrustedText(record["symbol"])
    return Money.parse(
        record["source"], Currency(issuer=record["issuer"], code=record["code"], symbol=symbol)
    )


def _new_order_record(order: NewOrder) -> Record:
    """The order without its billing address: only that there was one is kept."""
    return {
        "account": order.account,
        "marketplace": order.marketplace,
        "nft_id": order.nft_id,
        "listing_id": order.listing_id,
        "buyer_id": order.buyer_id,
        "quantity": order.quantity,
        "address_withheld": order.with_address,
    }


def _terms_record(terms: Terms) -> Record:
    return {"price": money_record(terms.price), "expires": moment_text(terms.expires)}


def _terms(record: Record) -> Terms:
    return Terms(price=money_from(record["price"]), expires=moment_from(record["expires"]))


def moment_text(moment: datetime | None) -> str | None:
    """RFC 3339, None staying None."""
    return moment.isoformat() if moment else None


def moment_from(text: str | None) -> datetime | None:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(text) if text else None
