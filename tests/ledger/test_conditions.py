"""The ledger's queries let through exactly the offers that the filter language means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offers import DOLLAR, ETHER, NOW, an_offer
from tui_app.domain.filters import parse_filter
from tui_app.domain.matching import KeptOf, matches
from tui_app.domain.money import Currency
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.ledger.instants import optional_moment
from tui_app.ledger.minimums import Minimum, Minimums
from tui_app.ledger.offers import KeptOffer, OfferShelf
from tui_app.ledger.records import storable
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import View, Windows

# Few letters and many surprises, so that words and names meet: case, folding that lengthens, NUL,
# wildcards of other query languages, halves of surrogate pairs, joined and invisible ones.
LETTERS = "abAB 1#%_*'\"\\\n\0\u200b\u0301ßẞſKİıΣς漢\U0001f468\ud800\udfff\ufffd,:!"
LEAST = Minimum("*", Decimal(1), "XETH")
NAMES = st.text(LETTERS, max_size=6)
INSTANTS = st.one_of(
    st.sampled_from([timedelta(), timedelta(hours=2), timedelta(days=1), timedelta(days=-3)]),
    st.timedeltas(timedelta(days=-500), timedelta(days=500)),
)
AMOUNTS = st.sampled_from(
    ["0", "0.50", "0.5", "1", "1e0", "1.5", "10", "9.99", str(2**256), "0." + "0" * 35 + "1"]
)
CURRENCIES = st.one_of(
    st.sampled_from([ETHER, DOLLAR]),
    st.builds(
        lambda code, symbol: Currency(issuer="kraken", code=code, symbol=UntrustedText(symbol)), NAMES, NAMES
    ),
)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    """Offers of few letters, amounts and instants."""
    names: dict[str, Any] = {name: draw(NAMES) for name in ("name", "collection", "chain", "maker", "nft_id")}
    ends = draw(st.none() | INSTANTS)
    return an_offer(
        **names,
        account=draw(st.sampled_from(["main", "Main", "ßecond", "a"])),
        offer_id=draw(NAMES),
        collection_id=draw(NAMES),
        marketplace=draw(st.sampled_from(["kraken", "dew", "a_b"])),
        status=draw(st.sampled_from(OfferStatus)),
        amount=draw(AMOUNTS),
        currency=draw(CURRENCIES),
        placed_at=NOW + draw(INSTANTS),
        expires=None if ends is None else NOW + ends,
        quote_id=draw(st.none() | NAMES),
    )


def terms() -> st.SearchStrategy[str]:
    """One term of the language, sometimes broken."""
    words = NAMES | st.sampled_from(["a", "main", "kr", "eth", "xeth", "usd", "o", "in", "unk"])
    quoted = words.map(lambda word: '"' + word.replace('"', "") + '"')
    either = st.lists(words | quoted, min_size=1, max_size=3).map(",".join)
    fields = st.sampled_from(
        ["market", "account", "status", "chain", "nft", "collection", "from", "currency"]
    )
    signs = st.sampled_from(["<", "<=", ">", ">=", "="])
    spans = st.sampled_from(["0s", "2h", "1d", "3d", "10w", "999999w", "x"])
    named = st.one_of(
        st.builds("{}:{}".format, fields, either),
        st.builds("price{}{}".format, signs, AMOUNTS),
        st.builds("ends{}{}".format, signs, spans),
        st.builds("{}:{}".format, st.sampled_from(["since", "until"]), spans | st.just("2026-03-14")),
        st.sampled_from(["quotes:no", "quotes:yes", "quotes:"]),
        st.builds("changed{}{}".format, signs, spans),
        st.sampled_from(["is:unread", "is:muted", "is:over", "is:over,unread", "is:"]),
    )
    return st.builds("{}{}".format, st.sampled_from(["", "!"]), words | quoted | named)


LINES = st.lists(terms(), max_size=4).map(" ".join)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for all examples; each empties it first."""
    with closing(Ledger(tmp_path_factory.mktemp("conditions") / "ledger.sqlite3")) as ledger:
        yield ledger


@given(kept=st.lists(offers(), max_size=4), line=LINES)
def test_the_ledger_answers_as_the_language_means(shared: Ledger, kept: list[Offer], line: str) -> None:
    shelf, wanted = fill(shared, kept), parse_filter(line)
    seen = [found for row in rows(shared, "") if (found := shelf.at_row(row)) is not None]

    assert set(rows(shared, line)) == {
        each.row_id for each in seen if matches(wanted, each.offer, NOW, kept_of(shared, each))
    }


@given(kept=offers(), line=st.text(st.characters(codec=None), max_size=600))
def test_no_line_makes_the_ledger_raise(shared: Ledger, kept: Offer, line: str) -> None:
    fill(shared, [kept])

    assert len(rows(shared, line)) in {0, 1}


@pytest.mark.parametrize(
    "line", ["nft:" + "a," * 248, "a " * 250, "!a " * 166, "market:a " * 55, "collection:" + "a," * 244]
)
def test_the_longest_lines_are_answered(shared: Ledger, line: str) -> None:
    fill(shared, [an_offer(name="bcd", collection="bcd", nft_id="bcd")])

    assert isinstance(rows(shared, line), list)


@pytest.mark.parametrize("line", ["x' OR '1'='1", "';DROP", "TABLE", "%", "_", "*", "nft:%", "from:_"])
def test_words_mean_only_themselves(shared: Ledger, line: str) -> None:
    fill(shared, [an_offer()])

    assert rows(shared, line) == []


def fill(ledger: Ledger, kept: list[Offer]) -> OfferShelf:
    """Empty the ledger and keep these."""
    shelf = OfferShelf(ledger)
    with ledger.writing() as connection:
        connection.execute("DELETE FROM offers")
    shelf.keep([SeenOffer(offer=offer, raw="{}") for offer in kept], 1, NOW)
    Minimums(ledger).put([LEAST])
    with ledger.writing() as connection:
        connection.execute("INSERT INTO unread SELECT row_id, side, 'new' FROM offers WHERE row_id % 2")
    return shelf


def kept_of(ledger: Ledger, kept: KeptOffer) -> KeptOf:
    """What the ledger keeps of an offer, found out another way."""
    price, key = kept.offer.price, (kept.offer.key.account, storable(kept.offer.key.offer_id))
    changes = "SELECT MAX(at) FROM offer_changes WHERE account = ? AND offer_id = ?"
    return KeptOf(
        unread=kept.row_id % 2 == 1,
        muted=price.currency.code == LEAST.currency and price.amount < LEAST.amount,
        changed=optional_moment(ledger.connection.execute(changes, key).fetchone()[0]),
    )


def rows(ledger: Ledger, line: str) -> list[int]:
    """The received offers that a line lets through."""
    return list(Windows(ledger).row_ids(View(side=Side.RECEIVED, wanted=parse_filter(line)), NOW))
