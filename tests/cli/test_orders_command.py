"""`offerdesk orders`: looked up and listed without anything private, and created once."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.cli.headless import OFFERDESK, Ended, offerdesk, problems_of
from tests.dew_account import HASH
from tests.rocks_account import ADDRESS
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tests.terminal.screen import Terminal

ROCKS, DEW = "license_rocks", "dew"
ORDER = ("create", "--nft-id", "405", "--listing-id", "2", "--buyer", "24", "--quantity", "3")
KEY = "license_rocks:order:listing 2, NFT 405, buyer 24"
PRIVATE = ("Geheimbotschaft", "::ffff:127.0.0.1", "0bfbc1ba-07fd-463e-b9e9-63850b25447f")
"""Of the documented orders: a secret phrase, an address of a machine, a token of a webhook."""

WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "a word among numbers": (("1,2,a", "--account", ROCKS), "'a' is not a number."),
    "no number at all": ((",", "--account", ROCKS), "There is no order number."),
    "a hash that is too short": (("0x12ab", "--account", DEW), "is not an order hash"),
    "no account where several can": (("1",), "Say through which account"),
    "creating where none are created": ((*ORDER, "--yes", "--account", DEW), "creates no orders"),
    "a quantity of none": ((*ORDER[:-1], "0", "--yes"), "a whole number from 1 on, not '0'"),
    "a quantity below none": ((*ORDER[:-2], "--quantity=-1", "--yes"), "not '-1'"),
    "a quantity in parts": ((*ORDER[:-1], "1.5", "--yes"), "not '1.5'"),
    "nobody to ask": (ORDER, "no terminal to ask on"),
    "a flag of creating beside numbers": (("1", "--quantity", "3", "--account", ROCKS), "only for creating"),
    "a table of what became of it": ((*ORDER, "--yes", "--csv"), "not written as CSV"),
}
ADDRESSES: dict[str, tuple[str, str]] = {
    "half an address": ('{"street": "Szeroka", "city": "Toruń"}', "exactly these four fields"),
    "a field of another name": (json.dumps({**ADDRESS, "zip": "1"}), "exactly these four fields"),
    "an empty field": (json.dumps({**ADDRESS, "city": " "}), "needs all four fields; city is missing"),
    "a list": ("[1, 2]", "a JSON object of texts"),
    "no JSON": ("Szeroka 1, Toruń", "no JSON"),
    "far too much": (json.dumps({**ADDRESS, "city": "x" * 9_000}), "too long"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """A running sandbox and the file with its line."""

    info: SandboxInfo
    line: Path

    def run(self, *arguments: str, typed: str = "") -> Ended:
        """`offerdesk orders` at this sandbox."""
        return offerdesk("--sandbox", str(self.line), "orders", *arguments, typed=typed)

    def made(self) -> int:
        """How many orders were really created so far."""
        return sum(each["action"] == "create order" for each in effects(self.info))


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """One sandbox for all of them."""
    line = tmp_path_factory.mktemp("orders") / "line.json"
    with running_sandbox("--offers", "100") as info:
        line.write_text(json.dumps(info.said), encoding="utf-8")
        yield Stand(info, line)


@pytest.fixture
def faults(stand: Stand) -> Iterator[Faults]:
    """What may go wrong there, and nothing afterwards."""
    with httpx.Client(base_url=stand.info.base_url, trust_env=False) as client:
        yield (armed := Faults(client))
        armed.clear()


def test_orders_are_looked_up_and_stay_on_the_list(stand: Stand) -> None:
    found = stand.run("2,1", "--account", ROCKS, "--json")
    assert (found.code, problems_of(found.data, "orders.json")) == (0, [])
    assert [each["key"] for each in found.data["orders"]] == ["license_rocks:2", "license_rocks:1"]
    (item,) = found.data["orders"][1]["order"]["items"]
    assert (item["quantity"], item["listing"]["id"]) == ("1", "1")

    at_dew = stand.run(HASH, "--account", DEW, "--json")
    assert (at_dew.code, problems_of(at_dew.data, "orders.json")) == (0, [])

    listed = stand.run("--no-refresh", "--json")
    assert listed.data["orders"] == [*found.data["orders"], *at_dew.data["orders"]]
    exported = offerdesk("--sandbox", str(stand.line), "export", "orders")
    assert [json.loads(line) for line in exported.lines] == [
        {"schema": 1, **each} for each in listed.data["orders"]
    ]
    rows = list(csv.DictReader(io.StringIO(stand.run("--csv").out)))
    assert [row["ref"] for row in rows] == ["2", "1", HASH]
    assert rows[1]["parties"].startswith("buyer 24")


def test_nothing_private_is_written_in_any_form(stand: Stand, home: Path) -> None:
    said = [stand.run("1,2", "--account", ROCKS, form).out for form in ("--json", "--plain", "--csv")]
    ledger = b"".join(file.read_bytes() for file in home.rglob("ledger.sqlite3*"))
    for secret in PRIVATE:
        assert not any(secret in text for text in said)
        assert secret.encode() not in ledger


def test_an_order_that_is_not_there_is_marked_and_costs_no_other(stand: Stand) -> None:
    ended = stand.run("1,99999", "--account", ROCKS, "--json")
    assert (ended.code, problems_of(ended.data, "orders.json")) == (6, [])
    there, gone = ended.data["orders"]
    assert (there["gone"], gone["gone"], gone["order"]) == (False, True, None)
    assert "Order 99999 does not exist there." in ended.err
    assert stand.run("99999", "--account", ROCKS).code == 1


def test_the_trouble_of_one_account_is_its_own(stand: Stand, faults: Faults) -> None:
    stand.run("1", "--account", ROCKS)
    stand.run(HASH, "--account", DEW)
    faults.arm("status", "license_rocks.get_orders", status=401, times="forever")
    ended = stand.run("--json")
    assert ended.code == 4
    assert [each["order"] is not None for each in ended.data["orders"]] == [True, True]
    assert ended.err.startswith("offerdesk: license_rocks: ")


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_one_sentence_and_nothing_is_sent(case: str, stand: Stand) -> None:
    arguments, said = WRONG[case]
    before = stand.made()
    ended = stand.run(*arguments)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert said in ended.err
    assert len(ended.err.splitlines()) <= 2
    assert stand.made() == before


@pytest.mark.parametrize("case", ADDRESSES)
def test_a_billing_address_that_is_not_whole_is_refused(case: str, stand: Stand) -> None:
    text, said = ADDRESSES[case]
    before = stand.made()
    ended = stand.run(*ORDER, "--billing", "--yes", typed=text)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert said in ended.err
    assert not any(word in ended.err for word in ADDRESS.values())
    assert stand.made() == before


def test_a_dry_run_shows_the_request_and_sends_nothing(stand: Stand) -> None:
    before = stand.made()
    ended = stand.run(*ORDER, "--billing", "--dry-run", "--json", typed=json.dumps(ADDRESS))
    assert (ended.code, problems_of(ended.data, "requests.json")) == (0, [])
    (request,) = ended.data["requests"]
    assert request["would_be_sent"]
    assert '"nftId":405' in request["request"]
    assert not any(word in ended.out for word in (*ADDRESS.values(), stand.info.said[ROCKS]["token"]))
    assert stand.made() == before


def test_an_order_is_created_once_and_looked_up(stand: Stand, home: Path) -> None:
    before = stand.made()
    ended = stand.run(*ORDER, "--billing", "--yes", "--json", typed=json.dumps(ADDRESS))
    assert (ended.code, problems_of(ended.data, "results.json")) == (0, [])
    (result,) = ended.data["results"]
    assert (result["key"], result["action"], result["state"]) == (KEY, "create order", "done")
    assert stand.made() == before + 1

    (listed,) = stand.run("--no-refresh", "--json").data["orders"]
    assert (listed["ref"], listed["order"]["items"][0]["quantity"]) == (result["made"], "3")
    activity = offerdesk("--sandbox", str(stand.line), "activity", "--json").data
    assert problems_of(activity, "activity.json") == []
    order = {"nft_id": 405, "listing_id": 2, "buyer_id": 24, "quantity": 3, "with_address": True}
    assert activity["actions"][0]["order"] == order
    written = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert not any(word.encode() in written for word in ADDRESS.values())

    again = stand.run(*ORDER, "--yes")
    assert (again.code, again.out) == (5, "")
    assert f"already: order {result['made']}." in again.err
    assert stand.run(*ORDER, "--yes", "--again").code == 0
    assert stand.made() == before + 2


def test_an_answer_that_is_lost_is_not_called_failed(stand: Stand, faults: Faults) -> None:
    before = stand.made()
    faults.arm("close", "license_rocks.create_orders", act=True)
    ended = stand.run(*ORDER, "--yes", "--json", "--wait", "0")
    (result,) = ended.data["results"]
    assert (ended.code, result["state"], result["made"]) == (6, "unknown", None)
    assert stand.made() == before + 1
    again = stand.run(*ORDER, "--yes", "--again")
    assert (again.code, stand.made()) == (5, before + 1)
    assert "an earlier create order is not settled yet" in again.out


def test_read_only_holds_for_orders(stand: Stand) -> None:
    before = stand.made()
    ended = stand.run(*ORDER, "--yes", "--read-only")
    assert (ended.code, stand.made()) == (5, before)
    assert "read-only" in ended.out


@pytest.mark.terminal
@pytest.mark.parametrize(("typed", "created"), [("3", 1), ("yes", 0), ("30", 0), ("", 0)])
def test_only_the_quantity_typed_is_a_yes(stand: Stand, typed: str, created: int) -> None:
    before = stand.made()
    command = [*OFFERDESK, "--sandbox", str(stand.line), "orders", *ORDER]
    terminal = Terminal(command, (120, 40), {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
    try:
        terminal.until(
            *("Create this order?", "405", "user 24", "license_rocks on license.rocks"),
            *("The first billing address stored for this user is used;", "cannot be undone"),
            "To create it, type the quantity, 3;",
        )
        terminal.press(*([typed] if typed else []), "enter")
        assert terminal.code() == (0 if created else 1), terminal.text
    finally:
        terminal.close()
    assert stand.made() == before + created


def test_an_order_of_ones_own_is_cancelled_though_no_list_holds_it(stand: Stand, tmp_path: Path) -> None:
    listed = offerdesk("--sandbox", str(stand.line), "offers", "--account", DEW, "--side", "placed", "--json")
    mine = next(each for each in listed.data["offers"] if each["status"] == "open")
    suggested = {DEW: {**stand.info.said["suggested"][DEW], "watch": []}}
    line = tmp_path / "line.json"
    line.write_text(json.dumps({DEW: stand.info.said[DEW], "suggested": suggested}), encoding="utf-8")
    elsewhere = ("--sandbox", str(line), "--profile", "elsewhere")

    ended = offerdesk(*elsewhere, "cancel", mine["key"], "--yes", "--json")

    assert (ended.code, problems_of(ended.data, "results.json")) == (0, []), ended.err
    (order,) = offerdesk(*elsewhere, "orders", "--json").data["orders"]
    assert (order["ref"], order["order"]["status"]) == (mine["id"], "cancelled")


def test_nothing_is_done_to_an_order_that_nothing_can_be_done_to(stand: Stand) -> None:
    ended = offerdesk("--sandbox", str(stand.line), "cancel", f"{ROCKS}:1", "--yes")
    assert (ended.code, ended.out) == (2, "")
    assert "license_rocks:1 is an order, and nothing can be done to it." in ended.err
