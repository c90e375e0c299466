"""`offerdesk settings` and `offerdesk man`: what they print, and what they end with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.headless import offerdesk
from tests.manual import FILE, page
from tui_app.cli.ground import Where
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.cli.settings import all_problems, check_settings
from tui_app.domain.errors import UsageError
from tui_app.settings.example import example

BROKEN = """\
theme = "offerdesk-lihgt"
page_sise = 3
[keys]
"app.quit" = ""
"""


def test_the_example_that_is_printed_is_found_right() -> None:
    printed = offerdesk("settings", "--example")
    assert (printed.code, printed.out, printed.err) == (0, example(), "")


def test_each_mistake_is_named_by_line_and_key_and_the_exit_code_says_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(BROKEN)

    ended = offerdesk("settings", "--check", str(file))

    assert (ended.code, ended.err) == (2, "")
    assert [line.removeprefix(f"{file}, ") for line in ended.lines] == [
        "line 2: 'page_sise' is not a setting: did you mean page_size?",
        "line 4: app.quit would have no key: write one, or remove this line.",
        "line 1: there is no theme 'offerdesk-lihgt': did you mean offerdesk-light?",
    ]


def test_without_a_file_ones_own_are_looked_at(home: Path) -> None:
    folder = home / "config" / "offerdesk" / "profiles" / "trading"
    none = offerdesk("settings", "--check", "--profile", "trading")
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("read_only = true\n")
    good = offerdesk("settings", "--check", "--profile", "trading")

    assert (none.code, none.out) == (0, "")
    assert "is not there, so every setting has its default" in none.err
    assert (good.code, good.out) == (0, "")
    assert "is understood, all of it" in good.err


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        check_settings(str(tmp_path / "gone"), Where(), Narration(), out=Output.to_stdout())


def test_what_is_no_text_is_one_problem(tmp_path: Path) -> None:
    assert len(all_problems(tmp_path)) == 1


def test_neither_of_both_is_wrong_usage() -> None:
    ended = offerdesk("settings")

    assert (ended.code, ended.out) == (2, "")
    assert "--example --check is required" in ended.err


def test_the_manual_page_is_what_the_program_is() -> None:
    ended = offerdesk("man")

    assert ended.code == 0
    assert ended.out == FILE.read_text(encoding="utf-8") == page(), "run: python -m tests.manual"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed here")
def test_man_shows_the_page_without_a_complaint() -> None:
    command = ["groff", "-man", "-Tascii", "-P-cbou", "-ww", str(FILE)]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=30)

    assert (shown.returncode, shown.stderr) == (0, "")
    assert "offer.accept" in shown.stdout
    assert "128+n" in shown.stdout
