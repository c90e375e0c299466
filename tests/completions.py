"""The completion files, made from the arguments they complete.

    python -m tests.completions

writes them into the program; a test fails when they are not what stands there.
"""

from __future__ import annotations

from pathlib import Path

import shtab

from tui_app.cli.arguments import parser
from tui_app.cli.headless_arguments import HEADLESS, SHELLS

FOLDER = Path(__file__).resolve().parents[1] / "tui_app" / "cli" / "completions"


def completions() -> dict[Path, str]:
    """Each file and what belongs in it."""
    whole = parser([*HEADLESS, "demo", "sandbox"])
    return {
        FOLDER / f"offerdesk.{shell}": shtab.complete(whole, shell=shell).rstrip() + "\n" for shell in SHELLS
    }


if __name__ == "__main__":
    for file, text in completions().items():
        file.write_text(text, encoding="utf-8")
