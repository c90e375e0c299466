"""What a stranger's names, a hurried hand, a small window or the environment try in a real terminal."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.screen import Terminal, effects, terminal
from tests.ui.test_line_filter_in_terminal import FORBIDDEN, TEXTUALS_OWN

pytestmark = pytest.mark.terminal

HYPERLINK, CLIPBOARD, TITLE = b"\x1b]8;", b"\x1b]52", re.compile(rb"\x1b\][012];")


def calm(shown: Terminal) -> None:
    """Wait until everything was read and drawn."""
    shown.until("kraken ● ", "▸")  # the list follows what was read a moment later
    shown.settle()


def test_no_name_of_a_stranger_reaches_the_terminal_as_a_command() -> None:
    with terminal("demo", size=(120, 40)) as shown:
        calm(shown)
        shown.press("escape", "[")
        for tab in ("right", "right", "right", "right", "right"):
            shown.press(*["down"] * 12)
            shown.settle()
            shown.press(tab)
        shown.press("/", "app.quit", "enter")
        shown.until("app.quit", "[@click=app.q")  # it is drawn, as the letters it is
        shown.press("enter")
        shown.settle()
        shown.press("escape", "/", "free mint", "enter")
        shown.until("free mint")
        shown.press("a")
        shown.settle(0.5)
        shown.press("escape", "2")
        shown.settle()
        shown.press("?")
        shown.settle()
        shown.press("escape", "q")
        assert shown.code() == 0

    written = bytes(shown.written)
    assert HYPERLINK not in written
    assert CLIPBOARD not in written
    assert not TITLE.search(written)
    assert FORBIDDEN.findall(TEXTUALS_OWN.sub("", written.decode())) == []


def test_letters_typed_in_one_go_with_the_filters_key_act_on_nothing() -> None:
    with terminal("demo", "--offers", "20") as shown:
        calm(shown)
        shown.press("/axncq 127?")
        shown.until("axncq 127?", "No offer matches this filter")


def test_what_is_typed_in_one_go_with_an_action_confirms_nothing(tmp_path: Path) -> None:
    info = tmp_path / "line.json"
    with terminal("demo", "--offers", "20", "--sandbox-info", str(info)) as shown:
        calm(shown)
        for place, burst in enumerate(
            ("a\r\r\r\r\r", "a\x1b[C\r\r\r", "a\t\r\t\r", "n\r\r\r\r", "aaaaaaaaa\r"), start=2
        ):
            shown.press("down", burst)
            shown.settle()
            assert effects(info) == [], burst
            shown.press("escape", "escape", "escape")
            shown.until(f" {place} of", "space Mark")


def test_enter_held_down_after_accept_confirms_nothing(tmp_path: Path) -> None:
    info = tmp_path / "line.json"
    with terminal("demo", "--offers", "20", "--sandbox-info", str(info)) as shown:
        calm(shown)
        shown.press("a")
        for _ in range(60):
            shown.press("enter")
            shown.read(0.02)
        shown.until("You own this NFT")  # the last ones were meant for the list
        assert effects(info) == []


def test_a_megabyte_pasted_into_the_filter_is_cut_and_harms_nothing() -> None:
    with terminal("demo", "--offers", "20") as shown:
        calm(shown)
        shown.press("/")
        shown.until("words, or collection")
        shown.send(b"\x1b[200~" + b"a\r\n" * 350_000 + b"\x1b[201~")
        shown.until("a a a")
        shown.press("\x15")
        shown.until("words, or collection")
        shown.press("escape", "q")

        assert shown.code() == 0


def test_a_window_that_is_too_small_says_so_and_can_be_left() -> None:
    with terminal("demo", "--offers", "20", size=(80, 24)) as shown:
        calm(shown)
        for place, size in enumerate(((59, 24), (80, 14), (20, 5), (1, 1)), start=2):
            shown.resize(*size)
            if size[0] > 1:
                shown.until("This window")
            shown.settle()
            shown.resize(80, 24)
            shown.until(f"{place - 1} of", "Market")
            shown.press("j")
            shown.until(f"{place} of")
        shown.resize(20, 5)
        shown.settle()
        shown.press("q")

        assert shown.code() == 0


def test_a_storm_of_sizes_leaves_a_whole_screen() -> None:
    with terminal("demo", "--offers", "20") as shown:
        calm(shown)
        for step in range(60):
            shown.resize(1 + step * 37 % 210, 1 + step * 17 % 70)
            shown.read(0.005)
        shown.resize(100, 30)
        shown.until("1 of", "q Quit", "Ends")
        shown.press("q")

        assert shown.code() == 0


def test_a_terminal_that_cannot_draw_is_refused_in_one_sentence() -> None:
    for name in ("dumb", ""):
        with terminal("demo", TERM=name) as shown:
            assert shown.code() == 2
        assert bytes(shown.written).count(b"\n") == 1
        assert b"cannot draw" in shown.written
        assert b"such as offerdesk offers" in shown.written.replace(b"\r\n", b" ")


def test_what_would_write_down_or_type_keys_is_ignored_with_a_warning(tmp_path: Path) -> None:
    log = tmp_path / "keys.log"
    with terminal(
        "demo", "--offers", "20", TEXTUAL_LOG=str(log), TEXTUAL_PRESS="q,q,q", TEXTUAL="debug"
    ) as shown:
        calm(shown)
        shown.press("/", "typed")
        shown.until("typed")
        shown.press("escape", "escape", "q")
        assert shown.code() == 0

    assert b"TEXTUAL, TEXTUAL_LOG, TEXTUAL_PRESS ignored" in shown.written
    assert not log.exists()


def secrets_in(described: dict[str, Any]) -> Iterator[str]:
    """What no terminal may show of a sandbox's line: whatever signs somebody in."""
    for account in described.values():
        if isinstance(account, dict):
            yield from (account[name] for name in ("api_key", "api_secret", "token") if name in account)


def test_no_key_and_no_secret_are_written_to_the_terminal(tmp_path: Path) -> None:
    info = tmp_path / "line.json"
    with terminal("demo", "--offers", "20", "--sandbox-info", str(info)) as shown:
        calm(shown)
        shown.press("down", "a")
        shown.until("Accept this offer?")
        shown.press("d")
        shown.until("NftAcceptOffer")
        shown.press("escape", "escape", "7")
        shown.until("kraken on Kraken NFT", "kept in memory")
        shown.press("q")
        assert shown.code() == 0

    secrets = list(secrets_in(json.loads(info.read_text())))
    assert len(secrets) >= 6  # of all five marketplaces, two of Kraken
    assert not any(secret.encode() in shown.written for secret in secrets)
    assert info.stat().st_mode & 0o777 == 0o600


def test_a_dashboard_without_accounts_opens_on_one_choice_and_leads_to_the_demo() -> None:
    with terminal(size=(80, 24)) as shown:
        shown.until("Try it out first: offerdesk demo", "Add an account of yours", "There is no account yet.")
        shown.press("enter")
        shown.until("This is a pretend market", "kraken ● ")
        shown.press("q")

        assert shown.code() == 0


def test_settings_that_are_broken_are_named_by_line_and_the_dashboard_starts(home: Path) -> None:
    folder = home / "config" / "offerdesk"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('theme = "nord"\npage_size = "many"\n')
    (folder / "accounts.toml").write_text("[accounts.kraken\n")
    with terminal(size=(120, 40)) as shown:
        shown.until(
            "toml, line 2: page_size must be", "toml, line 1: this is not", "There is no account yet."
        )
        shown.press("q")

        assert shown.code() == 0
    told = bytes(shown.written).rpartition(b"\x1b[?1049l")[2]
    assert b"settings.toml, line 2: page_size must be" in told
    assert told.count(b"offerdesk: ") == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "null",
        "5",
        "not json",
        '{"kraken": 5}',
        '{"kraken": {"base_url": 5}}',
        '{"kraken": {}}',
    ],
)
def test_a_file_that_is_not_a_sandboxes_line_is_refused_in_one_sentence(content: str, tmp_path: Path) -> None:
    file = tmp_path / "line.json"
    file.write_text(content)
    refused(file)


@pytest.mark.parametrize("kind", ["missing", "folder", "binary", "endless"])
def test_what_is_no_file_of_text_is_refused_in_one_sentence(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "line.json"
    if kind == "folder":
        file.mkdir()
    elif kind == "binary":
        file.write_bytes(os.urandom(1_000) + b"\xff\xfe")
    elif kind == "endless":
        file.symlink_to("/dev/zero")
    refused(file)


def refused(file: Path) -> None:
    """The program ends at once with one sentence and what to do."""
    with terminal("--sandbox", str(file)) as shown:
        assert shown.code() == 2
    assert b"offerdesk sandbox >" in shown.written
    assert b"Traceback" not in shown.written
    assert b"\x1b[?1049h" not in shown.written


def test_the_market_of_a_demo_that_does_not_start_is_said(tmp_path: Path) -> None:
    with terminal("demo", "--sandbox-info", str(tmp_path)) as shown:
        assert shown.code() == 2
    assert b"cannot be written" in shown.written
