"""The Purchases screen: searches, rows that come as one scrolls, what they come to, and every trouble."""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.cli.headless import problems_of
from tests.hostile import SAMPLE
from tests.loopback import Act, Seen, answer, loopback, reset
from tests.rest_account import DOCUMENTS
from tests.tr_account import OTHER, RET, TOKEN, USER, asked, in_pages, paged
from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import a_market
from tests.ui.screen import screen_strips
from tui_app.assembly import SandboxAccounts
from tui_app.desk.news import News, PurchasesChanged
from tui_app.domain.secrets import Credentials
from tui_app.settings import AccountConfig, Settings
from tui_app.ui.modals.purchase_search import PurchaseSearch
from tui_app.ui.screens.purchases import PurchasesScreen
from tui_app.ui.widgets.purchase_table import PurchaseTable

pytestmark = pytest.mark.anyio

PRINTED = (DOCUMENTS / "tokenizationtr_purchases.json").read_bytes()
ROW: dict[str, Any] = json.loads(PRINTED)["data"][0]
HELD = {"token_id": RET, "token_symbol": "RET", "total_quantity": 500, "locked_quantity": 50}
SMALL, WIDE = (80, 24), (120, 40)
SIZES = [SMALL, WIDE, (200, 60)]


def rows(count: int) -> list[dict[str, Any]]:
    """Purchases with ids and names of their own."""
    return [{**ROW, "id": f"purchase_{each}", "token_name": f"Token #{each:03}"} for each in range(count)]


@dataclass
class Shop:
    """A server that plays tokenizationtr; it has no deals. `broken` are acts by the number of a page."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    broken: dict[int, Act] = field(default_factory=dict)
    asked_for: list[int] = field(default_factory=list)
    answers: Callable[[Seen], Act] | None = None

    def __call__(self, seen: Seen) -> Act:
        """Answer one request."""
        if "/purchases/" not in seen.target:
            return answer(paged())
        if seen.method == "GET":
            return answer(HELD)
        if asked(seen)["per_page"] == 1:
            return answer(paged())  # whoever looks at the clock
        page = asked(seen)["page"]
        self.asked_for.append(page)
        if (act := self.broken.get(page)) is not None:
            return act
        return self.answers(seen) if self.answers else in_pages(self.rows, asked(seen)["per_page"])(seen)


@asynccontextmanager
async def at_the_shop(shop: Shop, *names: str, **house: Any) -> AsyncIterator[Seat]:
    """The dashboard with accounts there, on the Purchases screen."""
    async with loopback(by=shop) as server:
        fields = {"base_url": server.base_url, "user_id": USER}
        named = names or ("tower",)
        accounts = SandboxAccounts(
            configs=tuple(
                AccountConfig(name=name, marketplace="tokenizationtr", fields=fields, keeps="session")
                for name in named
            ),
            credentials={name: Credentials.of({"token": TOKEN}) for name in named},
            watch={},
        )
        async with dashboard("", accounts=accounts, **house) as seat:
            await seat.press("5")
            await seat.when(lambda: isinstance(seat.app.screen, PurchasesScreen), "the screen")
            yield seat
            await seat.desk.close(patience=0.1)


async def search(seat: Seat, user: str = "", token: str = "") -> None:
    """Make a search."""
    await seat.press("plus")
    await seat.when(lambda: isinstance(seat.app.screen, PurchaseSearch), "the question")
    for name, text in (("user", user), ("token", token)):
        seat.app.screen.query_one(f"#{name}", Input).value = text
    await seat.pilot.pause()
    await seat.press("enter", "enter")
    await seat.when(lambda: isinstance(seat.app.screen, PurchasesScreen), "the answer")


def screen_of(seat: Seat) -> PurchasesScreen:
    """The screen."""
    assert isinstance(seat.app.screen, PurchasesScreen)
    return seat.app.screen


def written(folder: Path) -> list[Path]:
    """The files that were exported: tables first, that of tokens behind the other."""
    found = folder.rglob("purchases*")
    return sorted(found, key=lambda file: (file.suffix, "by-token" in file.name, file.name))


async def totals_line(seat: Seat) -> str:
    """The first line of totals, which has its room a moment after the rest is drawn."""
    await seat.until("   fees ")
    return seat.line("   fees ")


def in_one_line(seat: Seat) -> str:
    """The screen without frames."""
    return " ".join(seat.text.replace("│", " ").split())


async def test_without_an_account_for_it_the_screen_says_where_to_get_one() -> None:
    with a_market(offers=10) as market:
        async with dashboard(market.line) as seat:
            await seat.press("5")
            await seat.until("No account of yours is at a marketplace that tells", "7 leads to the accounts")
            await seat.press("plus")

            await seat.until("None of your accounts is at a marketplace that tells")


@pytest.mark.parametrize("size", SIZES)
async def test_without_a_search_the_screen_says_what_to_press(size: tuple[int, int]) -> None:
    async with at_the_shop(Shop(), size=size) as seat:
        await seat.until("No search yet.", "+ asks whose purchases to list", "+ Search")


@pytest.mark.parametrize("size", SIZES)
async def test_the_printed_purchase_is_shown_exactly(size: tuple[int, int]) -> None:
    async with at_the_shop(Shop(answers=lambda _seen: answer(PRINTED)), size=size) as seat:
        await search(seat, USER, RET)
        await seat.until("Real Estate Token", "180.0", "✓ completed", "all read", "1 of 1", "total")
        assert "fees 9.0 USDT" in seat.line("total")
        await seat.press("enter")
        if size[0] < 110:
            await seat.press("tab")
        await seat.when(lambda: seat.app.screen.query_one("#purchase-scroll").has_focus, "the details")
        said = []
        for key in ("home", *["pagedown"] * 10):
            await seat.press(key)
            await seat.pilot.pause()
            said.append(in_one_line(seat))

        for fact in (
            *("quantity 15 RET", "price of one 12.0 USDT", "cost of all 180.0 USDT", "market secondary"),
            *("platform fee 5.4 USDT", "node fee 3.6 USDT", "all fees 9.0 USDT", "kind market", "deal 13"),
            *(f"seller id {OTHER}", f"token id {RET}", "purchase id purchase_456", f"user id {USER}"),
            "transaction 0x1234567890abcdef",
        ):
            assert any(fact in each for each in said), f"{fact!r} is on none of these:\n" + "\n".join(said)


async def test_pages_come_as_one_scrolls_and_the_progress_is_seen() -> None:
    shop = Shop(rows(120))
    async with at_the_shop(shop, size=(80, 24)) as seat:
        await search(seat)
        await seat.until("Token #000", "50 of 120, they say, read on 1 page")
        assert shop.asked_for == [1]
        assert "9000.0 USDT" in await totals_line(seat)
        await seat.press("end")
        await seat.until("100 of 120, they say, read on 2 pages", "Token #049")
        await seat.press("end")
        await seat.until("all read")
        await seat.press("end")
        await seat.until("Token #119", "120 of 120")

        assert shop.asked_for == [1, 2, 3]
        assert "21600.0 USDT" in await totals_line(seat)


async def test_reading_all_goes_to_the_end_by_itself() -> None:
    shop = Shop(rows(260))
    async with at_the_shop(shop, size=(80, 24)) as seat:
        await search(seat)
        await seat.until("50 of 260")
        await seat.press("R")
        await seat.until("1 of 260", "all read")

        assert shop.asked_for == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("act", "words", "size"),
    [
        (reset(b'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{"data": ['), "r goes on from there.", SMALL),
        (answer({"error": "Unauthorized"}, 401), "does not accept the token", WIDE),
        (answer({"error": "Forbidden", "details": "not yours"}, 403), "not yours", SMALL),
        (answer({"error": "User not found"}, 404), "does not find this", WIDE),
        (answer({"error": "Unprocessable"}, 422), "cannot do this as things stand", SMALL),
        (answer({"error": "Internal"}, 500), "r goes on from there.", WIDE),
    ],
    ids=["cut", "401", "403", "404", "422", "500"],
)
async def test_what_fails_on_page_3_is_one_sentence_and_r_goes_on(
    act: Act, words: str, size: tuple[int, int]
) -> None:
    shop = Shop(rows(160), {3: act})
    async with at_the_shop(shop, size=size) as seat:
        await search(seat)
        await seat.until("50 of 160")
        await seat.press("R")
        await seat.until("100 of 160, they say, read on 2 pages", "Token #000")
        await seat.when(lambda: words in in_one_line(seat), words)
        assert "18000.0 USDT" in await totals_line(seat)
        shop.broken.clear()
        shop.asked_for.clear()
        await seat.press("r")
        await seat.until("150 of 160, they say, read on 3 pages")
        await seat.until_gone("! ")

        assert shop.asked_for[0] == 3


async def test_rows_that_are_not_drawn_yet_are_not_taken_for_rows_that_were_scrolled_through() -> None:
    shop = Shop(rows(160))
    async with at_the_shop(shop) as seat:
        screen = screen_of(seat)

        def drawn_too_early(news: News) -> None:
            if isinstance(news, PurchasesChanged):
                screen.on_purchase_table_scrolled(PurchaseTable.Scrolled(screen.table))

        seat.desk.notices.listen(drawn_too_early)
        await search(seat)
        await seat.until("50 of 160", "Token #000")

        assert shop.asked_for == [1]


async def test_a_search_is_not_read_on_for_how_far_another_was_scrolled() -> None:
    shop = Shop(rows(160))
    async with at_the_shop(shop) as seat:
        await search(seat, token="t1")
        await seat.until("50 of 160", "Token #000")
        await search(seat)
        await seat.until("50 of 160", "Token #000")
        await seat.press("R")
        await seat.until("160 purchases")
        await seat.press("G")
        await seat.until("Token #159")
        shop.asked_for.clear()
        await seat.press("right_square_bracket")
        await seat.until("50 of 160", "Token #000")

        assert shop.asked_for == []


async def test_the_last_known_rows_are_there_before_any_answer_marked_with_their_age(tmp_path: Path) -> None:
    shop = Shop(rows(3))
    async with at_the_shop(shop, folder=tmp_path) as seat:
        await search(seat)
        await seat.until("all read")
    shop.broken[1] = answer({"error": "Internal"}, 500)
    async with at_the_shop(shop, folder=tmp_path) as seat:
        await seat.until("Token #002", "as last seen", "last seen", "ago", "r goes on from there.")
        assert "540.0 USDT" in await totals_line(seat)
        shop.broken.clear()
        await seat.press("r")

        await seat.until("all read", "total")


async def test_what_was_bought_of_each_token_is_one_key_away() -> None:
    bought = [*rows(2), {**ROW, "id": "x", "quantity": "number"}, {**ROW, "id": "y", "token_id": "t2"}]
    async with at_the_shop(Shop(bought)) as seat:
        await search(seat)
        await seat.until("all read")
        await seat.press("t")
        await seat.until("Purchases", "1 of 2", "≥ 30", "540.0", "180.0")
        await seat.until("≥ 30 in 3 purchases", "1 purchase do not say how many.")
        await seat.press("t")

        await seat.until("1 of 4")


async def test_how_many_are_held_is_asked_on_a_key() -> None:
    async with at_the_shop(Shop(rows(1))) as seat:
        await search(seat)
        await seat.until("all read")
        await seat.press("h")

        await seat.until("Held, as told", "500 RET", "50 RET", "available")
        assert "available     — RET" in seat.line("available")


async def test_each_search_stays_with_its_own_rows_and_its_cursor() -> None:
    def by(seen: Seen) -> Act:
        return answer(PRINTED) if "token_id" in asked(seen) else in_pages(rows(5), 50)(seen)

    async with at_the_shop(Shop(answers=by)) as seat:
        await search(seat)
        await seat.until("1 of 5")
        await seat.press("down", "down")
        await seat.until("3 of 5")
        await search(seat, token=RET)
        await seat.until("1 of 1", "Real Estate Token")
        await seat.press("left_square_bracket")
        await seat.until("3 of 5", "Token #002")
        await seat.press("right_square_bracket")

        await seat.until("1 of 1")
        assert len(seat.desk.purchases.searches()) == 2


async def test_a_search_is_taken_off_after_a_question() -> None:
    async with at_the_shop(Shop(rows(2))) as seat:
        await search(seat)
        await seat.until("all read")
        await seat.press("minus")
        await seat.until("Take your own user, every token off the list?")
        await seat.press("escape")
        await seat.until("all read")
        await seat.press("minus")
        await seat.until("off the list?")
        await seat.press("right", "enter")

        await seat.until("No search yet.")
        assert seat.desk.purchases.searches() == ()


async def test_an_empty_search_says_so() -> None:
    async with at_the_shop(Shop()) as seat:
        await search(seat)

        await seat.until("Nothing was bought.", "+ makes another search", "all read")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)])
async def test_what_is_typed_wrongly_is_said_as_it_is_typed(size: tuple[int, int]) -> None:
    shop = Shop()
    async with at_the_shop(shop, size=size) as seat:
        await seat.press("plus")
        await seat.until("Whose purchases?", "Enter lists purchases of your own user, every token.")
        await seat.type("a/b")
        await seat.until("“a/b” is not an id")
        await seat.press("enter", "enter")
        await seat.pilot.pause()
        assert isinstance(seat.app.screen, PurchaseSearch)
        await seat.press("escape")
        await seat.until("No search yet.")

        assert shop.asked_for == []


async def test_the_account_can_be_chosen_where_several_can_be_asked() -> None:
    async with at_the_shop(Shop(), "tower", "harbour") as seat:
        await seat.press("plus")
        await seat.until("tower  tokenizationtr")
        await seat.press("shift+tab", "enter", "down", "enter")
        await seat.until("harbour  tokenizationtr")
        await seat.press("tab", "enter", "enter")

        await seat.until("harbour")
        assert [kept.search.account for kept in seat.desk.purchases.searches()] == ["harbour"]


async def test_what_is_shown_is_written_into_files_that_spreadsheets_run_nothing_of(tmp_path: Path) -> None:
    bought = [{**row, "token_name": "=1+1"} for row in rows(2)]
    async with at_the_shop(Shop(bought), folder=tmp_path) as seat:
        await search(seat)
        await seat.until("all read")
        await seat.press("e")
        await seat.until("Written into")
        await seat.press("t", "e")
        await seat.when(lambda: len(written(tmp_path)) == 4, "four files")

    table, grouped, *wholes = written(tmp_path)
    cells = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["id"], row["token"], row["cost"]) for row in cells] == [
        ("purchase_0", "'=1+1", "180.0"),
        ("purchase_1", "'=1+1", "180.0"),
    ]
    (group,) = csv.DictReader(grouped.read_text(encoding="utf-8").splitlines())
    assert (group["purchases"], group["quantity"], group["cost"]) == ("2", "30", "360.0")
    for whole in wholes:
        data = json.loads(whole.read_text(encoding="ascii"))
        assert (problems_of(data, "purchases.json"), data["complete"]) == ([], True)
    assert {file.stat().st_mode & 0o777 for file in written(tmp_path)} == {0o600}


async def test_hostile_names_change_nothing_but_themselves() -> None:
    texts = ("token_name", "token_symbol", "status", "purchase_type", "market_type", "transaction_hash")
    odd = [
        {**row, **dict.fromkeys(texts, hostile.text), "token_id": f"t{at}"}
        for at, (row, hostile) in enumerate(zip(rows(len(SAMPLE)), SAMPLE, strict=True))
        if not any(0xD800 <= ord(letter) < 0xE000 for letter in hostile.text)
    ]
    async with at_the_shop(Shop(odd), settings=Settings(page_size=1_000)) as seat:
        await search(seat)
        await seat.until(f"1 of {len(odd)}", "all read")
        for key in ("pagedown", "down") * 12:
            await seat.press(key)
        await seat.press("t", "home")
        await seat.until(f"1 of {len(odd)}")
        for strip in screen_strips(seat.app):
            assert strip.cell_length == seat.app.size.width


async def test_the_digit_stands_in_the_title_and_help_knows_the_keys() -> None:
    async with at_the_shop(Shop(rows(1))) as seat:
        await search(seat)
        await seat.until("5 Purchases", "all read")
        await seat.press("question_mark")

        await seat.until("Purchases", "Show what was bought of each token", "Read every page that is left")


async def test_other_screens_are_left_and_found_again_as_they_were() -> None:
    async with at_the_shop(Shop(rows(5))) as seat:
        await search(seat)
        await seat.until("1 of 5")
        await seat.press("down", "6")
        await seat.until("Nothing was done from here yet.")
        await seat.press("5")

        await seat.until("2 of 5")
        assert screen_of(seat).table.has_focus
