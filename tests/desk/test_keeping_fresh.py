"""Accounts that are read again by themselves, as long as that may help."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk.proxy import Hold, Proxy, errors
from tests.desk.seat import ACCOUNT, Market, config_of, seated
from tui_app.desk.sources import SourceState

pytestmark = pytest.mark.anyio

LIST = "NftUserOffers"
SOON = timedelta(seconds=0.02)


async def test_an_account_is_read_again_and_again(market: Market, proxy: Proxy, tmp_path: Path) -> None:
    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1, refresh_every=SOON) as seat:
        seat.desk.keep_fresh()
        await seat.until(lambda: proxy.served[LIST] >= 6)


async def test_nothing_is_read_where_nobody_wants_it(market: Market, proxy: Proxy, tmp_path: Path) -> None:
    async with seated(market.info, tmp_path, at=proxy, refresh_limit=1) as seat:
        seat.desk.keep_fresh()
        await seat.desk.refresh(ACCOUNT)

        assert proxy.asked[LIST] == 2


@pytest.mark.parametrize(
    "words", ["EAPI:Invalid key", "EGeneral:Unknown method", "EGeneral:Temporary lockout"]
)
async def test_what_asking_does_not_mend_is_asked_once(
    words: str, market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    proxy.always[LIST] = errors(words)
    accounts = [config_of(proxy.base_url), config_of(proxy.base_url, "winchester")]
    async with seated(
        market.info, tmp_path, at=proxy, configs=accounts, refresh_limit=1, refresh_every=SOON
    ) as seat:
        await seat.desk.refresh(ACCOUNT)
        proxy.always.clear()
        seat.desk.keep_fresh()
        await seat.until(lambda: proxy.served[LIST] >= 6)

        assert seat.desk.source("winchester").state is not SourceState.SIGNED_OUT
        assert seat.desk.source(ACCOUNT).problem


async def test_the_others_are_read_again_after_an_account_was_removed_in_the_middle(
    market: Market, proxy: Proxy, tmp_path: Path
) -> None:
    hold = Hold(acting=False)
    proxy.next(LIST, hold)
    accounts = [config_of(proxy.base_url), config_of(proxy.base_url, "winchester")]
    async with seated(
        market.info, tmp_path, at=proxy, configs=accounts, refresh_limit=1, refresh_every=SOON
    ) as seat:
        seat.desk.keep_fresh()
        await hold.reached.wait()
        await seat.desk.remove_account("winchester")
        hold.let_go.set()
        before = proxy.served[LIST]
        await seat.until(lambda: proxy.served[LIST] >= before + 6)
