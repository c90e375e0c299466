"""Offers as data for programs: records for JSON, cells for CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_app.domain.data import Record, moment, money, nft, optional_moment, particulars, text

if TYPE_CHECKING:
    from tui_app.ledger.offers import KeptOffer
    from tui_app.ledger.windows import OfferRow

OFFER_COLUMNS: Final = (
    *("key", "account", "marketplace", "id", "side", "status", "amount", "currency", "symbol"),
    *("placed_at", "expires", "maker", "nft", "collection", "chain", "hides", "pending", "seen_at"),
)


def offer_record(kept: KeptOffer, pending: str = "") -> Record:
    """An offer as last seen; `pending` names the action on it that is not settled."""
    seen = kept.offer
    return {
        "key": str(seen.key),
        "account": seen.key.account,
        "marketplace": seen.marketplace,
        "id": seen.key.offer_id,
        "side": seen.side.value,
        "role": seen.role.value,
        "status": seen.status.value,
        "price": money(seen.price),
        "worth": money(seen.worth) if seen.worth else None,
        "placed_at": moment(seen.placed_at),
        "expires": optional_moment(seen.expires),
        "maker": text(seen.maker),
        "nft": nft(seen.nft),
        "particulars": particulars(seen.particulars),
        "pending": pending or None,
        "seen_at": moment(kept.seen_at),
    }


def offer_cells(row: OfferRow) -> tuple[str, ...]:
    """One offer as the cells of `OFFER_COLUMNS`."""
    return (
        *(str(row.key), row.key.account, row.marketplace, row.key.offer_id, row.side.value, row.status.value),
        *(row.price.plain, row.price.currency.code, row.price.currency.symbol.shown),
        *(moment(row.placed_at), optional_moment(row.expires) or ""),
        *(row.maker.shown, row.nft.shown, row.collection.shown, row.chain.shown),
        *("yes" if row.hides else "no", row.pending, moment(row.seen_at)),
    )
