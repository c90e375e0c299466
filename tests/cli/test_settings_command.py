"""`offerdesk settings` and `offerdesk man`: what they print, and what they end with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.headless import offerdesk, problems_of
from tests.manual import FILE, page
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.cli.settings import check_settings
from tui_app.cli.settings_check import settings_problems, views_problems
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
        check_settings(
            str(tmp_path / "gone"), Where(), Narration(), form=Format.PLAIN, out=Output.to_stdout()
        )


def test_what_is_no_text_is_one_problem(tmp_path: Path) -> None:
    assert len(settings_problems(tmp_path)) == 1
    assert len(views_problems(tmp_path)) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '[[views]]\nname = "A"\nfilter = "price>1"\n[[views]]\nname = "B"\nfilter = "price>"',
            "line 6: view 2 has a filter that is not understood",
        ),
        (
            '[[views]]\nname = "A"\naccount = "mian"',
            "line 3: view 1 is of 'mian', and there is no such account: did you mean main?",
        ),
        (
            'read_only_accounts = ["other"]',
            "line 1: read_only_accounts has 'other', and there is no such account: there is main.",
        ),
        ('[watch]\nmian = ["1"]', "line 2: [watch] has 'mian', and there is no such account"),
        (
            '[notices]\ncommand = ["no-such-program-here", "x"]',
            "line 2: there is no program 'no-such-program-here': write its whole path, or install it.",
        ),
        ('open_command = ["no-such-browser"]', "line 1: there is no program 'no-such-browser'"),
        ('[signer_commands]\nmain = ["/nowhere/at/all"]', "line 2: there is no program '/nowhere/at/all'"),
        ('[credential_commands]\n"*" = ["no-such-program"]', "line 2: there is no program"),
        (
            '[[minimum]]\ncollection = "*"\namount = "1 ETH"\nmarketplace = "krakn"',
            "line 4: minimum 1 is for no marketplace, 'krakn': did you mean kraken?",
        ),
    ],
)
def test_what_is_only_read_later_is_checked_too(text: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)

    (found,) = settings_problems(file, ["main"])
    assert str(found).removeprefix(f"{file}, ").startswith(problem)


def test_without_an_account_none_is_missed_and_what_is_right_is_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'read_only_accounts = ["main"]\n[notices]\ncommand = ["sh", "-c", "true"]\n'
        '[credential_commands]\n"*" = ["sh"]\n[[views]]\nname = "A"\naccount = "main"\nfilter = "ends<2h"\n'
    )
    assert settings_problems(file) == settings_problems(file, ["main"]) == ()


def test_saved_views_are_looked_at_beside_ones_own_settings(home: Path) -> None:
    folder = home / "config" / "offerdesk"
    folder.mkdir(parents=True)
    (folder / "views.toml").write_text('[[views]]\nname = "Mine"\nfilter = "ends<soon"\n')
    ended = offerdesk("settings", "--check")

    assert ended.code == 2
    assert ended.out.startswith(
        f"{folder / 'views.toml'}, line 3: view 1 has a filter that is not understood"
    )


def test_what_is_more_than_a_person_reads_is_counted_and_all_of_it_is_data(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("".join(f"key{number} = 1\n" for number in range(34)))
    told, data = (offerdesk("settings", "--check", str(file), *more) for more in ((), ("--json",)))

    assert len(told.lines) == 21
    assert told.lines[-1] == "and 14 more; offerdesk settings --check --json names them all."
    assert problems_of(data.data, "settings-problems.json") == []
    assert [each["line"] for each in data.data["problems"]] == list(range(1, 35))
    assert (told.code, data.code) == (2, 2)


def test_the_example_is_no_json() -> None:
    assert offerdesk("settings", "--example", "--json").code == 2


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
