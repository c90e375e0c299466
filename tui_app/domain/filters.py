"""The filter language: what a person types over the list, and what it means.

Terms are separated by blanks and all have to hold; `!` before a term turns it round; quotes
keep blanks together. A bare word is looked for in NFT, collection, maker and ids. Named terms:

    market: account: status: chain: nft: collection: from: currency:   a,b means either
    price>1  price<=0.5          amounts, whatever their currency
    ends<2h  ends>1d             time left, in s, m, h, d or w
    since:3d  until:2026-11-01   when the offer was placed
    quotes:no  quotes:yes        without, or only, offers tied to a market maker's quote
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from tui_app.domain.money import parse_amount
from tui_app.domain.offer import Offer, OfferStatus

MAX_LENGTH = 500


class Field(StrEnum):
    """What a text term is held against."""

    ANY = "any"
    MARKET = "market"
    ACCOUNT = "account"
    STATUS = "status"
    CHAIN = "chain"
    NFT = "nft"
    COLLECTION = "collection"
    FROM = "from"
    CURRENCY = "currency"


class Comparison(StrEnum):
    """How an amount or a time left is compared."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="

    def holds(self, left: Decimal | timedelta, right: Decimal | timedelta) -> bool:
        """Whether `left` compares to `right` this way; both of one kind."""
        return bool(_HOLDS[self](left, right))


_HOLDS: dict[Comparison, Callable[..., object]] = {
    Comparison.LESS: lambda a, b: a < b,
    Comparison.AT_MOST: lambda a, b: a <= b,
    Comparison.MORE: lambda a, b: a > b,
    Comparison.AT_LEAST: lambda a, b: a >= b,
    Comparison.EQUAL: lambda a, b: a == b,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTerm:
    """Any of `words` (case-folded): contained, a prefix, or equal, as `field` asks."""

    field: Field
    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerm:
    """The amount compared with `amount`; never across currencies but by the bare number."""

    comparison: Comparison
    amount: Decimal
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsTerm:
    """The time left compared with `within`. Offers without an end, or past it, never match."""

    comparison: Comparison
    within: timedelta
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTerm:
    """Placed at or after (`since`), or before (`until`), a day or a time ago."""

    since: bool
    moment: datetime | timedelta
    negated: bool = False

    def instant(self, now: datetime) -> datetime:
        """The moment meant, seen from `now`."""
        return self.moment if isinstance(self.moment, datetime) else now - self.moment


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTerm:
    """Only offers with, or only without, a market maker's quote."""

    quoted: bool
    negated: bool = False


Term = TextTerm | PriceTerm | EndsTerm | PlacedTerm | QuoteTerm


@dataclass(frozen=True, slots=True)
class Filter:
    """The terms that could be read, and a sentence for the first that could not."""

    terms: tuple[Term, ...] = ()
    problem: str = ""


_TOKEN = re.compile(r'(?P<bang>!?)(?P<body>(?:[^\s"]|"[^"]*"?)+)')
_NAMED = re.compile(r"(?P<name>[a-z]+)(?P<sign>:|<=|>=|<|>|=)(?P<value>.*)", re.DOTALL)
_SPAN = re.compile(r"([0-9]{1,6})([smhdw])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PREFIX_FIELDS = frozenset({Field.MARKET, Field.ACCOUNT, Field.STATUS, Field.CHAIN})


def parse_filter(text: str) -> Filter:
    """Read a filter line. Never raises: what cannot be read is left out and explained."""
    terms: list[Term] = []
    problem = "" if len(text) <= MAX_LENGTH else f"only the first {MAX_LENGTH} letters count"
    for token in _TOKEN.finditer(text[:MAX_LENGTH]):
        try:
            if (term := _term(token["body"], negated=bool(token["bang"]))) is not None:
                terms.append(term)
        except ValueError as error:
            problem = problem or str(error)
    return Filter(tuple(terms), problem)


def _term(body: str, *, negated: bool) -> Term | None:
    named = _NAMED.fullmatch(body.casefold())
    if named and (read := _READERS.get(named["name"])):
        return read(named["name"], named["sign"], named["value"].replace('"', ""), negated)
    word = body.replace('"', "").casefold()
    return TextTerm(field=Field.ANY, words=(word,), negated=negated) if word else None


def _text(name: str, sign: str, value: str, negated: bool) -> Term | None:
    if sign != ":":
        raise ValueError(f"{name} is compared with a colon, as in {name}:word")
    words = tuple(part for part in value.split(",") if part)
    field = Field(name)
    if field is Field.STATUS and (unknown := [word for word in words if not _begins_status(word)]):
        raise ValueError(f"no status begins with “{unknown[0]}”; there are {', '.join(OfferStatus)}")
    return TextTerm(field=field, words=words, negated=negated) if words else None


def _begins_status(word: str) -> bool:
    return any(status.startswith(word) for status in OfferStatus)


def _price(_name: str, sign: str, value: str, negated: bool) -> Term:
    if sign == ":":
        raise ValueError("price takes a sign, as in price>1 or price<=0.5")
    try:
        amount = parse_amount(value)
    except ValueError:
        raise ValueError(f"price{sign} wants a plain number, as in price{sign}1.5") from None
    return PriceTerm(comparison=Comparison(sign), amount=amount, negated=negated)


def _ends(_name: str, sign: str, value: str, negated: bool) -> Term:
    if sign == ":":
        raise ValueError("ends takes a sign, as in ends<2h")
    return EndsTerm(comparison=Comparison(sign), within=_span(value, f"ends{sign}2h"), negated=negated)


def _placed(name: str, sign: str, value: str, negated: bool) -> Term:
    if sign != ":":
        raise ValueError(f"{name} is written with a colon, as in {name}:3d")
    return PlacedTerm(since=name == "since", moment=_moment(value, name), negated=negated)


def _quotes(_name: str, sign: str, value: str, negated: bool) -> Term:
    if sign != ":" or value not in {"yes", "no"}:
        raise ValueError("quotes is written quotes:no or quotes:yes")
    return QuoteTerm(quoted=value == "yes", negated=negated)


def _span(value: str, example: str) -> timedelta:
    if not (match := _SPAN.fullmatch(value)):
        raise ValueError(f"a time is a number and s, m, h, d or w, as in {example}")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _moment(value: str, name: str) -> datetime | timedelta:
    if _SPAN.fullmatch(value):
        return _span(value, f"{name}:3d")
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise ValueError(f"{name}: wants a day or a time ago, as in {name}:2026-11-01 or {name}:3d") from None


_READERS: dict[str, Callable[[str, str, str, bool], Term | None]] = {
    **{field.value: _text for field in Field if field is not Field.ANY},
    "price": _price,
    "ends": _ends,
    "since": _placed,
    "until": _placed,
    "quotes": _quotes,
}


def searchable(offer: Offer) -> str:
    """The folded text that bare words are looked for in."""
    nft = offer.nft
    names = (nft.name.folded, nft.collection.folded, offer.maker.folded)
    ids = (offer.key.offer_id, nft.nft_id, nft.collection_id)
    return "\n".join((*names, *(each.casefold() for each in ids)))


def matches(wanted: Filter, offer: Offer, now: datetime) -> bool:
    """Whether every term holds for `offer` at `now`. The ledger's queries answer the same."""
    return all(_holds(term, offer, now) is not term.negated for term in wanted.terms)


def _holds(term: Term, offer: Offer, now: datetime) -> bool:
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


def _text_holds(field: Field, word: str, offer: Offer) -> bool:
    if field is Field.CURRENCY:
        return word in {offer.price.currency.code.casefold(), offer.price.currency.symbol.folded}
    text = _TEXTS[field](offer)
    return text.startswith(word) if field in _PREFIX_FIELDS else word in text


_TEXTS: dict[Field, Callable[[Offer], str]] = {
    Field.ANY: searchable,
    Field.MARKET: lambda offer: offer.marketplace.casefold(),
    Field.ACCOUNT: lambda offer: offer.key.account.casefold(),
    Field.STATUS: lambda offer: offer.status.value,
    Field.CHAIN: lambda offer: offer.nft.chain.folded,
    Field.NFT: lambda offer: offer.nft.name.folded + "\n" + offer.nft.nft_id.casefold(),
    Field.COLLECTION: lambda offer: offer.nft.collection.folded + "\n" + offer.nft.collection_id.casefold(),
    Field.FROM: lambda offer: offer.maker.folded,
}
