"""What a person watches at a marketplace that lists offers only of what is named to it."""

from __future__ import annotations

from typing import NamedTuple

from tui_app.domain.text import UntrustedText

NOT_NAMED = UntrustedText("")


class Watched(NamedTuple):
    """One thing: its kind in the marketplace's words, its id there, and names, where anybody told them."""

    kind: str
    ref: str
    name: UntrustedText = NOT_NAMED
    collection: UntrustedText = NOT_NAMED
