"""Whatever a marketplace is: what the desk asks of every one, asked of each in the register."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk.seat import Seat, seated
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.assembly import accounts_from_line
from tui_app.credentials import CredentialStore, SessionStore
from tui_app.desk.sources import SourceState
from tui_app.domain.instruction import Instruction, differences
from tui_app.domain.offer import Offer, OfferStatus, Role, Side
from tui_app.domain.secrets import MASK
from tui_app.domain.verdicts import Action, Allowed, Hidden
from tui_app.gateway.contract import Marketplace, OfferQuery, WalletActor
from tui_app.ledger.windows import View
from tui_app.marketplaces import MARKETPLACES

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("marketplace", MARKETPLACES, ids=lambda each: each.slug),
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """One sandbox of them all; nothing is changed in it."""
    with running_sandbox() as info:
        yield info


@asynccontextmanager
async def signed_in(info: SandboxInfo, marketplace: Marketplace, folder: Path) -> AsyncIterator[Seat]:
    """A desk with the sandbox's account there, its lists read."""
    said = {key: info.said[key] for key in (marketplace.slug, "suggested")}
    accounts = accounts_from_line(json.dumps(said))
    stores: dict[str, CredentialStore] = {"session": SessionStore(accounts.credentials)}
    async with seated(
        *(info, folder),
        configs=accounts.configs,
        stores=stores,
        marketplace=marketplace,
        watched=accounts.watch,
    ) as seat:
        await seat.desk.refresh(marketplace.slug)
        yield seat


def offers_of(seat: Seat) -> list[Offer]:
    """Every offer that was read."""
    rows = [row for side in Side for row in seat.desk.windows.row_ids(View(side=side), datetime.now(UTC))]
    kept = [seat.desk.shelf.at_row(row) for row in rows]
    return [each.offer for each in kept if each is not None]


def secrets_of(info: SandboxInfo, marketplace: Marketplace) -> list[str]:
    """What signs the account in."""
    names = {each.name for each in marketplace.credential_fields}
    return [value for name, value in info.said[marketplace.slug].items() if name in names]


async def test_its_lists_are_read_to_the_end_and_every_offer_is_of_a_side_and_a_role(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        source = seat.desk.source(marketplace.slug)
        offers = offers_of(seat)
    assert (source.state, source.problem) == (SourceState.FRESH, "")
    assert abs(source.skew) < timedelta(seconds=5)
    assert bool(offers) == bool(marketplace.lists)
    assert {each.side for each in offers} <= {side for sides in marketplace.lists for side in sides}
    assert all(each.marketplace == marketplace.slug for each in offers)
    assert len({each.key for each in offers}) == len(offers)


async def test_an_offer_that_is_read_again_is_the_same(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        connection = await seat.accounts.connection(marketplace.slug)
        for offer in [each for each in offers_of(seat) if each.status is OfferStatus.OPEN][:5]:
            assert differences(offer, await connection.reread(offer)) == ()


async def test_a_second_reading_finds_the_same_offers(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        before = {each.key for each in offers_of(seat)}
        await seat.desk.refresh(marketplace.slug)
        assert {each.key for each in offers_of(seat)} == before


async def test_what_is_allowed_can_be_shown_and_shows_no_secret(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        connection = await seat.accounts.connection(marketplace.slug)
        shown = []
        for offer in offers_of(seat):
            for action in (Action.ACCEPT, Action.REJECT, Action.CANCEL):
                if isinstance(verdict := seat.desk.verdict(action, offer), Allowed):
                    instruction = Instruction(
                        account=marketplace.slug, marketplace=marketplace.slug, action=action, offer=offer
                    )
                    shown.append(connection.preview(instruction))
                    assert verdict.route == marketplace.route(action, offer)
    assert bool(shown) == bool(marketplace.lists)
    assert all(MASK in text for text in shown)
    assert not any(secret in text for text in shown for secret in secrets_of(sandbox, marketplace))


async def test_nobody_may_do_anything_who_neither_owns_nor_bids(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        for offer in offers_of(seat):
            if offer.role in {Role.OBSERVER, Role.UNKNOWN}:
                assert all(isinstance(seat.desk.verdict(each, offer), Hidden) for each in Action)


async def test_where_a_wallet_has_a_part_its_connection_has_both_calls(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        connection = await seat.accounts.connection(marketplace.slug)
        routes = [marketplace.route(action, offer) for offer in offers_of(seat) for action in Action]
        by_wallet = any(type(each).__name__ == "ByWallet" for each in routes)
        assert isinstance(connection, WalletActor) == by_wallet


async def test_a_harmless_read_says_what_it_showed_in_a_sentence(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        connection = await seat.accounts.connection(marketplace.slug)
        sentence = await connection.probe()
    assert sentence.endswith(".")
    assert not any(secret in sentence for secret in secrets_of(sandbox, marketplace))


async def test_reading_stops_at_a_limit_and_says_so(
    marketplace: Marketplace, sandbox: SandboxInfo, tmp_path: Path
) -> None:
    async with signed_in(sandbox, marketplace, tmp_path) as seat:
        connection = await seat.accounts.connection(marketplace.slug)
        for sides in marketplace.lists:
            side = sides[0] if len(sides) == 1 else None
            watched = seat.desk.watching.of(marketplace.slug)
            query = OfferQuery(side=side, watched=watched, page_size=5, limit=10)
            pages = [page async for page in connection.pages(query)]
            assert pages[-1].cut
