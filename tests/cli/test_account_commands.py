"""Accounts from the command line: described on stdin or at the terminal, tried, kept, forgotten."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.headless import OFFERDESK, Ended, Stall, offerdesk
from tests.conftest import NeedsCommand
from tests.secret_service import COMMANDS, private_bus
from tests.terminal.screen import Terminal

CANARY = "canary-56rL9"


def folder_of(home: Path) -> Path:
    """Where the settings are."""
    folder = home / "config" / "offerdesk"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def secrets(home: Path, stall: Stall) -> dict[str, str]:
    """What a program of the person's own prints for every account."""
    found = {"api_key": stall.info.api_key, "api_secret": stall.info.api_secret}
    ask(home, f"import json; print(json.dumps({found!r}))")
    return found


def added(said: object, *arguments: str) -> Ended:
    """What becomes of an account that is described on stdin."""
    return offerdesk("accounts", "add", *arguments, typed=json.dumps(said))


def kraken(stall: Stall) -> dict[str, Any]:
    """An account at the sandbox, as it is described."""
    return {"marketplace": "kraken", "keeps": "command", "fields": {"base_url": stall.info.base_url}}


def ask(home: Path, script: str) -> None:
    """Name a program for the secrets of every account."""
    program = json.dumps([sys.executable, "-c", script])
    settings = f'[credential_commands]\n"*" = {program}\n'
    (folder_of(home) / "settings.toml").write_text(settings, encoding="utf-8")


def test_an_account_is_described_on_stdin_tried_listed_and_forgotten(
    stall: Stall, secrets: dict[str, str], home: Path
) -> None:
    ended = added(kraken(stall), "main", "--json")
    assert (ended.code, ended.data["accounts"][0]["name"]) == (0, "main")
    assert "Signed in at 127.0.0.1" in ended.err

    assert offerdesk("accounts", "test", "main").code == 0
    assert "main" in offerdesk("accounts", "list").out
    assert offerdesk("accounts", "remove", "main").code == 2
    assert offerdesk("accounts", "remove", "main", "--yes", "--json").data["accounts"] == []
    files = [file for file in home.rglob("*") if file.is_file() and file.name != "settings.toml"]
    assert files
    assert not any(value.encode() in file.read_bytes() for file in files for value in secrets.values())


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("said", "arguments", "words"),
    [
        ("", (), "does not describe an account"),
        ([], (), "does not describe an account"),
        ({"name": 7}, (), "does not describe an account"),
        ({"fields": {"api_key": 7}}, (), "does not describe an account"),
        ({"api_key": CANARY}, (), "does not describe an account"),
        ({"marketplace": "ebay"}, (), "“ebay” is no marketplace here"),
        ({"marketplace": "dew", "name": "My Own"}, (), "cannot name an account"),
        ({"marketplace": "dew", "fields": {"api_kee": CANARY}}, (), "has no field “api_kee”"),
        ({"marketplace": "dew"}, (), "is missing"),
        ({"marketplace": "dew", "keeps": "session"}, (), "Memory ends with this command"),
        ({"marketplace": "dew", "keeps": "file"}, (), "Secrets are in the keyring"),
        (
            {"marketplace": "dew", "keeps": "command", "fields": {"api_key": CANARY}},
            (),
            "leave their fields empty",
        ),
        ({"marketplace": "dew"}, ("one", "two"), "One account is added at a time"),
        ({"marketplace": "dew"}, ("--demo",), "has its accounts already"),
    ],
)
def test_what_cannot_be_right_is_one_sentence(said: object, arguments: tuple[str, ...], words: str) -> None:
    front = [each for each in arguments if each.startswith("--")]
    rest = [each for each in arguments if not each.startswith("--")]
    ended = offerdesk(*front, "accounts", "add", *rest, typed=json.dumps(said))

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert CANARY not in ended.err


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (b"\xff\xfe{", "does not describe an account"),
        (b'{"name": "' + b"x" * 1_000_000 + b'"}', "does not describe an account"),
        (
            b'{"marketplace": "license_rocks", "fields": {"base_url": "https://a.example", "token": "'
            + CANARY.encode()
            + b'\\ud800"}}',
            "an invisible character",
        ),
    ],
    ids=["no text", "a megabyte", "half a character"],
)
def test_nonsense_on_stdin_is_one_sentence(typed: bytes, words: str) -> None:
    ended = offerdesk("accounts", "add", "main", typed=typed)

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert len(ended.err) < 400
    assert CANARY not in ended.err


def test_what_the_marketplace_refuses_is_not_kept(stall: Stall, home: Path) -> None:
    wrong = json.dumps({"api_key": stall.info.api_key, "api_secret": "c2VjcmV0"})
    ask(home, f"print({wrong!r})")
    ended = added(kraken(stall), "main")

    assert (ended.code, ended.out) == (4, "")
    assert offerdesk("accounts", "list", "--json").data["accounts"] == []


@pytest.mark.terminal
@contextmanager
def adding(address: str) -> Iterator[Terminal]:
    """`accounts add` in a terminal, with a message bus."""
    terms = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "DBUS_SESSION_BUS_ADDRESS": address}
    terminal = Terminal([*OFFERDESK, "accounts", "add", "--no-test"], (100, 40), {**os.environ, **terms})
    try:
        yield terminal
    finally:
        terminal.close()


def test_nobody_types_what_could_not_be_kept(stall: Stall) -> None:
    with adding("unix:path=/nowhere") as terminal:
        terminal.until("keyring", "use --keeps command")
        assert terminal.code() == 4
        assert "Marketplace" not in terminal.text


def test_at_a_terminal_what_is_missing_is_asked_for_and_no_secret_is_shown(
    stall: Stall, needs_command: NeedsCommand
) -> None:
    needs_command(*COMMANDS)
    with private_bus() as bus:
        bus.start_keyring()
        with adding(bus.environment["DBUS_SESSION_BUS_ADDRESS"]) as terminal:
            answer_wrongly_first(terminal, stall)
        assert CANARY.encode() not in terminal.written


def answer_wrongly_first(terminal: Terminal, stall: Stall) -> None:
    """Every question is asked again until its answer may be right; then the person has had enough."""
    terminal.until("Marketplace (kraken, mojito")
    terminal.press("krakn", "enter")
    terminal.until("“krakn” is no marketplace here")
    terminal.press("kraken", "enter")
    terminal.until("What you call it here [kraken]")
    terminal.press("My Own", "enter")
    terminal.until("cannot name an account")
    terminal.press("enter")
    terminal.until("API address [")
    terminal.press("ftp://x", "enter")
    terminal.until("it has to begin with https://")
    terminal.press(stall.info.base_url, "enter")
    terminal.until("API key:")
    terminal.press(CANARY, "enter")
    terminal.until("Private key:")
    terminal.press(f"{CANARY}\u200b", "enter")
    terminal.until("invisible character")
    terminal.press("\x03")
    assert terminal.code() == 130
