"""The whole adapter against the sandbox, a server that shares no line with it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.kraken_account import ignore
from tests.mojito_account import NFT, an_offer, mojito_account, order
from tests.sandbox_process import SandboxInfo, effects, running_sandbox
from tui_app.domain.errors import ActionRefused, CredentialsRejected, OfferGone
from tui_app.domain.hand_off import HandOff
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import Offer, OfferStatus, Role, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import LostRequest, OfferQuery, Outcome
from tui_app.marketplaces.mojito.client import MojitoConnection
from tui_app.sandbox.wallet import sign

pytestmark = pytest.mark.anyio

SOON = datetime.now(UTC) + timedelta(hours=1)
DOCUMENTED = OfferQuery(watched=(Watched("nft", NFT),))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """One sandbox for the tests that each use offers of their own."""
    with running_sandbox("--offers", "400") as info:
        yield info


def said(info: SandboxInfo) -> Mapping[str, Any]:
    """What its line says about Mojito."""
    told: Mapping[str, Any] = info.said["mojito"]
    return told


@asynccontextmanager
async def signed_in(info: SandboxInfo, **changes: str) -> AsyncIterator[MojitoConnection]:
    """A connection to a sandbox with what its line says."""
    mojito = said(info)
    wallets = mojito["wallets"]
    fields = {
        "org_id": mojito["org_id"],
        "wallets": wallets if isinstance(wallets, str) else " ".join(wallets),
        **changes,
    }
    async with mojito_account(mojito["url"], secret=mojito["token"], **fields) as account:
        yield account


async def read_all(account: MojitoConnection, query: OfferQuery = DOCUMENTED) -> list[Offer]:
    """Every offer; fails where one cannot be read."""
    offers = []
    async for page in account.pages(query):
        assert page.unreadable == ()
        assert not page.partial
        offers += [seen.offer for seen in page.offers]
    return offers


async def standing(account: MojitoConnection, role: Role, chain: str, nth: int = 0) -> Offer:
    """A standing offer in a known unit in which the account has that role; tests take different ones."""
    found = [
        each
        for each in await read_all(account)
        if each.role is role and each.nft.chain.raw == chain and each.status is OfferStatus.OPEN
        if each.expires and each.expires > SOON and each.price.currency.code != "unknown unit"
    ]
    return found[nth]


def told(action: Action, offer: Offer) -> Instruction:
    """An instruction about an offer."""
    return Instruction(account="henrietta", marketplace="mojito", action=action, offer=offer)


def by_pretend_wallet(handed: HandOff) -> str:
    """What the sandbox's own wallet signs."""
    asked = {"answer": handed.answer.value, "parameters": json.loads(handed.parameters)}
    return sign(json.dumps(asked))


def done(info: SandboxInfo, target: str) -> list[str]:
    """What really happened to a target."""
    return [each["action"] for each in effects(info) if each["target"] == target]


async def finding(
    account: MojitoConnection, instruction: Instruction, handed: HandOff | None = None
) -> Outcome:
    """What tracing says of an instruction."""
    lost = LostRequest(instruction=instruction, sent_at=datetime.now(UTC), hand_off=handed)
    return (await account.trace(lost)).outcome


async def test_the_whole_market_of_the_account_is_read(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox) as account:
        offers = await read_all(account)
    assert len({each.key for each in offers}) == len(offers) > 60
    assert {each.role for each in offers} >= {Role.OWNER, Role.BIDDER, Role.BOTH}
    assert {each.nft.chain.raw for each in offers} == {"EVM", "Solana"}
    assert {each.status for each in offers} == set(OfferStatus) - {OfferStatus.CLOSED}


async def test_the_documents_five_offers_are_watched_by_their_nft(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox) as account:
        query = OfferQuery(nft_id=NFT, watched=(Watched("nft", NFT),))
        offers = await read_all(account, query)
    assert [each.price.plain for each in offers] == ["1", "1", "1", "2", "20"]
    assert {each.price.currency.code for each in offers} == {"VIN"}
    assert {each.side for each in offers} == {Side.RECEIVED}


async def test_euros_are_asked_for_where_the_account_says_so(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox, currency="EUR") as account:
        offers = await read_all(account)
    assert {each.worth.currency.code for each in offers if each.worth} == {"EUR"}


async def test_signing_in_says_until_when(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox) as account:
        sentence = await account.probe()
        skew = await account.server_time() - datetime.now(UTC)
    assert said(sandbox)["org_id"] in sentence
    assert abs(skew) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("action", "role", "ended"),
    [
        (Action.REJECT, Role.OWNER, OfferStatus.REJECTED),
        (Action.CANCEL, Role.BIDDER, OfferStatus.CANCELLED),
    ],
)
async def test_on_evm_an_offer_is_ended_by_one_call(
    sandbox: SandboxInfo, action: Action, role: Role, ended: OfferStatus
) -> None:
    async with signed_in(sandbox) as account:
        offer = await standing(account, role, "EVM")
        before = await finding(account, told(action, offer))
        await account.send(told(action, offer), ignore)
        after = await finding(account, told(action, offer))
        assert (await account.reread(offer)).status is ended
        with pytest.raises(ActionRefused):
            await account.send(told(action, offer), ignore)
    assert (before, after) == (Outcome.DID_NOT_HAPPEN, Outcome.HAPPENED)
    assert done(sandbox, offer.key.offer_id) == [action.value]


@pytest.mark.parametrize(
    ("action", "role", "chain", "ended"),
    [
        (Action.ACCEPT, Role.OWNER, "EVM", OfferStatus.ACCEPTED),
        (Action.ACCEPT, Role.OWNER, "Solana", OfferStatus.ACCEPTED),
        (Action.REJECT, Role.OWNER, "Solana", OfferStatus.REJECTED),
        (Action.CANCEL, Role.BIDDER, "Solana", OfferStatus.CANCELLED),
    ],
)
async def test_a_wallet_signs_and_the_marketplace_is_told(
    sandbox: SandboxInfo, action: Action, role: Role, chain: str, ended: OfferStatus
) -> None:
    async with signed_in(sandbox) as account:
        instruction = told(action, await standing(account, role, chain, nth=1))
        handed = await account.prepare(instruction)
        assert done(sandbox, instruction.target) == []
        await account.confirm(instruction, handed, by_pretend_wallet(handed), ignore)
        assert await finding(account, instruction, handed) is Outcome.HAPPENED
        assert instruction.offer is not None
        assert (await account.reread(instruction.offer)).status is ended
    assert done(sandbox, instruction.target) == [action.value]


@pytest.mark.parametrize("chain", ["EVM", "Solana"])
async def test_a_new_offer_is_signed_and_listed(sandbox: SandboxInfo, chain: str) -> None:
    code = {"EVM": "WETH", "Solana": "VIN"}[chain]
    price = Money.parse("0.1250", Currency(issuer="mojito", code=code, symbol=UntrustedText(code)))
    terms = Terms(price=price, expires=datetime.now(UTC) + timedelta(days=2))
    async with signed_in(sandbox) as account:
        nft = (await standing(account, Role.BIDDER, chain, nth=2)).nft
        bid = Instruction(
            account="henrietta", marketplace="mojito", action=Action.PLACE, nft=nft, terms=terms
        )
        handed = await account.prepare(bid)
        assert await finding(account, bid, handed) is Outcome.DID_NOT_HAPPEN
        receipt = await account.confirm(bid, handed, by_pretend_wallet(handed), ignore)
        assert await finding(account, bid, handed) is Outcome.HAPPENED
        offers = await read_all(account, OfferQuery(nft_id=nft.nft_id))
    (mine,) = [each for each in offers if each.key.offer_id == receipt.made]
    assert (mine.price, mine.role, mine.status) == (price, Role.BIDDER, OfferStatus.OPEN)
    assert done(sandbox, nft.nft_id) == ["place"]


async def test_a_proof_that_is_not_the_right_one_changes_nothing(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox) as account:
        instruction = told(Action.REJECT, await standing(account, Role.OWNER, "Solana", nth=2))
        other = told(Action.REJECT, await standing(account, Role.OWNER, "Solana", nth=3))
        handed, foreign = await account.prepare(instruction), await account.prepare(other)
        with pytest.raises(ActionRefused):
            await account.confirm(instruction, handed, by_pretend_wallet(foreign), ignore)
        assert await finding(account, instruction, handed) is Outcome.DID_NOT_HAPPEN
    assert done(sandbox, instruction.target) == []


async def test_a_wrong_organization_and_a_wrong_token_say_what_to_do(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox, org_id="11111111-2222-4333-8444-555555555555") as account:
        with pytest.raises(ActionRefused, match="does not know this organization"):
            await account.probe()
    head, claims, _signature = said(sandbox)["token"].split(".")
    async with mojito_account(
        said(sandbox)["url"], secret=f"{head}.{claims}.forged", org_id=said(sandbox)["org_id"]
    ) as account:
        with pytest.raises(CredentialsRejected):
            await account.server_time()


async def test_an_offer_nobody_knows_is_gone(sandbox: SandboxInfo) -> None:
    async with signed_in(sandbox) as account:
        with pytest.raises(OfferGone):
            await account.reread(an_offer(order(id="11111111-2222-4333-8444-555555555555")))
