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
from datetime import UTC, datetime, timedelta

from tui_app.domain.filter_terms import (
    ChangedTerm,
    Comparison,
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
from tui_app.domain.folding import folded
from tui_app.domain.money import parse_amount
from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import clean

MAX_LENGTH = 500

_TOKEN = re.compile(r'(?P<bang>!?)(?P<body>(?:[^\s"]|"[^"]*"?)*)')
_NAMED = re.compile(r"(?P<name>[a-z]{2,})(?P<sign>:|<=|>=|<|>|=)(?P<value>.*)", re.DOTALL)
_CHOICE = re.compile(r'(?:[^",]|"[^"]*"?)+')
_SPAN = re.compile(r"([0-9]{1,6})([smhdw])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


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
