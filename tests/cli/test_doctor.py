"""The doctor looks at everything, and what it prints can be pasted where anybody reads it."""

from __future__ import annotations

import base64
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.headless import Ended, offerdesk, problems_of
from tests.conftest import NeedsCommand
from tests.secret_service import COMMANDS, private_bus
from tui_app.cli.doctor.check import size
from tui_app.cli.doctor.terminal import terminal_checks
from tui_app.log.file import FILE_LIMIT, FILES, NAME

WALLET = "0x52908400098527886E0F7030069857D2E4169EE7"
JWT = ".".join(
    base64.urlsafe_b64encode(part).decode().rstrip("=")
    for part in (b'{"alg":"HS256"}', b'{"exp":4000000000,"sub":"jwt-canary-1"}', b"jwt-canary-2-jwt-canary")
)
SECRETS = {
    "kraken": {"api_key": "canary-of-kraken-1", "api_secret": base64.b64encode(b"canary" * 11).decode()},
    "mojito": {"token": JWT},
    "dew": {"api_key": "dew-canary"},
    "license_rocks": {"token": "rocks-canary-0123456789"},
    "tokenizationtr": {"token": "trcanary0123456789abcdef"},
}
FIELDS = {
    "kraken": {"base_url": "{url}"},
    "mojito": {"url": "{url}/query", "org_id": "org-canary-77", "wallets": WALLET},
    "dew": {"base_url": "{url}", "wallets": WALLET},
    "license_rocks": {"base_url": "{url}"},
    "tokenizationtr": {"base_url": "{url}", "user_id": "4711000815"},
}
PRINTS = "import json, sys; print(json.dumps({}[json.loads(sys.stdin.read())['account']]))"


class Echo(BaseHTTPRequestHandler):
    """A marketplace that quotes whatever it was sent, in every place where an answer has words."""

    def do_GET(self) -> None:  # the name is the library's
        """Refuse, quoting."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        quoted = f"{self.path} {dict(self.headers)} {body.decode(errors='replace')}"
        words = {"error": [f"EGeneral:{quoted}"], "errors": [{"message": quoted}], "message": quoted}
        content = json.dumps({**words, "code": 7, "detail": quoted, "error_description": quoted}).encode()
        self.send_response(403)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - the library's name too

    def log_message(self, *_words: Any) -> None:
        """Keep quiet."""


@pytest.fixture
def echo() -> Iterator[str]:
    """Where it listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def accounts_at(home: Path, url: str, *, keeps: str = "command") -> None:
    """An account for each marketplace, their secrets with a program."""
    folder = home / "config" / "offerdesk"
    folder.mkdir(parents=True, mode=0o700)
    lines = []
    for slug, fields in FIELDS.items():
        lines += [f"[accounts.{slug}]", f'marketplace = "{slug}"', f'keeps = "{keeps}"']
        lines += [f"[accounts.{slug}.fields]"]
        lines += [f'{name} = "{value.format(url=url)}"' for name, value in fields.items()]
    (folder / "accounts.toml").write_text("\n".join(lines))
    command = json.dumps([sys.executable, "-c", PRINTS.format(SECRETS)])
    (folder / "settings.toml").write_text(f'[credential_commands]\n"*" = {command}\n')


def found(ended: Ended) -> dict[str, list[tuple[bool | None, str]]]:
    """What was found, by name."""
    checks: dict[str, list[tuple[bool | None, str]]] = {}
    for each in ended.data["checks"]:
        checks.setdefault(each["name"], []).append((each["fine"], each["sentence"]))
    return checks


def test_nothing_that_nobody_should_read_is_printed(home: Path, echo: str) -> None:
    accounts_at(home, echo)
    log = home / "state" / "offerdesk" / "log" / NAME
    log.parent.mkdir(parents=True)
    log.write_text(f"2026-05-04T05:00:00Z source main: api_key=canary-in-log {WALLET} {home}/x \x1b[2J\n")

    as_data = offerdesk("doctor", "--json")
    as_text = offerdesk("doctor")

    assert problems_of(as_data.data, "doctor.json") == []
    accounts = {name: found(as_data)[name] for name in FIELDS}
    assert all(len(told) == 1 for told in accounts.values())  # each is listed once
    assert as_data.code == as_text.code == 1
    assert "last errors" in found(as_data)
    hidden = [text for each in SECRETS.values() for text in each.values()]
    for ended in (as_data, as_text):
        printed = ended.out + ended.err
        assert [
            text for text in (*hidden, "canary", WALLET, "4711000815", str(home)) if text in printed
        ] == []
        assert "\x1b" not in printed
        assert "~/config/offerdesk" in printed
        assert "~/state/offerdesk/log" in printed


def test_an_account_that_answers_has_its_clock_and_its_calls_in_one_line() -> None:
    checks = found(offerdesk("--demo", "doctor", "--json"))
    for slug in FIELDS:
        ((fine, sentence),) = checks[slug]
        assert fine
        for part in (
            "answers in ",
            "its clock is ",
            "calls left in 1 s (a limit of our own",
            "no pause asked",
        ):
            assert part in sentence
    assert len(checks["in flight"]) == len(checks["ledger"]) == len(checks["journal"]) == 1


def test_without_a_keyring_each_candidate_has_its_reason_and_no_account_is_asked_in_vain(
    home: Path, echo: str
) -> None:
    accounts_at(home, echo, keeps="keyring")
    checks = found(offerdesk("doctor", "--json"))

    (fine, summary), *candidates = checks["keyring"]
    assert not fine
    assert "5 of 5 accounts keep their secrets there" in summary
    for title in ("the Secret Service: ", "libsecret: ", "KWallet: "):
        assert [words for told, words in candidates if words.startswith(title) and told is None]
    assert all("not asked, since the keyring" in checks[slug][0][1] for slug in FIELDS)


@pytest.mark.secret_service
@pytest.mark.parametrize("hangs", [False, True])
def test_a_keyring_that_answers_is_named_and_one_that_hangs_is_given_up(
    hangs: bool, home: Path, echo: str, needs_command: NeedsCommand
) -> None:
    needs_command(*COMMANDS)
    accounts_at(home, echo, keeps="keyring")
    with private_bus() as bus:
        bus.start_keyring()
        if hangs:
            bus.stop_keyring()
        asked = ("doctor", "--offline", "--json", "--quiet")
        address = bus.environment["DBUS_SESSION_BUS_ADDRESS"]
        checks = found(offerdesk(*asked, environment={"DBUS_SESSION_BUS_ADDRESS": address}))

    (fine, summary), *others = checks["keyring"]
    assert fine is not hangs
    assert ("did not answer within 5 s" in summary) is hangs
    assert ("Credentials are kept in the Secret Service." in summary) is not hangs
    assert any("not tried, because one before it answers" in words for _, words in others) is not hangs


@pytest.mark.parametrize("kind", ["config", "data", "cache", "state"])
def test_a_folder_that_cannot_be_made_is_one_finding_and_no_end(kind: str, home: Path) -> None:
    (home / kind).touch()
    ended = offerdesk("doctor", "--offline", "--json", "--quiet")
    checks = found(ended)

    ((fine, sentence),) = checks[{"state": "log"}.get(kind, kind) + " folder"]
    assert not fine
    assert "cannot be written: make it writable, or set HOME." in sentence
    assert len(checks["ledger"]) == 1
    assert ended.code == 1


def test_a_log_that_is_full_is_measured_and_only_its_newest_lines_are_told(home: Path) -> None:
    folder = home / "state" / "offerdesk" / "log"
    folder.mkdir(parents=True)
    line = "2026-05-04T05:00:00Z source main: Unreachable: There is no way there. " + "x " * 400 + "\n"
    for name in (NAME, *(f"{NAME}.{number}" for number in range(1, FILES))):
        (folder / name).write_text(line * (FILE_LIMIT // len(line)))
    checks = found(offerdesk("doctor", "--offline", "--json"))

    assert "MB in 4 file(s)" in checks["log"][0][1]
    assert len(checks["last errors"]) == 5
    assert all(" d ago, source: main: Unreachable: " in words for _, words in checks["last errors"])


def test_problems_of_files_are_told_up_to_a_few_and_the_rest_counted(home: Path) -> None:
    folder = home / "config" / "offerdesk"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("".join(f"key{number} = 1\n" for number in range(34)))
    (folder / "views.toml").write_text('[[views]]\nname = "Mine"\nfilter = "price>"\n')
    checks = found(offerdesk("doctor", "--offline", "--json"))

    assert len(checks["settings"]) == 11
    assert checks["settings"][-1] == (False, "and 24 more; offerdesk settings --check tells")
    assert "views.toml, line 3: view 1 has a filter that is not understood" in checks["views"][0][1]


@pytest.mark.parametrize(
    ("environment", "name", "words"),
    [
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "copying", "can be expected to work"),
        ({"TERM": "xterm-kitty"}, "keys", "is known to have"),
        ({"TERM": "screen-256color", "TMUX": "1"}, "copying", "goes to tmux"),
        ({"TERM": "screen", "STY": "1.x"}, "copying", "not passed on by screen"),
        ({"TERM": "linux"}, "copying", "has no OSC 52"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "copying", "has no OSC 52"),
        ({"TERM": "xterm-256color"}, "copying", "cannot be known"),
        ({"TERM": "xterm-256color"}, "colours", "256, by what TERM says"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "colours", "16.7 million"),
        ({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "colours", "none, because NO_COLOR"),
        ({"TERM": "dumb"}, "colours", "none, because TERM"),
        ({"TERM": "xterm", "LANG": "C"}, "letters", "LANG=C, "),
        ({"TERM": "xterm", "LANG": "C"}, "letters", "only ASCII is drawn"),
        ({"TERM": "xterm", "LANG": "de_DE.UTF-8"}, "letters", "all letters and shapes"),
        ({"TERM": "linux", "LANG": "de_DE.UTF-8"}, "letters", "shapes in ASCII"),
        ({"TERM": "xterm", "TMUX": "1", "SSH_CONNECTION": "10.0.0.1 2"}, "terminal", "within tmux and ssh"),
        ({}, "terminal", "no TERM"),
    ],
)
def test_what_the_terminal_says_is_told_with_what_follows(
    environment: dict[str, str], name: str, words: str
) -> None:
    told = {each.name: each.sentence for each in terminal_checks(environment, "")}
    assert words in told[name]
    assert "10.0.0.1" not in told["terminal"]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 kB"), (1, "1 kB"), (2_500_000, "2.5 MB"), (75_560_000_000, "75.5 GB")]
)
def test_sizes_are_short(count: int, words: str) -> None:
    assert size(count) == words
