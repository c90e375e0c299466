"""settings.toml: what is right is used, what is wrong is named with its line, and nothing raises."""

from __future__ import annotations

import os
from dataclasses import FrozenInstanceError
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_app.settings import Settings, load_settings
from tui_app.settings.notices import MinimumSetting, NoticeSettings
from tui_app.settings.preferences import RULES
from tui_app.settings.reading import CHECK_LIMIT, PROBLEM_LIMIT, SIZE_LIMIT

KNOWN = ", ".join(RULES)
EVERYTHING = """
schema = 1
theme = "nord"
read_only = true
page_size = 100
refresh_limit = 5000
read_only_accounts = ["main", "old"]

[floors]
"*" = "0.5 ETH"
NCMXJ3Y-5B4QK-QP7ZLL = "5 USDC, 0.002 ETH"

[keys]
"offer.accept" = "b, ctrl+a"
list.refresh = "f5"

[notices]
toasts = false
bell = true
ending_within = "90m"

[[minimum]]
collection = "Bored Apes"
amount = "5 USDC, 0.1 ETH"

[[minimum]]
collection = "*"
amount = "1 USDC"
marketplace = "kraken"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def told(file: Path) -> list[str]:
    """The problems of the file, without its folder."""
    return [str(problem).replace(f"{file.parent}{os.sep}", "") for problem in load_settings(file)[1]]


def test_a_missing_file_means_the_defaults_and_no_problem(file: Path) -> None:
    assert load_settings(file) == (Settings(), ())


@pytest.mark.parametrize(
    "text",
    [
        "read_only = ",
        "\x00",
        "read_only = 'yes'",
        "readonly = true",
        "read_only_accounts = 'main'",
        "floors = 5",
        "[floors]\n'*' = 'much'",
    ],
)
def test_where_a_limit_may_be_hidden_in_what_is_wrong_none_is_known(file: Path, text: str) -> None:
    file.write_text(text)

    assert not load_settings(file)[0].limits_known


@pytest.mark.parametrize(
    "text", ["theme = 7", "page_size = 'many'", "[keys]\n'offer.accept' = 3", "[notices]\nx = 1"]
)
def test_what_is_wrong_with_looks_hides_no_limit(file: Path, text: str) -> None:
    file.write_text(text)

    settings, problems = load_settings(file)
    assert problems
    assert settings.limits_known


def test_every_setting_is_read(file: Path) -> None:
    file.write_text(EVERYTHING)
    assert load_settings(file) == (
        Settings(
            theme="nord",
            read_only=True,
            page_size=100,
            refresh_limit=5_000,
            keys={"offer.accept": "b,ctrl+a", "list.refresh": "f5"},
            read_only_accounts=("main", "old"),
            floors={"*": (("0.5", "ETH"),), "NCMXJ3Y-5B4QK-QP7ZLL": (("5", "USDC"), ("0.002", "ETH"))},
            notices=NoticeSettings(toasts=False, bell=True, ending_within=timedelta(minutes=90)),
            minimum=(
                MinimumSetting(collection="Bored Apes", amounts=(("5", "USDC"), ("0.1", "ETH"))),
                MinimumSetting(collection="*", amounts=(("1", "USDC"),), marketplace="kraken"),
            ),
        ),
        (),
    )


def test_the_file_is_left_as_it_was(file: Path) -> None:
    file.write_text("# mine\nread_only=true # please\nnonsense = 1\n")
    before = file.read_bytes()
    load_settings(file)
    assert (file.read_bytes(), os.listdir(file.parent)) == (before, [file.name])


def test_programs_that_sign_and_what_is_watched_are_lists_by_account(file: Path) -> None:
    file.write_text('[signer_commands]\n"*" = ["sign", "--json"]\nbad = 3\n[watch]\nmain = ["a", "b"]\n')
    found, _ = load_settings(file)
    assert found.signer_commands == {"*": ("sign", "--json")}
    assert found.watch == {"main": ("a", "b")}


def test_settings_cannot_be_changed(file: Path) -> None:
    found, _ = load_settings(file)
    with pytest.raises(FrozenInstanceError):
        found.theme = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.keys["offer.accept"] = "x"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "theme = 5",
            'settings.toml, line 1: theme must be the name of a theme in quotes, for example theme = "nord"; '
            "its default is used.",
        ),
        (
            "\nread_only = 'yes'",
            "settings.toml, line 2: read_only must be true or false, for example read_only = true; "
            "its default is used.",
        ),
        (
            "page_size = 0",
            "settings.toml, line 1: page_size must be a whole number from 1 to 500, "
            "for example page_size = 50; its default is used.",
        ),
        (
            "refresh_limit = true",
            "settings.toml, line 1: refresh_limit must be a whole number from 1 to 1,000,000, "
            "for example refresh_limit = 20000; its default is used.",
        ),
        (
            "keys = 'a'",
            "settings.toml, line 1: keys must be a table that starts with the line [keys]; "
            "its default is used.",
        ),
        (
            "theme = 'x'\n[keys]\ntheme = 3",
            "settings.toml, line 3: keys of 'theme' are not understood: "
            'write the keys in quotes, for example "offer.accept" = "ctrl+a".',
        ),
        (
            "[signer_commands]\nmain = 'my-signer'",
            "settings.toml, line 2: 'main' in [signer_commands] must be a list of texts, "
            'for example main = ["my-signer", "--json"].',
        ),
        (
            "[watch]\nmain = ['x', 3]",
            "settings.toml, line 2: 'main' in [watch] must be a list of texts, "
            'for example main = ["021272bc-…"].',
        ),
        (
            "watch = ['x']",
            "settings.toml, line 1: watch must be a table that starts with the line [watch]; "
            "its default is used.",
        ),
        (
            "[notices]\nbell = 1",
            "settings.toml, line 2: bell must be true or false; its default is used.",
        ),
        (
            "[notices]\nending_within = '8d'",
            'settings.toml, line 2: ending_within must be a time of up to 7 days such as "30m" or "2h"; '
            "its default is used.",
        ),
        (
            "[notices]\nsound = true",
            "settings.toml, line 2: 'sound' in [notices] is not known: remove it, "
            "or use one of toasts, bell, desktop, command, ending_within.",
        ),
        (
            "[notices]\ntoast = true",
            "settings.toml, line 2: 'toast' in [notices] is not known: did you mean toasts?",
        ),
        (
            "[[minimum]]\ncollection = 'Apes'\namount = 0.1",
            'settings.toml, line 3: minimum 1 is left out: its amount must be one such as "0.1 ETH", '
            'or several as in "5 USDC, 0.002 ETH".',
        ),
        (
            "[[minimum]]\namount = '0.1 ETH'",
            "settings.toml, line 1: minimum 1 is left out: its collection must be an id or a name in quotes, "
            'or "*" for every other.',
        ),
        (
            "[[minimum]]\ncollection = '*'\namount = '1 X'\nmarket = 'dew'",
            "settings.toml, line 4: minimum 1 is left out: 'market' is not known: did you mean marketplace?",
        ),
        (
            "[[minimum]]\ncollection='*'\namount='1 X'\n" * 201,
            "settings.toml, line 1: only the first 200 of 201 minimums are used: remove some.",
        ),
        (
            "\n\nthemes = 'nord'",
            "settings.toml, line 3: 'themes' is not a setting: did you mean theme?",
        ),
        (
            "wifi = true",
            f"settings.toml, line 1: 'wifi' is not a setting: remove it, or use one of {KNOWN}.",
        ),
        (
            "schema = 2",
            "settings.toml, line 1: this is for a newer offerdesk (schema 2; this one knows 1): update it.",
        ),
        (
            "glyphs = []",
            'settings.toml, line 1: glyphs must be "unicode" or "ascii", in quotes; its default is used.',
        ),
        (
            "theme = \n",
            "settings.toml, line 1: this is not valid TOML (Invalid value): correct it; "
            "nothing here is used until then.",
        ),
        (
            "theme = 'a'\ntheme = 'b'",
            "settings.toml, line 2: 'theme' stands here twice: keep one of them; "
            "nothing here is used until then.",
        ),
        (
            "[floors]\n[keys]\n[ floors ]",
            "settings.toml, line 3: 'floors' stands here twice: keep one of them; "
            "nothing here is used until then.",
        ),
        (
            '[keys]\n"offer.acept" = "b"',
            "settings.toml, line 2: there is nothing with the id 'offer.acept': did you mean offer.accept?",
        ),
        (
            '[keys]\nlist.down = "down"\n[keys.offer]\naccept = "q"',
            "settings.toml, line 4: q is the key of app.quit already under 'Offers': offer.accept keeps its "
            "keys.",
        ),
        (
            "page_size = " + "9" * 5_000,
            "settings.toml: a number in this is too long, or its lists are too deep: shorten it.",
        ),
        (
            "a = " + "[" * 100_000,
            "settings.toml: a number in this is too long, or its lists are too deep: shorten it.",
        ),
        (
            "read_only = true\na" + ".a" * 100_000 + " = 1",
            "settings.toml, line 2: this line has too many dots for a key: shorten it, or put it in quotes.",
        ),
        (
            '"\\u001b]0;x\\u0007" = 1',
            f"settings.toml: '\\x1b]0;x\\x07' is not a setting: remove it, or use one of {KNOWN}.",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(file: Path, text: str, problem: str) -> None:
    file.write_text(text)
    assert told(file) == [problem]


def test_one_wrong_setting_leaves_the_others_in_force(file: Path) -> None:
    file.write_text("theme = 5\nread_only = true\n[keys.offer]\naccept = 1\nreject = 'X'")
    assert load_settings(file)[0] == Settings(read_only=True, keys={"offer.reject": "X"})


def test_many_problems_are_cut_short_and_that_is_said(file: Path) -> None:
    file.write_text("".join(f"key{number} = 1\n" for number in range(5_000)))
    problems = told(file)
    assert len(problems) == PROBLEM_LIMIT + 1
    assert problems[-1] == "settings.toml: there is more wrong after this: correct these first."


def test_whoever_asks_for_all_problems_gets_them_in_good_time(file: Path) -> None:
    file.write_text("".join(f"key{number} = 1\n" for number in range(5_000)))
    assert len(load_settings(file, CHECK_LIMIT)[1]) == CHECK_LIMIT + 1


def test_what_is_wrong_with_the_toml_is_quoted_as_it_was_written(file: Path) -> None:
    file.write_text('theme = "C:\\dark"\n')
    (problem,) = told(file)
    assert "\\\\" not in problem
    assert "\\" in problem


def test_dots_in_texts_and_comments_are_no_matter(file: Path) -> None:
    file.write_text(f"theme = 'nord' # {'.' * 100}\n")
    assert load_settings(file) == (Settings(theme="nord"), ())


def test_a_windows_editor_may_have_saved_it(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbftheme = 'nord'\r\nread_only = true\r\n")
    assert load_settings(file) == (Settings(theme="nord", read_only=True), ())


def test_text_that_is_not_utf8_is_named_by_line(file: Path) -> None:
    file.write_bytes(b"read_only = true\ntheme = '\xff'\n")
    assert told(file) == ["settings.toml, line 2: this line is not UTF-8 text: save the file as UTF-8."]


def test_a_huge_file_is_not_read(file: Path) -> None:
    file.write_bytes(b"#" * (10 * 1024 * 1024))
    assert told(file) == ["settings.toml: this is longer than 256 kB: shorten it, or move it away."]


def test_the_largest_file_is_read(file: Path) -> None:
    file.write_text("read_only = true\n".ljust(SIZE_LIMIT, "#"))
    assert load_settings(file) == (Settings(read_only=True), ())


def test_a_folder_in_its_place_is_named(file: Path) -> None:
    file.mkdir()
    assert told(file) == ["settings.toml: this is a folder: move it away, or put a file in its place."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_its_place_is_named_instead_of_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert told(file) == [
        "settings.toml: this is not an ordinary file: move it away, or put a file in its place."
    ]


def test_a_link_to_itself_is_named(file: Path) -> None:
    file.symlink_to(file)
    assert told(file) == [
        "settings.toml: this link leads back to itself: replace it with a file, or remove it."
    ]


def test_a_link_to_nothing_is_named(file: Path) -> None:
    file.symlink_to(file.with_name("gone.toml"))
    assert told(file) == [
        "settings.toml: this link leads to nothing: remove it, or create the file it names."
    ]


def test_a_link_to_a_file_is_followed(file: Path) -> None:
    target = file.with_name("dotfiles.toml")
    target.write_text("read_only = true")
    file.symlink_to(target)
    assert load_settings(file) == (Settings(read_only=True), ())


def test_a_file_without_the_right_to_read_it_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by hand: root, whom tests often run as, may read everything."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert told(file) == ["settings.toml: this cannot be read: give yourself the right to read it."]


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").touch()
    file = tmp_path / "config" / "settings.toml"
    assert told(file) == ["settings.toml: this cannot be read (Not a directory): check its folder."]


NAMES = st.sampled_from(["theme", "read_only", "page_size", "refresh_limit", "keys", "a.b", '""', "'\t'"])
VALUES = st.one_of(
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(["true", "{}", "{x = 'y'}", "{x = {y = 1}}", "[]", "1979-05-27", "'x'", '"\\u202e"']),
)
LINES = st.one_of(st.text(max_size=30), st.builds("{} = {}".format, NAMES, VALUES), st.just("[keys]"))


@given(st.one_of(st.binary(max_size=200), st.lists(LINES, max_size=8).map(lambda it: "\n".join(it).encode())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_whatever_is_in_the_file_nothing_raises_and_problems_print_on_one_line(
    file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    found, problems = load_settings(file)
    assert isinstance(found, Settings)
    assert all(problem.words.isprintable() for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "USDC",
        "5USDC",
        "-5 USDC",
        "1e3 USDC",
        "5 USDC,",
        "5,5 USDC",
        "٥ USDC",
        "",
        "5 dollars",
        "5 USDC, 1 eth",
    ],
)
def test_a_floor_that_cannot_be_read_is_named_and_left_out(text: str, file: Path) -> None:
    file.write_text(f'[floors]\ngood = "1 ETH"\nbad = "{text}"\n', encoding="utf-8")

    assert dict(load_settings(file)[0].floors) == {"good": (("1", "ETH"),)}
    assert "the floor of 'bad' is not understood" in told(file)[0]


@pytest.mark.parametrize("text", ['"main"', "[1]", "true"])
def test_read_only_accounts_are_a_list_of_names(text: str, file: Path) -> None:
    file.write_text(f"read_only_accounts = {text}\n")

    assert load_settings(file)[0].read_only_accounts == ()
    assert "read_only_accounts must be a list of account names" in told(file)[0]
