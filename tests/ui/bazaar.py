"""The dashboard at a marketplace in memory whose every action goes through a wallet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from tests.desk.seat import ACCOUNT, TRUST
from tests.desk.wallet_market import WalletMarket, account_there
from tests.ui.dashboard import Seat, dashboard
from tui_app.assembly import EXPORTS, Opened
from tui_app.credentials import SessionStore
from tui_app.desk.accounts import Accounts
from tui_app.desk.desk import Desk
from tui_app.desk.policy import Policy
from tui_app.desk.signing import Signers
from tui_app.domain.secrets import Credentials
from tui_app.gateway.http import HttpLines
from tui_app.gateway.media_http import MediaLines
from tui_app.ledger.journal import Journal
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.opening import OpenedLedger
from tui_app.media.gallery import Gallery
from tui_app.media.shelf import MediaShelf
from tui_app.settings import Places


@asynccontextmanager
async def at_the_bazaar(
    market: WalletMarket,
    *,
    signer: Sequence[str] = (),
    accounts: Sequence[str] = (ACCOUNT,),
    desk: dict[str, Any] | None = None,
    **house: Any,
) -> AsyncIterator[Seat]:
    """The dashboard with accounts there; `signer` signs for them, `desk` are parts of its policy."""

    def opens(opened: OpenedLedger, places: Places) -> Opened:
        return Opened(
            desk=Desk(
                ledger=opened.ledger,
                accounts=_accounts(market, opened, accounts),
                journal=Journal(opened.ledger, _now),
                clock=_now,
                policy=Policy(**{"signers": Signers({"*": signer}), **(desk or {})}),
            ),
            gallery=Gallery(MediaShelf(places.cache / "media"), MediaLines),
            exports=places.data / EXPORTS,
        )

    async with dashboard("", **{"opens": opens, **house}) as seat:
        try:
            yield seat
        finally:
            await seat.desk.close(patience=0.1)  # another dashboard may be opened on the same files


def _accounts(market: WalletMarket, opened: OpenedLedger, names: Sequence[str]) -> Accounts:
    return Accounts(
        configs=[account_there(name) for name in names],
        marketplaces=[market.marketplace],
        stores={"session": SessionStore({name: Credentials.of({}) for name in names})},
        nonces=LedgerNonces(opened.ledger, _now),
        clock=_now,
        save=lambda _listed: None,
        open_http=lambda: HttpLines(trust=TRUST),
    )


def _now() -> datetime:
    return datetime.now(UTC)
