"""accounts.toml: what is saved is read back, and nothing in a broken file is lost or raises."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_app.domain.secrets import Secret
from tui_app.settings import AccountConfig, SettingsError, load_accounts, save_accounts

MAIN = AccountConfig(
    name="main",
    marketplace="kraken",
    fields={"base_url": "https://api.kraken.com", "watch": 'a "quoted" \\ name'},
)
TRIAL = AccountConfig(name="trial-2", marketplace="license_rocks", keeps="session")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "accounts.toml"


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def told(file: Path) -> list[str]:
    return [str(problem).replace(f"{file.parent}{os.sep}", "") for problem in load_accounts(file)[1]]


def test_a_missing_file_means_no_accounts_and_no_problem(file: Path) -> None:
    assert load_accounts(file) == ((), ())


def test_saved_accounts_are_read_back_in_order(file: Path) -> None:
    save_accounts(file, [TRIAL, MAIN])
    assert load_accounts(file) == ((TRIAL, MAIN), ())


@given(
    st.lists(
        st.builds(
            AccountConfig,
            name=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,31}", fullmatch=True),
            marketplace=st.sampled_from(["kraken", "mojito", "dew"]),
            fields=st.dictionaries(
                st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True),
                st.text(max_size=50).filter(str.isprintable),
                max_size=4,
            ),
            keeps=st.sampled_from(["keyring", "session"]),
        ),
        max_size=4,
        unique_by=lambda account: account.name,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_whatever_an_account_may_hold_survives_the_file(file: Path, accounts: list[AccountConfig]) -> None:
    save_accounts(file, accounts)
    assert load_accounts(file) == (tuple(accounts), ())


def test_only_its_owner_may_read_the_file(file: Path) -> None:
    put(file, "")
    file.chmod(0o644)
    save_accounts(file, [MAIN])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_but_the_file_is_left_behind(file: Path) -> None:
    save_accounts(file, [MAIN])
    save_accounts(file, [MAIN, TRIAL])
    assert os.listdir(file.parent) == ["accounts.toml"]


def test_a_linked_file_is_replaced_where_it_really_is(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.touch()
    file.parent.mkdir()
    file.symlink_to(real)
    save_accounts(file, [MAIN])
    assert file.is_symlink()
    assert load_accounts(real) == ((MAIN,), ())


def test_a_folder_that_cannot_be_written_is_named_and_the_accounts_stay(tmp_path: Path) -> None:
    (tmp_path / "config").touch()
    with pytest.raises(SettingsError) as caught:
        save_accounts(tmp_path / "config" / "accounts.toml", [MAIN])
    assert caught.value.title.endswith(
        "free some space or make its folder writable; the accounts stay as they were."
    )


def test_a_failure_at_the_last_step_leaves_the_old_file_and_no_draft(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_accounts(file, [MAIN])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SettingsError, match="No space left on device"):
        save_accounts(file, [TRIAL])
    assert (load_accounts(file)[0], os.listdir(file.parent)) == ((MAIN,), ["accounts.toml"])


def test_what_was_not_understood_is_kept_aside_each_time(file: Path) -> None:
    for content in ("half [a file", "another = 'one'"):
        put(file, content)
        save_accounts(file, [MAIN])
    kept = [file.with_name(f"accounts.unreadable-{number}.toml").read_text() for number in (1, 2)]
    assert kept == ["half [a file", "another = 'one'"]
    assert load_accounts(file) == ((MAIN,), ())


def test_two_accounts_of_one_name_are_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="same name"):
        save_accounts(file, [MAIN, AccountConfig(name="main", marketplace="dew")])


def test_more_than_can_be_read_back_is_not_written(file: Path) -> None:
    fields = {f"field{number}": "x" * 4_096 for number in range(70)}
    with pytest.raises(SettingsError, match="too long to save"):
        save_accounts(file, [AccountConfig(name="main", marketplace="dew", fields=fields)])
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("accounts = 3", "accounts.toml, line 1: 'accounts' does not belong here: remove it."),
        (
            "[accounts.Main]\nmarketplace = 'kraken'",
            "accounts.toml, line 1: 'Main' cannot name an account: "
            "use up to 32 of a-z, 0-9, - and _, for example kraken-main.",
        ),
        (
            "# mine\n[accounts.main]\nkeeps = 'keyring'",
            "accounts.toml, line 2: account main is left out: it does not say which marketplace it is for: "
            'write for example marketplace = "kraken".',
        ),
        (
            "[accounts.main]\nmarketplace = 'kraken'\nkeeps = 'file'",
            "accounts.toml, line 1: account main is left out: "
            'keeps must be "keyring", "session" or "command".',
        ),
        (
            "[accounts.main]\nmarketplace = 'kraken'\nfields = {base_url = 5}",
            "accounts.toml, line 1: account main is left out: "
            "its fields must be names with a text in quotes: remove the account and add it again.",
        ),
        (
            "[accounts]\nmain = 5",
            "accounts.toml, line 2: account main is left out: an account must be a table: "
            "remove it and add the account again.",
        ),
        (
            "[accounts.main]\nmarketplace = 'kraken'\napi_key = 'x'",
            "accounts.toml, line 3: account main has 'api_key', which is not known: remove it.",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(file: Path, text: str, problem: str) -> None:
    put(file, text)
    assert told(file) == [problem]


def test_one_broken_account_leaves_the_others(file: Path) -> None:
    save_accounts(file, [MAIN, TRIAL])
    put(file, file.read_text().replace('"kraken"', "3"))
    assert load_accounts(file)[0] == (TRIAL,)


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_no_content_makes_reading_raise(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"[accounts.main]\n" + content)
    load_accounts(file)


@pytest.mark.parametrize("name", ["", "-main", "Main", "a b", "ä", "x" * 33, "a\n", "../main", "a/b"])
def test_names_that_would_not_survive_a_path_or_a_key_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name an account"):
        AccountConfig(name=name, marketplace="kraken")


@pytest.mark.parametrize("text", ["two\nlines", "\x1b[2J", "x" * 5_000])
def test_fields_that_the_file_could_not_show_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="its fields must be"):
        AccountConfig(name="main", marketplace="kraken", fields={"base_url": text})


def test_a_secret_cannot_become_a_field() -> None:
    with pytest.raises(ValueError, match="its fields must be"):
        AccountConfig(name="main", marketplace="kraken", fields={"key": Secret("x")})  # type: ignore[dict-item]
