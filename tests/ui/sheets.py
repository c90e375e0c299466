"""What the stylesheets mean, read once for all tests of a process and not once for each app."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet

Known = dict[object, Any]
"""Rules by what they were read from, and in which theme."""


def read_once(monkeypatch: pytest.MonkeyPatch, known: Known) -> None:
    """Keep in `known` what a sheet says in a theme, and do not parse it again."""
    parse = Stylesheet._parse_rules  # noqa: SLF001 - Textual keeps it per app only

    def parsed(sheet: Stylesheet, css: str, *args: Any, **named: Any) -> Any:
        key = (css, args, *named.items(), *sheet._variables.items())  # noqa: SLF001
        if (rules := known.get(key)) is None:
            rules = known[key] = parse(sheet, css, *args, **named)
        return rules

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)
