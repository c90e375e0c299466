"""Whether the next start hides amounts and addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_app.settings import load_settings
from tui_app.settings.kept_privacy import KeptPrivacy
from tui_app.settings.places import SettingsError


def test_what_a_key_asked_for_holds_at_the_next_start_until_a_key_ends_it(tmp_path: Path) -> None:
    begun = list[str]()
    kept = KeptPrivacy(tmp_path, wanted=False, begins=lambda: begun.append("once"))
    assert not kept.holds

    kept.keep(True)
    assert KeptPrivacy(tmp_path, wanted=False).holds
    assert begun == ["once"]

    kept.keep(False)
    kept.keep(False)
    assert not KeptPrivacy(tmp_path, wanted=False).holds


def test_what_the_settings_want_holds_whatever_a_key_did(tmp_path: Path) -> None:
    kept = KeptPrivacy(tmp_path, wanted=True)
    kept.keep(True)
    kept.keep(False)

    assert kept.holds


def test_any_file_there_hides(tmp_path: Path) -> None:
    (tmp_path / "privacy.toml").symlink_to(tmp_path / "nowhere")

    assert KeptPrivacy(tmp_path, wanted=False).holds


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")

    with pytest.raises(SettingsError, match="cannot be written"):
        KeptPrivacy(tmp_path / "config", wanted=False).keep(True)


@pytest.mark.parametrize(
    ("line", "hides"), [("", False), ("privacy = true", True), ("privacy = false", False)]
)
def test_the_setting_is_off_unless_it_is_asked_for(line: str, hides: bool, tmp_path: Path) -> None:
    (file := tmp_path / "settings.toml").write_text(line)

    settings, problems = load_settings(file)
    assert settings.privacy is hides
    assert not problems


@pytest.mark.parametrize("value", ['"yes"', "1", "[true]"])
def test_who_asked_for_it_in_other_words_gets_it_and_is_told(value: str, tmp_path: Path) -> None:
    (file := tmp_path / "settings.toml").write_text(f"privacy = {value}")

    settings, problems = load_settings(file)
    assert settings.privacy
    assert len(problems) == 1
