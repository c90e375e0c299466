"""Where the stylesheets are: inside the package in a wheel, beside it everywhere else."""

from __future__ import annotations

from pathlib import Path

APP_SHEET = "app.tcss"
"""The first sheet; the others may refine it."""

FIRST_SCREEN = "offers.tcss"
"""The one sheet among those of screens and dialogs that the first paint needs."""

_ON_DEMAND = frozenset({"screens", "modals"})

_PACKAGE = Path(__file__).resolve().parent


class StylesheetsMissing(RuntimeError):
    """The installation is incomplete: there is no way to draw the program."""


def styles_directory(package: Path = _PACKAGE) -> Path:
    """The folder of the sheets that belong to this package folder. Raises StylesheetsMissing."""
    places = (package / "styles", package.parent / "styles")
    for place in places:
        if (place / APP_SHEET).is_file():
            return place
    looked = " nor in ".join(str(place) for place in places)
    raise StylesheetsMissing(
        f"The stylesheets of offerdesk are neither in {looked}: install offerdesk again."
    )


def stylesheet_paths(package: Path = _PACKAGE) -> list[Path]:
    """Every sheet, app.tcss first, the rest sorted by path. Raises StylesheetsMissing."""
    folder = styles_directory(package)
    first = folder / APP_SHEET
    return [first, *sorted(sheet for sheet in folder.rglob("*.tcss") if sheet != first)]


def sheets_by_need(package: Path = _PACKAGE) -> tuple[list[Path], list[Path]]:
    """What the first paint needs, and what other screens and dialogs need. Raises StylesheetsMissing."""
    sheets = stylesheet_paths(package)
    later = [sheet for sheet in sheets if sheet.parent.name in _ON_DEMAND and sheet.name != FIRST_SCREEN]
    return [sheet for sheet in sheets if sheet not in later], later
