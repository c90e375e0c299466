"""The example of a settings file: it has everything, changes nothing, and each of its examples is right."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tui_app.settings import Settings, SettingsError, load_settings
from tui_app.settings.example import example
from tui_app.settings.kept_theme import KeptTheme
from tui_app.settings.notices import MINIMUM_PARTS, NOTICES, MinimumSetting, NoticeSettings
from tui_app.settings.preferences import RULES
from tui_app.settings.views import PARTS, ViewSetting


def names(kind: type) -> set[str]:
    return {each.name for each in fields(kind)}


def test_what_is_explained_is_what_there_is() -> None:
    assert set(RULES) == names(Settings) - {"limits_known"}
    assert set(NOTICES) == names(NoticeSettings)
    assert {"name", *PARTS} == names(ViewSetting)
    assert {part.removesuffix("s") for part in names(MinimumSetting)} == set(MINIMUM_PARTS)


def test_as_it_is_printed_it_gives_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(example(), encoding="utf-8")

    assert load_settings(file) == (Settings(), ())


def test_it_has_every_setting_and_a_sentence_before_each() -> None:
    text = example()

    for name in RULES:
        line = re.search(rf"^#?\[*{name}\b", text, re.M)
        assert line, name
        assert text[: line.start()].splitlines()[-1].startswith("# "), name


def test_every_example_in_it_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(re.sub(r"^#(?! )", "", example(), flags=re.M), encoding="utf-8")

    found, problems = load_settings(file)

    assert problems == ()
    assert all(
        getattr(found, name) != getattr(Settings(), name) for name in ("floors", "views", "watch", "keys")
    )
    assert found.minimum[0].marketplace == "kraken"


def test_a_theme_that_cannot_be_kept_is_said_and_the_one_before_stays(tmp_path: Path) -> None:
    (tmp_path / "config").touch()
    kept = KeptTheme(tmp_path / "config" / "theme.toml", "nord")

    with pytest.raises(SettingsError, match="cannot be written"):
        kept.keep("offerdesk-light")
    assert kept.name == "nord"
