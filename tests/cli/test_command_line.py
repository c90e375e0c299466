"""What is typed after `offerdesk`: what it prints, where, and the exit code."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tui_app import __version__
from tui_app.cli.arguments import parser, sandbox_flags


def offerdesk(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal."""
    command = [sys.executable, "-m", "tui_app", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


def test_the_version_is_printed_on_stdout() -> None:
    ended = offerdesk("--version")

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"offerdesk {__version__}\n", "")


@pytest.mark.parametrize("flag", ["--version", "--help", "-h"])
def test_what_is_only_printed_imports_what_prints_it(flag: str) -> None:
    code = (
        "import sys\n"
        "from tui_app.__main__ import main\n"
        f"main([{flag!r}])\n"
        "heavy = {'textual', 'rich', 'httpx', 'keyring', 'pydantic', 'starlette', 'dataclasses', 'json'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert ended.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("columns", ["50", "160", "", "none"])
def test_help_is_as_wide_as_the_terminal(columns: str) -> None:
    command = [sys.executable, "-m", "tui_app", "--help"]
    environment = {**os.environ, "COLUMNS": columns}
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, env=environment
    )

    described, _, _ = ended.stdout.partition("without a command")
    widest = max(map(len, described.splitlines()))
    assert {"50": widest <= 48, "160": widest > 80}.get(columns, 60 < widest <= 78)


def test_help_names_every_command_and_the_exit_codes() -> None:
    ended = offerdesk("--help")

    assert ended.returncode == 0
    assert all(word in ended.stdout for word in ("demo", "sandbox", "--sandbox FILE", "exit codes:"))


def test_help_of_the_demo_names_its_own_switches_and_the_markets() -> None:
    ended = offerdesk("demo", "--help")

    assert all(word in ended.stdout for word in ("--sandbox-info FILE", "--read-only", "--offers", "--seed"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--frobnicate"], "--frobnicate"),
        (["dance"], "'dance'"),
        (["demo", "--offers", "many"], "'many' is not a whole number"),
        (["demo", "--frobnicate"], "--frobnicate"),
        (["sandbox", "--port", "70000"], "70000 is no port"),
        (["--sand=x"], "--sand"),
    ],
)
def test_arguments_that_are_not_understood_are_named(arguments: list[str], said: str) -> None:
    ended = offerdesk(*arguments)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert said in ended.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "x", "demo"], "--profile does not go with demo"),
        (["--sandbox", "x", "demo"], "--sandbox does not go with demo"),
        (["--profile", "x", "sandbox"], "--profile does not go with sandbox"),
        (["--read-only", "sandbox"], "--read-only does not go with sandbox"),
    ],
)
def test_what_a_command_would_ignore_is_refused(arguments: list[str], said: str) -> None:
    ended = offerdesk(*arguments)

    assert (ended.returncode, ended.stderr) == (2, f"offerdesk: {said}: leave one of them out.\n")


@pytest.mark.parametrize("arguments", [[], ["demo"], ["--sandbox", "x"]])
def test_without_a_terminal_it_says_so_in_one_sentence(arguments: list[str]) -> None:
    ended = offerdesk(*arguments)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "run it in one" in ended.stderr


def test_a_sandbox_that_nobody_listens_to_says_so() -> None:
    command = f"{sys.executable} -m tui_app sandbox | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert "Nobody reads" in ended.stderr


def test_a_port_in_use_is_named() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = offerdesk("sandbox", "--port", str(port))

    assert ended.returncode == 1
    assert (
        ended.stderr
        == f"offerdesk: Port {port} cannot be used (Address already in use); choose another with --port.\n"
    )


@pytest.mark.parametrize("arguments", [["--read-only", "demo"], ["demo", "--read-only"]])
def test_read_only_holds_wherever_it_stands(arguments: list[str]) -> None:
    assert parser(arguments).parse_args(arguments).read_only


def test_the_demo_acts_unless_it_is_told_not_to() -> None:
    assert not parser(["demo"]).parse_args(["demo"]).read_only


@pytest.mark.parametrize(
    ("arguments", "flags"),
    [
        (["demo"], []),
        (["demo", "--seed", "7", "--read-only"], ["--seed", "7"]),
        (["--read-only", "demo", "--sandbox-info", "demo", "--offers", "3"], ["--offers", "3"]),
        (["demo", "--kraken-arrays", "json", "bracket"], ["--kraken-arrays", "json", "bracket"]),
    ],
)
def test_only_what_is_the_markets_reaches_the_market(arguments: list[str], flags: list[str]) -> None:
    assert sandbox_flags(arguments) == flags
