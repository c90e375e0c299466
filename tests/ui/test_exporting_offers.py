"""The list as files: all of it or what is marked, exact, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.dashboard import dashboard
from tests.ui.market import Market, a_market

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market() as found:
        yield found


def written(folder: Path) -> tuple[list[list[str]], list[dict[str, object]]]:
    """The rows of the newest table without its head, and the objects of the lines beside it."""
    table = max(folder.rglob("offers-*.csv"), key=lambda file: file.stat().st_mtime_ns)
    lines = table.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    with table.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))[1:], [json.loads(line) for line in lines]


def modes(folder: Path) -> set[int]:
    """Who may do what with the files."""
    return {file.stat().st_mode & 0o777 for file in folder.rglob("offers-*")}


async def test_what_is_listed_is_written_and_else_what_is_marked(market: Market, tmp_path: Path) -> None:
    async with dashboard(market.line, folder=tmp_path) as seat:
        await seat.press("e")
        await seat.until("offers written into")
        rows, objects = written(tmp_path)
        listed = list(seat.desk.windows.rows(seat.app.screen.table.row_ids))  # type: ignore[attr-defined]

        assert [row[0] for row in rows] == [str(each.key) for each in listed]
        assert [each["key"] for each in objects] == [row[0] for row in rows]
        assert {each["schema"] for each in objects} == {1}
        assert [row[6] for row in rows] == [each.price.plain for each in listed]
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]

        await seat.press("down", "space", "e")
        await seat.until("1 offer written into")
        assert len(written(tmp_path)[0]) == len(written(tmp_path)[1]) == 1

    assert modes(tmp_path) == {0o600}


async def test_where_nothing_can_be_written_that_is_one_sentence(market: Market, tmp_path: Path) -> None:
    async with dashboard(market.line, folder=tmp_path) as seat:
        (tmp_path / "data" / "exports").write_text("in the way")
        await seat.press("e")
        await seat.until("The offers cannot be written into")
