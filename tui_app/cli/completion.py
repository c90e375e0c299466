"""`offerdesk completion`: the completion files, which are made from the arguments when those change."""

from __future__ import annotations

from importlib.resources import files


def completion_for(shell: str) -> str:
    """What makes `shell` complete the commands and their arguments."""
    return files("tui_app.cli").joinpath("completions", f"offerdesk.{shell}").read_text(encoding="utf-8")
