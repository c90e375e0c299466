"""`offerdesk man`: the manual page, which is made from arguments, settings and keys when those change."""

from __future__ import annotations

from importlib.resources import files


def manual() -> str:
    """The page as `man` reads it."""
    return files("tui_app.cli").joinpath("man", "offerdesk.1").read_text(encoding="utf-8")
