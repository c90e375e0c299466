"""While privacy holds no amount, no address and nobody's name is on the screen, wherever one looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.widgets import Button

from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app.ledger.windows import OfferRow
from tui_app.settings import Settings
from tui_app.ui.frame_taking import frame_of
from tui_app.ui.modals.copy_view import CopyView
from tui_app.ui.privacy import HIDDEN, Hides, hidden, without_figures
from tui_app.ui.private_filter import PrivateFilter
from tui_app.ui.screens.offers import OffersScreen
from tui_app.ui.widgets.action_columns import ACTION_COLUMNS
from tui_app.ui.widgets.column_layout import Column, Look
from tui_app.ui.widgets.columns import COLUMNS
from tui_app.ui.widgets.fact_sheet import Fact
from tui_app.ui.widgets.order_columns import ORDER_COLUMNS
from tui_app.ui.widgets.purchase_columns import PURCHASE_COLUMNS

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
UNITS = "USDC|USDT|USD|EUR|ETH|SOL|DOT|MATIC|XBT"


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market of forty offers."""
    with a_market() as found:
        yield found


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("they offer 5.00 USDC", "they offer ••• USDC"),
        ("≈1.2e77 ETH, −50 %", "••• ETH, ••• %"),
        ("sent to 0x52908400098527886E0F7030069857D2E4169EE7.", "sent to •••"),
        ("to AAAAbbbbCCCCddddEEEEffffGGGGhhhh now", "to ••• now"),
        ("٣ ETH", "••• ETH"),
        ("Kraken has no way to reject an offer", "Kraken has no way to reject an offer"),
        ("", ""),
    ],
)
def test_of_a_sentence_every_word_with_a_figure_is_hidden(sentence: str, shown: str) -> None:
    assert without_figures(sentence) == shown
    assert hidden(Content(sentence), Hides.FIGURES).plain == shown


def test_what_is_hidden_is_as_wide_whatever_it_is() -> None:
    texts = ("5", "123,456,789.000000001 ETH", "0x52908400098527886E0F7030069857D2E4169EE7")

    assert {hidden(Content(text), Hides.ALL).plain for text in texts} == {HIDDEN}


@pytest.mark.parametrize(
    ("label", "value", "shown"),
    [
        ("from", "fence-badge-pepper", HIDDEN),
        ("a label of tomorrow", "anything", HIDDEN),
        ("ends", "in 4 m, 14:36", "in 4 m, 14:36"),
        ("", "12.00 USDC", "••• USDC"),
        (Content("wallet"), "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty", HIDDEN),
        ("offer id", "", ""),
    ],
)
def test_a_fact_is_hidden_unless_its_name_is_known_to_be_harmless(
    label: str | Content, value: str, shown: str
) -> None:
    assert Fact(Content(value), label).hidden().value.plain == shown


def test_a_column_is_hidden_unless_it_says_that_it_is_public() -> None:
    columns: list[Column[OfferRow]] = [column for column in COLUMNS if not column.public]
    assert {column.id for column in columns} == {"price", "best_price", "from", "offer_id"}
    assert {each.id for each in ACTION_COLUMNS if not each.public} == {"amount"}
    assert {each.id for each in ORDER_COLUMNS if not each.public} == {"order", "price"}
    assert {each.id for each in PURCHASE_COLUMNS if not each.public} == {"quantity", "cost", "fees"}
    for column in (each.hidden() for each in columns):
        assert column.minimal == column.ideal
        # A row is not even looked at.
        pieces = column.cell(None, Look(NOW), column.minimal)  # type: ignore[arg-type]
        assert "".join(piece.text for piece in pieces).strip() == HIDDEN


def test_an_address_that_somebody_draws_all_the_same_becomes_dots_of_its_width() -> None:
    address = "0x52908400098527886E0F7030069857D2E4169EE7"
    solana = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T"
    line = [Segment(f"to {address} or {solana} by 14:32")]

    (drawn,) = PrivateFilter().apply(line, Color(0, 0, 0))
    assert drawn.text == f"to {'•' * len(address)} or {'•' * len(solana)} by 14:32"
    assert PrivateFilter().apply(plain := [Segment("Quiet Teal Otter #1234567")], Color(0, 0, 0)) is plain


def secrets_of(seat: Seat) -> set[str]:
    """Who made the offers that are known, and all their ids, as far as no name says the same."""
    screen = seat.app.screen
    assert isinstance(screen, OffersScreen)
    found = [seat.desk.shelf.at_row(row_id) for row_id in screen.table.row_ids]
    texts = set[str]()
    for offer in (kept.offer for kept in found if kept):
        ids = (offer.key.offer_id, offer.nft.nft_id, offer.nft.collection_id, offer.quote_id or "")
        texts |= {offer.maker.shown, *(text[:8] for text in ids)}
    return {text for text in texts if len(text) > 4}


def leaks(text: str, secrets: set[str]) -> list[str]:
    """What of the secrets is to be read, and every figure before a unit."""
    return [*(each for each in secrets if each in text), *re.findall(rf"\S*\d\S*\s+(?:{UNITS})\b", text)]


async def test_nothing_is_left_to_be_read_in_any_place(market: Market) -> None:
    async with dashboard(market.line) as seat:
        secrets = secrets_of(seat)
        assert len(leaks(seat.text, secrets)) > 3, "without privacy all of it is to be seen"

        await seat.press("ctrl+g", "down")
        await seat.until("hidden (ctrl+g)")
        assert not leaks(seat.text, secrets)
        for _tab in range(4):
            await seat.press("right")
            assert not leaks(seat.text, secrets)

        await seat.press("y")
        await seat.until("What is hidden here is not hidden there.")
        assert not leaks(seat.text, secrets)
        assert isinstance(seat.app.screen, CopyView)
        await seat.press("down", "down", "enter")
        assert seat.app.clipboard.endswith("USDC") or any(char.isdigit() for char in seat.app.clipboard)

        await seat.press("escape", "i")
        await seat.until("By day")
        await seat.press("right")
        await seat.until("best that stands •••")
        assert not leaks(seat.text, secrets)
        await seat.press("right")
        await seat.until("the greatest amounts")
        assert not leaks(seat.text, secrets)

        await seat.press("escape")
        screen = seat.app.screen
        assert isinstance(screen, OffersScreen)
        frame = frame_of(screen, seat.app.console, NOW)
        assert frame is not None
        assert not leaks("\n".join(frame.rows), secrets), "what the next start paints at first"


async def test_who_cannot_see_what_is_at_stake_cannot_agree_to_it(market: Market) -> None:
    async with dashboard(market.line, size=(80, 24)) as seat:
        secrets = secrets_of(seat)
        await seat.press("ctrl+g", "a")
        await seat.until("ctrl+g shows it, then you can say yes")
        await seat.press("d")
        await seat.until("The exact request")
        assert not leaks(seat.text, secrets)

        await seat.press("escape")
        await seat.past_deafness()
        await seat.press("right", "enter")
        await seat.until_gone("Accept this offer?")
        assert not market.calls["NftAcceptOffer"]

        await seat.press("a")
        await seat.until("ctrl+g shows it")
        assert not leaks(seat.text, secrets)
        assert seat.app.screen.query_one("#yes", Button).disabled
        await seat.press("ctrl+g")
        await seat.when(lambda: not seat.app.screen.query_one("#yes", Button).disabled, "a yes")
        await seat.past_deafness()
        await seat.press("right", "enter")
        await seat.when(lambda: market.calls["NftAcceptOffer"] == 1, "the answer")
        await seat.until_gone("Accept this offer?")

        await seat.press("ctrl+g", "6")
        await seat.until("✓ done")
        await seat.press("enter")
        await seat.until("settled")
        assert not leaks(seat.text, secrets)


async def test_it_holds_from_the_first_frame_on_where_the_settings_or_the_last_run_want_it(
    market: Market, tmp_path: Path
) -> None:
    async with dashboard(market.line, settings=Settings(privacy=True)) as seat:
        assert not leaks(seat.text, secrets_of(seat))

    async with dashboard(market.line, folder=tmp_path) as seat:
        await seat.press("ctrl+g")
        await seat.when(lambda: any(tmp_path.rglob("privacy.toml")), "what is kept")

    async with dashboard(market.line, folder=tmp_path, wait=False) as seat:
        await seat.until("hidden (ctrl+g)", "Price")
        assert not re.findall(rf"\d\s+(?:{UNITS})\b", seat.text)
        await seat.when(lambda: seat.app.desk is not None, "the desk")
        await seat.press("ctrl+g")
        await seat.when(lambda: not any(tmp_path.rglob("privacy.toml")), "the end of it")
