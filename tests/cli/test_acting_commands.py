"""`accept`, `reject`, `counter` and `cancel`: what they send, what they refuse, and what they say of it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.headless import OFFERDESK, PROFILE, Ended, Stall, limit_of, offerdesk, problems_of

CHECKING = "sent, outcome not known, checking"
ACCEPT = "/NftAcceptOffer"


@pytest.fixture
def offer(stall: Stall) -> dict[str, Any]:
    """A received offer that is nobody else's, its amount nothing odd."""
    return stall.plain.pop()


def accept(stall: Stall, *offers: dict[str, Any], more: tuple[str, ...] = ()) -> Ended:
    """Accept these without a question."""
    return stall.run("accept", *(each["key"] for each in offers), "--yes", *limit_of(*offers), *more)


def states(ended: Ended) -> list[str | None]:
    """How each item ended, and that the schema describes it."""
    assert problems_of(ended.data, "results.json") == []
    return [each["state"] for each in ended.data["results"]]


def test_an_accepted_offer_is_accepted_once(stall: Stall, offer: dict[str, Any]) -> None:
    ended = accept(stall, offer, more=("--json",))
    assert (ended.code, states(ended)) == (0, ["done"]), ended.err
    assert stall.effects(offer["key"]) == ["accept"]


def test_it_is_in_the_journal_and_on_the_list_afterwards(stall: Stall, offer: dict[str, Any]) -> None:
    accept(stall, offer)
    (action,) = stall.run("activity", "--json").data["actions"]
    assert (action["key"], action["state"]) == (offer["key"], "done")
    (shown,) = stall.run("show", offer["key"], "--json").data["offers"]
    assert shown["status"] == "accepted"


def test_a_counter_offer_has_the_price_that_was_typed(stall: Stall, offer: dict[str, Any]) -> None:
    price = offer["price"]
    words = ("--price", price["amount"], "--currency", price["currency"], "--expires", "2d")
    ended = stall.run("counter", offer["key"], *words, "--yes", *limit_of(offer), "--json")
    assert (ended.code, states(ended)) == (0, ["done"]), ended.err
    (made,) = [each for each in stall.caller.effects() if each["target"] == offer["id"]]
    assert made["request"]["ask_price"] == price["amount"].rstrip("0").rstrip(".") or made["request"]


def test_an_offer_of_ours_is_cancelled_without_a_limit(stall: Stall) -> None:
    placed = stall.placed.pop()
    ended = stall.run("cancel", placed["key"], "--yes", "--json")
    assert (ended.code, states(ended)) == (0, ["done"]), ended.err
    assert stall.effects(placed["key"]) == ["cancel"]


def test_keys_from_stdin_are_answered_one_after_the_other(stall: Stall) -> None:
    offers = [stall.plain.pop() for _ in range(3)]
    typed = "".join(f"{each['key']}\n" for each in offers)
    ended = stall.run("accept", "--yes", *limit_of(*offers), typed=typed)
    assert ended.code == 0, ended.err
    assert [line.split()[:2] for line in ended.lines] == [[each["key"], "done"] for each in offers]
    assert [stall.effects(each["key"]) for each in offers] == [["accept"]] * 3


def test_a_dry_run_shows_the_request_and_sends_nothing(stall: Stall, offer: dict[str, Any]) -> None:
    ended = stall.run("accept", offer["key"], "--dry-run", "--json")
    assert problems_of(ended.data, "requests.json") == []
    (shown,) = ended.data["requests"]
    assert (ended.code, shown["would_be_sent"]) == (0, True)
    assert f"offer_id={offer['id']}" in shown["request"]
    assert stall.effects(offer["key"]) == []


@pytest.mark.parametrize("more", [("--dry-run",), ("--dry-run", "--json"), ("--yes",)])
def test_no_output_holds_a_secret(stall: Stall, offer: dict[str, Any], more: tuple[str, ...]) -> None:
    ended = stall.run("accept", offer["key"], *more, *limit_of(offer))
    assert ended.code == 0
    for secret in (stall.info.api_key, stall.info.api_secret):
        assert secret not in ended.out + ended.err


def refused_orders(offer: dict[str, Any], placed: dict[str, Any]) -> Iterator[tuple[str, list[str], str]]:
    """Orders that a rule forbids: a name, the arguments, and what is said."""
    key, code = offer["key"], offer["price"]["currency"]
    other = "SOL" if code != "SOL" else "ETH"
    yield "over the limit", ["accept", key, "--yes", "--max-amount", f"0.000001 {code}"], "is more than"
    yield "another currency", ["accept", key, "--yes", "--max-amount", f"9999999 {other}"], "another currency"
    yield "read-only", ["--read-only", "accept", key, "--yes", *limit_of(offer)], "read-only mode"
    yield "not ours to accept", ["accept", placed["key"], "--yes", *limit_of(placed)], "as its bidder"
    yield "not ours to cancel", ["cancel", key, "--yes"], "as its owner"
    yield "no such thing there", ["reject", key, "--yes"], "Kraken has no way to reject"


@pytest.mark.parametrize(
    "rule",
    [
        "over the limit",
        "another currency",
        "read-only",
        "not ours to accept",
        "not ours to cancel",
        "no such thing there",
    ],
)
def test_a_rule_that_forbids_it_keeps_it_from_being_sent(
    stall: Stall, offer: dict[str, Any], rule: str
) -> None:
    placed = stall.placed[0]
    orders = {name: (words, said) for name, words, said in refused_orders(offer, placed)}
    words, said = orders[rule]
    ended = stall.run(*words)
    assert ended.code == 5, ended.err
    assert said in ended.out + ended.err
    assert stall.effects(offer["key"]) == stall.effects(placed["key"]) == []
    dry = stall.run(*words, "--dry-run")
    assert dry.code == 5
    assert said in dry.out
    stall.plain.append(offer)


def test_yes_is_not_enough_for_an_amount_that_looks_like_a_slip(stall: Stall) -> None:
    odd = stall.odd[0]
    ended = stall.run("accept", odd["key"], "--yes", *limit_of(odd))
    assert ended.code == 5
    assert "--yes is not enough here" in ended.err
    assert stall.effects(odd["key"]) == []


def test_one_offer_over_the_limit_keeps_all_from_being_sent(stall: Stall) -> None:
    offers = [stall.plain[-1], stall.plain[-2]]
    ended = stall.run("accept", *(each["key"] for each in offers), "--yes", *limit_of(offers[0])[:1], "0 XBT")
    assert ended.code == 5
    assert [stall.effects(each["key"]) for each in offers] == [[], []]


def test_an_offer_that_changed_meanwhile_is_not_answered(stall: Stall, offer: dict[str, Any]) -> None:
    stall.faults.arm("change_offer", None, offer=offer["id"], amount="0.01")
    ended = accept(stall, offer, more=("--json",))
    assert (ended.code, states(ended)) == (5, ["not done"])
    assert "0.01" in ended.data["results"][0]["sentence"]
    assert stall.effects(offer["key"]) == []


def test_a_marketplace_that_says_no_has_refused(stall: Stall, offer: dict[str, Any]) -> None:
    stall.faults.arm("kraken_error", ACCEPT, times=1, act=False, codes=["EGeneral:Permission denied"])
    ended = accept(stall, offer, more=("--json",))
    assert (ended.code, states(ended)) == (4, ["refused"])
    assert stall.effects(offer["key"]) == []


def test_what_was_done_and_what_not_is_partly(stall: Stall, offer: dict[str, Any]) -> None:
    placed = stall.placed[0]
    ended = accept(stall, placed, offer, more=("--json",))
    assert (ended.code, states(ended)) == (6, [None, "done"])
    assert [each["exit_code"] for each in ended.data["results"]] == [5, 0]


def test_a_lost_answer_is_looked_up_and_never_called_failed(stall: Stall, offer: dict[str, Any]) -> None:
    stall.faults.arm("close", ACCEPT, times=1, act=True)
    ended = accept(stall, offer, more=("--json",))
    assert (ended.code, states(ended)) == (0, ["done"]), ended.err
    assert CHECKING in ended.err
    assert "failed" not in (ended.out + ended.err).lower()
    assert stall.effects(offer["key"]) == ["accept"]


def test_what_is_not_known_in_time_stays_unknown_and_stops_the_rest(stall: Stall) -> None:
    first, second = stall.plain.pop(), stall.plain.pop()
    stall.faults.arm("close", ACCEPT, times=1, act=False)
    ended = accept(stall, first, second, more=("--json", "--wait", "0"))
    assert (ended.code, sorted(map(str, states(ended)))) == (6, ["None", "unknown"])
    assert "failed" not in (ended.out + ended.err).lower()
    assert stall.effects(first["key"]) == stall.effects(second["key"]) == []
    again = accept(stall, first)
    assert again.code == 5
    assert "still on its way" in again.out


def test_what_was_sent_has_not_failed_because_nobody_hears_of_it(stall: Stall) -> None:
    first, second = stall.plain.pop(), stall.plain.pop()
    keys = (first["key"], second["key"])
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*OFFERDESK, "--sandbox", str(stall.line), "accept", *keys, "--yes", *limit_of(first, second)],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert ended.returncode == 6
    assert b"see offerdesk activity" in ended.stderr
    assert [stall.effects(key) for key in keys] == [["accept"], []]


def test_ctrl_c_while_it_is_sent_waits_for_the_answer(stall: Stall, offer: dict[str, Any]) -> None:
    stall.faults.arm("hold", ACCEPT, times=1)
    with stall.begun("accept", offer["key"], "--yes", *limit_of(offer)) as process:
        assert stall.faults.held()
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert b"waiting for the marketplace's answer" in process.stderr.readline()
        stall.faults.release()
        process.communicate(timeout=30)
    assert process.returncode == 130
    (action,) = stall.run("activity", "--json").data["actions"]
    assert action["state"] == "done"
    assert stall.effects(offer["key"]) == ["accept"]


def test_while_another_instance_acts_for_the_account_nothing_is_sent(
    stall: Stall, offer: dict[str, Any]
) -> None:
    other = stall.plain.pop()
    stall.faults.arm("hold", ACCEPT, times=1)
    with stall.begun("accept", other["key"], "--yes", *limit_of(other)) as process:
        assert stall.faults.held()
        ended = accept(stall, offer)
        stall.faults.release()
        process.communicate(timeout=30)
    assert ended.code == 5
    assert f"process id {process.pid}" in ended.out
    assert (stall.effects(offer["key"]), stall.effects(other["key"])) == ([], ["accept"])


def test_reading_does_not_keep_another_instance_from_acting(stall: Stall, offer: dict[str, Any]) -> None:
    stall.faults.arm("hold", "/NftUserOffers", times=1, contains="scope=received")
    with stall.begun("offers") as process:
        assert stall.faults.held()
        ended = stall.run("accept", offer["key"], "--dry-run")
        stall.faults.release()
        process.communicate(timeout=30)
    assert ended.code == 0, ended.out


@pytest.mark.parametrize("file", ["settings.toml", "accounts.toml"])
def test_with_files_that_are_not_understood_nothing_is_sent(
    stall: Stall, home: Path, offer: dict[str, Any], file: str
) -> None:
    folder = home / "config" / PROFILE
    folder.mkdir(parents=True)
    (folder / file).write_text("read_only = [\n", encoding="utf-8")
    ended = accept(stall, offer)
    expected = 2 if file == "settings.toml" else 0  # a sandbox brings its own accounts
    assert ended.code == expected, ended.err
    assert bool(stall.effects(offer["key"])) == (expected == 0)


def test_a_journal_of_a_newer_version_is_left_alone(stall: Stall, home: Path, offer: dict[str, Any]) -> None:
    file = home / "data" / PROFILE / "ledger.sqlite3"
    with closing(sqlite3.connect(file)) as ledger:
        ledger.execute("PRAGMA user_version = 999")
    ended = accept(stall, offer)
    assert ended.code == 2
    assert "newer offerdesk" in ended.err
    assert stall.effects(offer["key"]) == []
    stall.plain.append(offer)


def test_without_a_terminal_and_a_yes_nothing_is_sent(stall: Stall, offer: dict[str, Any]) -> None:
    ended = stall.run("accept", offer["key"])
    assert ended.code == 2
    assert "There is no terminal to ask on" in ended.err
    limit = f"{offer['price']['amount']} {offer['price']['currency']}"
    assert f'offerdesk accept {offer["key"]} --yes --max-amount "{limit}"' in ended.err
    assert stall.effects(offer["key"]) == []
    stall.plain.append(offer)


def test_the_demo_can_be_answered_too() -> None:
    listed = offerdesk("offers", "--demo", "--json", "--status", "open", "--side", "placed").data["offers"]
    ended = offerdesk("cancel", "--demo", listed[0]["key"], "--yes")
    assert ended.code == 0, ended.err
