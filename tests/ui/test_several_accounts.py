"""Several accounts at one marketplace are told apart, also those that a command adds meanwhile."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.dashboard import dashboard
from tests.ui.market import Market, a_market
from tui_app.assembly import SandboxAccounts
from tui_app.domain.secrets import Credentials
from tui_app.settings import AccountConfig, Settings, save_accounts

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=20) as found:
        yield found


def secrets(market: Market) -> dict[str, str]:
    """The key that every account here has."""
    return {"api_key": market.credentials.api_key, "api_secret": market.credentials.api_secret}


async def test_the_account_stands_where_the_marketplace_would_not_tell_whose_an_offer_is(
    market: Market,
) -> None:
    names, fields = ("mine", "moms"), {"base_url": market.base_url}
    accounts = SandboxAccounts(
        configs=tuple(
            AccountConfig(name=name, marketplace="kraken", keeps="session", fields=fields) for name in names
        ),
        credentials={name: Credentials.of(secrets(market)) for name in names},
        watch={},
    )
    async with dashboard("", accounts=accounts, size=(80, 24)) as seat:
        await seat.until("Account", "  mine ", "  moms ")

        assert "Market" not in seat.text


async def test_an_account_that_a_command_adds_is_taken_in(market: Market, tmp_path: Path) -> None:
    program = (sys.executable, "-c", f"print({json.dumps(secrets(market))!r})")
    settings = Settings(credential_commands={"*": program})
    async with dashboard("", from_file=True, folder=tmp_path, settings=settings) as seat:
        await seat.until("There is no account yet.")
        await seat.press("1")
        await seat.until("There is no account yet: 7")
        later = AccountConfig(
            name="later", marketplace="kraken", keeps="command", fields={"base_url": market.base_url}
        )
        save_accounts(tmp_path / "config" / "accounts.toml", [later])
        await seat.press("7")
        await seat.until("Added elsewhere, and here now: later.", "fresh")
        await seat.press("1")

        await seat.until("later ● ", "1 of")
