"""Each profile has folders of its own, where the operating system wants them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui_app.settings import Places, SettingsError, places_for, temporary_places


def folders(places: Places) -> set[Path]:
    return {places.config, places.data, places.cache, places.log}


def test_everything_is_inside_the_home_folder(home: Path) -> None:
    assert all(folder.is_relative_to(home) for folder in folders(places_for()))


def test_two_profiles_share_no_folder() -> None:
    assert not folders(places_for("trading")) & folders(places_for("research"))


def test_no_profile_can_take_the_default_profiles_files() -> None:
    assert places_for().settings_file != places_for("settings").settings_file
    assert not folders(places_for("profiles")) & folders(places_for())


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "ä", "x" * 33, "a\n", "\x1b[2J", "con:"])
def test_a_name_that_is_no_plain_folder_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="cannot name a profile: use up to 32 of a-z") as caught:
        places_for(name)
    assert caught.value.title.isprintable()


def test_folders_are_made_for_their_owner_alone() -> None:
    places = places_for("trading")
    places.create()
    places.create()
    assert not places.log.exists()  # it is made with the first line of the log
    places.log.mkdir(mode=0o700, parents=True)
    assert {folder.stat().st_mode & 0o777 for folder in folders(places)} == {0o700}


def test_a_home_that_cannot_be_written_is_named(home: Path) -> None:
    (home / "config").touch()
    with pytest.raises(SettingsError, match="make it writable, or set HOME"):
        places_for().create()
    assert places_for().data.is_dir()  # one that cannot be made keeps no other from it


def test_the_demo_stays_inside_its_folder(tmp_path: Path) -> None:
    places = temporary_places(tmp_path)
    places.create()
    assert all(folder.is_relative_to(tmp_path) for folder in folders(places))


def test_nothing_heavy_is_imported_on_the_way() -> None:
    heavy = "pydantic httpx keyring textual asyncio tomli_w platformdirs tui_app.domain"
    code = f"import sys, tui_app.settings; print([name for name in {heavy!r}.split() if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
