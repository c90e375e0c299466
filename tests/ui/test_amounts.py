"""Amounts on the screen: exact or marked as cut, never of another size than they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.offers import DOLLAR, ETHER, money
from tests.ui.rows import coin
from tui_app.domain.money import MAX_DECIMALS, Currency, Money
from tui_app.domain.text import UntrustedText
from tui_app.ui.amount_zone import AmountZone, Room
from tui_app.ui.amounts import (
    LEAST_NUMBER,
    LEAST_WIDTH,
    amount_text,
    beside_text,
    money_in_full,
    money_text,
    squeezed,
    unit_is_cut,
    unit_text,
)
from tui_app.ui.glyphs import ASCII

USDC = coin("USDC")
ROOM = Room(usual=30, most=60)


@st.composite
def amounts(draw: st.DrawFn) -> str:
    """Every amount the marketplaces can name, the very large and the very small."""
    whole = draw(st.one_of(st.just(0), st.integers(0, 10**6), st.integers(0, 2**256 - 1)))
    decimals = draw(st.text("0123456789", max_size=MAX_DECIMALS))
    return f"{whole}.{decimals}" if decimals else str(whole)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("5.00000000", "5.00"),
        ("0.5", "0.5"),
        ("1", "1"),
        ("0.012000", "0.012"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("1250.756", "1250.756"),
    ],
)
def test_only_zeros_beyond_the_second_decimal_are_left_away(given: str, shown: str) -> None:
    assert amount_text(money(given, USDC)) == shown


@given(amounts())
def test_no_amount_is_rounded(text: str) -> None:
    assert Decimal(amount_text(money(text, USDC))) == Decimal(text)


def test_money_in_full_has_every_digit_that_came() -> None:
    assert money_text(money("5.00000000", USDC)) == "5.00000000 USDC"


def test_a_symbol_that_is_not_the_identity_shows_both() -> None:
    fake = Currency(
        issuer="dew", code="0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", symbol=UntrustedText("ETH")
    )

    assert unit_text(fake) == "ETH 0xC0…6Cc2"
    assert unit_text(ETHER) == "ETH XETH"
    assert unit_text(USDC) == "USDC"


def test_a_symbol_of_absurd_length_is_cut_and_says_so() -> None:
    assert cell_len(unit_text(coin("X" * 200))) == 16
    assert unit_text(coin("X" * 200)).endswith("…")


def test_a_missing_symbol_is_shown_as_missing() -> None:
    assert unit_text(coin("")) == "—"


@pytest.mark.parametrize(
    ("amount", "width", "shown"),
    [
        ("1234.5678", 9, "1234.5678"),
        ("1234.5678", 8, "≈1234.56"),
        ("123456.78", 7, "≈123456"),
        ("12345678", 7, "≈1.23e7"),
        ("10000000", 7, "1e7"),
        ("0.00000001", 8, "1e-8"),
        ("0.0012345", 8, "≈0.00123"),
    ],
)
def test_an_amount_that_does_not_fit_keeps_its_size(amount: str, width: int, shown: str) -> None:
    assert squeezed(amount, width) == shown


@given(amounts(), st.integers(LEAST_NUMBER, 40))
@example("0." + "0" * 35 + "9", 8)
def test_a_squeezed_amount_fits_has_the_magnitude_and_never_more_than_the_truth(
    text: str, width: int
) -> None:
    exact = Decimal(text)

    shown = squeezed(text, width)

    assert len(shown) <= width
    value = Decimal(shown.removeprefix("≈"))
    assert value <= exact
    assert value == exact or shown.startswith("≈")
    assert not exact or value.adjusted() == exact.adjusted()


@given(
    st.lists(st.tuples(amounts(), st.sampled_from(["USDC", "E", "VERYLONGSYMBOL"])), max_size=8),
    st.integers(10, 30),
    st.integers(0, 60),
)
def test_every_cell_is_as_wide_as_the_zone_has_the_whole_unit_and_a_number_exact_or_marked(
    given: list[tuple[str, str]], usual: int, more: int
) -> None:
    prices = [money(text, coin(symbol)) for text, symbol in given]
    room = Room(usual=usual, most=usual + more)
    zone = AmountZone().around(prices, room)

    assert zone.width <= max(room.most, LEAST_WIDTH, LEAST_NUMBER + 1 + len("VERYLONGSYMBOL"))
    for price in prices:
        number, unit = zone.cell(price)
        assert len(number + unit) == zone.width
        assert unit.strip() == price.currency.code
        assert number.strip().startswith("≈") or Decimal(number) == price.amount
        assert "≈" not in number or len(f"{amount_text(price)} {unit.strip()}") > room.most


def _points(prices: list[Money], room: Room = ROOM) -> set[int]:
    zone = AmountZone().around(prices, room)
    texts = [zone.cell(price)[0] for price in prices]
    return {text.find(".") if "." in text else len(text.rstrip()) for text in texts}


def test_decimal_points_stand_under_each_other() -> None:
    prices = [money(text, USDC) for text in ("5.00", "0.5", "17", "1250.756")]

    assert len(_points([*prices, money("0.1", coin("E"))])) == 1


def test_a_currency_of_many_digits_stands_by_a_point_of_its_own() -> None:
    long = [money(text, coin("WETH")) for text in ("1250.5", "0.123456789012345678", "7")]
    usual = [money(text, USDC) for text in ("5.00", "1250.756")]
    tight = Room(usual=16, most=60)

    assert len(_points(long, tight)) == len(_points(usual, tight)) == 1
    zone = AmountZone().around([*long, *usual], tight)
    assert {zone.cell(price)[0].index(".") for price in usual} == {zone.width - 5 - 4}
    assert zone.width == len("1250.123456789012345678 WETH")


def test_an_amount_with_no_room_at_all_does_not_push_the_others_aside() -> None:
    usual = [money("5.00", USDC), money("0.5", USDC)]
    zone = AmountZone().around([*usual, money("9" * 78, USDC)], ROOM)

    assert zone.width == ROOM.usual
    assert zone.digits == AmountZone().around(usual, ROOM).digits
    assert zone.cell(money("9" * 78, USDC))[0].startswith("≈9.999")


def test_a_zone_only_grows() -> None:
    wide = AmountZone().around([money("1250.756", USDC), money("0." + "1" * 36, coin("E"))], ROOM)

    assert wide.around([money("1", coin("E"))], ROOM) == wide
    assert AmountZone().width == LEAST_WIDTH


def test_what_is_less_than_the_best_is_never_said_to_be_as_good() -> None:
    best = money("1")

    assert beside_text(money("0." + "9" * 36), best) == "−1 %"
    assert beside_text(money("1.0"), best) == beside_text(money("2"), best) == "best"
    assert beside_text(money("0.5"), best, ASCII) == "-50 %"


def test_what_is_next_to_nothing_is_not_said_to_be_nothing() -> None:
    assert beside_text(money("0.001"), money("1")) == "<−99 %"
    assert beside_text(money("0"), money("1")) == "−100 %"
    assert beside_text(money("0"), money("0")) == "best"


@given(st.integers(0, 2**256), st.integers(1, 2**256))
def test_the_difference_to_the_best_is_exact_before_it_is_rounded(mine: int, best: int) -> None:
    said = beside_text(money(str(mine)), money(str(best)))

    if said.startswith("−"):
        less = int(said[1:-2])
        assert (100 - less) * best <= 100 * mine < (101 - less) * best
    else:
        assert (said == "best") is (mine >= best)


def test_prices_in_different_money_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different currencies"):
        beside_text(money("1"), money("1", DOLLAR))


def test_what_is_agreed_to_has_its_whole_unit_however_long() -> None:
    long = Currency(issuer="dew", code="0x" + "ab" * 20, symbol=UntrustedText("WRAPPED" * 9))
    endless = Currency(issuer="dew", code="USDC", symbol=UntrustedText("USDC" * 100))

    assert money_in_full(Money.parse("0.5", long)) == f"0.5 {'WRAPPED' * 9} 0x{'ab' * 20}"
    assert not unit_is_cut(long)
    assert unit_is_cut(endless)
