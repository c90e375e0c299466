"""Which columns stand side by side, and what they say of an offer."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.offers import money
from tests.ui.rows import START, a_row, coin
from tui_app.domain.offer import OfferStatus
from tui_app.domain.text import UntrustedText
from tui_app.ledger.best import Best
from tui_app.ledger.windows import OfferRow
from tui_app.settings.views import ColumnSetting, columns_of
from tui_app.ui.amount_zone import AmountZone, DigitRoom
from tui_app.ui.amounts import LEAST_WIDTH
from tui_app.ui.glyphs import ASCII
from tui_app.ui.widgets.chosen_columns import chosen
from tui_app.ui.widgets.column_layout import GAP, Column, Look, Placed, lay_out, room_beside_the_needed
from tui_app.ui.widgets.columns import COLUMNS

LOOK = Look(now=START, zone=AmountZone(digits=DigitRoom(4, 2), unit=4))
ANYWAY = chosen(COLUMNS, ())
BY_ID = {column.id: column for column in COLUMNS}
USUAL = {
    "nft": 24,
    "collection": 18,
    "price": 14,
    "best": 7,
    "from": 20,
    "ends": 8,
    "status": 11,
    "account": 6,
}
WANTED = st.fixed_dictionaries({column.id: st.integers(0, 60) for column in COLUMNS if not column.firm})


@pytest.fixture
def row() -> OfferRow:
    """One open offer, ending in three hours."""
    return a_row()


def text_of(row: OfferRow, column: str, width: int, look: Look = LOOK) -> str:
    """What one cell says, with its blanks."""
    return "".join(piece.text for piece in BY_ID[column].cell(row, look, width))


def inks_of(row: OfferRow, column: str, width: int) -> set[str]:
    """The inks of one cell."""
    return {piece.ink for piece in BY_ID[column].cell(row, LOOK, width)}


def ids(placed: tuple[Placed[OfferRow], ...]) -> list[str]:
    """Which columns were placed."""
    return [each.column.id for each in placed]


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        (132, ["market", "nft", "collection", "price", "best", "from", "ends", "status", "account"]),
        (131, ["market", "nft", "collection", "price", "best", "from", "ends", "status"]),
        (121, ["market", "nft", "collection", "price", "best", "ends", "status"]),
        (98, ["market", "nft", "price", "best", "ends", "status"]),
        (60, ["market", "nft", "price", "best", "ends", "status"]),
        (59, ["market", "nft", "price", "ends", "status"]),
        (51, ["market", "nft", "price", "ends", "status"]),
        (50, ["nft", "price", "ends", "status"]),
        (42, ["nft", "price", "status"]),
    ],
)
def test_what_matters_least_goes_first(width: int, kept: list[str]) -> None:
    assert ids(lay_out(ANYWAY, width, USUAL)) == kept


def widths_of(placed: tuple[Placed[OfferRow], ...]) -> dict[str, int]:
    """How wide each column is."""
    return {each.column.id: each.width for each in placed}


def test_the_word_of_a_status_goes_before_a_column_does() -> None:
    widths = widths_of(lay_out(ANYWAY, 60, USUAL))

    assert widths["status"] == 1
    assert widths["market"] == 6


def test_the_word_of_a_status_goes_before_names_are_hard_to_tell() -> None:
    assert widths_of(lay_out(ANYWAY, 76, USUAL))["status"] == 11
    narrower = widths_of(lay_out(ANYWAY, 75, USUAL))
    assert (narrower["status"], narrower["nft"]) == (1, 24)


def test_all_that_can_go_makes_room_for_the_digits_of_an_amount() -> None:
    room = room_beside_the_needed(ANYWAY, 68)
    placed = lay_out(ANYWAY, 68, {**USUAL, "price": room})

    assert widths_of(placed) == {"nft": 14, "price": room, "status": 1}


def settings(*texts: str) -> tuple[ColumnSetting, ...]:
    """Columns as they stand in a file: `nft:30`."""
    return columns_of(list(texts))[0]


def test_chosen_columns_stand_in_the_order_and_width_that_was_chosen(row: OfferRow) -> None:
    columns = chosen(COLUMNS, settings("price", "chain", "nft:30", "status:1"))
    placed = lay_out(columns, 120, {column.id: column.wanted(row, LOOK) for column in columns})

    assert ids(placed) == ["price", "chain", "nft", "status"]
    assert widths_of(placed)["nft"] == 30
    assert widths_of(placed)["status"] == 1


def test_neither_the_price_nor_what_tells_the_nft_can_be_left_out() -> None:
    assert ids(lay_out(chosen(COLUMNS, settings("ends")), 100, USUAL)) == ["nft", "price", "ends"]


def test_a_column_that_was_given_a_width_stays_while_others_go() -> None:
    columns = chosen(COLUMNS, settings("market", "nft", "price", "best", "account:9", "ends"))

    assert ids(lay_out(columns, 52, USUAL)) == ["nft", "price", "account", "ends"]
    assert ids(lay_out(chosen(COLUMNS, settings("nft", "price", "from", "ends")), 52, USUAL)) == [
        *("nft", "price", "ends")
    ]


def test_a_name_that_is_no_column_is_left_out() -> None:
    odd = (ColumnSetting(name="colour"), ColumnSetting(name="ends", width=9))

    assert [column.id for column in chosen(COLUMNS, odd)] == ["nft", "price", "ends"]


@given(
    st.lists(
        st.builds(
            ColumnSetting,
            name=st.sampled_from([column.id for column in COLUMNS]),
            width=st.none() | st.integers(1, 200),
        ),
        max_size=14,
    ),
    st.integers(1, 220),
    WANTED,
)
def test_nothing_chosen_puts_two_columns_in_one_place_or_hides_an_amount(
    chosen_settings: list[ColumnSetting], width: int, wanted: dict[str, int]
) -> None:
    placed = lay_out(chosen(COLUMNS, chosen_settings), width, {**wanted, "price": 14})

    assert {"nft", "price"} <= set(ids(placed))
    assert all(each.width >= 1 for each in placed)
    assert widths_of(placed)["price"] >= 14
    assert all(one.x + one.width + GAP == two.x for one, two in pairwise(placed))


def test_a_price_is_as_wide_as_was_chosen_where_there_is_room_and_never_beyond_the_list() -> None:
    (narrow,) = [column for column in chosen(COLUMNS, settings("price:1")) if column.id == "price"]
    wide = chosen(COLUMNS, settings("nft", "price:40"))

    assert narrow.rounds_above == LEAST_WIDTH
    assert widths_of(lay_out(wide, 80, USUAL))["price"] == 40
    assert widths_of(lay_out(wide, 50, USUAL)) == {"nft": 24, "price": 24}


def test_the_best_other_offer_is_exact_or_marked_as_rounded(row: OfferRow) -> None:
    long = row._replace(best=Best(money("0.123456789012345678901234567891", coin("W" * 16)), None))

    assert (
        text_of(row._replace(best=Best(money("7", coin("SOL")), None)), "best_price", 24).strip() == "7 SOL"
    )
    assert text_of(long, "best_price", 24) == f"≈0.1234 {'W' * 16}"[-24:].rjust(24)
    assert text_of(row, "best_price", 24).strip() == "—"


@given(st.integers(36, 220), WANTED, st.integers(0, 24))
def test_columns_never_overlap_and_never_leave_the_table(
    width: int, wanted: dict[str, int], price: int
) -> None:
    placed = lay_out(ANYWAY, width, {**wanted, "price": price})

    ends = [each.x + each.width for each in placed]
    assert all(end + GAP == after.x for end, after in zip(ends, placed[1:], strict=False))
    assert ends[-1] <= width


@given(st.integers(24, 220), WANTED, st.integers(0, 32))
def test_the_price_always_gets_what_it_wants(width: int, wanted: dict[str, int], price: int) -> None:
    placed = {each.column.id: each.width for each in lay_out(ANYWAY, width, {**wanted, "price": price})}

    assert placed["price"] >= price


def test_no_column_gets_its_wish_while_another_is_uncomfortable() -> None:
    wanted = {**USUAL, "nft": 36, "collection": 26}
    widths = {each.column.id: each.width for each in lay_out(ANYWAY, 127, wanted)}

    assert widths["from"] == 20
    assert widths["collection"] >= 20


def test_a_column_grows_to_what_its_offers_want_and_no_further() -> None:
    placed = {each.column.id: each.width for each in lay_out(ANYWAY, 200, {"nft": 25, "collection": 90})}

    assert placed["nft"] == 25
    assert placed["collection"] == BY_ID["collection"].ideal


@given(st.integers(1, 40))
def test_every_cell_fills_its_column_exactly(width: int) -> None:
    row = a_row(nft=UntrustedText("日本語ドラゴン"), hides=True)

    for column in COLUMNS:
        room = max(width, LOOK.zone.width) if column.id == "price" else width
        assert cell_len("".join(piece.text for piece in column.cell(row, LOOK, room))) == room, column.id


def test_a_price_stands_with_its_unit(row: OfferRow) -> None:
    assert text_of(row, "price", 14).strip() == "5.00 USDC"


def test_a_name_that_hides_characters_has_a_mark_before_it(row: OfferRow) -> None:
    hiding = row._replace(hides=True)

    assert text_of(hiding, "nft", 20).startswith("≠ Quiet Otter")
    assert text_of(hiding, "nft", 8).startswith("≠ ")
    assert text_of(hiding, "nft", 20, LOOK._replace(glyphs=ASCII)).startswith("! ")


def test_a_plain_name_has_no_mark(row: OfferRow) -> None:
    assert text_of(row, "nft", 12) == "Quiet Otter "


def test_an_answer_on_its_way_takes_the_place_of_the_time_left(row: OfferRow) -> None:
    pending = row._replace(pending="accept", status=OfferStatus.IN_FLIGHT)

    assert text_of(pending, "ends", 10) == " accepting"
    assert text_of(pending, "status", 11) == "◐ In flight"


@pytest.mark.parametrize(
    ("best", "said"), [("4", "best"), ("5.00", "best"), ("10", "−50 %"), ("5.000000000000000001", "−1 %")]
)
def test_a_price_is_held_against_the_best_other_one(row: OfferRow, best: str, said: str) -> None:
    held = row._replace(best=Best(money(best, coin("USDC")), None))

    assert text_of(held, "best", 7) == said.rjust(7)


def test_a_price_without_another_is_held_against_nothing(row: OfferRow) -> None:
    over = row._replace(best=Best(money("9", coin("USDC")), START))

    assert text_of(row, "best", 7) == text_of(over, "best", 7) == "      —"


def test_the_time_left_is_pushed_to_the_right(row: OfferRow) -> None:
    assert text_of(row, "ends", 10) == "    3 h 00"


def test_what_ends_soon_and_what_is_not_swept_is_warned_of(row: OfferRow) -> None:
    soon = row._replace(expires=START + timedelta(minutes=4))
    over = row._replace(expires=START - timedelta(minutes=4))

    assert text_of(soon, "ends", 10).strip() == "! 4 m"
    assert text_of(over, "ends", 10).strip() == "not swept"
    assert inks_of(soon, "ends", 10) == inks_of(over, "ends", 10) == {"warning"}


def test_a_status_without_room_for_its_word_keeps_its_shape(row: OfferRow) -> None:
    assert text_of(row, "status", 11) == "● Open     "
    assert text_of(row, "status", 1) == "●"


def test_every_status_fits_with_its_word(row: OfferRow) -> None:
    for status in OfferStatus:
        assert "…" not in text_of(row._replace(status=status), "status", 11)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_a_column_that_says_another_thing_after_a_while_is_timely(
    column: Column[OfferRow], row: OfferRow
) -> None:
    today, later = row._replace(placed_at=START), LOOK._replace(now=START + timedelta(days=2))

    assert (column.cell(today, LOOK, 12) == column.cell(today, later, 12)) is not column.timely
