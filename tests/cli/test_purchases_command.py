"""`offerdesk purchases`: as data, with exact totals, and as much of it as could be had."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.headless import Ended, offerdesk, problems_of
from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.tr_account import OTHER, RET, USER

NAME = "tokenizationtr"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A sandbox of which nothing is changed."""
    with running_sandbox() as info:
        yield info


@contextmanager
def line_of(said: dict[str, Any], folder: Path) -> Iterator[Path]:
    """A sandbox's line in a file."""
    line = folder / "line.json"
    line.write_text(json.dumps(said), encoding="utf-8")
    yield line


@pytest.fixture
def line(sandbox: SandboxInfo, tmp_path: Path) -> Iterator[Path]:
    """The sandbox's accounts at tokenizationtr and at Kraken."""
    said = {name: sandbox.said[name] for name in ("kraken", NAME)}
    with line_of(said, tmp_path) as found:
        yield found


def run(line: Path, *arguments: str) -> Ended:
    """Run the command at this sandbox."""
    return offerdesk("--sandbox", str(line), "purchases", *arguments)


def test_the_printed_purchase_is_told_exactly(line: Path) -> None:
    ended = run(line, "--account", NAME, "--user", USER, "--token", RET, "--json")

    assert (ended.code, problems_of(ended.data, "purchases.json")) == (0, [])
    data = ended.data
    assert (data["complete"], data["claimed"], data["user"], data["token"]) == (True, 1, USER, RET)
    (bought,) = data["purchases"]
    assert (bought["id"], bought["quantity"], bought["price"]["amount"]) == ("purchase_456", "15", "12.0")
    assert (bought["cost"]["amount"], bought["deal"]) == ("180.0", "13")
    assert (bought["status_said"]["text"], bought["bought_at"]) == ("completed", "2024-01-15T14:30:00Z")
    assert [(fee["label"], fee["amount"]) for fee in bought["fees"]] == [
        ("platform fee", "5.4"),
        ("node fee", "3.6"),
    ]
    (total,) = data["totals"]
    assert (total["currency"], total["cost"], total["all_fees"]) == ("USDT", "180.0", "9.0")


def test_totals_are_what_the_rows_come_to(line: Path) -> None:
    data = run(line, "--json").data
    costs: dict[str, Decimal] = {}
    for bought in data["purchases"]:
        code = bought["cost"]["currency"]
        costs[code] = costs.get(code, Decimal(0)) + Decimal(bought["cost"]["amount"])

    assert {each["currency"]: Decimal(each["cost"]) for each in data["totals"]} == costs
    assert sum(group["purchases"] for group in data["groups"]) == len(data["purchases"]) == data["claimed"]
    assert problems_of(data, "purchases.json") == []


def test_an_account_need_not_be_named_where_only_one_tells_purchases(line: Path) -> None:
    assert run(line, "--json").data["account"] == NAME


def test_one_page_alone_is_not_told_to_be_all(line: Path) -> None:
    ended = run(line, "--page", "1", "--json")

    assert (ended.code, ended.data["complete"]) == (0, False)
    assert "This is page 1 alone." in ended.err


def test_a_page_behind_the_last_is_empty(line: Path) -> None:
    ended = run(line, "--page", "90", "--json")

    assert (ended.code, ended.data["purchases"]) == (0, [])


@pytest.mark.parametrize("form", ["--plain", "--csv"])
def test_what_was_bought_of_each_token_comes_from_the_short_rows(line: Path, form: str) -> None:
    ended = run(line, "--grouped", form)
    mentions = [each for each in ended.lines if RET in each]

    assert ended.code == 0
    assert len(mentions) == 1
    assert "180" in mentions[0]
    assert "no fees told" in ended.err


def test_rows_are_cells_and_what_a_spreadsheet_would_run_is_not(line: Path) -> None:
    ended = run(line, "--csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))

    printed = next(row for row in rows if row["id"] == "purchase_456")
    assert (printed["cost"], printed["fees"]) == ("180.0", "platform fee 5.4 USDT; node fee 3.6 USDT")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_rows_go_to_stdout_and_totals_beside_it(line: Path) -> None:
    ended = run(line, "--token", RET)

    assert len(ended.lines) == 1
    assert "completed" in ended.out
    assert "180.0 USDT for 1 purchase, fees 9.0 USDT" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--account", "kraken"), 2, "does not tell what users bought"),
        (("--account", "nobody"), 2, "There is no account"),
        (("--user", "a/b"), 2, "is not an id"),
        (("--token", "x y"), 2, "is not an id"),
        (("--token", RET, "--grouped"), 2, "every token"),
        (("--page", "0"), 2, "counted from 1"),
        (("--page", "-1"), 2, "no whole number"),
        (("--page", "1.5"), 2, "no whole number"),
        (("--user", "680c02896d91ca0145cfeb99"), 1, "does not find this"),
    ],
)
def test_what_is_wrong_is_one_sentence(line: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    ended = run(line, *arguments)

    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err


def test_a_user_that_the_token_may_not_speak_for_ends_with_the_code_of_credentials(line: Path) -> None:
    ended = run(line, "--user", OTHER, "--json")

    assert (ended.code, ended.out) == (4, "")
    assert "Check the user and the token" in ended.err


def test_a_wrong_token_ends_with_the_code_of_credentials(sandbox: SandboxInfo, tmp_path: Path) -> None:
    said = {NAME: {**sandbox.said[NAME], "token": "wrong"}}
    with line_of(said, tmp_path) as line:
        ended = run(line)

    assert (ended.code, ended.out) == (4, "")
    assert "Enter a new one" in ended.err


def test_a_server_that_is_not_there_is_to_be_tried_later(sandbox: SandboxInfo, tmp_path: Path) -> None:
    with line_of({NAME: {**sandbox.said[NAME], "base_url": "http://127.0.0.1:9"}}, tmp_path) as line:
        assert run(line).code == 3


def test_without_an_account_for_it_the_sentence_says_so(sandbox: SandboxInfo, tmp_path: Path) -> None:
    with line_of({"kraken": sandbox.said["kraken"]}, tmp_path) as line:
        ended = run(line)

    assert ended.code == 2
    assert "--account" in ended.err
