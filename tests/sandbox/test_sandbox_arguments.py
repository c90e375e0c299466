"""The sandbox's command line: every option has its switch, and wrong values are named."""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import fields

import pytest

from tui_app.sandbox import SandboxOptions
from tui_app.sandbox.arguments import add_arguments, options_from

WITHOUT_A_SWITCH = {"kraken_api_key", "kraken_api_secret"}
"""Secrets are never arguments, not even made-up ones."""


def _options(*arguments: str) -> SandboxOptions:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_arguments(parser)
    return options_from(parser.parse_args(arguments))


def test_no_arguments_are_the_defaults() -> None:
    assert _options() == SandboxOptions()


def test_every_option_but_the_credentials_can_be_asked_for() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    given = set(vars(parser.parse_args([])))

    assert given == {field.name for field in fields(SandboxOptions)} - WITHOUT_A_SWITCH


def test_help_ends_with_where_faults_are_armed() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    assert "/_sandbox/faults/catalogue" in parser.format_help().rpartition("Faults are armed")[2]


def test_the_arguments_become_options() -> None:
    general = ["--port", "4000", "--seed", "7", "--offers", "20000", "--parent-pid", "1"]
    kraken = ["--kraken-pos", "page1", "--page-limit", "25", "--kraken-arrays", "json", "bracket"]

    assert _options(*general, *kraken, "--kraken-gone", "--kraken-sweep", "0") == SandboxOptions(
        port=4000,
        seed=7,
        offers=20000,
        parent_pid=1,
        kraken_pos="page1",
        kraken_page_limit=25,
        kraken_arrays=("json", "bracket"),
        kraken_gone=True,
        kraken_sweep=0,
    )


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--offers", "-1"),
        ("--port", "x"),
        ("--port", "65536"),
        ("--page-limit", "0"),
        ("--kraken-pos", "item2"),
    ],
)
def test_a_wrong_value_is_refused(flag: str, value: str) -> None:
    with pytest.raises(argparse.ArgumentError, match=flag):
        _options(flag, value)


def test_reading_arguments_imports_no_web_framework() -> None:
    code = (
        "import sys, tui_app.sandbox.arguments; "
        "sys.exit(bool({'starlette', 'uvicorn', 'httpx'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
