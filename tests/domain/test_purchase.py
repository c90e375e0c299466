"""What purchases come to is exact, and nothing is added across currencies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import OfferStatus
from tui_app.domain.purchase import Fee, Group, Purchase, Token, Totals, groups, joined, totals
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


def test_what_is_not_completed_counts_and_is_counted() -> None:
    failed = replace(bought(money("2")), status=OfferStatus.FAILED)
    found = totals([bought(money("1")), failed])

    assert (found.of[0].cost.plain, found.unfinished) == ("3", 1)
    assert (found + found).unfinished == 2


def test_nothing_comes_to_nothing() -> None:
    assert totals([]).of == ()


def test_totals_of_pages_are_the_totals_of_all_of_them() -> None:
    pages = [
        [bought(money("1"), Fee("node fee", money("0.1")))],
        [bought(money("2", "TRYC")), bought(money("0.000000000000000001"), Fee("platform fee", money("7")))],
        [bought(None, Fee("node fee", money("0.2")))],
    ]
    together = Totals()
    for page in pages:
        together = together + totals(page)

    assert together == totals(each for page in pages for each in page)


def test_groups_of_pages_are_the_groups_of_all_of_them() -> None:
    ret, gold = (Token(each, UntrustedText(each), UntrustedText("")) for each in ("RET", "GLD"))
    pages = [
        [replace(bought(money("1")), token=ret, quantity=Decimal(15))],
        [replace(bought(money("2")), token=gold, quantity=None)],
        [replace(bought(money("4")), token=ret, quantity=Decimal("7.5"))],
    ]
    together: tuple[Group, ...] = ()
    for page in pages:
        together = joined(together, groups(page))

    assert together == groups(each for page in pages for each in page)
    assert [(each.token, each.count, each.quantity, each.unsaid) for each in together] == [
        (ret, 2, Decimal("22.5"), 0),
        (gold, 1, Decimal(0), 1),
    ]
    assert [total.cost.plain for each in together for total in each.totals.of] == ["5", "2"]


def test_a_group_has_the_name_that_any_of_its_purchases_tells() -> None:
    nameless, named = (
        Token("t", UntrustedText(""), UntrustedText("")),
        Token("t", UntrustedText("RET"), UntrustedText("")),
    )
    before, after = (groups([replace(bought(money("1")), token=token)]) for token in (nameless, named))

    assert joined(before, after)[0].token.name.shown == "RET"
