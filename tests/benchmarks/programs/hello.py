"""The smallest Textual app there can be."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """Say that it is there."""
        yield Static("hello ready")


if __name__ == "__main__":
    sys.exit(Hello().run())
