"""What `offers`, `show`, `activity`, `accounts`, `doctor` and `export` print, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.headless import OFFERDESK, PROFILE, SCHEMAS, Stall, limit_of, offerdesk, problems_of
from tests.sandbox_client import KrakenCaller
from tests.terminal.screen import Terminal
from tui_app.domain.text import clean

DEAD = '{"kraken": {"base_url": "http://127.0.0.1:9", "api_key": "k", "api_secret": "c2VjcmV0"}}'
READERS = (
    (("offers", "--json"), "offers.json"),
    (("offers", "--json", "--no-refresh", "--side", "placed"), "offers.json"),
    (("activity", "--json"), "activity.json"),
    (("accounts", "list", "--json"), "accounts.json"),
    (("accounts", "test", "--json"), "account-tests.json"),
    (("doctor", "--json"), "doctor.json"),
    (("settings", "--check", "--json"), "settings-problems.json"),
    (("export", "offers", "--json"), "offers.json"),
    (("export", "orders", "--json"), "orders.json"),
    (("export", "activity", "--json"), "activity.json"),
)


@pytest.mark.parametrize(("arguments", "schema"), READERS, ids=[" ".join(words) for words, _ in READERS])
def test_what_is_printed_is_what_its_schema_says(
    stall: Stall, arguments: tuple[str, ...], schema: str
) -> None:
    ended = stall.run(*arguments)
    assert ended.code == 0, ended.err
    assert problems_of(ended.data, schema) == []


def test_every_schema_is_held_to_something() -> None:
    held = {name for _, name in READERS} | {
        "purchases.json",
        "show.json",
        "results.json",
        "requests.json",
        "offer-line.json",
    }
    assert {file.name for file in SCHEMAS.glob("*.json")} == held | {"values.json"}


def test_every_offer_of_the_market_is_listed(stall: Stall) -> None:
    with closing(KrakenCaller.of(stall.info)) as caller:
        there = {each["id"] for each in caller.offers("received", status="open")}
    listed = {each["id"] for each in stall.run("offers", "--json", "--status", "open").data["offers"]}
    assert there
    assert there <= listed


def test_narration_never_reaches_the_data(stall: Stall) -> None:
    ended = stall.run("export", "offers", "--jsonl")
    assert [problems_of(json.loads(line), "offer-line.json") for line in ended.lines] == [[]] * len(
        ended.lines
    )
    assert ended.lines


def test_statuses_filter_and_limit_narrow_the_list(stall: Stall) -> None:
    found = stall.run(
        *("offers", "--no-refresh", "--json", "--status", "open,in-flight"),
        *("--filter", "currency:usdc price>1", "--limit", "3"),
    ).data["offers"]
    assert 0 < len(found) <= 3
    assert {each["status"] for each in found} <= {"open", "in flight"}
    assert {each["price"]["currency"] for each in found} == {"USDC"}


def test_a_view_is_what_the_dashboard_has_under_its_name_and_more_narrows_it(stall: Stall) -> None:
    meant = ("--status", "open", "--filter", "!is:over !is:muted currency:usdc")
    listed = stall.run("offers", "--no-refresh", "--json", *meant)
    found = stall.run(
        *("offers", "--no-refresh", "--json", "--view", "needs AN answer", "--filter", "currency:usdc")
    )
    assert found.out == listed.out
    assert listed.data["offers"]
    unknown = stall.run("offers", "--view", "[b]")
    assert unknown.code == 2
    assert "Views: Needs an answer, Ends within a day" in unknown.err


@pytest.mark.parametrize("reverse", [(), ("--reverse",)])
def test_prices_are_sorted_exactly(stall: Stall, reverse: tuple[str, ...]) -> None:
    found = stall.run(
        "offers", "--no-refresh", "--json", "--sort", "price", "--filter", "currency:eth", *reverse
    ).data["offers"]
    amounts = [Decimal(each["price"]["amount"]) for each in found]
    assert amounts == sorted(amounts, reverse=bool(reverse))
    assert len(amounts) > 1


def test_an_account_is_named_by_its_whole_name(stall: Stall) -> None:
    assert stall.run("offers", "--no-refresh", "--account", "kraken", "--json").data["offers"]
    assert stall.run("offers", "--no-refresh", "--account", "krake", "--json").data["offers"] == []


def test_csv_has_one_row_for_each_offer_and_runs_nothing(stall: Stall) -> None:
    offers = stall.run("offers", "--no-refresh", "--json").data["offers"]
    ended = stall.run("offers", "--no-refresh", "--csv")
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert [row["key"] for row in rows] == [each["key"] for each in offers]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in {"=", "+", "-", "@", "\t"}]


def test_columns_begin_with_the_key_and_hold_nothing_that_a_terminal_obeys(stall: Stall) -> None:
    offers = stall.run("offers", "--no-refresh", "--json").data["offers"]
    ended = stall.run("offers", "--no-refresh", "--plain")
    assert [line.split()[0] for line in ended.lines] == [each["key"] for each in offers]
    assert all(clean(line, limit=2_000) == line.strip() for line in ended.lines)


def test_a_name_that_hides_something_is_spelt_out(stall: Stall) -> None:
    offers = stall.run("export", "offers", "--json").data["offers"]
    hiding = [each["nft"]["name"] for each in offers if each["nft"]["name"]["hides"]]
    assert hiding
    assert all("\\u{" in name["escaped"] or "…" in name["escaped"] for name in hiding)


def test_show_tells_what_can_be_done_and_what_happened(stall: Stall) -> None:
    key = stall.plain[0]["key"]
    ended = stall.run("show", key, "--json")
    (offer,) = ended.data["offers"]
    assert problems_of(ended.data, "show.json") == []
    assert {each["action"]: each["possible"] for each in offer["actions"]} == {
        "accept": True,
        "reject": False,
        "counter": True,
    }
    assert [each["what"] for each in offer["timeline"]][-1] == "first seen here"


def test_keys_are_read_from_stdin(stall: Stall) -> None:
    keys = [each["key"] for each in stall.plain[:3]]
    ended = stall.run("show", "-", "--json", typed="\n".join(["", *keys, *keys, ""]))
    assert [each["key"] for each in ended.data["offers"]] == keys


def test_an_offer_that_was_not_seen_yet_is_looked_for(market: Stall) -> None:
    ended = market.run("show", market.plain[0]["key"])
    assert ended.code == 0, ended.err
    assert "reading its offers" in ended.err


def test_quiet_says_nothing_of_that(market: Stall) -> None:
    ended = market.run("-q", "show", market.plain[0]["key"])
    assert (ended.code, ended.err) == (0, "")


def test_without_an_account_it_says_where_one_is_added() -> None:
    ended = offerdesk("offers")
    assert ended.code == 2
    assert "press 7, then N" in ended.err
    assert "--demo" in ended.err


def test_a_marketplace_that_cannot_be_reached_leaves_the_rows_and_says_so(
    stall: Stall, tmp_path: Path
) -> None:
    line = tmp_path / "dead.json"
    line.write_text(DEAD, encoding="utf-8")
    ended = offerdesk("--sandbox", str(line), "offers", "--json")
    assert ended.code == 3
    assert ended.data["offers"]
    assert ended.err.startswith("offerdesk: kraken: ")


@pytest.mark.parametrize(
    ("fault", "told", "code"),
    [
        ("status", {"status": 503}, 3),
        ("status", {"status": 429}, 3),
        ("kraken_error", {"codes": ["EAPI:Invalid key"]}, 4),
        ("kraken_error", {"codes": ["EGeneral:Permission denied"]}, 4),
        ("html_body", {}, 1),
    ],
)
def test_what_kept_an_account_from_being_read_decides_the_code(
    stall: Stall, fault: str, told: dict[str, object], code: int
) -> None:
    stall.faults.arm(fault, "/NftUserOffers", times="forever", **told)
    ended = stall.run("offers", "--json", "--status", "all")
    assert (ended.code, bool(ended.data["offers"])) == (code, True), ended.err
    assert ended.err.count("offerdesk: ") == 1


def test_missing_credentials_have_a_code_of_their_own(home: Path) -> None:
    folder = home / "config" / "offerdesk"
    folder.mkdir(parents=True)
    (folder / "accounts.toml").write_text(
        '[accounts.main]\nmarketplace = "kraken"\nkeeps = "session"\n', encoding="utf-8"
    )
    ended = offerdesk("accounts", "test", "--json")
    assert ended.code == 4
    assert problems_of(ended.data, "account-tests.json") == []
    assert offerdesk("offers").code == 4


def test_what_is_known_is_printed_although_nothing_answers(stall: Stall, tmp_path: Path) -> None:
    line = tmp_path / "dead.json"
    line.write_text(DEAD, encoding="utf-8")
    ended = offerdesk("--sandbox", str(line), "offers", "--no-refresh", "--json", "--status", "all")
    assert (ended.code, ended.err) == (0, "")
    assert ended.data["offers"]


def test_a_fresh_sandbox_is_there_for_one_command() -> None:
    ended = offerdesk("offers", "--demo", "--json", "--limit", "2")
    assert ended.code == 0, ended.err
    assert len(ended.data["offers"]) == 2


def test_a_pipe_that_is_closed_early_ends_it_quietly(stall: Stall) -> None:
    command = '"$@" | head -n 1; exit "${PIPESTATUS[0]}"'
    words = [*OFFERDESK, "--sandbox", str(stall.line), "export", "offers"]
    # Enough that it cannot all wait in the pipe.
    ended = subprocess.run(["bash", "-c", command, "bash", *words], capture_output=True, timeout=60)
    assert ended.stderr == b""
    assert ended.stdout.count(b"\n") == 1
    assert ended.returncode in {0, 141}


def test_a_disk_that_is_full_is_named(stall: Stall) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*OFFERDESK, "--sandbox", str(stall.line), "offers", "--no-refresh", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(
        "offerdesk: The output cannot be written (No space left on device)"
    )
    assert ended.stderr.count(b"\n") == 1


def test_ctrl_c_ends_a_refresh_at_once(stall: Stall) -> None:
    stall.faults.arm("hold", "/NftUserOffers", times=1)
    with stall.begun("offers") as process:
        assert stall.faults.held()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_an_export_is_for_its_owner_alone_and_replaces_nothing_unasked(stall: Stall, tmp_path: Path) -> None:
    file = tmp_path / "offers.csv"
    wanted = ("export", "offers", "--csv", "--output", str(file))
    assert stall.run(*wanted).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    again = stall.run(*wanted)
    assert again.code == 2
    assert "--force" in again.err
    assert file.read_bytes() == before
    assert stall.run(*wanted, "--force").code == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["offers.csv"]


def test_half_an_export_is_no_export(stall: Stall, tmp_path: Path) -> None:
    ended = stall.run("export", "offers", "--output", str(tmp_path / "no" / "such" / "folder"))
    assert ended.code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_names_what_is_wrong(stall: Stall, home: Path) -> None:
    settings = home / "config" / PROFILE / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("read_only = maybe\n", encoding="utf-8")
    ended = stall.run("doctor", "--offline", "--json")
    wrong = [each["name"] for each in ended.data["checks"] if each["fine"] is False]
    assert (ended.code, wrong) == (1, ["settings"])


def test_the_doctor_sees_a_journal_that_was_altered(stall: Stall, home: Path) -> None:
    offer = stall.plain.pop()
    assert stall.run("accept", offer["key"], "--yes", *limit_of(offer)).code == 0
    with closing(sqlite3.connect(home / "data" / PROFILE / "ledger.sqlite3")) as ledger:
        ledger.execute("UPDATE actions SET amount = '1'")
        ledger.commit()
    ended = stall.run("doctor", "--offline", "--json")
    wrong = [each["name"] for each in ended.data["checks"] if each["fine"] is False]
    assert (ended.code, wrong) == (1, ["journal"])


def test_plain_output_holds_what_the_encoding_lacks_as_escapes(stall: Stall) -> None:
    ended = offerdesk(
        *("--sandbox", str(stall.line), "offers", "--no-refresh", "--plain"),
        environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert ended.code == 0, ended.err
    assert ended.out.isascii()


def test_without_a_status_those_that_are_open_are_listed_and_the_others_counted(stall: Stall) -> None:
    every = stall.run("offers", "--json", "--no-refresh", "--status", "all").data["offers"]
    ended = stall.run("offers", "--json", "--no-refresh")
    others = sum(each["status"] != "open" for each in every)

    assert {each["status"] for each in ended.data["offers"]} == {"open"}
    assert len(ended.data["offers"]) == len(every) - others
    assert ended.err == (
        f"offerdesk: {others:,} offers that are not open are left out; --status all lists every one.\n"
    )
    for said in (("--status", "all"), ("--filter", "status:cancelled"), ("--view", "Unread"), ("--quiet",)):
        assert stall.run("offers", "--no-refresh", *said).err == "", said


def test_at_a_terminal_the_columns_have_heads_and_in_a_pipe_they_have_none(stall: Stall) -> None:
    command = [*OFFERDESK, "--sandbox", str(stall.line), "offers", "--no-refresh", "--limit", "1"]
    shown = Terminal(command, (160, 24), {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
    try:
        assert shown.code() == 0
    finally:
        shown.close()
    assert shown.text.lstrip().startswith("KEY ")
    assert "STATUS" not in stall.run("offers", "--no-refresh", "--limit", "1").out


def test_in_a_narrow_terminal_each_offer_has_one_line_and_its_key_is_whole(stall: Stall) -> None:
    command = [*OFFERDESK, "-q", "--sandbox", str(stall.line), "offers", "--no-refresh", "--limit", "5"]
    shown = Terminal(command, (80, 24), {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
    try:
        assert shown.code() == 0
    finally:
        shown.close()
    words = set(shown.text.split())
    assert len(shown.text.strip().splitlines()) == 1 + 5
    keys = [line.split()[0] for line in stall.run("offers", "--no-refresh", "--limit", "5").out.splitlines()]
    assert set(keys) <= words
