"""Orders are looked up, unmasked and created in a real terminal; the market made exactly one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.screen import effects, terminal

pytestmark = pytest.mark.terminal

PRIVATE = "a6a08c57-9fb3-4eb1-b569-"
"""The webhook token that the document's order has, as far as it stands in one line."""
WIDE = 110
"""From so many columns on the details stand beside the list."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_operator_looks_orders_up_and_creates_one(size: tuple[int, int], tmp_path: Path) -> None:
    line = tmp_path / "line.json"
    with terminal("demo", "--sandbox-info", str(line), size=size) as shown:
        shown.until("license_rocks ●")
        shown.settle()
        shown.press("4")
        shown.until("No order is listed yet.")
        shown.press("+")
        shown.until("Look up which orders?")
        shown.press("1,2")
        shown.until("Enter looks 2 orders up.")
        shown.press("enter")
        shown.until("1 of 2", "◐ created")
        shown.press("enter")
        shown.until("20.00 EUR  ≈ 13.422818791946 native coin")
        assert PRIVATE not in shown.text

        shown.press("u")
        shown.until("masks again what is private")
        if size[0] < WIDE:  # there Enter only opened the details
            shown.press("tab")
            shown.settle()
        shown.press("end")
        shown.until(PRIVATE)
        shown.press("escape")

        shown.press("N")
        shown.until("New order through license_rocks")
        shown.press(*("405", "enter", "2", "enter", "24", "enter", "3"))
        shown.settle()
        shown.send(b"\x13")
        shown.until("Create this order?", "3 of NFT 405 for buyer 24")
        assert PRIVATE not in shown.text
        shown.past_deafness()
        shown.press("left")
        shown.settle()
        shown.press("3", "enter")
        shown.settle()
        shown.press("right")
        shown.settle()
        shown.press("enter")
        shown.until("Created an order of NFT 405.", "of 3")
        made = [each for each in effects(line) if each["marketplace"] == "license_rocks"]
        shown.press("q")
        assert shown.code() == 0

    assert len(made) == 1
