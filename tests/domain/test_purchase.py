"""What purchases come to is exact, and nothing is added across currencies."""

from __future__ import annotations

from decimal import Decimal

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.purchase import Fee, Purchase, Token, totals
from tui_app.domain.text import UntrustedText


def money(text: str, code: str = "USDT") -> Money:
    """An amount."""
    return Money.parse(text, Currency(issuer="tokenizationtr", code=code, symbol=UntrustedText(code)))


def bought(cost: Money | None, *fees: Fee) -> Purchase:
    """A purchase."""
    said = UntrustedText("completed")
    return Purchase(
        account="a",
        marketplace="tokenizationtr",
        purchase_id="p",
        user_id="u",
        token=Token("t", said, said),
        status=OfferStatus.ACCEPTED,
        status_said=said,
        cost=cost,
        fees=fees,
    )


def test_costs_and_fees_are_summed_digit_for_digit() -> None:
    platform, node = Fee("platform fee", money("0.1")), Fee("node fee", money("0.000000000000000001"))
    (total,) = totals([bought(money("0.1"), platform, node)] * 3).of

    assert (total.count, total.cost.amount) == (3, Decimal("0.3"))
    assert [(fee.label, fee.money.plain) for fee in total.fees] == [
        ("platform fee", "0.3"),
        ("node fee", "0.000000000000000003"),
    ]
    assert total.all_fees.amount == Decimal("0.300000000000000003")


def test_each_currency_has_its_own_total() -> None:
    found = totals([bought(money("1")), bought(money("2", "TRYC")), bought(money("3"))])

    assert [(each.currency.code, each.cost.plain) for each in found.of] == [("USDT", "4"), ("TRYC", "2")]


def test_a_fee_in_another_currency_counts_in_its_own() -> None:
    found = totals([bought(money("1"), Fee("node fee", money("2", "GAS")))])

    assert [(each.currency.code, each.count, each.all_fees.plain) for each in found.of] == [
        ("USDT", 1, "0"),
        ("GAS", 0, "2"),
    ]


def test_what_says_no_cost_is_counted_as_untold() -> None:
    found = totals([bought(None), bought(money("1"))])

    assert found.untold == 1
    assert [each.count for each in found.of] == [1]


def test_nothing_comes_to_nothing() -> None:
    assert totals([]).of == ()
