"""Answering offers: what is asked, what is sent, what is said afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.responses import Response

from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app.settings import Settings
from tui_app.ui import deafness
from tui_app.ui.modals.confirm_action import ConfirmAction
from tui_app.ui.telling import tell

pytestmark = pytest.mark.anyio


@pytest.fixture
def market() -> Iterator[Market]:
    """A market of the test's own."""
    with a_market() as found:
        yield found


async def ask(seat: Seat, key: str = "a") -> None:
    """Open the confirm dialog about the first offer, and let it begin to listen."""
    await seat.press(key)
    await seat.when(lambda: isinstance(seat.app.screen, ConfirmAction), "the question")
    await seat.past_deafness()


async def say_yes(seat: Seat) -> None:
    """Go from No to Yes, and press it."""
    await seat.press("right", "enter")


async def test_an_accepted_offer_is_accepted_once_and_said_so(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await say_yes(seat)
        await seat.until("Accepted the offer for")

    assert [action for action, _ in market.effects()] == ["accept"]


async def test_no_is_the_default(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await seat.press("enter")

        assert not isinstance(seat.app.screen, ConfirmAction)
    assert market.calls["NftAcceptOffer"] == 0


async def test_enter_typed_ahead_confirms_nothing(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 600)  # however slow this machine is
    async with dashboard(market.line) as seat:
        await seat.press("a")
        await seat.until("Accept this offer?")
        await seat.press("right", "enter", "tab", "enter", "f", "enter")
        await seat.pilot.click("#yes")

        assert "as the marketplace does by itself" in seat.text
    assert market.calls["NftAcceptOffer"] == 0


async def test_fifty_presses_are_one_request(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        market.gatekeeper.held.add("NftAcceptOffer")
        await say_yes(seat)
        await seat.press("left_square_bracket", *["a"] * 50)
        await seat.when(lambda: market.calls["NftAcceptOffer"] > 0, "the request")
        market.gatekeeper.release()
        await seat.until("Accepted the offer for")

    assert market.calls["NftAcceptOffer"] == 1
    assert len(market.effects()) == 1


async def test_the_offer_leaves_the_open_ones_when_it_is_accepted(market: Market) -> None:
    async with dashboard(market.line) as seat:
        before = int(seat.line("[Open").split("[Open ")[1].split("]")[0])
        await ask(seat)
        await say_yes(seat)

        await seat.until(f"[Open {before - 1}]")


async def test_the_exact_request_is_shown_with_its_secrets_masked(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await seat.press("d")
        await seat.until("NftAcceptOffer", "offer_id", "Esc closes")

        assert market.credentials.api_key not in seat.text
        assert market.credentials.api_secret not in seat.text
    assert market.calls["NftAcceptOffer"] == 0


async def test_enter_after_reading_the_request_is_no(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await seat.press("right", "d")
        await seat.until("Esc closes")
        await seat.press("enter", "enter")
        await seat.past_deafness()
        await seat.press("enter")

    assert market.calls["NftAcceptOffer"] == 0


@pytest.mark.parametrize(("presses", "sent"), [(0, None), (1, "true"), (2, "false"), (3, None)])
async def test_the_choice_about_the_creators_fee_reaches_the_request(
    market: Market, presses: int, sent: str | None
) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await seat.press(*["f"] * presses)
        await say_yes(seat)
        await seat.until("Accepted the offer for")

    ((_, request),) = market.effects()
    assert request.get("pay_creator_fee") == sent


async def test_a_counter_offer_is_made_with_the_terms_typed(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("n")
        await seat.until("counter-offer on Kraken NFT", "they offer")
        await seat.type("1234.5")
        await seat.press("tab", "tab")
        await seat.type("2d")
        await seat.press("enter")
        await seat.until("Answer with a counter-offer?", "1234.5 ", "they offer")
        await seat.past_deafness()
        await say_yes(seat)
        await seat.until("Made a counter-offer for")

    ((action, request),) = market.effects()
    assert action == "counter"
    assert request["ask_price"] == "1234.5"


async def test_a_new_offer_is_placed_and_one_far_above_the_others_has_to_be_typed(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("2")
        await seat.until("You placed this offer")
        await seat.press("N")
        await seat.until("Place an offer on Kraken NFT")
        await seat.type("5000")
        await seat.press("enter", "tab", "enter")
        await seat.until("Place this offer?", "5000 ", "This is more than twice 0.")
        await seat.past_deafness()
        await seat.press("shift+tab")
        await seat.type("5000")
        await seat.press("tab", "right", "enter")
        await seat.until("Placed an offer for")

    ((action, request),) = market.effects()
    assert action == "place"
    assert request["offer_amount"] == "5000"


async def test_nobody_bids_for_an_nft_of_their_own(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("N")

        assert len(seat.app.screen_stack) == 1


async def test_an_offer_of_ones_own_is_cancelled(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("2")
        await seat.until("You placed this offer")
        await ask(seat, "c")
        await say_yes(seat)
        await seat.until("Cancelled the offer for")

    assert [action for action, _ in market.effects()] == ["cancel"]


async def test_an_offer_that_changed_meanwhile_is_not_answered(market: Market) -> None:
    async with dashboard(market.line) as seat:
        offer = seat.line("offer id").split()[-1]
        await seat.press("a")
        await seat.until("Accept this offer?")
        with market.somebody_else() as other:
            await asyncio.to_thread(other.result, "NftAcceptOffer", offer_id=offer)
        await seat.past_deafness()
        await say_yes(seat)
        await seat.until("Not sent:")

    assert market.calls["NftAcceptOffer"] == 1


async def test_an_answer_that_is_lost_is_not_called_failed(market: Market) -> None:
    market.gatekeeper.answers["NftAcceptOffer"] = Response("<html>bad gateway</html>", 502)
    async with dashboard(market.line) as seat:
        await seat.press("left_square_bracket")
        await ask(seat)
        await say_yes(seat)
        await seat.until("outcome not known")

        assert "failed" not in seat.text.casefold()
        await seat.until("a accept, n counter: an earlier answer is still on its way")
    assert market.calls["NftAcceptOffer"] == 1


async def test_a_key_that_is_refused_leads_to_the_accounts(market: Market) -> None:
    async with dashboard(market.line) as seat:
        market.gatekeeper.answers["NftUserOffers"] = Response(
            '{"error":["EAPI:Invalid key"]}', media_type="application/json"
        )
        await seat.press("r")
        await seat.until("kraken ⊘")

        assert "1 of" in seat.text
        assert "Accounts" in seat.line("kraken ⊘") or "accounts" in seat.line("kraken ⊘")


async def test_a_server_that_is_down_is_said_and_the_list_stays(market: Market) -> None:
    async with dashboard(market.line) as seat:
        market.close_down()
        before = seat.text.count("● Open")
        await seat.press("r")
        await seat.until("kraken ✗")

        assert seat.text.count("● Open") == before


async def test_reading_only_says_so_and_sends_nothing(market: Market) -> None:
    async with dashboard(market.line, read_only=True) as seat:
        assert "a accept, n counter: offerdesk is in read-only mode" in seat.text.splitlines()[-2]
        await seat.press("a", "n", "N")
        await seat.pilot.pause()

        assert "Yes" not in seat.text
    assert market.calls["NftAcceptOffer"] == 0


async def test_quitting_waits_for_an_answer_that_is_due(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        market.gatekeeper.held.add("NftAcceptOffer")
        await say_yes(seat)
        await seat.when(lambda: market.calls["NftAcceptOffer"] == 1, "the request")
        await seat.press("q")
        await seat.until("Waiting up to 12 s for 1 answer")
        assert seat.app.is_running
        market.gatekeeper.release()
        await seat.when(lambda: not seat.app.is_running or seat.app._exit, "the end")  # noqa: SLF001

    assert len(market.effects()) == 1


async def test_a_confirm_that_is_open_while_the_program_ends_sends_nothing(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        await seat.press("right", "ctrl+q")
        await seat.when(lambda: not seat.app.is_running or seat.app._exit, "the end")  # noqa: SLF001

    assert market.calls["NftAcceptOffer"] == 0


async def test_two_offers_may_be_answered_at_once(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await ask(seat)
        market.gatekeeper.held.add("NftAcceptOffer")
        await say_yes(seat)
        await seat.press("down", "n")
        await seat.until("counter-offer on Kraken NFT")
        await seat.press("escape")
        market.gatekeeper.release()
        await seat.until("Accepted the offer for")

    assert len(market.effects()) == 1


async def test_where_a_limit_may_be_hidden_in_broken_settings_nothing_is_sent(market: Market) -> None:
    async with dashboard(market.line, settings=Settings(limits_known=False)) as seat:
        assert "a accept, n counter: a limit may be hidden in what the settings say wrong" in seat.text


async def test_a_message_that_stands_while_something_is_asked_leaves_the_answers_in_sight(
    market: Market,
) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        tell(seat.app, "A sentence that is long enough to take three lines of a toast. " * 2, "information")
        await seat.press("a")
        await seat.until("Accept this offer?", "A sentence that is long enough")

        answers = seat.line("Accept this offer  ")
        assert answers.split()[-5:-1] == ["No", "Accept", "this", "offer"]
