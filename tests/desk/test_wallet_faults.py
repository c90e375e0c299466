"""Between each pair of steps of a sale at Mojito something breaks, and the NFT is sold exactly once."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.desk.seat import Seat, seated
from tests.sandbox_client import Faults
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.assembly import PRETEND_WALLET, accounts_from_line
from tui_app.credentials import CredentialStore, SessionStore
from tui_app.desk.signing import Signers
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, Role
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import OfferQuery
from tui_app.gateway.limits import Limits
from tui_app.ledger.action_states import ActionState
from tui_app.marketplaces.mojito import MARKETPLACE

pytestmark = pytest.mark.anyio

PRETEND: Final = Signers({"*": PRETEND_WALLET}, patience=30)
HASTY: Final = replace(MARKETPLACE, settle=timedelta(seconds=0.3))
STEPS: Final = {
    ("reject", "Solana"): ("initiateRejectOffer", "rejectOffer"),
    ("cancel", "Solana"): ("initiateCancelOffer", "cancelOffer"),
    ("accept", "EVM"): ("getSignatureForOfferApproval", "acceptOffer"),
    ("accept", "Solana"): ("getSignatureForOfferApproval", "acceptOffer"),
}
"""The preparing and the confirming call of each action in which a wallet has a part."""
TROUBLES: Final[tuple[dict[str, Any], ...]] = (
    {"fault": "reset", "act": False},
    {"fault": "reset", "act": True},
    {"fault": "close", "act": True},
    {"fault": "reset_after_headers"},
    {"fault": "cut_body", "act": True},
    {"fault": "status", "status": 500, "act": False},
    {"fault": "status", "status": 502, "act": True},
    {"fault": "html_body", "act": True},
    {"fault": "empty_body", "act": True},
    {"fault": "graphql_errors"},
    {"fault": "graphql_errors", "act": True},
    {"fault": "null_data", "act": True},
    {"fault": "null_fields", "act": True},
    {"fault": "graphql_unauthenticated"},
    {"fault": "continue_then_nothing", "act": True},
)


@dataclass(frozen=True, slots=True)
class Case:
    """An action on a chain, which of its two calls breaks, and how."""

    action: str
    chain: str
    step: int
    fault: str
    told: Mapping[str, Any]

    @property
    def call(self) -> str:
        """The call that breaks."""
        return STEPS[self.action, self.chain][self.step]

    def __str__(self) -> str:
        """The case in a word."""
        return "-".join((self.chain, self.call, self.fault, *map(str, self.told.values())))


CASES: Final = [
    Case(action, chain, step, trouble["fault"], {name: trouble[name] for name in trouble if name != "fault"})
    for action, chain in STEPS
    for step in (0, 1)
    for trouble in TROUBLES
]


@pytest.fixture(scope="module")
def sandbox(request: pytest.FixtureRequest) -> Iterator[SandboxInfo]:
    """One sandbox; every test sells or ends an offer of its own, so that the campaign needs many."""
    every = any(item.get_closest_marker("campaign") for item in request.session.items)
    with running_sandbox("--offers", "4000" if every else "800") as info:
        yield info


@pytest.fixture(scope="module")
def offers(sandbox: SandboxInfo) -> list[Offer]:
    """What stands at the sandbox for the account, in a unit that is known; tests take from it."""

    async def read() -> list[Offer]:
        with tempfile.TemporaryDirectory() as folder:
            async with desk_at(sandbox, Path(folder)) as seat:
                connection = await seat.accounts.connection("mojito")
                pages = [page async for page in connection.pages(OfferQuery())]
        return [seen.offer for page in pages for seen in page.offers]

    soon = datetime.now(UTC) + timedelta(hours=1)
    return [
        each
        for each in asyncio.run(read())
        if each.status is OfferStatus.OPEN and each.expires is not None and each.expires > soon
        if each.price.currency.code != "unknown unit"
    ]


@pytest.fixture
def faults(sandbox: SandboxInfo) -> Iterator[Faults]:
    """What may go wrong there, and nothing afterwards."""
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        yield (armed := Faults(client))
        armed.clear()


@asynccontextmanager
async def desk_at(info: SandboxInfo, folder: Path) -> AsyncIterator[Seat]:
    """A desk with the sandbox's account at Mojito."""
    accounts = accounts_from_line(json.dumps({"mojito": info.said["mojito"]}))
    stores: dict[str, CredentialStore] = {
        "session": SessionStore(accounts.credentials),
        "keyring": SessionStore(),
    }
    limits = Limits(total=3.0)
    async with seated(
        info,
        folder,
        configs=accounts.configs,
        stores=stores,
        marketplace=HASTY,
        limits=limits,
        signers=PRETEND,
    ) as seat:
        yield seat


def taken(offers: list[Offer], action: Action, chain: str) -> Offer:
    """An offer for which the account has the role of this action, and which no other test touches."""
    role = Role.BIDDER if action is Action.CANCEL else Role.OWNER
    found = next(each for each in offers if (each.role, each.nft.chain.raw) == (role, chain))
    sold = found.nft.nft_id if action is Action.ACCEPT else ""  # the other offers for it end with that
    offers[:] = [each for each in offers if each is not found and each.nft.nft_id != sold]
    return found


@dataclass(frozen=True, slots=True)
class Stand:
    """What one test works at: the sandbox, its offers that nobody took yet, its faults, and a folder."""

    sandbox: SandboxInfo
    offers: list[Offer]
    faults: Faults
    folder: Path


@pytest.fixture
def stand(sandbox: SandboxInfo, offers: list[Offer], faults: Faults, tmp_path: Path) -> Stand:
    """All of it."""
    return Stand(sandbox, offers, faults, tmp_path)


@pytest.mark.parametrize("case", CASES[::6], ids=str)
async def test_in_a_sample_of_troubles_it_takes_effect_exactly_once(case: Case, stand: Stand) -> None:
    await play(case, stand)


@pytest.mark.campaign
@pytest.mark.parametrize("case", CASES, ids=str)
async def test_in_every_trouble_it_takes_effect_exactly_once(case: Case, stand: Stand) -> None:
    await play(case, stand)


async def play(case: Case, stand: Stand) -> None:
    """Break a step, press on as a person would, and look what really happened."""
    action = Action(case.action)
    async with desk_at(stand.sandbox, stand.folder) as seat:
        offer = taken(stand.offers, action, case.chain)
        draft = Instruction(account="mojito", marketplace="mojito", action=action, offer=offer)
        stand.faults.arm(case.fault, f"mojito.{case.call}", **case.told)
        report = await seat.reported(draft)
        if report.state is ActionState.NOT_DONE:
            assert report.sentence.startswith("Nothing was signed: ")
            assert case.step == 0
            report = await seat.reported(draft)
        assert report.state is ActionState.AWAITING_WALLET, report.sentence
        action_id = report.action_id or ""
        await carried_to_its_end(seat, action_id)

        assert seat.journal.entry(action_id).state is ActionState.DONE
    assert [each["fault"] for each in stand.faults.used()] == [case.fault]
    done = [each for each in effects(stand.sandbox) if each["target"] == offer.key.offer_id]
    assert [each["action"] for each in done] == [case.action]
    assert not any(each["request"].get("unsigned") for each in done)


async def carried_to_its_end(seat: Seat, action_id: str) -> None:
    """Press on as a person would, until there is nothing more to press."""
    for _ in range(4):
        try:
            await seat.desk.hand_offs.sign(action_id)
        except OfferdeskError:
            continue
        entry = await seat.until_state(
            action_id, ActionState.DONE, ActionState.CONFIRMATION_PENDING, ActionState.NEEDS_PERSON
        )
        if entry.state is ActionState.DONE:
            return
