"""Which offers a filter leaves: the language of `domain.filters` over one offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui_app.domain.filter_terms import (
    ChangedTerm,
    EndsTerm,
    Field,
    Filter,
    PlacedTerm,
    PriceTerm,
    QuoteTerm,
    State,
    StateTerm,
    Term,
    TextTerm,
)
from tui_app.domain.folding import folded, searchable
from tui_app.domain.offer import Offer

_PREFIX_FIELDS = frozenset({Field.MARKET, Field.ACCOUNT, Field.STATUS, Field.CHAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOf:
    """What the ledger keeps of an offer that the offer itself does not say."""

    unread: bool = False
    muted: bool = False
    changed: datetime | None = None


NOTHING_KEPT = KeptOf()


def matches(wanted: Filter, offer: Offer, now: datetime, kept: KeptOf = NOTHING_KEPT) -> bool:
    """Whether every term holds for `offer` at `now`. The ledger's queries answer the same."""
    return all(_holds(term, offer, now, kept) is not term.negated for term in wanted.terms)


def _holds(term: Term, offer: Offer, now: datetime, kept: KeptOf) -> bool:
    match term:
        case TextTerm():
            return any(_text_holds(term.field, word, offer) for word in term.words)
        case PriceTerm():
            return term.comparison.holds(offer.price.amount, term.amount)
        case EndsTerm():
            left = offer.expires - now if offer.expires else None
            return left is not None and left > timedelta() and term.comparison.holds(left, term.within)
        case PlacedTerm():
            return (offer.placed_at >= term.instant(now)) is term.since
        case QuoteTerm():
            return (offer.quote_id is not None) is term.quoted
        case ChangedTerm():
            last = max(offer.placed_at, kept.changed or offer.placed_at)
            return term.comparison.holds(now - last, term.ago)
        case StateTerm():
            return any(_is_in(state, offer, now, kept) for state in term.states)


def _is_in(state: State, offer: Offer, now: datetime, kept: KeptOf) -> bool:
    match state:
        case State.UNREAD:
            return kept.unread
        case State.MUTED:
            return kept.muted
        case State.OVER:
            return offer.expires is not None and offer.expires <= now


def _text_holds(field: Field, word: str, offer: Offer) -> bool:
    texts = _TEXTS[field](offer)
    if field is Field.CURRENCY:
        return word in texts
    if field in _PREFIX_FIELDS:
        return any(text.startswith(word) for text in texts)
    return any(word in text for text in texts)


_TEXTS: dict[Field, Callable[[Offer], tuple[str, ...]]] = {
    Field.ANY: lambda offer: (searchable(offer),),
    Field.MARKET: lambda offer: (folded(offer.marketplace),),
    Field.ACCOUNT: lambda offer: (folded(offer.key.account),),
    Field.STATUS: lambda offer: (offer.status.value,),
    Field.CHAIN: lambda offer: (offer.nft.chain.folded,),
    Field.NFT: lambda offer: (offer.nft.name.folded, folded(offer.nft.nft_id)),
    Field.COLLECTION: lambda offer: (offer.nft.collection.folded, folded(offer.nft.collection_id)),
    Field.FROM: lambda offer: (offer.maker.folded,),
    Field.CURRENCY: lambda offer: (folded(offer.price.currency.code), offer.price.currency.symbol.folded),
}
