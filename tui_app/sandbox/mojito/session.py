"""Who acts on which market, and where what was done is noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.mojito.asking import Asked
from tui_app.sandbox.mojito.credentials import Caller
from tui_app.sandbox.mojito.market import Market
from tui_app.sandbox.mojito.wallets import key
from tui_app.sandbox.options import SandboxOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The caller on one market. `clock` gives aware UTC times."""

    market: Market
    caller: Caller
    options: SandboxOptions
    effects: EffectLog
    clock: Callable[[], datetime]

    def holds(self, address: str) -> bool:
        """Whether an address is one of the caller's wallets."""
        return key(address) in map(key, self.caller.wallets)

    def record(self, action: str, target: str, asked: Asked, **more: object) -> None:
        """Note that `asked` really changed `target`."""
        self.effects.record(
            marketplace="mojito", action=action, target=target, request=asked.recorded(**more)
        )
