"""How one request is shown the market where a fault has it otherwise than it is."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.sandbox.kraken.market import Market

VIEW = "sandbox.view"
"""Where a request's scope has its view, if it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Reads of an older `market`, and lists of the account's offers whose pages do not fit together.

    Every page but the first is as if `shift` items before it were gone, or come where that is negative, or
    is the first if `stuck`; each has `extra` items more than asked for.
    """

    market: Market | None = None
    shift: int = 0
    stuck: bool = False
    extra: int = 0


PLAIN = View()
