"""The marketplaces of the sandbox besides Kraken: what each brings, and the list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.routing import BaseRoute

from tui_app.sandbox.dew import api as dew
from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.license_rocks import api as license_rocks
from tui_app.sandbox.mojito import api as mojito
from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.tokenizationtr import api as tokenizationtr

Clock = Callable[[], datetime]


class Api(Protocol):
    """One fresh marketplace's HTTP side."""

    def routes(self) -> list[BaseRoute]:
        """Every path of it. A route's name, such as dew.cancel_offer, is how faults are told of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PretendMarket:
    """One marketplace: its key in the sandbox's line, what opens it, and what the line says of it.

    `account` is given the sandbox's own address without a slash at its end. `suggested` is what else an
    account there may be set up with, and what it may watch, so that there is something to see.
    """

    slug: str
    open: Callable[[SandboxOptions, EffectLog, Clock], Api]
    account: Callable[[SandboxOptions, str], Mapping[str, object]]
    suggested: Mapping[str, object] = field(default_factory=dict)


MARKETS: tuple[PretendMarket, ...] = (
    PretendMarket(slug="mojito", open=mojito.MojitoApi, account=mojito.account),
    PretendMarket(slug="dew", open=dew.DewApi, account=dew.account, suggested=dew.SUGGESTED),
    PretendMarket(slug="license_rocks", open=license_rocks.LicenseRocksApi, account=license_rocks.account),
    PretendMarket(
        slug="tokenizationtr", open=tokenizationtr.TokenizationtrApi, account=tokenizationtr.account
    ),
)
