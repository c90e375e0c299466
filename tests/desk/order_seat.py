"""A real desk with accounts at the marketplaces of a sandbox that have orders."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from tests.desk.seat import Seat, seated
from tests.sandbox_process import SandboxInfo
from tui_app.assembly import PRETEND_WALLET, accounts_from_line
from tui_app.credentials import CredentialStore, SessionStore
from tui_app.desk.signing import Signers
from tui_app.domain.instruction import Instruction
from tui_app.gateway.limits import Limits
from tui_app.marketplaces.dew import MARKETPLACE as DEW
from tui_app.marketplaces.license_rocks import MARKETPLACE as ROCKS

ROCKS_ACCOUNT: Final = ROCKS.slug
DEW_ACCOUNT: Final = DEW.slug
TYPED: Final = {"nft_id": "405", "listing_id": "2", "buyer_id": "24", "quantity": "3"}
ADDRESS: Final = {"street": "Szeroka canary", "postal": "87-100", "city": "Toruń", "country": "Poland"}

_SOON: Final = timedelta(seconds=0.3)
_LIMITS: Final = Limits(total=3.0)


@asynccontextmanager
async def desk_at(
    info: SandboxInfo,
    folder: Path,
    *,
    at: str = "",
    limits: Limits = _LIMITS,
    told: Mapping[str, Any] | None = None,
    **options: Any,
) -> AsyncIterator[Seat]:
    """A desk with an account at license.rocks and one at Dew.

    `at` is where the sandbox is reached, if not at its own address; `told` changes what its line says.
    """
    said = {slug: _reached(info, info.said[slug], at) for slug in (ROCKS.slug, DEW.slug)}
    suggested = info.said.get("suggested", {})
    accounts = accounts_from_line(json.dumps({**said, "suggested": suggested, **(told or {})}))
    stores: dict[str, CredentialStore] = {
        "session": SessionStore(accounts.credentials),
        "keyring": SessionStore(),
    }
    async with seated(
        info,
        folder,
        configs=accounts.configs,
        stores=stores,
        marketplace=replace(ROCKS, settle=_SOON),
        others=[replace(DEW, settle=_SOON)],
        limits=limits,
        signers=Signers({"*": PRETEND_WALLET}, patience=30),
        watched=accounts.watch,
        **options,
    ) as seat:
        yield seat


def _reached(info: SandboxInfo, account: Mapping[str, Any], at: str) -> dict[str, Any]:
    return {**account, "base_url": account["base_url"].replace(info.base_url, at or info.base_url)}


def draft(seat: Seat, **typed: str) -> Instruction:
    """The instruction to create an order that the sandbox takes."""
    return seat.desk.orders.draft(ROCKS_ACCOUNT, {**TYPED, **typed})
