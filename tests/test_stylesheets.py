"""The stylesheets are found where an installation can have them, in a fixed order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_app.stylesheets import StylesheetsMissing, sheets_by_need, styles_directory, stylesheet_paths


def put(folder: Path, *names: str) -> None:
    for name in names:
        sheet = folder / name
        sheet.parent.mkdir(parents=True, exist_ok=True)
        sheet.touch()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "tui_app"
    folder.mkdir()
    return folder


def test_this_checkout_has_its_sheets() -> None:
    assert all(sheet.is_file() for sheet in stylesheet_paths())


def test_sheets_beside_the_package_are_found(package: Path) -> None:
    put(package.parent / "styles", "app.tcss")
    assert styles_directory(package) == package.parent / "styles"


def test_sheets_inside_the_package_win_over_a_folder_of_somebody_else(package: Path) -> None:
    put(package / "styles", "app.tcss")
    put(package.parent / "styles", "app.tcss")
    assert styles_directory(package) == package / "styles"


def test_app_comes_first_and_the_rest_is_sorted(package: Path) -> None:
    put(package / "styles", "widgets/b.tcss", "app.tcss", "modals/z.tcss", "widgets/a.tcss", "notes.txt")
    found = [sheet.relative_to(package / "styles").as_posix() for sheet in stylesheet_paths(package)]
    assert found == ["app.tcss", "modals/z.tcss", "widgets/a.tcss", "widgets/b.tcss"]


def test_a_folder_without_our_first_sheet_is_not_ours(package: Path) -> None:
    put(package.parent / "styles", "site.css", "other.tcss")
    with pytest.raises(StylesheetsMissing, match="install offerdesk again"):
        styles_directory(package)


def test_the_first_paint_does_not_wait_for_what_other_places_look_like(package: Path) -> None:
    put(
        package / "styles",
        "app.tcss",
        "modals/z.tcss",
        "screens/offers.tcss",
        "screens/other.tcss",
        "widgets/a.tcss",
    )
    first, later = sheets_by_need(package)
    assert [sheet.name for sheet in first] == ["app.tcss", "offers.tcss", "a.tcss"]
    assert [sheet.name for sheet in later] == ["z.tcss", "other.tcss"]
