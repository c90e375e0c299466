"""Wrong input: exit code 2, one sentence, and an example of what is right; nothing on stdout."""

from __future__ import annotations

import os

import pytest

from tests.cli.headless import EXAMPLE, offerdesk

LONG = "kraken:" + "O" * 400
WRONG: dict[str, tuple[list[str], str]] = {
    "a key without an account": (["show", "O123"], "names no offer"),
    "a key without an id": (["show", "kraken:"], "names no offer"),
    "a key with a blank": (["show", "kraken:a b"], "names no offer"),
    "a key with an account that cannot be": (["show", "Kraken Main:O1"], "names no offer"),
    "a key that is too long": (["show", LONG], "names no offer"),
    "a key with an escape sequence": (["show", "kraken:\x1b[31mO1"], "names no offer"),
    "no key at all": (["show"], "No offer was named"),
    "an account that is not there": (["show", "nobody:O1"], "no account"),
    "a status that is none": (["offers", "--status", "open,sold"], "is no status"),
    "a limit that is none": (["offers", "--limit", "-3"], "no whole number"),
    "a limit with a fraction": (["offers", "--limit", "2.5"], "no whole number"),
    "a filter that is wrong": (["offers", "--filter", "price:1"], "price takes a sign"),
    "a filter of a word nobody knows": (["offers", "--filter", "colour:red"], "nothing is called"),
    "a market that is not there": (["offers", "--market", "ebay"], "no marketplace"),
    "an account that is not there, unread": (["offers", "--no-refresh", "--account", "x"], "no account"),
    "yes without a limit": (["accept", EXAMPLE, "--yes"], "it needs --max-amount"),
    "a limit without a currency": (["accept", EXAMPLE, "--yes", "--max-amount", "1"], "is no limit"),
    "a limit turned round": (["accept", EXAMPLE, "--yes", "--max-amount", "ETH 1"], "is no limit"),
    "a limit with an exponent": (["accept", EXAMPLE, "--yes", "--max-amount", "1e3 ETH"], "is no limit"),
    "a limit with a sign": (["accept", EXAMPLE, "--yes", "--max-amount", "+1 ETH"], "is no limit"),
    "a limit with a comma": (["accept", EXAMPLE, "--yes", "--max-amount", "1,5 ETH"], "is no limit"),
    "a limit with an underscore": (["accept", EXAMPLE, "--yes", "--max-amount", "1_0 ETH"], "is no limit"),
    "a limit in other digits": (["accept", EXAMPLE, "--yes", "--max-amount", "１ ETH"], "is no limit"),
    "a limit that is infinite": (["accept", EXAMPLE, "--yes", "--max-amount", "inf ETH"], "is no limit"),
    "two limits of one currency": (
        ["accept", EXAMPLE, "--yes", "--max-amount", "1 ETH", "--max-amount", "2 ETH"],
        "Two limits",
    ),
    "a price that is no number": (["counter", EXAMPLE, "--price", "many", "--currency", "ETH"], "no amount"),
    "a price below zero": (["counter", EXAMPLE, "--price=-1", "--currency", "ETH"], "no amount"),
    "a price with its unit": (["counter", EXAMPLE, "--price", "1 ETH", "--currency", "ETH"], "no amount"),
    "a price that is not finite": (["counter", EXAMPLE, "--price", "NaN", "--currency", "ETH"], "no amount"),
    "a price of too many decimals": (
        ["counter", EXAMPLE, "--price", "0." + "1" * 37, "--currency", "ETH"],
        "no amount",
    ),
    "a wait that is none": (["cancel", EXAMPLE, "--yes", "--wait", "soon"], "no whole number"),
    "a wait that is too long": (["cancel", EXAMPLE, "--yes", "--wait", "86400"], "at most 600 seconds"),
    "a profile that cannot be": (["--profile", "../x", "offers"], "cannot name a profile"),
    "a sandbox's file that is not there": (["--sandbox", "/nowhere", "offers"], "cannot be read"),
    "a demo and a profile": (["--demo", "--profile", "x", "offers"], "does not go with --demo"),
    "an answer without a terminal": (["cancel", EXAMPLE], "no terminal to ask on"),
    "a place for the export that is none": (
        ["export", "offers", "--output", "/nowhere/at/all"],
        "cannot be written",
    ),
}
GARBAGE: dict[str, bytes] = {
    "bytes": bytes(range(128, 256)),
    "nothing": b"",
    "blank lines": b"\n\n \n",
    "a table's head": b"KEY STATUS PRICE\n",
    "JSON": b'{"key": "kraken:O1"}\n',
    "a shell's idea": b"kraken:O1; rm -rf /\n",
    "a lot": b"kraken:O1\n" * 100_000,
    "no end of a line": b"k" * 1_000_000,
    "NUL": b"kraken:\0\n",
}
SYNTAX: dict[str, list[str]] = {
    "an unknown command": ["sell"],
    "an unknown flag": ["offers", "--everything"],
    "two forms": ["offers", "--json", "--csv"],
    "a form that is not there": ["show", EXAMPLE, "--csv"],
    "a side that is none": ["offers", "--side", "above"],
    "a sort that is none": ["offers", "--sort", "luck"],
    "a flag cut short": ["accept", EXAMPLE, "--ye"],
    "a counter-offer without a price": ["counter", EXAMPLE, "--currency", "ETH"],
    "a shell nobody knows": ["completion", "fish"],
    "nothing to export": ["export"],
    "nothing of accounts": ["accounts"],
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named_with_an_example_of_what_is_right(case: str) -> None:
    arguments, said = WRONG[case]
    ended = offerdesk(*arguments)
    assert ended.code == 2, ended.err
    assert ended.out == ""
    assert said in ended.err
    assert ended.err.startswith("offerdesk: ")
    assert "\x1b" not in ended.err
    assert len(ended.err.splitlines()) <= 2


@pytest.mark.parametrize("case", GARBAGE)
def test_garbage_on_stdin_is_refused_before_anything_is_opened(case: str, home: os.PathLike[str]) -> None:
    ended = offerdesk("cancel", "-", "--yes", typed=GARBAGE[case])
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 2
    assert EXAMPLE in ended.err or "head -n" in ended.err
    assert not os.path.exists(os.path.join(home, "data"))


@pytest.mark.parametrize("case", SYNTAX)
def test_what_cannot_be_parsed_is_named(case: str) -> None:
    ended = offerdesk(*SYNTAX[case])
    assert (ended.code, ended.out) == (2, "")
    assert "error: " in ended.err.splitlines()[-1]
