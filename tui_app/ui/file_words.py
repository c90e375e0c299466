"""How a file that was written is named to a person: by parts that a message does not have to break."""

from __future__ import annotations

from pathlib import Path

from tui_app.log.redaction import without_home


def where_it_is(file: Path, beside: Path | None = None) -> str:
    """`offers.csv, in ~/exports`, or with a second file `offers.csv and offers.jsonl, in ~/exports`.

    The folder that the program was started in is called that.
    """
    names = file.name if beside is None else f"{file.name} and {beside.name}"
    folder = file.parent
    where = "the folder you started in" if folder == started_in() else without_home(str(folder))
    return f"{names}, in {where}"


def started_in() -> Path | None:
    """The folder that the program was started in; None where it is there no more."""
    try:
        return Path.cwd()
    except OSError:
        return None
