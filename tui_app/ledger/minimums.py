"""Below which amounts a person does not want to hear of an offer: kept beside the offers, for every list.

They come from the person's settings; the ledger has them so that a list, a count and a mark all go by
the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_app.domain.money import sortable
from tui_app.ledger.store import Ledger

if TYPE_CHECKING:
    from tui_app.ledger.views import View

# An amount is held against one of its own currency alone, by the marketplace's code for it.
MUTED: Final = """(side <> 'placed' AND NOT asks AND EXISTS (
    SELECT 1 FROM minimums AS least
    WHERE least.currency = offers.currency AND least.marketplace IN ('', offers.marketplace)
        AND offers.amount_key < least.amount_key
        AND (least.collection IN (collection_ids, collection_key) OR least.collection = '*' AND NOT EXISTS (
            SELECT 1 FROM minimums AS own WHERE own.collection IN (collection_ids, collection_key)
        ))
))"""
"""The condition of an offer for which somebody bids less than the person's minimum."""

_NO_NEWS: Final = f"""
    DELETE FROM unread WHERE row_id IN (
        SELECT row_id FROM offers WHERE row_id IN (SELECT row_id FROM unread) AND {MUTED}
    )
"""  # noqa: S608 - our own words


class Minimum(NamedTuple):
    """The least amount, of a currency by its code, that counts for a collection by id or name.

    A collection of `*` is every one that has none of its own. `marketplace` says whose code that is,
    empty for anybody's.
    """

    collection: str
    amount: Decimal
    currency: str
    marketplace: str = ""


class Minimums:
    """What the ledger goes by."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def put(self, minimums: Iterable[Minimum]) -> None:
        """Go by these from now on; what they mute is no longer unread. Raises LedgerError."""
        wanted = sorted({_row(each) for each in minimums})
        with self._ledger.reading() as connection:
            found = connection.execute("SELECT collection, marketplace, currency, amount_key FROM minimums")
            if sorted(map(tuple, found)) == wanted:
                return
        with self._ledger.writing() as connection:
            connection.execute("DELETE FROM minimums")
            connection.executemany("INSERT INTO minimums VALUES (?, ?, ?, ?)", wanted)
            connection.execute(_NO_NEWS)


def muted_of(ledger: Ledger, view: View) -> View | None:
    """The offers that a view leaves out because they are muted; None where it leaves none out."""
    from tui_app.domain.filter_terms import Filter, State, StateTerm

    terms = view.wanted.terms if view.wanted is not None else ()
    negated = [each for each in terms if isinstance(each, StateTerm) and each.negated]
    leaving_out = [each for each in negated if State.MUTED in each.states]
    if not leaving_out or not _any_minimum(ledger):
        return None
    others = tuple(each for each in terms if each not in leaving_out)
    return view._replace(wanted=Filter((*others, StateTerm(states=(State.MUTED,)))))


def _any_minimum(ledger: Ledger) -> bool:
    with ledger.reading() as connection:
        return connection.execute("SELECT 1 FROM minimums").fetchone() is not None


def _row(least: Minimum) -> tuple[str, str, str, str]:
    # Every list asks what is muted; the first paint has no use for what writes that down.
    from tui_app.domain.folding import folded
    from tui_app.ledger.records import storable

    collection = storable(folded(least.collection))
    return collection, storable(least.marketplace), storable(least.currency), sortable(least.amount)
