"""The command line: what was asked for, and which room answers it."""

from __future__ import annotations

from tui_app.cli.commands import run

__all__ = ["run"]
