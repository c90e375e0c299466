"""Amounts are exact, and text that is not one is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offers import DOLLAR, ETHER, money
from tui_app.domain.money import MAX_DECIMALS, MAX_WHOLE_DIGITS, Currency, Money, parse_amount
from tui_app.domain.text import UntrustedText


@st.composite
def amounts(draw: st.DrawFn) -> str:
    """Every amount the marketplaces can name: 0 to 2^256 - 1 with 0 to 36 decimals."""
    whole = draw(st.integers(0, 2**256 - 1))
    decimals = draw(st.text("0123456789", max_size=MAX_DECIMALS))
    return f"{whole}.{decimals}" if decimals else str(whole)


@given(amounts())
def test_reading_and_writing_gives_the_same_digits(text: str) -> None:
    assert Money.parse(text, ETHER).plain == text


@given(amounts())
def test_what_is_written_without_zeros_reads_back_equal(text: str) -> None:
    canonical = Money.parse(text, ETHER).canonical

    assert Money.parse(canonical, ETHER) == Money.parse(text, ETHER)
    assert "." not in canonical or not canonical.endswith(("0", "."))


@given(st.integers(0, 2**256 - 1), st.integers(0, MAX_DECIMALS))
def test_an_exact_number_reads_as_itself_whatever_its_exponent(digits: int, scale: int) -> None:
    value = Decimal((0, tuple(map(int, str(digits))), -scale))

    assert Fraction(Money.of(value, ETHER).amount) == Fraction(digits, 10**scale)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("5.00000000", "5.00000000"),
        (5, "5"),
        (13_422_818_791_946_309_000, "13422818791946309000"),
        (Decimal("0.0394"), "0.0394"),
        (Decimal("0.00000001"), "0.00000001"),
        ("1e-8", "0.00000001"),
        ("1.5E3", "1500"),
        ("007.50", "7.50"),
        ("0", "0"),
        ("0e5", "0"),
    ],
)
def test_each_form_on_the_wire_reads_as_plain_digits(value: str | int | Decimal, plain: str) -> None:
    assert Money.of(value, ETHER).plain == plain


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "5 ", " 5", "5\n", "5\x00", "5 000", "+5", "-5", "-0", "1_000", "1,5", "1.000,00"),
        *("٥", "５", "५.५", "²", "½", "Ⅷ", "五"),
        *("NaN", "sNaN", "Infinity", "inf", "-inf", "None", "null", "True", "0x10", "1e", "e5", "1e+", "."),
        *(".5", "5.", "1.2.3", "$5", "5 ETH", "1e999999", "1e-999999", "1e9999999999", "1e80", "1e-37"),
        *("9" * 79, "1" + "0" * 78, "0." + "0" * 36 + "1", "9" * 10_000_000, "0." + "0" * 10_000_000),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_not_a_plain_amount_in_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|decimals"):
        parse_amount(text)


@pytest.mark.parametrize(
    "value", [True, Decimal("NaN"), Decimal("Infinity"), Decimal("-1"), Decimal("1e999")]
)
def test_values_that_are_no_amount_are_refused(value: int | Decimal) -> None:
    with pytest.raises(ValueError, match=r"amount|decimals"):
        Money.of(value, ETHER)


@pytest.mark.parametrize("text", ["9" * MAX_WHOLE_DIGITS, str(2**256), "0." + "9" * MAX_DECIMALS, "0" * 100])
def test_the_edges_of_the_range_are_inside(text: str) -> None:
    assert Money.parse(text, ETHER).amount == Decimal(text)


@given(amounts(), amounts())
def test_sort_keys_compare_as_the_amounts_do(one: str, other: str) -> None:
    first, second = Money.parse(one, ETHER), Money.parse(other, ETHER)

    assert (first.sort_key < second.sort_key) is (first.amount < second.amount)
    assert (first.sort_key == second.sort_key) is (first.amount == second.amount)


@given(st.decimals(0, 2, places=3), st.integers(0, 6), st.decimals(0, 2, places=3), st.integers(0, 6))
def test_sort_keys_of_near_amounts_compare_as_the_amounts_do(
    one: Decimal, padding: int, other: Decimal, more: int
) -> None:
    first, second = money(f"{one}{'0' * padding}"), money(f"{other}{'0' * more}")

    assert (first.sort_key < second.sort_key) is (first.amount < second.amount)


@given(amounts(), amounts())
def test_a_sum_is_exact(one: str, other: str) -> None:
    total = Money.parse(one, ETHER) + Money.parse(other, ETHER)

    assert Fraction(total.amount) == Fraction(one) + Fraction(other)


def test_different_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="different currencies"):
        money("1", ETHER) + money("1", DOLLAR)


def test_the_same_symbol_on_another_contract_is_another_currency() -> None:
    real, fake = (
        Currency(issuer="dew", code=code, symbol=UntrustedText("USDC")) for code in ("0xaaaa", "0xbbbb")
    )

    assert money("1", real) != money("1", fake)
    with pytest.raises(ValueError, match="different currencies"):
        money("1", real) + money("1", fake)


def test_the_same_code_at_another_marketplace_is_another_currency() -> None:
    here, there = (
        Currency(issuer=issuer, code="ETH", symbol=UntrustedText("ETH")) for issuer in ("kraken", "mojito")
    )

    assert money("1", here) != money("1", there)


def test_amounts_are_equal_by_value_whatever_their_text() -> None:
    assert money("1.50") == money("1.5")
    assert hash(money("1.50")) == hash(money("1.5"))
    assert money("1.50").canonical == money("1.5").canonical


@pytest.mark.parametrize(
    ("code", "symbol", "both"), [("ETH", "ETH", False), ("XETH", "ETH", True), ("ETH", "ЕТН", True)]
)
def test_a_symbol_unlike_the_identity_has_to_be_shown_with_it(code: str, symbol: str, both: bool) -> None:
    assert Currency(issuer="kraken", code=code, symbol=UntrustedText(symbol)).unlike_its_symbol is both
