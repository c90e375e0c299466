"""The list of offers, driven by keys and mouse and read from the screen."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.message import Message

from tests.hostile import SAMPLE
from tests.ui.list_app import ListApp
from tests.ui.rows import START, StandingClock, Stock, coin, offers, until
from tests.ui.screen import line_with, screen_strips, screen_text, style_of
from tui_app.domain.filters import parse_filter
from tui_app.domain.offer import OfferStatus
from tui_app.ledger.best import ComparedRows
from tui_app.ledger.minimums import Minimum, Minimums
from tui_app.ledger.unread import Unread
from tui_app.ledger.windows import OfferRow, Sort
from tui_app.settings.views import ColumnSetting
from tui_app.ui.theme import LIGHT
from tui_app.ui.widgets.column_layout import GAP
from tui_app.ui.widgets.offer_table import OfferTable

pytestmark = pytest.mark.anyio

SIZES = [(80, 24), (120, 40), (60, 15)]
MINUTE = timedelta(minutes=1)
TOP = 3
"""Screen lines above the table in `ListApp`."""
Heard = TypeVar("Heard", bound=Message)


class ReadWindows:
    """The ledger's windows, and what was read of them how many times."""

    def __init__(self, stock: Stock) -> None:
        self.windows = stock.windows
        self.rows_read = set[int]()
        self.times = 0

    def rows(self, row_ids: Sequence[int]) -> list[OfferRow]:
        """Read, and note what."""
        self.rows_read |= set(row_ids)
        self.times += 1
        return self.windows.rows(row_ids)


def heard(app: ListApp, kind: type[Heard]) -> list[Heard]:
    """What the table posted of one kind."""
    return [message for message in app.heard if isinstance(message, kind)]


def cursor_line(app: ListApp) -> str:
    """The line that the cursor stands on."""
    return line_with(app, "▸")


@pytest.mark.parametrize("size", SIZES)
async def test_an_offer_shows_its_name_price_unit_and_end_at_any_size(
    size: tuple[int, int], stock: Stock
) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=size):
        line = line_with(app, "hal 0")

    assert "Decent" in line
    assert "5.00" in line
    assert "USDC" in line
    assert "! 4 m" in line
    assert "●" in line


@pytest.mark.parametrize("size", SIZES)
async def test_amount_and_unit_are_whole_beside_names_of_any_length(
    size: tuple[int, int], stock: Stock
) -> None:
    stock.keep_one(
        offer_id="LONG", name="Long " * 40, maker="maker " * 30, collection="c " * 90, amount="123456.789"
    )
    app = ListApp(stock.windows, stock.rows(sort=Sort.NFT))
    async with app.run_test(size=size) as pilot:
        app.table.show(stock.rows(wanted=parse_filter("long")))
        await pilot.pause()

        assert "123456.789 USDC" in cursor_line(app)


async def test_decimal_points_stand_in_one_column(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 24)):
        lines = [line for line in screen_text(app) if " USDC" in line]

    assert len({line.index(".") for line in lines}) == 1
    assert len(lines) > 4


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["down", "j"], "Vast Narwhal 2"),
        (["down", "down", "up", "k"], "Decent Narwhal 0"),
        (["end"], " 99 "),
        (["G", "g"], "Decent Narwhal 0"),
        (["end", "home"], "Decent Narwhal 0"),
        (["up"], "Decent Narwhal 0"),
        (["G", "down"], " 99 "),
        (["pagedown"], " 19 "),
        (["pagedown", "pageup"], "Decent Narwhal 0"),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], name: str, stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)

        assert name in cursor_line(app)


async def test_the_titles_stay_when_the_list_scrolls(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")

        assert "Ends▲" in screen_text(app)[TOP]


async def test_a_move_tells_which_row_the_cursor_is_on(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.press("down")

    assert [message.row_id for message in heard(app, OfferTable.Highlighted)] == [rows[0], rows[1]]


async def test_enter_asks_for_the_offer(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.press("down", "enter")

    assert [message.row_id for message in heard(app, OfferTable.Opened)] == [rows[1]]


async def test_the_cursor_stays_on_its_offer_and_line_when_rows_come_before_it(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["pagedown"] * 2, "up")
        name, line = cursor_line(app).split()[2:4], screen_text(app).index(cursor_line(app))
        stock.keep(
            offer for offer in offers(110, start=START - timedelta(days=3)) if offer.key.offer_id >= "ON00100"
        )
        before = len(app.table.row_ids)
        app.table.show(stock.rows(sort=Sort.ENDS))
        await pilot.pause()

        assert len(app.table.row_ids) > before
        assert cursor_line(app).split()[2:4] == name
        assert screen_text(app).index(cursor_line(app)) == line


@pytest.mark.parametrize(("keys", "stays"), [([], False), (["down", "up"], True), (["x"], True)])
async def test_while_a_list_is_filling_a_cursor_that_nobody_used_is_on_top(
    stock: Stock, keys: list[str], stays: bool
) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows[40:])
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        app.table.filling = True
        app.table.show(rows)
        await pilot.pause()
        assert app.table.cursor_row == (rows[40] if stays else rows[0])
        assert app.table.cursor_index == (40 if stays else 0)

        app.table.filling = False
        app.table.show(rows[1:] if stays else rows)
        assert app.table.cursor_row == (rows[40] if stays else rows[0])


async def test_the_cursor_stays_at_its_place_when_its_offer_is_gone(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        app.table.show(array("q", [row for row in rows if row != rows[2]]))
        await pilot.pause()

        assert app.table.cursor_row == rows[3]
        assert "Brisk Narwhal 3" in cursor_line(app)


async def test_the_cursor_moves_up_when_the_list_became_shorter(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.press("end")
        app.table.show(rows[:5])
        await pilot.pause()

        assert app.table.cursor_row == rows[4]
        assert "Decent Narwhal 0" in "\n".join(screen_text(app))


async def test_a_cursor_set_from_outside_is_scrolled_to(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        app.table.cursor_row = rows[80]
        await pilot.pause()

        assert " 80 " in cursor_line(app)


async def test_no_offers_leave_a_word_instead(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        app.table.empty_text = "No offer matches.\nEsc clears the filter."
        app.table.show(array("q"))
        await pilot.pause()

        assert line_with(app, "No offer matches.").strip() == "No offer matches."
        assert line_with(app, "Esc clears the filter.")
        assert app.table.cursor_row is None


async def test_keys_on_an_empty_list_do_nothing(stock: Stock) -> None:
    app = ListApp(stock.windows, array("q"))
    async with app.run_test() as pilot:
        await pilot.press("down", "end", "space", "v", "A", "enter", "pageup", "escape")

        assert not heard(app, OfferTable.Opened)
        assert app.table.marked == []


async def test_space_marks_and_goes_on(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.press("space", "space")

        assert app.table.marked == [rows[0], rows[1]]
        assert line_with(app, "Narwhal 1").startswith(" ✓")
        assert "Vast Narwhal 2" in cursor_line(app)
        assert heard(app, OfferTable.Marked)[-1].count == 2


async def test_a_range_follows_the_cursor_until_it_is_ended(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.press("down", "v", "down", "down", "up", "v", "down")

        assert app.table.marked == [rows[1], rows[2]]
        assert line_with(app, "Narwhal 2").startswith(" ✓")


async def test_all_shown_are_marked_and_escape_takes_the_marks_away(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        await pilot.press("A")
        assert app.table.marked_count == 100

        await pilot.press("escape")
        assert app.table.marked == []
        assert "✓" not in "\n".join(screen_text(app))


async def test_marks_follow_their_offers_into_another_order(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        await pilot.press("space")
        app.table.show(stock.rows(sort=Sort.NFT))
        await pilot.pause()
        app.table.cursor_row = app.table.marked[0]
        await pilot.pause()

        assert "✓" in line_with(app, "Decent Narwhal 0")


async def test_a_click_takes_the_cursor_and_a_second_one_opens(stock: Stock) -> None:
    rows = stock.rows()
    app = ListApp(stock.windows, rows)
    async with app.run_test() as pilot:
        await pilot.click(offset=(20, TOP + 4))
        assert "Brisk Narwhal 3" in cursor_line(app)
        assert not heard(app, OfferTable.Opened)

        await pilot.double_click(offset=(20, TOP + 4))
        assert [message.row_id for message in heard(app, OfferTable.Opened)] == [rows[3]]


async def test_a_click_below_the_last_offer_does_nothing(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows()[:3])
    async with app.run_test() as pilot:
        await pilot.click(offset=(20, TOP + 9))

        assert "Decent Narwhal 0" in cursor_line(app)


async def test_titles_ask_for_their_order_and_then_for_the_reverse(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        title = screen_text(app)[TOP].index("NFT")
        await pilot.click(offset=(title, TOP))
        app.table.sort = Sort.NFT
        await pilot.click(offset=(title, TOP))
        await pilot.pause()

        assert "NFT▲" in screen_text(app)[TOP]
    asked = [(message.sort, message.reverse) for message in heard(app, OfferTable.SortAsked)]
    assert asked == [(Sort.NFT, False), (Sort.NFT, True)]


async def test_the_wheel_scrolls_and_leaves_the_cursor(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        await pilot._post_mouse_events(  # noqa: SLF001 - the pilot has no public wheel
            [MouseScrollDown], widget=app.table, offset=(5, 5), button=0
        )
        await pilot.pause()

        assert "Decent Narwhal 0" not in "\n".join(screen_text(app))
        assert app.table.cursor_index == 0


async def test_time_passing_changes_only_what_it_says(stock: Stock) -> None:
    clock = StandingClock()
    app = ListApp(stock.windows, stock.rows(), clock=clock)
    async with app.run_test() as pilot:
        assert "! 4 m" in line_with(app, "Narwhal 0")
        clock.advance(minutes=5)
        app.table.touch()
        await pilot.pause()

        assert "not swept" in line_with(app, "Narwhal 0")
        assert "! 36 m" in line_with(app, "Narwhal 1")


async def test_the_table_wakes_by_itself_when_a_time_left_changes(stock: Stock) -> None:
    clock = StandingClock(START + timedelta(minutes=2, seconds=59, milliseconds=950))
    app = ListApp(stock.windows, stock.rows(), clock=clock)
    async with app.run_test() as pilot:
        assert "! 60 s" in line_with(app, "Narwhal 0")
        clock.advance(seconds=0.1)
        await until(pilot, lambda: "! 59 s" in line_with(app, "Narwhal 0"))


async def test_a_time_left_that_changes_is_drawn_without_the_rest_of_its_line(stock: Stock) -> None:
    clock = StandingClock(START + timedelta(minutes=2, seconds=59, milliseconds=950))
    app = ListApp(stock.windows, stock.rows(), clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        asked = list[Region]()
        refresh = app.table.refresh

        def noting(*regions: Region, **how: bool) -> OfferTable:
            asked.extend(regions)
            return refresh(*regions, **how)

        app.table.refresh = noting  # type: ignore[method-assign]
        clock.advance(seconds=0.1)
        await until(pilot, lambda: "! 59 s" in line_with(app, "Narwhal 0"))

        assert asked[-1].size == (app.table.widths["ends"] + GAP, 1)


async def test_an_offer_that_changed_is_drawn_anew_when_touched(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        stock.keep_one(
            offer_id="ON00001-CDFOB-VSYE6D",
            name="Quiet Narwhal 1",
            amount="7.25",
            status=OfferStatus.REJECTED,
        )
        app.table.touch()
        await pilot.pause()

        assert "7.25  USDC" in line_with(app, "Quiet Narwhal 1")
        assert "✗ Rejected" in line_with(app, "Quiet Narwhal 1")


async def test_an_offer_that_is_gone_leaves_a_blank_line_until_the_view_is_shown_anew(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        stock.shelf.forget_account("main")
        app.table.touch()
        await pilot.pause()

        assert "Narwhal" not in "\n".join(screen_text(app))


async def test_an_answer_on_its_way_shows_on_the_row(stock: Stock) -> None:
    with stock.ledger.writing() as connection:
        connection.execute("UPDATE offers SET pending = 'accept' WHERE offer_id LIKE 'ON00001%'")
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test():
        line = line_with(app, "Narwhal 1")

    assert "accepting" in line
    assert "◐ In flight" in line


async def test_nothing_is_read_but_what_is_in_sight_and_the_pages_beside_it(stock: Stock) -> None:
    read = ReadWindows(stock)
    app = ListApp(read, stock.rows())
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("down", "end", "home"):
            near = set(app.table.row_ids_near)
            await pilot.press(key)
            near |= set(app.table.row_ids_near)

            assert read.rows_read <= near
            read.rows_read.clear()


async def test_pages_beside_the_one_in_sight_are_read_while_nobody_moves(stock: Stock) -> None:
    read = ReadWindows(stock)
    app = ListApp(read, stock.rows())
    async with app.run_test(size=(80, 24)) as pilot:
        for by in (1, 1, -1):
            await until(pilot, lambda: read.rows_read >= set(app.table.row_ids_near))
            times = read.times
            app.table.action_page(by)
            assert read.times == times
        page = len(app.table.row_ids_in_sight) - 1
        await until(pilot, lambda: f" {page} " in cursor_line(app))


async def test_the_cursor_looks_different_without_the_focus(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        focused = style_of(app, "Decent Narwhal 0")
        plain = style_of(app, "Quiet Narwhal 1")
        app.filter_line.focus()
        await pilot.pause()
        unfocused = style_of(app, "Decent Narwhal 0")

    assert len({focused, plain, unfocused}) == 3


async def test_another_theme_repaints_every_line(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        before = style_of(app, "Quiet Narwhal 1")
        app.theme = LIGHT.name
        await pilot.pause()

        assert style_of(app, "Quiet Narwhal 1").color != before.color
        assert style_of(app, "Vast Narwhal 2").bgcolor == style_of(app, "Market").bgcolor


async def test_hostile_names_are_text_and_nothing_else(stock: Stock) -> None:
    stock.shelf.forget_account("main")
    for number, hostile in enumerate(SAMPLE[:120]):
        stock.keep_one(offer_id=f"H{number}", name=hostile.text, maker=hostile.text, collection=hostile.text)
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(4):
            await pilot.press("pagedown")
            for strip in screen_strips(app):
                assert strip.cell_length == 120
                assert strip.text.isprintable()
                assert not any(style.link or "@click" in style.meta for _, style, _ in strip if style)


async def test_a_name_that_hides_characters_is_marked(stock: Stock) -> None:
    stock.keep_one(offer_id="Z", name="Bored\u200bApe", expires=START + timedelta(seconds=100))
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test():
        assert "≠ BoredApe" in line_with(app, "BoredApe")


async def test_what_is_unread_has_a_mark_and_what_is_muted_is_dim_behind_another(stock: Stock) -> None:
    Minimums(stock.ledger).put([Minimum("*", Decimal("0.02"), "ETH")])
    with stock.ledger.writing() as connection:
        connection.execute("INSERT INTO unread VALUES (2, 'received', 'new')")
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test() as pilot:
        assert line_with(app, "Quiet Narwhal 1").startswith(" • ")
        assert style_of(app, "•").color == style_of(app, "▸").color
        assert style_of(app, "Otter 10").color == style_of(app, "kraken").color != style_of(app, "Vast").color
        assert line_with(app, "Otter 10").startswith(" · ")
        await pilot.press("down", "space")
        assert line_with(app, "Quiet Narwhal 1").startswith(" ✓ ")
        Unread(stock.ledger).read([2])
        await pilot.press("up", "space")
        app.table.touch()
        await pilot.pause()
        assert "•" not in "\n".join(screen_text(app))


async def test_plain_letters_replace_every_shape(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows(), plain=True)
    async with app.run_test() as pilot:
        await pilot.press("space", "down", "v")
        app.statuses.show({OfferStatus.OPEN: 100}, OfferStatus.OPEN)
        await pilot.pause()

        assert "\n".join(line[:79] for line in screen_text(app)).isascii()


async def test_a_title_wider_than_its_figures_begins_before_them(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 24)):
        titles = screen_text(app)[TOP]
        width = app.table.widths["best"]

    assert width < len("vs best")
    assert "  vs best  " in titles


async def test_a_long_amount_takes_room_from_all_but_the_name_and_only_in_its_list(stock: Stock) -> None:
    amount = "19.4467440737095516123456789"
    stock.keep_one(
        offer_id="LONG", name="Whale", amount=amount, currency=coin("POL"), expires=START + timedelta(days=90)
    )
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(60, 15)) as pilot:
        before = app.table.widths["price"]
        await pilot.press("end")
        whole = cursor_line(app)
        wide = dict(app.table.widths)
        await pilot.press("home")
        assert app.table.widths == wide
        await pilot.press("end")
        app.table.show(stock.rows(wanted=parse_filter("otter")))
        assert app.table.widths["price"] == before
        app.table.columns = (ColumnSetting(name="price", width=1),)
        app.table.show(stock.rows(wanted=parse_filter("whale")))
        await pilot.pause()

        assert f"{amount} POL" in whole
        assert "Whale" in whole
        assert "≈19.446744 POL" in cursor_line(app)


async def test_one_wide_price_leaves_the_list_its_room(stock: Stock) -> None:
    amount = "1234567890123456789012.123456789012345678"
    stock.keep_one(offer_id="W", name="Whale", amount=amount, expires=START + timedelta(seconds=90))
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(80, 15)):
        widths = app.table.widths
        line = line_with(app, "Whale")

    assert "≈1234567890123456789012.12 USDC" in line
    assert widths["price"] <= 36
    assert {"market", "best", "ends", "status"} <= set(widths)


async def test_an_absurd_amount_says_its_size(stock: Stock) -> None:
    amount = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    stock.keep_one(offer_id="W", name="Whale", amount=amount, expires=START + timedelta(seconds=90))
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(60, 15)):
        line = line_with(app, "Whale")

    assert "≈1.15792" in line
    assert "e77 USDC" in line
    assert "1.1579" in line


async def test_a_narrower_screen_keeps_the_cursor_in_sight(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("pagedown")
        name = " ".join(cursor_line(app).split()[2:4])
        await pilot.resize_terminal(60, 15)
        await pilot.pause()

        assert name in cursor_line(app)
        assert "USDC" in "\n".join(screen_text(app))


async def test_every_key_names_itself(stock: Stock) -> None:
    app = ListApp(stock.windows, stock.rows())
    async with app.run_test():
        bindings = [each.binding for each in app.screen.active_bindings.values() if each.node is app.table]

    assert all(binding.id and binding.description and binding.tooltip for binding in bindings)
    assert {"down", "j", "k", "g", "G", "space", "v", "A", "enter"} <= {binding.key for binding in bindings}


async def test_a_list_says_how_each_offer_stands_to_the_best(stock: Stock) -> None:
    stock.keep_one(offer_id="HIGH", nft_id="NX", name="Twin high", amount="10")
    stock.keep_one(offer_id="HALF", nft_id="NX", name="Twin half", amount="5.000000000000000001")
    stock.keep_one(offer_id="LONE", nft_id="NY", name="Twin lone", amount="1")
    clock = StandingClock()
    rows = stock.rows(wanted=parse_filter("twin"))
    app = ListApp(ComparedRows(stock.windows, clock), rows, clock=clock)
    async with app.run_test(size=(80, 24)):
        assert "best" in line_with(app, "Twin high").split("USDC")[1]
        assert "−50 %" in line_with(app, "Twin half")
        assert "—" in line_with(app, "Twin lone").split("USDC")[1]


async def test_the_next_best_steps_up_when_the_best_is_over(stock: Stock) -> None:
    stock.keep_one(offer_id="HIGH", nft_id="NX", name="Twin high", amount="10", expires=START + MINUTE)
    stock.keep_one(offer_id="NEXT", nft_id="NX", name="Twin next", amount="8", expires=None)
    stock.keep_one(offer_id="LEAST", nft_id="NX", name="Twin least", amount="4", expires=None)
    clock = StandingClock()
    rows = stock.rows(wanted=parse_filter("twin"))
    app = ListApp(ComparedRows(stock.windows, clock), rows, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "−20 %" in line_with(app, "Twin next")
        clock.advance(minutes=1, seconds=-0.1)
        app.table.touch()
        clock.advance(seconds=0.1)

        await until(pilot, lambda: "best" in line_with(app, "Twin next"))
        assert "−50 %" in line_with(app, "Twin least")
