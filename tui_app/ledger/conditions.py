"""The filter language as SQL conditions; values are always bound, never written into the text.

`domain.matching` is the same language over one offer, and tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
from tui_app.domain.money import sortable
from tui_app.ledger.instants import in_micros, to_micros
from tui_app.ledger.minimums import MUTED


def _fold(column: str) -> str:
    """A column without case. Python is asked only where there is more than ASCII, or a NUL."""
    plain = f"length({column}) = length(CAST({column} AS BLOB))"
    return f"CASE WHEN {plain} THEN lower({column}) ELSE fold({column}) END"


# Every one of these texts is part of `search`, so that what it does not hold none of them does.
_CONTAINED = {
    Field.NFT: ("nft_key", "nft_ids"),
    Field.COLLECTION: ("collection_key", "collection_ids"),
    Field.FROM: ("maker_key",),
}
_PREFIXED = {
    Field.MARKET: _fold("marketplace"),
    Field.ACCOUNT: _fold("account"),
    Field.STATUS: "shown_status",
    Field.CHAIN: _fold("chain"),
}
# Changes are noted one after the other: those after the last one that is older are all there can be.
_CHANGED_SINCE = """(account, offer_id) IN (
    SELECT account, offer_id FROM offer_changes WHERE at {sign} :{name} AND change_id > COALESCE(
        (SELECT change_id FROM offer_changes WHERE NOT at {sign} :{name} ORDER BY change_id DESC LIMIT 1), 0
    )
)"""
_IN_STATE = {
    State.UNREAD: "row_id IN (SELECT row_id FROM unread)",
    State.MUTED: MUTED,
    State.OVER: "(expires IS NOT NULL AND expires <= {now})",
}
SEARCHED = frozenset({Field.ANY, *_CONTAINED})
"""The fields whose words are looked for in `search`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE clause and the values it names."""

    sql: str
    values: dict[str, str | int]


def condition_of(wanted: Filter, now: datetime) -> Condition:
    """All terms of a filter, joined; `TRUE` for none."""
    parts, values = ["TRUE"], dict[str, str | int]()
    for place, term in enumerate(wanted.terms):
        found = _condition(term, f"t{place}", now)
        parts.append(f"NOT ({found.sql})" if term.negated else f"({found.sql})")
        values |= found.values
    return Condition(" AND ".join(parts), values)


def _condition(term: Term, name: str, now: datetime) -> Condition:
    match term:
        case TextTerm():
            return _text(term, name)
        case PriceTerm():
            return Condition(f"amount_key {term.comparison} :{name}", {name: sortable(term.amount)})
        case EndsTerm():
            return _ends(term, name, now)
        case PlacedTerm():
            sign = Comparison.AT_LEAST if term.since else Comparison.LESS
            return Condition(f"placed_at {sign} :{name}", {name: to_micros(term.instant(now))})
        case QuoteTerm():
            return Condition(f"quoted = :{name}", {name: int(term.quoted)})
        case ChangedTerm():
            return _changed(term, name, now)
        case StateTerm():
            held = " OR ".join(_IN_STATE[state].format(now=f":{name}") for state in term.states)
            return Condition(held, {name: to_micros(now)})


def _ends(term: EndsTerm, name: str, now: datetime) -> Condition:
    return Condition(
        f"expires IS NOT NULL AND expires > :{name}now AND expires {term.comparison} :{name}",
        {f"{name}now": to_micros(now), name: to_micros(now) + in_micros(term.within)},
    )


def _changed(term: ChangedTerm, name: str, now: datetime) -> Condition:
    sooner = term.comparison in (Comparison.LESS, Comparison.AT_MOST)
    sign = ">" if term.comparison in (Comparison.LESS, Comparison.AT_LEAST) else ">="
    since = f"placed_at {sign} :{name} OR {_CHANGED_SINCE.format(sign=sign, name=name)}"
    return Condition(since if sooner else f"NOT ({since})", {name: to_micros(term.instant(now))})


def _text(term: TextTerm, name: str) -> Condition:
    values: dict[str, str | int] = {f"{name}_{place}": word for place, word in enumerate(term.words)}
    return Condition(" OR ".join(_word(term.field, f":{key}") for key in values), values)


def _word(field: Field, word: str) -> str:
    if field is Field.CURRENCY:
        return f"({_fold('currency')} = {word} OR {_fold('symbol')} = {word})"
    if field in _PREFIXED:
        return f"substr({_PREFIXED[field]}, 1, length({word})) = {word}"
    within = " OR ".join(f"instr({column}, {word}) > 0" for column in _CONTAINED.get(field, ()))
    return f"(instr(search, {word}) > 0{f' AND ({within})' if within else ''})"
