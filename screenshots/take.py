"""Takes the pictures in this folder: the real app on a real sandbox, at three sizes.

    python screenshots/take.py [FOLDER [START OF A NAME]]

PNG files are made too where `rsvg-convert` (Debian's librsvg2-bin) is installed.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from tui_app.app import OffersApp
from tui_app.assembly import accounts_from_line, desk_on_sandbox
from tui_app.demo import SandboxProcess
from tui_app.desk.sources import SourceState
from tui_app.ledger.opening import open_ledger
from tui_app.ledger.windows import Windows
from tui_app.settings import Settings, temporary_places
from tui_app.settings.kept_views import KeptViews
from tui_app.ui.plain_terminal import Letters
from tui_app.ui.theme import ANSI, THEMES
from tui_app.wiring import LEDGER_FILE

SMALLEST, SMALL, MIDDLE, LARGE = (60, 15), (80, 24), (120, 40), (200, 60)
NARROW = 80
WAIT = "wait"
"""Stands among keys where a dialog has to be read, or an answer has to come, before the next."""
NAMES = {":": "colon", ",": "comma", "\t": "tab"}
"""What Textual calls the keys that are neither letters nor digits."""
YES = (WAIT, "right", "enter", WAIT)

MARKED = ("escape", "space", "down", "down", "down", "space", "down", "right")
"""A few offers marked, and the cursor on another."""

DONE = ("escape", "a", *YES, "2", WAIT, "c", *YES, "1", WAIT, "down", "a", *YES)
"""An offer is accepted, a cancellation refused, and the answer to another accept lost."""

LOOKED_UP = ("escape", "4", WAIT, "plus", WAIT, *"1,2", "enter", WAIT)
"""The orders that a document prints, on the list."""

PURCHASES = ("escape", "5", WAIT, "plus", WAIT, "enter", "enter", WAIT, WAIT, "down")
"""What the account's own user bought."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A name, the size of the terminal, and the keys that lead to what is shown.

    `faults` are armed at the sandbox before. `theme` is another than the program's own choice, `letters`
    are those that the terminal can draw.
    """

    name: str
    size: tuple[int, int]
    keys: Sequence[str] = ()
    faults: Sequence[Mapping[str, object]] = ()
    theme: str = ""
    letters: Letters = Letters.ALL


PICTURES = (
    Picture("demo", MIDDLE),
    *(
        Picture(f"received-{width}x{height}", (width, height), ("escape", "down", "down"))
        for width, height in (SMALL, MIDDLE, LARGE)
    ),
    Picture("details-80x24", SMALL, ("escape", "down", "enter")),
    Picture("confirm-80x24", SMALL, ("escape", "down", "down", "down", "a")),
    Picture("confirm-120x40", MIDDLE, ("escape", "down", "down", "down", "a")),
    Picture("counter-120x40", MIDDLE, ("escape", "down", "n", *"0.5")),
    Picture("filter-120x40", MIDDLE, ("escape", "slash", *"postcard price>", "3")),
    Picture("hidden-name-120x40", MIDDLE, ("escape", "slash", *"quiet teal", "enter", "right")),
    Picture("columns-120x40", MIDDLE, ("escape", "vertical_line", WAIT, "down", "down", "down")),
    Picture("views-120x40", MIDDLE, ("escape", "w", WAIT, "down")),
    Picture("insights-120x40", MIDDLE, ("escape", "i", WAIT)),
    Picture("privacy-120x40", MIDDLE, ("escape", "ctrl+g", "down", "down")),
    Picture("media-120x40", MIDDLE, ("escape", "down", "p")),
    Picture("placed-120x40", MIDDLE, ("escape", "2")),
    Picture("watched-120x40", MIDDLE, ("escape", "3", "down")),
    Picture("wallet-120x40", MIDDLE, ("escape", "slash", *"market:mojito", "enter", "a", *YES)),
    *(
        Picture(f"orders-{width}x{height}", (width, height), (*LOOKED_UP, "enter", "down"))
        for width, height in (SMALL, MIDDLE)
    ),
    Picture("new-order-120x40", MIDDLE, (*LOOKED_UP, "N", WAIT, *"405\t2\t24\t3", "ctrl+s", WAIT)),
    Picture("purchases-80x24", SMALL, PURCHASES),
    Picture("purchases-120x40", MIDDLE, PURCHASES),
    Picture("accounts-120x40", MIDDLE, ("escape", "7")),
    Picture("help-120x40", MIDDLE, ("escape", "question_mark")),
    Picture("account-form-80x24", SMALL, ("escape", "7", "N", WAIT, "down", "enter", WAIT, "tab", "tab")),
    Picture("copy-120x40", MIDDLE, ("escape", "down", "down", "y", WAIT)),
    Picture("many-120x40", MIDDLE, ("escape", "2", WAIT, *("space",) * 4, "c", WAIT)),
    *(
        Picture(f"theme-{theme.name.removeprefix('offerdesk-')}-120x40", MIDDLE, MARKED, theme=theme.name)
        for theme in THEMES
    ),
    Picture("theme-plain-120x40", MIDDLE, MARKED, theme=ANSI.name, letters=Letters.ASCII),
    Picture("confirm-60x15", SMALLEST, ("escape", "down", "down", "down", "a")),
    # The last ones: what is done for them is done to the market that all pictures share.
    *(
        Picture(
            f"activity-{width}x{height}",
            (width, height),
            (*DONE, "6", *("enter",) * (width == NARROW)),
            (
                {"fault": "kraken_error", "path": "/NftCancelOffer", "codes": ["EAPI:Bid has gone"]},
                {"fault": "close", "path": "/NftAcceptOffer", "skip": 1, "act": True},
            ),
        )
        for width, height in (SMALL, MIDDLE)
    ),
)


async def take(picture: Picture, line: str, folder: Path) -> None:
    """Take one picture with a fresh ledger."""
    with tempfile.TemporaryDirectory() as scratch:
        places = temporary_places(Path(scratch))
        places.create()
        opened = open_ledger(places.data / LEDGER_FILE)
        accounts = accounts_from_line(line)
        app = OffersApp(
            Windows(opened.ledger),
            lambda: desk_on_sandbox(opened, places, Settings(), accounts, read_only=False),
            title="demo",
            views=KeptViews(places.views_file),
            introduce=True,
            theme=picture.theme,
            letters=picture.letters,
        )
        async with app.run_test(size=picture.size) as pilot:
            await _settled(app, pilot)
            await asyncio.to_thread(_arm, picture, line)
            for key in picture.keys:
                await (pilot.pause(0.6) if key == WAIT else pilot.press(NAMES.get(key, key)))
            await pilot.pause(0.5)
            # Without this, librsvg leaves out the blanks that a stretch of text begins with.
            svg = app.export_screenshot(title="offerdesk").replace("<text ", '<text xml:space="preserve" ')
            (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        opened.close()


def _arm(picture: Picture, line: str) -> None:
    url = json.loads(line)["effects_url"].replace("/effects", "/faults")
    body = json.dumps(list(picture.faults)).encode()
    urllib.request.urlopen(urllib.request.Request(url, body, method="PUT")).close()  # noqa: S310 - our own sandbox


async def _settled(app: OffersApp, pilot: Pilot[None]) -> None:
    while app.desk is None or any(each.state is not SourceState.FRESH for each in app.desk.sources):
        await pilot.pause(0.05)
    await pilot.pause(0.3)


def to_png(svg: Path, columns: int) -> None:
    """Draw the picture as PNG beside its SVG, if the machine can."""
    if converter := shutil.which("rsvg-convert"):
        width = "1000" if columns == NARROW else "1500"
        subprocess.run([converter, "-w", width, str(svg), "-o", str(svg.with_suffix(".png"))], check=True)  # noqa: S603


def main() -> None:
    """Take them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    with (
        tempfile.TemporaryDirectory() as scratch,
        SandboxProcess(["--seed", "1"], Path(scratch) / "errors") as sandbox,
    ):
        line = sandbox.line()
        for picture in (each for each in PICTURES if each.name.startswith(wanted)):
            asyncio.run(take(picture, line, folder))
            to_png(folder / f"{picture.name}.svg", picture.size[0])


if __name__ == "__main__":
    main()
