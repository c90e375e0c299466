"""The Activity screen: what was done, how it stands, and what a person can still do about it."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.responses import Response

from tests.hostile import SAMPLE
from tests.ui.dashboard import Seat, dashboard
from tests.ui.journal import diary
from tests.ui.market import Market, a_market
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.action_windows import ActionRow, ActionWindows
from tui_app.ledger.journal import PERSON
from tui_app.ui.modals.tell_outcome import TellOutcome

pytestmark = pytest.mark.anyio

LOST = Response("<html>bad gateway</html>", 502)


@pytest.fixture
def market() -> Iterator[Market]:
    """A market of the test's own."""
    with a_market() as found:
        yield found


@pytest.fixture(scope="module")
def quiet() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=20) as found:
        yield found


async def accept_the_first(seat: Seat) -> None:
    """Accept the first offer there is."""
    await seat.press("a")
    await seat.until("Accept this offer?")
    await seat.past_deafness()
    await seat.press("right", "enter")


async def go_there(seat: Seat) -> None:
    """Go to the Activity screen."""
    await seat.press("6")
    await seat.until("State", "Export")


def cursor_line(seat: Seat) -> str:
    """The line that the cursor stands on."""
    return seat.line("▸")


def dim_keys(seat: Seat) -> set[str]:
    """The keys that are shown but do nothing now."""
    bindings = seat.app.screen.active_bindings
    return {key for key, active in bindings.items() if active.binding.show and not active.enabled}


async def test_a_desk_that_did_nothing_yet_says_so(quiet: Market) -> None:
    async with dashboard(quiet.line) as seat:
        await go_there(seat)

        await seat.until("Nothing was done from here yet.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_what_was_done_stands_in_a_line(market: Market, size: tuple[int, int]) -> None:
    async with dashboard(market.line, size=size) as seat:
        offer = seat.line("▸")
        await accept_the_first(seat)
        await seat.until("Accepted the offer for")
        await go_there(seat)
        line = cursor_line(seat)

    assert "accept" in line
    assert "✓ done" in line
    assert offer.split("  ")[3].strip()[:8] in line


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_enter_leads_into_everything_about_it(market: Market, size: tuple[int, int]) -> None:
    async with dashboard(market.line, size=size) as seat:
        await accept_the_first(seat)
        await seat.until("Accepted the offer for")
        await go_there(seat)
        await seat.press("enter")
        if size[0] < 110:
            await seat.press("tab")
        await seat.until("Accepted the offer for")
        seat.app.clear_notifications()
        await seat.press("end")

        await seat.until("Steps", "you said yes", "confirmed", "body sha256")


async def test_the_title_says_how_many_want_attention(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        writing.write(ActionState.REFUSED, words="No.", offer_id="A")
        writing.write(ActionState.NOT_DONE, words="Not sent.", offer_id="B")
        writing.write(ActionState.DONE, offer_id="C")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        assert "6 Activity 2!" in seat.text
        await seat.press("7")
        await seat.until("6 Activity 2!", "Add")


async def test_each_state_has_its_shape_and_its_word(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        for number, state in enumerate(ActionState):
            writing.write(state, offer_id=f"ON{number}")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)

        for words in ("? not known", "‼ needs you", "✓ done", "✗ refused", "⊘ not done", "● your wallet"):
            assert words in seat.text


async def test_the_newest_stands_first_and_the_cursor_moves_without_letters_that_act(
    quiet: Market, tmp_path: Path
) -> None:
    with diary(tmp_path) as writing:
        for number in range(100):
            writing.write(offer_id=f"ON{number}", name=f"Otter {number}")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)
        found = []
        for key in ("home", "j", "down", "up", "pagedown", "end", "g", "k", "home"):
            await seat.press(key)
            found.append(cursor_line(seat).split("Otter ")[1].split()[0])

    assert found[:4] == ["99", "98", "97", "98"]
    assert int(found[4]) < 90
    assert found[5:] == ["0", "0", "0", "99"]


async def test_the_cursor_stays_on_its_action_when_others_are_added(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        for number in range(5):
            writing.write(offer_id=f"ON{number}", name=f"Otter {number}")
        async with dashboard(quiet.line, folder=tmp_path) as seat:
            await go_there(seat)
            await seat.press("down", "down")
            newest = writing.write(ActionState.REFUSED, offer_id="NEW", name="Newcomer")
            seat.desk.activity.mark_seen(newest)
            await seat.until("Newcomer")

            assert "Otter 2" in cursor_line(seat)
            assert "Otter 2" in seat.text.split("State")[1]


async def test_keys_that_do_nothing_are_dim_and_the_reason_is_said(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        writing.write(ActionState.DONE, words="Accepted.")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)

        assert dim_keys(seat) == {"g", "k", "t", "m"}
        assert "g k t: it is settled; m: it ended well" in seat.text


async def test_what_is_not_known_can_be_checked_and_told_but_not_put_aside(
    quiet: Market, tmp_path: Path
) -> None:
    with diary(tmp_path) as writing:
        writing.write(ActionState.NEEDS_PERSON, words="The offer is closed.")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)

        assert dim_keys(seat) == {"g", "m"}
        await seat.until("Sent, outcome not known; reading cannot")


async def test_marking_as_seen_takes_the_sign_away(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        writing.write(ActionState.REFUSED, words="Bid has gone.")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)
        assert cursor_line(seat).startswith("▸!")
        await seat.press("m")
        await seat.until("m: you have seen it", "6 Activity  ")

        await seat.when(lambda: cursor_line(seat).startswith("▸ "), "the line without its sign")


async def test_an_answer_that_is_lost_is_looked_into_when_asked(market: Market) -> None:
    market.gatekeeper.answers["NftAcceptOffer"] = LOST
    async with dashboard(market.line) as seat:
        await accept_the_first(seat)
        await go_there(seat)
        await seat.until("? not known", "Sent, outcome not known, checking.")
        before = sum(market.calls.values())
        await seat.press(*["k"] * 5)
        await seat.until("Asking the marketplace")
        await seat.when(lambda: sum(market.calls.values()) > before, "a reading")

        assert "failed" not in seat.text.casefold()
    assert market.calls["NftAcceptOffer"] == 1


async def test_a_reading_that_does_not_come_is_said(market: Market) -> None:
    market.gatekeeper.answers["NftAcceptOffer"] = LOST
    async with dashboard(market.line) as seat:
        await accept_the_first(seat)
        await go_there(seat)
        await seat.until("? not known")
        await asyncio.to_thread(market.close_down)
        await seat.press("k")

        await seat.until("Asking the marketplace")
        await seat.when(lambda: len(seat.app._notifications) > 2, "what went wrong")  # noqa: SLF001
        assert "? not known" in cursor_line(seat)


@pytest.mark.parametrize(
    ("keys", "state", "shown"),
    [
        (("right", "enter"), ActionState.NOT_DONE, "⊘ not done"),
        (("right", "right", "enter"), ActionState.DONE, "✓ done"),
    ],
)
async def test_what_a_person_tells_is_kept_as_told_by_a_person(
    quiet: Market, tmp_path: Path, keys: tuple[str, ...], state: ActionState, shown: str
) -> None:
    with diary(tmp_path) as writing:
        action_id = writing.write(ActionState.NEEDS_PERSON, words="The offer is closed.")
        async with dashboard(quiet.line, folder=tmp_path) as seat:
            await go_there(seat)
            await seat.press("t")
            await seat.until("What became of this accept?", "The offer is closed.")
            await seat.past_deafness()
            await seat.press("shift+tab", *"seen", "enter", *keys)
            await seat.until(shown)

        last = writing.journal.events(action_id)[-1]

    assert (last.state, last.said_by) == (state, PERSON)
    assert "seen" in last.words


async def test_saying_nothing_changes_nothing(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        action_id = writing.write(ActionState.NEEDS_PERSON)
        async with dashboard(quiet.line, folder=tmp_path) as seat:
            await go_there(seat)
            await seat.press("t")
            await seat.until("What became of this accept?")
            await seat.past_deafness()
            await seat.press("enter")
            await seat.when(lambda: not isinstance(seat.app.screen, TellOutcome), "the list")

        assert writing.journal.entry(action_id).state is ActionState.NEEDS_PERSON


async def test_what_was_found_out_meanwhile_is_not_told_over(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        action_id = writing.write(ActionState.NEEDS_PERSON)
        async with dashboard(quiet.line, folder=tmp_path) as seat:
            await go_there(seat)
            await seat.press("t")
            await seat.until("What became of this accept?")
            await seat.past_deafness()
            writing.journal.advance(action_id, ActionState.DONE, words="Found it.")
            await seat.press("right", "enter")
            await seat.until("is known already", "✓ done")

        assert writing.journal.entry(action_id).words == "Found it."


async def test_the_export_is_a_private_file_whose_path_is_said(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        action_id = writing.write(ActionState.DONE, words="Accepted.")
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)
        await seat.press("e", "e")
        await seat.until("Everything is written into")
        await seat.when(lambda: len(list((tmp_path / "data" / "exports").iterdir())) == 2, "two files")

    files = list((tmp_path / "data" / "exports").iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    kinds = [json.loads(line)["kind"] for line in files[0].read_text().splitlines()]
    assert kinds == ["offerdesk activity", "action", *["event"] * 4]
    assert action_id in files[0].read_text()


async def test_an_export_that_cannot_be_written_is_said(quiet: Market, tmp_path: Path) -> None:
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        (tmp_path / "data" / "exports").write_text("in the way")
        await go_there(seat)
        await seat.press("e")

        await seat.until("cannot be written into")


async def test_details_open_and_close_below_the_list_in_a_narrow_window(
    quiet: Market, tmp_path: Path
) -> None:
    with diary(tmp_path) as writing:
        writing.write(ActionState.DONE, words="Accepted.")
    async with dashboard(quiet.line, folder=tmp_path, size=(80, 24)) as seat:
        await go_there(seat)
        assert "Accepted." not in seat.text
        await seat.press("enter")
        await seat.until("Accepted.")
        await seat.press("enter", "escape", "escape")

        await seat.until_gone("Accepted.")


async def test_strangers_names_and_words_are_only_text(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        for number, hostile in enumerate(SAMPLE[::12]):
            writing.write(ActionState.REFUSED, offer_id=f"ON{number}", name=hostile.text, words=hostile.text)
    async with dashboard(quiet.line, folder=tmp_path) as seat:
        await go_there(seat)
        for _ in SAMPLE[::12]:
            assert "✗ refused" in cursor_line(seat)
            await seat.press("down")
        assert len(seat.app.screen_stack) == 1


async def test_old_actions_say_their_day_and_new_ones_their_time(quiet: Market, tmp_path: Path) -> None:
    with diary(tmp_path) as writing:
        writing.write(ago=timedelta(days=40), offer_id="A", name="Old one")
        writing.write(offer_id="B", name="New one")
    async with dashboard(quiet.line, folder=tmp_path, size=(200, 40)) as seat:
        await go_there(seat)
        new = cursor_line(seat)
        await seat.press("down")
        old = cursor_line(seat)

    assert ":" in new.split("kraken")[0]
    assert ":" not in old.split("kraken")[0]
    assert "40 d" in old


async def test_thousands_of_actions_are_read_a_screen_at_a_time(
    quiet: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with diary(tmp_path) as writing:
        for number in range(300):
            writing.write(ActionState.NOT_DONE, offer_id=f"ON{number}")
    read: list[int] = []
    rows = ActionWindows.rows

    def counted(windows: ActionWindows, row_ids: Sequence[int]) -> list[ActionRow]:
        read.append(len(row_ids))
        return rows(windows, row_ids)

    monkeypatch.setattr(ActionWindows, "rows", counted)
    async with dashboard(quiet.line, folder=tmp_path, size=(120, 40)) as seat:
        await go_there(seat)
        read.clear()
        await seat.press("down")

        assert sum(read) <= 2
