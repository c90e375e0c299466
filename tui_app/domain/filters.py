"""The filter language: what a person types over the list, and what it means.

Terms are separated by blanks and all have to hold; `!` before a term turns it round; quotes
keep blanks together. A bare word is looked for in NFT, collection, maker and ids. Named terms:

    market: account: status: chain: nft: collection: from: currency:   a,b means either
    price>1  price<=0.5          amounts, whatever their currency
    ends<2h  ends>1d             time left, in s, m, h, d or w
    since:3d  until:2026-11-01   when the offer was placed
    changed<1d  changed>1d       how long ago it was placed, or was last seen to be another
    is:unread  is:muted  is:over not looked at yet, below your minimum, past its end
    quotes:no  quotes:yes        without, or only, offers tied to a market maker's quote
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from tui_app.domain.money import parse_amount
from tui_app.domain.offer import Offer, OfferStatus
from tui_app.domain.text import clean

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


def before(now: datetime, span: timedelta) -> datetime:
    """The moment so long ago; the beginning of time where it lies before that."""
    with suppress(OverflowError):
        return now - span
    return datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTerm:
    """Placed at or after (`since`), or before (`until`), a day or a time ago."""

    since: bool
    moment: datetime | timedelta
    negated: bool = False

    def instant(self, now: datetime) -> datetime:
        """The moment meant, seen from `now`; the beginning of time where it lies before that."""
        return self.moment if isinstance(self.moment, datetime) else before(now, self.moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTerm:
    """Only offers with, or only without, a market maker's quote."""

    quoted: bool
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTerm:
    """The time since the offer was placed, or its price, end or status was last seen to be another."""

    comparison: Comparison
    ago: timedelta
    negated: bool = False

    def instant(self, now: datetime) -> datetime:
        """The moment so long ago; the beginning of time where it lies before that."""
        return before(now, self.ago)


class State(StrEnum):
    """What an offer is besides its status."""

    UNREAD = "unread"
    MUTED = "muted"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTerm:
    """In any of these states: unread and muted are known to the ledger alone."""

    states: tuple[State, ...]
    negated: bool = False


Term = TextTerm | PriceTerm | EndsTerm | PlacedTerm | QuoteTerm | ChangedTerm | StateTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOf:
    """What the ledger keeps of an offer that the offer itself does not say."""

    unread: bool = False
    muted: bool = False
    changed: datetime | None = None


NOTHING_KEPT = KeptOf()


@dataclass(frozen=True, slots=True)
class Filter:
    """The terms that could be read, and a sentence for the first that could not."""

    terms: tuple[Term, ...] = ()
    problem: str = ""


_TOKEN = re.compile(r'(?P<bang>!?)(?P<body>(?:[^\s"]|"[^"]*"?)*)')
_LONE = re.compile("[\ud800-\udfff]")
_NAMED = re.compile(r"(?P<name>[a-z]{2,})(?P<sign>:|<=|>=|<|>|=)(?P<value>.*)", re.DOTALL)
_CHOICE = re.compile(r'(?:[^",]|"[^"]*"?)+')
_SPAN = re.compile(r"([0-9]{1,6})([smhdw])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PREFIX_FIELDS = frozenset({Field.MARKET, Field.ACCOUNT, Field.STATUS, Field.CHAIN})


def parse_filter(text: str) -> Filter:
    """Read a filter line. Never raises: what cannot be read is left out, and the first such explained."""
    terms: list[Term] = []
    problem = "" if len(text) <= MAX_LENGTH else f"only the first {MAX_LENGTH} letters count"
    for token in _TOKEN.finditer(folded(text[:MAX_LENGTH])):
        try:
            if (term := _term(token["body"], negated=bool(token["bang"]))) is not None:
                terms.append(term)
        except ValueError as error:
            problem = problem or str(error)
    return Filter(tuple(terms), problem)


def _term(body: str, *, negated: bool) -> Term | None:
    if not (named := _NAMED.fullmatch(body)):
        word = _unquoted(body)
        return TextTerm(field=Field.ANY, words=(word,), negated=negated) if word else None
    if (read := _READERS.get(named["name"])) is None:
        known = ", ".join(_READERS)
        raise ValueError(
            f"nothing is called “{_brief(named['name'])}”; quote it to look for it, or use {known}"
        )
    return read(named["name"], named["sign"], named["value"], negated)


def _brief(typed: str) -> str:
    return clean(typed, limit=20)


def _unquoted(text: str) -> str:
    return text.replace('"', "")


def _text(name: str, sign: str, value: str, negated: bool) -> Term | None:
    if sign != ":":
        raise ValueError(f"{name} is compared with a colon, as in {name}:word")
    words = tuple(word for part in _CHOICE.findall(value) if (word := _unquoted(part)))
    field = Field(name)
    if field is Field.STATUS and (unknown := [word for word in words if not _begins_status(word)]):
        raise ValueError(f"no status begins with “{_brief(unknown[0])}”; there are {', '.join(OfferStatus)}")
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
    return EndsTerm(comparison=Comparison(sign), within=read_span(value, f"ends{sign}2h"), negated=negated)


def _placed(name: str, sign: str, value: str, negated: bool) -> Term:
    if sign != ":":
        raise ValueError(f"{name} is written with a colon, as in {name}:3d")
    return PlacedTerm(since=name == "since", moment=_moment(value, name), negated=negated)


def _quotes(_name: str, sign: str, value: str, negated: bool) -> Term:
    if sign != ":" or value not in {"yes", "no"}:
        raise ValueError("quotes is written quotes:no or quotes:yes")
    return QuoteTerm(quoted=value == "yes", negated=negated)


def _changed(_name: str, sign: str, value: str, negated: bool) -> Term:
    if sign in ":=":
        raise ValueError("changed takes a sign, as in changed<1d")
    return ChangedTerm(comparison=Comparison(sign), ago=read_span(value, f"changed{sign}1d"), negated=negated)


def _is(_name: str, sign: str, value: str, negated: bool) -> Term | None:
    words = [word for word in value.split(",") if word]
    if sign != ":" or not set(words) <= set(State):
        raise ValueError(f"is takes a colon and one of {', '.join(State)}, as in is:unread")
    return StateTerm(states=tuple(map(State, words)), negated=negated) if words else None


def read_span(value: str, example: str) -> timedelta:
    """A time such as `2h`. Raises ValueError with a sentence that names `example`."""
    if not (match := _SPAN.fullmatch(value)):
        raise ValueError(f"a time is a number and s, m, h, d or w, as in {example}")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _moment(value: str, name: str) -> datetime | timedelta:
    if _SPAN.fullmatch(value):
        return read_span(value, f"{name}:3d")
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
    "changed": _changed,
    "is": _is,
}


def folded(text: str) -> str:
    """Any text without case, as filters compare it; no half of a surrogate pair is left in it."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text).casefold()


def searchable(offer: Offer) -> str:
    """The folded text that bare words are looked for in."""
    nft = offer.nft
    names = (nft.name.folded, nft.collection.folded, offer.maker.folded)
    return "\n".join((*names, *map(folded, (offer.key.offer_id, nft.nft_id, nft.collection_id))))


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
