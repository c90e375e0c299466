"""Several offers answered in one go: one question, one result each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hostile import SAMPLE
from tests.offers import DOLLAR, an_instruction, an_offer, money
from tests.ui.dashboard import dashboard
from tests.ui.dialog_app import opened
from tests.ui.market import a_market
from tui_app.desk.bulk import Answered
from tui_app.desk.carrying import Report
from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Currency
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.ledger.action_states import ActionState
from tui_app.ui import deafness
from tui_app.ui.modals.confirm_many import ConfirmMany, ManyQuestion
from tui_app.ui.modals.many_results import ManyResults
from tui_app.ui.totals import totals_text

pytestmark = pytest.mark.anyio


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialog listens at once; that it does not is tested by itself."""
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 0)


def three() -> tuple[Instruction, ...]:
    """Three bids of ours in two currencies."""
    return (
        an_instruction(Action.CANCEL, offer_id="O1", amount="1.5"),
        an_instruction(Action.CANCEL, offer_id="O2", amount="2.25"),
        an_instruction(Action.CANCEL, offer_id="O3", amount="9", currency=DOLLAR, name="Quiet Otter"),
    )


def asking(**changes: Any) -> ConfirmMany:
    """The question about these three."""
    question = {"action": Action.CANCEL, "drafts": three(), "effect": "It is taken back.", **changes}
    return ConfirmMany(ManyQuestion(**question))


def answered(state: ActionState | None, words: str) -> Answered:
    """How one of several ended."""
    return Answered(instruction=an_instruction(), report=Report(state=state, sentence=words))


def test_sums_are_exact_and_never_cross_a_currency() -> None:
    amounts = [money("0.1"), money("9", DOLLAR), money("0.2")]

    assert totals_text(amounts) == "0.3 ETH XETH + 9 USD ZUSD"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_offer_and_the_totals_are_shown(size: tuple[int, int]) -> None:
    async with opened(asking(left_out=("1 left out: it has expired.",)), size=size) as shown:
        text = shown.text

    for word in (
        "Cancel these 3 offers of yours?",
        "3.75 ETH XETH + 9 USD ZUSD in all",
        "Bored Ape #8817",
        "Quiet Otter",
    ):
        assert word in text


async def test_a_long_list_has_all_the_lines_there_are_and_goes_by_pages() -> None:
    codes = [f"COIN{place}" for place in range(16)]
    units = [Currency(issuer="kraken", code=code, symbol=UntrustedText(code)) for code in codes]
    drafts = tuple(an_instruction(Action.CANCEL, offer_id=unit.code, currency=unit) for unit in units)
    left_out = ("3 left out: it has expired.",)
    async with opened(asking(drafts=drafts, left_out=left_out), size=(80, 24)) as shown:
        listed, answers = (shown.app.screen.query_one(f"#many-{part}") for part in ("facts", "buttons"))

        assert left_out[0] in shown.text
        assert answers.region.y - listed.region.bottom == answers.styles.margin.top
        assert answers.region.bottom == shown.app.size.height - 1
        await shown.press("pagedown")
        assert listed.scroll_y == listed.size.height - 1


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(
    ("keys", "answer"), [(("enter",), False), (("right", "enter"), True), (("escape",), False)]
)
async def test_the_default_is_no(keys: tuple[str, ...], answer: bool) -> None:
    async with opened(asking()) as shown:
        await shown.press(*keys)

    assert shown.answers == [answer]


async def test_keys_typed_ahead_are_not_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deafness, "DEAF_SECONDS", 60)
    async with opened(asking()) as shown:
        await shown.press("right", "enter", "enter")
        assert shown.answers == []


@pytest.mark.usefixtures("listening")
async def test_totals_that_cannot_be_read_cannot_be_agreed_to() -> None:
    async with opened(asking(), size=(40, 6)) as shown:
        await shown.press("right", "enter")

    assert True not in shown.answers


async def test_hostile_names_stay_text() -> None:
    drafts = tuple(an_instruction(Action.CANCEL, offer=an_offer(name=each.text)) for each in SAMPLE[:8])
    async with opened(asking(drafts=drafts)) as shown:
        assert "Cancel these 8 offers of yours?" in shown.text


async def test_only_refused_ones_are_offered_again() -> None:
    answers = [answered(ActionState.DONE, "Cancelled."), answered(ActionState.REFUSED, "They say: no.")]
    async with opened(ManyResults(answers)) as shown:
        assert "1 of 2 done" in shown.text
        assert "refused by the marketplace: They say: no." in shown.text.replace("Refused", "refused")
        await shown.press("r")

    assert shown.answers == [True]


async def test_an_unknown_outcome_is_never_offered_again() -> None:
    answers = [answered(ActionState.UNKNOWN, "No answer came."), answered(None, "Not sent: wait.")]
    async with opened(ManyResults(answers)) as shown:
        assert "outcome not known, checking" in shown.text
        await shown.press("r")
        assert shown.answers == []


async def test_marked_bids_are_taken_back_in_one_go() -> None:
    with a_market() as market:
        async with dashboard(market.line) as seat:
            await seat.press("2")
            await seat.until("You placed this offer")
            await seat.press("space", "space", "c")
            await seat.until("Cancel these 2 offers of yours?")
            await seat.past_deafness()
            await seat.press("right", "enter")
            await seat.until("2 of 2 done")

        assert [action for action, _ in market.effects()] == ["cancel", "cancel"]
