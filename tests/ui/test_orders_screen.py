"""The Orders screen: looked up, shown in full, masked, refreshed, exported, taken off."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.headless import problems_of
from tests.rest_account import DOCUMENTS
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.ui.dashboard import dashboard
from tests.ui.market import a_market
from tests.ui.order_desk import (
    DEW,
    HASH,
    ROCKS,
    ask_which,
    at_orders,
    look_up,
    screen_of,
    secrets_of,
    squeezed,
    told,
)
from tui_app.ui.screens import orders as orders_screen

pytestmark = pytest.mark.anyio

HIGH = (100, 170)
"""A window in which the detail pane has the whole width, and every fact of an order is in sight."""
PRINTED: dict[str, Any] = json.loads((DOCUMENTS / "dew_order.json").read_text())["data"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox, which has the documents' orders as they are printed."""
    with running_sandbox("--offers", "8") as info:
        yield info


@pytest.fixture
def faults(sandbox: SandboxInfo) -> Iterator[Faults]:
    """The sandbox's switches, all off again afterwards."""
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        yield (switches := Faults(client))
        switches.clear()


async def test_an_empty_list_says_what_to_press_and_what_the_documents_print(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, size=(80, 24)) as seat:
        await seat.until("+ looks orders up by number or hash", HASH, "1,2", "4 Orders")


async def test_without_an_account_for_it_the_screen_says_where_to_get_one() -> None:
    with a_market(offers=10) as market:
        async with dashboard(market.line) as seat:
            await seat.press("4")
            await seat.until("No account of yours is at a marketplace", "7 leads to the accounts")
            await seat.press("plus")
            await seat.until("None of your accounts is at a")


async def test_what_is_wrong_is_named_as_it_is_typed(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await ask_which(seat)
        await seat.type("1,2,a")
        await seat.until("'a' is not a number.", "license_rocks  license.rocks")
        await seat.press("enter")
        assert "Look up which orders?" in seat.text


async def test_the_documents_example_can_be_typed_by_a_key(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await ask_which(seat)
        await seat.press("down")
        await seat.until("0x41a2753400", "Enter looks 1 order up.", "dew  Dew")
        await seat.press("down")
        await seat.until("1,2", "Enter looks 2 orders up.", "license_rocks  license.rocks")


async def test_orders_join_the_list_each_with_its_own_mark(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "2,99999,1", "2 orders read.", "1 of 3")

        assert "Order 99999 does not exist there. Check its number." in squeezed_words(seat.text)
        assert "∅ not there" in seat.line("99999")
        assert seat.line("99999").lstrip().startswith("!")
        assert "20.00 EUR" in seat.line(" 2  ")
        assert "◐ created" in seat.line(" 2  ")


async def test_the_cursor_stays_on_its_order_when_others_come(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "1,2", "1 of 2")
        await seat.press("down")
        await seat.desk.orders.look_up(DEW, [HASH])
        await seat.until("0x41a2…e4c243", "3 of 3")

        assert screen_of(seat).described.key.ref == "2"  # type: ignore[union-attr]


@pytest.mark.parametrize("ref", ["1", "2"])
async def test_everything_that_the_page_prints_of_an_order_is_shown_and_what_is_private_on_request(
    ref: str, sandbox: SandboxInfo
) -> None:
    async with at_orders(sandbox, size=HIGH) as seat:
        await look_up(seat, ref, "1 of 1")
        await seat.press("enter")
        masked, secrets = await told(seat), secrets_of(seat, ROCKS, ref)
        await seat.press("u")
        shown = await told(seat)
        await seat.press("left")
        raw = squeezed(seat.text)

    assert len(secrets) > 5
    assert [each for each in secrets if each in masked or each in raw] == []
    assert [each for each in secrets if each not in shown] == []
    for words in (
        "20.00EUR≈13.422818791946nativecoin,theysay",
        "◐Inflight·created(statusnotreported)",
        "2022-12-30",
        "buyer24",
        "13.422818791946309nativecoin,theysay",
        "13422818791946309000",
        "activeyes",
        "Itiscalledactivealthoughitsendhaspassed.",
        "2023-01-04",
        "AuctionableERC1155",
        "0x7F22bF652e54Db9E79DF9f9d7cBeea2BddBf3d1a",
        "maticTestnet",
        "blob:https://preview-creatorshub.license.rocks/",
        "TitelNFT",
    ):
        assert words in masked, words


async def test_everything_that_dews_page_prints_of_an_order_is_shown(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, size=HIGH) as seat:
        await look_up(seat, HASH, "1 of 1")
        await seat.press("enter")
        shown = await told(seat)

    texts = [PRINTED[name] for name in ("order_hash", "maker", "price", "currency", "price_usd", "taker")]
    texts += [PRINTED["nft"][name] for name in ("owner", "contract", "token_id", "name")]
    texts += [PRINTED["contract"][name] for name in ("contract", "name", "symbol", "icon_url", "slug")]
    for words in (
        *map(squeezed, texts),
        "0.049000000000000000POL",
        "●Open·listed",
        "OpenSea(1)",
        "verifiedcollectionyes",
        "numberofNFTs1",
        "notsoldyet1",
        "Dew'snumber1",
        "network137",
        "expired,notyetswept:2022-06-1",
        "string,whichisnoaddress",
    ):
        assert words in shown, words
    assert "rarity" not in shown


async def test_what_happened_to_an_order_is_asked_for_by_its_tab(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, HASH, "1 of 1")
        await seat.press("right", "right", "right")
        await seat.until("[Timeline]", "2022-06-11", "  listed")


async def test_what_is_private_is_masked_again_when_the_cursor_leaves(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, size=(160, 60)) as seat:
        await look_up(seat, "1,2", "1 of 2", "buyer email         ***")
        await seat.press("u")
        await seat.until("adam@licenserocks.de")
        await seat.press("down")
        assert "adam@licenserocks.de" not in seat.text
        await seat.press("up")
        await seat.until("buyer email         ***")


@pytest.mark.parametrize("away", ["1", "plus", "question_mark", "u"])
async def test_what_is_private_is_masked_again_when_the_screen_is_left(
    away: str, sandbox: SandboxInfo
) -> None:
    async with at_orders(sandbox, size=(160, 60)) as seat:
        await look_up(seat, "1", "1 of 1", "buyer email         ***")
        await seat.press("u")
        await seat.until("adam@licenserocks.de")
        await seat.press(away)
        await seat.until_gone("adam@licenserocks.de")
        await seat.press("escape", "4")
        await seat.until("buyer email         ***")


async def test_a_refresh_unmasks_nothing_else_and_masks_nothing(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox, size=(160, 60)) as seat:
        await look_up(seat, "1", "1 of 1")
        await seat.press("u")
        await seat.until("adam@licenserocks.de")
        read_at = seat.desk.orders.reading(ROCKS).read_at
        await seat.press("r")
        await seat.when(lambda: seat.desk.orders.reading(ROCKS).read_at != read_at, "the refresh")
        await seat.pilot.pause()
        assert "adam@licenserocks.de" in seat.text


async def test_what_was_not_read_since_the_start_is_read_before_it_is_shown(
    sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with at_orders(sandbox, folder=tmp_path, size=(160, 60)) as seat:
        await look_up(seat, "1", "1 of 1")
    async with at_orders(sandbox, folder=tmp_path, size=(160, 60)) as seat:
        await seat.until("1 of 1", "buyer               24")
        assert "***" not in seat.text
        await seat.press("u")
        await seat.until("adam@licenserocks.de")


async def test_what_is_old_is_read_when_the_screen_opens(
    sandbox: SandboxInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_orders(sandbox, folder=tmp_path) as seat:
        await look_up(seat, "1", "1 of 1")
    monkeypatch.setattr(orders_screen, "OLD", orders_screen.OLD * 0)
    async with at_orders(sandbox, folder=tmp_path) as seat:
        await seat.when(lambda: seat.desk.orders.reading(ROCKS).read_at is not None, "the reading")


async def test_the_trouble_of_one_account_is_said_with_its_remedy_and_costs_no_row(
    sandbox: SandboxInfo, faults: Faults
) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "1", "1 of 1")
        await look_up(seat, HASH, "1 of 2")
        faults.arm("status", "license_rocks.get_orders", status=401, times="forever")
        await seat.press("R")
        await seat.until("! license_rocks: ", "license_rocks ⊘")

        assert "20.00" in seat.line(" 1  ")
        assert "dew ●" in seat.text


async def test_words_find_orders(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "1,2", "1 of 2")
        await look_up(seat, HASH, "1 of 3")
        await seat.press("slash")
        await seat.type("titel !nothing")
        await seat.until("2 matches", "of 2")
        await seat.press("enter", "escape")
        await seat.until("of 3")


async def test_an_order_is_taken_off_after_a_question(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, "1,2", "1 of 2")
        await seat.press("minus")
        await seat.until("Take order 1 of license_rocks off the list?")
        await seat.press("right", "enter")
        await seat.until("1 of 1")
        assert [each.key.ref for each in seat.desk.orders.kept()] == ["2"]


async def test_an_export_holds_what_is_listed_and_nothing_private(
    sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with at_orders(sandbox, folder=tmp_path) as seat:
        await look_up(seat, "1,2,99999", "1 of 3")
        secrets = secrets_of(seat, ROCKS, "1")
        await seat.press("u", "e")
        await seat.until("Written into")
    table, whole = exported(tmp_path, "csv"), exported(tmp_path, "json")

    rows = list(csv.DictReader(table.splitlines()))
    assert [row["ref"] for row in rows] == ["1", "2", "99999"]
    document = json.loads(whole)
    assert problems_of(document, "orders.json") == []
    written = squeezed(table + whole)
    assert [each for each in secrets if each in written] == []


async def test_cancelling_an_order_of_ones_own_warns_that_it_is_off_the_chain(sandbox: SandboxInfo) -> None:
    async with at_orders(sandbox) as seat:
        await look_up(seat, HASH, "c  cancel")
        await seat.press("c")
        await seat.until("Cancel this offer of yours?", "This cancels at Dew only, not on the chain")
        assert "0.049000000000000000 POL" in seat.text


def squeezed_words(text: str) -> str:
    """The screen as one line without frames."""
    return " ".join(text.replace("│", " ").replace("▌", " ").split())


def exported(folder: Path, ending: str) -> str:
    """What was written into the one file of this kind."""
    (file,) = folder.rglob(f"orders-*.{ending}")
    return file.read_text()
