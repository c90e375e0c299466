"""What a person types over the list, and which offers it leaves."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import SAMPLE
from tests.offers import DOLLAR, NOW, an_offer
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
from tui_app.domain.filters import MAX_LENGTH, parse_filter
from tui_app.domain.folding import searchable
from tui_app.domain.matching import KeptOf, matches
from tui_app.domain.offer import Offer, OfferStatus

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)
"""Any code points at all, halves of surrogate pairs and NUL among them."""

READS_AS: list[tuple[str, Term]] = [
    ("ape", TextTerm(field=Field.ANY, words=("ape",))),
    ("APE", TextTerm(field=Field.ANY, words=("ape",))),
    ("!ape", TextTerm(field=Field.ANY, words=("ape",), negated=True)),
    ("!!ape", TextTerm(field=Field.ANY, words=("!ape",), negated=True)),
    ('"bored ape"', TextTerm(field=Field.ANY, words=("bored ape",))),
    ('"bored ape', TextTerm(field=Field.ANY, words=("bored ape",))),
    ('bored" "ape', TextTerm(field=Field.ANY, words=("bored ape",))),
    ('"price>1"', TextTerm(field=Field.ANY, words=("price>1",))),
    ("a,b", TextTerm(field=Field.ANY, words=("a,b",))),
    ("#8817", TextTerm(field=Field.ANY, words=("#8817",))),
    ("e=mc2", TextTerm(field=Field.ANY, words=("e=mc2",))),
    ("price", TextTerm(field=Field.ANY, words=("price",))),
    ("market:kraken", TextTerm(field=Field.MARKET, words=("kraken",))),
    ("MARKET:Kraken,Dew", TextTerm(field=Field.MARKET, words=("kraken", "dew"))),
    ("account:main", TextTerm(field=Field.ACCOUNT, words=("main",))),
    ("status:open,exp", TextTerm(field=Field.STATUS, words=("open", "exp"))),
    ('status:"in flight"', TextTerm(field=Field.STATUS, words=("in flight",))),
    ("chain:eth", TextTerm(field=Field.CHAIN, words=("eth",))),
    ("nft:8817", TextTerm(field=Field.NFT, words=("8817",))),
    ('collection:"bored apes",punk', TextTerm(field=Field.COLLECTION, words=("bored apes", "punk"))),
    ('from:"heron, violet",ibis', TextTerm(field=Field.FROM, words=("heron, violet", "ibis"))),
    ("!currency:eth", TextTerm(field=Field.CURRENCY, words=("eth",), negated=True)),
    ("nft:,a,,b,", TextTerm(field=Field.NFT, words=("a", "b"))),
    ("price>1", PriceTerm(comparison=Comparison.MORE, amount=Decimal(1))),
    ("price>=0.5", PriceTerm(comparison=Comparison.AT_LEAST, amount=Decimal("0.5"))),
    ("price<1e-8", PriceTerm(comparison=Comparison.LESS, amount=Decimal("0.00000001"))),
    ("price<=2", PriceTerm(comparison=Comparison.AT_MOST, amount=Decimal(2))),
    ("!price=2.50", PriceTerm(comparison=Comparison.EQUAL, amount=Decimal("2.5"), negated=True)),
    ("ends<2h", EndsTerm(comparison=Comparison.LESS, within=timedelta(hours=2))),
    ("ends<=90s", EndsTerm(comparison=Comparison.AT_MOST, within=timedelta(seconds=90))),
    ("ends>1d", EndsTerm(comparison=Comparison.MORE, within=timedelta(days=1))),
    ("ends>=5m", EndsTerm(comparison=Comparison.AT_LEAST, within=timedelta(minutes=5))),
    ("!ends=3w", EndsTerm(comparison=Comparison.EQUAL, within=timedelta(weeks=3), negated=True)),
    ("since:3d", PlacedTerm(since=True, moment=timedelta(days=3))),
    ("until:2026-11-01", PlacedTerm(since=False, moment=datetime(2026, 11, 1, tzinfo=UTC))),
    ("quotes:no", QuoteTerm(quoted=False)),
    ("!quotes:yes", QuoteTerm(quoted=True, negated=True)),
    ("changed<1d", ChangedTerm(comparison=Comparison.LESS, ago=timedelta(days=1))),
    ("!changed>=2h", ChangedTerm(comparison=Comparison.AT_LEAST, ago=timedelta(hours=2), negated=True)),
    ("is:unread", StateTerm(states=(State.UNREAD,))),
    ("!is:Muted,,over", StateTerm(states=(State.MUTED, State.OVER), negated=True)),
]

EXPLAINED = [
    ("price>", "price> wants a plain number, as in price>1.5"),
    ("price<=abc", "price<= wants a plain number, as in price<=1.5"),
    ("price>-1", "price> wants a plain number, as in price>1.5"),
    ("price>٥", "price> wants a plain number, as in price>1.5"),
    ("price:1", "price takes a sign, as in price>1 or price<=0.5"),
    ("ends<", "a time is a number and s, m, h, d or w, as in ends<2h"),
    ("ends<2", "a time is a number and s, m, h, d or w, as in ends<2h"),
    ("ends>9999999h", "a time is a number and s, m, h, d or w, as in ends>2h"),
    ("ends:2h", "ends takes a sign, as in ends<2h"),
    ("since>3d", "since is written with a colon, as in since:3d"),
    ("since:", "since: wants a day or a time ago, as in since:2026-11-01 or since:3d"),
    ("until:2026-02-30", "until: wants a day or a time ago, as in until:2026-11-01 or until:3d"),
    ("quotes:maybe", "quotes is written quotes:no or quotes:yes"),
    ("changed:1d", "changed takes a sign, as in changed<1d"),
    ("changed=1d", "changed takes a sign, as in changed<1d"),
    ("changed<", "a time is a number and s, m, h, d or w, as in changed<1d"),
    ("is:new", "is takes a colon and one of unread, muted, over, as in is:unread"),
    ("is=over", "is takes a colon and one of unread, muted, over, as in is:unread"),
    ("quotes=no", "quotes is written quotes:no or quotes:yes"),
    ("nft=ape", "nft is compared with a colon, as in nft:word"),
    (
        "status:foo",
        "no status begins with “foo”; there are open, in flight, accepted, closed, rejected, cancelled, "
        "expired, failed, unknown",
    ),
    (
        "maker:heron",
        "nothing is called “maker”; quote it to look for it, or use market, account, status, chain, nft, "
        "collection, from, currency, price, ends, since, until, quotes, changed, is",
    ),
    ("x" * (MAX_LENGTH + 1), f"only the first {MAX_LENGTH} letters count"),
]

# Offers that each line lets through, of those below.
OFFERS: dict[str, Offer] = {
    "ape": an_offer(amount="5.00000000"),
    "punk": an_offer(
        offer_id="OPUNK",
        name="Punk #7",
        collection="CryptoPunks",
        collection_id="NCPUNKS",
        nft_id="NTPUNK7",
        chain="Polygon",
        maker="Ærlig Ibis",
        currency=DOLLAR,
        amount="0.5",
        expires=None,
        placed_at=NOW - timedelta(days=10),
        quote_id="Q-1",
    ),
    "swept": an_offer(
        offer_id="OSWEPT",
        account="Second",
        marketplace="dew",
        name="STRASSE",
        status=OfferStatus.IN_FLIGHT,
        amount="1",
        expires=NOW - timedelta(hours=1),
        placed_at=datetime(2026, 3, 1, tzinfo=UTC),
    ),
}
LETS_THROUGH = [
    ("", "ape punk swept"),
    ("   ", "ape punk swept"),
    ("!", "ape punk swept"),
    ('"', "ape punk swept"),
    ('!""', "ape punk swept"),
    ("nft:", "ape punk swept"),
    ("status:,", "ape punk swept"),
    ("price>", "ape punk swept"),
    ("bored", "ape swept"),
    ("!bored", "punk"),
    ("PUNK", "punk"),
    ("straße", "swept"),
    ("ærlig", "punk"),
    ('"ape #8817"', "ape"),
    ("on65f7c", "ape"),
    ("ntpunk7", "punk"),
    ("8817 !currency:usd", "ape"),
    ("market:kra", "ape punk"),
    ("market:raken", ""),
    ("market:dew,kraken", "ape punk swept"),
    ("account:second", "swept"),
    ("status:o", "ape punk"),
    ("status:in", "swept"),
    ("chain:poly", "punk"),
    ("nft:ape", "ape"),
    ("nft:ntpunk", "punk"),
    ("collection:apes", "ape swept"),
    ("collection:ncpunks", "punk"),
    ("collection:punk,bored", "ape punk swept"),
    ("from:heron", "ape swept"),
    ("currency:eth", "ape swept"),
    ("currency:xeth", "ape swept"),
    ("currency:et", ""),
    ("!currency:usd,gbp", "ape swept"),
    ("price>0.5", "ape swept"),
    ("price>=0.50", "ape punk swept"),
    ("price=5", "ape"),
    ("price<1", "punk"),
    ("!price<=1", "ape"),
    ("ends<3d", "ape"),
    ("ends<1h", ""),
    ("ends>1d", "ape"),
    ("!ends<3d", "punk swept"),
    ("ends=2d", "ape"),
    ("ends<999999w", "ape"),
    ("since:3d", "ape"),
    ("since:1d", "ape"),
    ("since:2026-03-01", "ape punk swept"),
    ("since:2026-03-02", "ape punk"),
    ("until:2026-03-02", "swept"),
    ("until:3d", "punk swept"),
    ("until:1d", "punk swept"),
    ("since:999999w", "ape punk swept"),
    ("until:999999w", ""),
    ("quotes:yes", "punk"),
    ("quotes:no", "ape swept"),
    ("!quotes:no", "punk"),
    ("changed<2d", "ape"),
    ("changed<1d", ""),
    ("changed<=1d", "ape"),
    ("changed>1d", "punk swept"),
    ("changed>=1d", "ape punk swept"),
    ("is:", "ape punk swept"),
    ("is:over", "swept"),
    ("!is:over,unread,muted", "ape punk"),
    ("market:kraken price<1 quotes:yes", "punk"),
    ("ape price<1", ""),
]


@pytest.mark.parametrize(("line", "term"), READS_AS)
def test_a_term_is_read(line: str, term: Term) -> None:
    assert parse_filter(line) == Filter((term,))


@pytest.mark.parametrize(("line", "sentence"), EXPLAINED, ids=lambda text: text[:20])
def test_a_wrong_term_is_explained(line: str, sentence: str) -> None:
    assert parse_filter(line).problem == sentence


@pytest.mark.parametrize("line", ["status:" + "x" * 400, "status:\x1b[2J", "x" * 400 + ":"])
def test_an_explanation_quotes_little_and_nothing_dangerous(line: str) -> None:
    problem = parse_filter(line).problem

    assert len(problem) < 200
    assert problem.isprintable()


@pytest.mark.parametrize(("line", "names"), LETS_THROUGH)
def test_a_line_lets_through(line: str, names: str) -> None:
    wanted = parse_filter(line)

    assert " ".join(name for name, offer in OFFERS.items() if matches(wanted, offer, NOW)) == names


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("is:unread !is:muted", KeptOf(unread=True)),
        ("is:unread,muted", KeptOf(muted=True)),
        ("changed<2h", KeptOf(changed=NOW - timedelta(hours=1))),
    ],
)
def test_what_only_the_ledger_knows_of_an_offer_counts(line: str, kept: KeptOf) -> None:
    assert matches(parse_filter(line), an_offer(), NOW, kept)
    assert not matches(parse_filter(line), an_offer(), NOW)


def test_terms_are_read_in_the_order_they_are_written() -> None:
    assert [type(term) for term in parse_filter("ape price>1 !ends<2h").terms] == [
        TextTerm,
        PriceTerm,
        EndsTerm,
    ]


def test_a_wrong_term_leaves_the_right_ones_in_force() -> None:
    wanted = parse_filter("ape price>x quotes:no ends<y")

    assert [type(term) for term in wanted.terms] == [TextTerm, QuoteTerm]
    assert wanted.problem.startswith("price>")


@pytest.mark.parametrize("line", [line for line, _ in LETS_THROUGH])
def test_a_line_can_be_typed_letter_by_letter(line: str) -> None:
    for typed in range(len(line)):
        wanted = parse_filter(line[:typed])
        assert all(isinstance(matches(wanted, offer, NOW), bool) for offer in OFFERS.values())


@pytest.mark.parametrize(
    "line",
    ["a" * 1_000_000, '"' * 1_000_000, "!" * 1_000_000, "a " * 500_000, "nft:a," * 160_000, '!"a' * 333_333],
    ids=lambda line: line[:6],
)
def test_a_million_letters_are_read_at_once(line: str) -> None:
    started = time.process_time()
    wanted = parse_filter(line)

    assert time.process_time() - started < 0.05
    assert wanted.problem == f"only the first {MAX_LENGTH} letters count"


@given(ANY_TEXT)
def test_no_text_makes_reading_or_matching_raise(text: str) -> None:
    wanted = parse_filter(text)

    assert all(isinstance(matches(wanted, offer, NOW), bool) for offer in OFFERS.values())


PIECES = (
    *("!", '"', ",", " ", ":", "<", ">", "=", "price", "ends", "since", "until", "quotes", "status", "nft"),
    *("changed", "is", "unread", "over"),
    *("2h", "999999w", "1e99", "2026-01-01", "0001-01-01", "9999-12-31", "open", "yes", "\ud800", "\0", "İ"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_no_line_made_of_the_languages_pieces_raises(line: str) -> None:
    wanted = parse_filter(line)

    assert all(isinstance(matches(wanted, offer, NOW), bool) for offer in OFFERS.values())


@given(ANY_TEXT)
def test_a_quoted_name_finds_its_offer(name: str) -> None:
    offer = an_offer(name=name)
    shown = offer.nft.name.shown.replace('"', "")

    if '"' not in offer.nft.name.shown:
        assert matches(parse_filter(f'"{shown}"'), offer, NOW)


@pytest.mark.parametrize("kind", sorted({hostile.kind for hostile in SAMPLE}))
def test_a_hostile_name_breaks_no_filter(kind: str) -> None:
    for hostile in (each for each in SAMPLE if each.kind == kind):
        assert not matches(parse_filter("nft:qqzzqq"), an_offer(name=hostile.text, maker=hostile.text), NOW)


def test_words_are_looked_for_in_each_text_by_itself() -> None:
    offer = an_offer(name="ape", nft_id="xyz")

    assert not matches(parse_filter('nft:"pe\nxy"'), offer, NOW)


def test_what_is_searched_holds_no_half_of_a_surrogate_pair() -> None:
    searchable(an_offer(offer_id="O\ud800", name="\udfff", nft_id="\udc80")).encode()


def test_half_of_a_surrogate_pair_finds_what_is_shown_for_it() -> None:
    assert matches(parse_filter("nft:a\udc80"), an_offer(name="A\udc80"), NOW)
