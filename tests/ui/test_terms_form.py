"""Price, currency and end, checked as they are typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.offers import NOW
from tests.ui.dialog_app import Shown, opened
from tui_app.ui.modals.terms_form import TermsForm

pytestmark = pytest.mark.anyio


def form(subject: str = "Bored Ape #8817, they offer 5.00000000 ETH") -> TermsForm:
    """The form of a counter-offer in ETH or USDC."""
    return TermsForm(
        title="Answer with a counter-offer on Kraken NFT",
        subject=subject,
        issuer="kraken",
        currencies=["ETH", "USDC"],
        clock=lambda: NOW,
    )


async def fill(shown: Shown, price: str, ends: str = "") -> None:
    """Put a price and an end in."""
    for name, text in (("price", price), ("ends", ends)):
        shown.app.screen.query_one(f"#{name}").value = text  # type: ignore[attr-defined]
    await shown.pilot.pause()


async def test_it_says_what_is_answered() -> None:
    async with opened(form()) as shown:
        assert "Answer with a counter-offer on Kraken NFT" in shown.text
        assert "they offer 5.00000000 ETH" in shown.text


@pytest.mark.parametrize(
    ("price", "ends", "said"),
    [
        ("abc", "", "plain number, as in 0.5"),
        ("-1", "", "plain number"),
        ("1,5", "", "plain number"),
        ("1_000", "", "plain number"),
        ("1e3", "", "plain number"),
        ("１", "", "plain number"),
        ("NaN", "", "plain number"),
        ("0", "", "more than nothing"),
        ("0.00", "", "more than nothing"),
        ("1", "soon", "2h"),
        ("1", "10s", "more than 30 seconds"),
        ("1", "500d", "at most a year"),
    ],
)
async def test_what_is_wrong_is_said_and_there_is_no_going_on(price: str, ends: str, said: str) -> None:
    async with opened(form()) as shown:
        await fill(shown, price, ends)
        assert said in shown.text
        shown.app.screen.set_focus(shown.app.screen.query_one("#ends"))
        await shown.press("enter")
        await shown.pilot.click("#continue")
        await shown.press("ctrl+s")

        assert shown.answers == []


async def test_nothing_is_complained_about_before_anything_is_typed() -> None:
    async with opened(form()) as shown:
        assert "plain number" not in shown.text


async def test_good_terms_are_handed_on_exactly() -> None:
    async with opened(form()) as shown:
        await fill(shown, " 0.10 ", "2h")
        await shown.pilot.click("#continue")

    (terms,) = shown.answers
    assert terms.price.plain == "0.10"
    assert terms.price.currency.code == "ETH"
    assert terms.expires == (NOW + timedelta(hours=2)).replace(microsecond=0)


async def test_an_end_counts_from_when_one_goes_on_and_not_from_when_the_form_opened() -> None:
    times = [NOW]
    terms = TermsForm(title="t", subject="s", issuer="kraken", currencies=["ETH"], clock=lambda: times[-1])
    async with opened(terms) as shown:
        await fill(shown, "1", "3h")
        times.append(NOW + timedelta(hours=1))
        await shown.pilot.click("#continue")

    assert shown.answers[0].expires == (NOW + timedelta(hours=4)).replace(microsecond=0)


async def test_an_empty_end_is_the_marketplaces_to_decide() -> None:
    async with opened(form()) as shown:
        await fill(shown, "7")
        await shown.pilot.click("#continue")

    assert shown.answers[0].expires is None


async def test_enter_leads_through_the_fields_and_from_the_last_one_on() -> None:
    async with opened(form()) as shown:
        await shown.press("7", "enter", "tab", "enter")

    assert shown.answers[0].price.plain == "7"


async def test_a_key_that_the_form_names_goes_on_from_any_field_once_the_terms_can_be_read() -> None:
    async with opened(form()) as shown:
        assert "^s Continue" in shown.text
        await shown.press("ctrl+s")
        assert shown.answers == []
        await shown.press("7", "ctrl+s")

    assert shown.answers[0].price.plain == "7"


async def test_another_currency_may_be_chosen() -> None:
    async with opened(form()) as shown:
        shown.app.screen.query_one("#currency").value = "USDC"  # type: ignore[attr-defined]
        await fill(shown, "7")
        await shown.pilot.click("#continue")

    assert shown.answers[0].price.currency.code == "USDC"


@pytest.mark.parametrize("keys", [("escape",), ("7", "escape")])
async def test_escape_goes_back_without_terms(keys: tuple[str, ...]) -> None:
    async with opened(form()) as shown:
        await shown.press(*keys)

    assert shown.answers == [None]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 60)])
async def test_fields_and_buttons_are_seen_at_every_size(size: tuple[int, int]) -> None:
    async with opened(form(), size) as shown:
        await fill(shown, "abc")

        for word in ("price", "currency", "ends", "Cancel", "Continue", "plain number"):
            assert word in shown.text


async def test_a_hostile_subject_is_drawn_as_it_is() -> None:
    async with opened(form("[@click=app.quit]Free[/] [/]")) as shown:
        assert "[@click=app.quit]Free[/] [/]" in shown.text
