"""A marketplace in memory whose every action goes through a wallet; a test can break it at each step."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.desk.seat import ACCOUNT, Seat, config_of, seated
from tests.offers import an_instruction, an_offer
from tests.sandbox_process import SandboxInfo
from tui_app.domain.errors import (
    ActionRefused,
    OfferdeskError,
    OfferGone,
    OutcomeUnknown,
    Unreachable,
    UsageError,
)
from tui_app.domain.hand_off import HandOff, Proof
from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.verdicts import Action, ByWallet
from tui_app.gateway.contract import (
    Finding,
    LostRequest,
    Marketplace,
    OfferPage,
    OfferQuery,
    Outcome,
    Receipt,
    Seal,
    SealedRequest,
    WatchKind,
)
from tui_app.settings import AccountConfig

SLUG: Final = "bazaar"
NFT: Final = "nft"
"""The only kind of thing that is watched there."""
PARAMETERS: Final = '{"hash":"4fFv","lamports":5000000000.0000000000000000001,"memo":"[b]pay[/b]"}'
PROOFS: Final = {
    Proof.EVM_HASH: "0x" + "ab" * 32,
    Proof.EVM_SIGNATURE: "0x" + "cd" * 65,
    Proof.SOLANA_SIGNATURE: "5" * 87,
}
"""For each form something that has it."""
OTHER_PROOF: Final = "0x" + "12" * 32
TODO: Final = "Sign this transaction with the wallet of yours that holds the NFT."

_STATUS: Final = {
    Action.ACCEPT: OfferStatus.ACCEPTED,
    Action.REJECT: OfferStatus.REJECTED,
    Action.CANCEL: OfferStatus.CANCELLED,
}


class Fault(StrEnum):
    """What goes wrong with the next confirming calls."""

    UNSENT = "no byte leaves"
    REFUSED = "the marketplace says no, and records nothing"
    LOST_BEFORE = "the answer is lost, and nothing is recorded"
    LOST_AFTER = "it is recorded, and the answer is lost"


class Told(NamedTuple):
    """One confirming call."""

    action: Action
    target: str
    proof: str


@dataclass(slots=True)
class WalletMarket:
    """Offers, and what was asked of them.

    `told` holds every confirming call whose bytes left, `recorded` those that took effect, `prepared` what
    wallets were asked for. `fault` strikes confirming calls, `unprepared` preparing ones. While `held`,
    confirming calls that left wait, before they take effect. While `unread`, no reading answers; while
    `vague`, none can tell what became of an action.
    """

    answer: Proof = Proof.EVM_HASH
    parameters: str = PARAMETERS
    todo: str = TODO
    settle: timedelta = timedelta(seconds=0.05)
    offers: dict[str, Offer] = field(default_factory=dict)
    prepared: list[Instruction] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    recorded: list[Told] = field(default_factory=list)
    fault: Fault | None = None
    unprepared: OfferdeskError | None = None
    held: bool = False
    unread: bool = False
    vague: bool = False
    lists_read: int = 0

    @property
    def proof(self) -> str:
        """What a wallet gives back here."""
        return PROOFS[self.answer]

    def hold(self, *offers: Offer) -> None:
        """Have these offers from now on, in place of earlier ones of the same ids."""
        self.offers |= {offer.key.offer_id: offer for offer in offers}

    def record(self, target: str, action: Action = Action.ACCEPT, proof: str = "") -> None:
        """Let an action have taken effect, whoever told of it."""
        self.recorded.append(Told(action, target, proof or self.proof))
        if (offer := self.offers.get(target)) is not None:
            self.hold(replace(offer, status=_STATUS.get(action, offer.status)))

    @property
    def marketplace(self) -> Marketplace:
        """As it describes itself."""
        return Marketplace(
            slug=SLUG,
            title="The Bazaar",
            notice="It is made of memory.",
            account_fields=(),
            how_to_get_credentials="There are none.",
            currencies=("ETH", "USDC"),
            route=lambda _action, _offer: ByWallet(),
            effects=lambda action: f"Your wallet signs to {action}.",
            connect=lambda _sign_in: Connected(self),
            lists=((Side.RECEIVED, Side.PLACED, Side.WATCHED),),
            watches=(WatchKind(kind=NFT, label="NFT id", hint="such as NT-1", check=_checked_id),),
            settle=self.settle,
        )


class Connected:
    """A connection to the market, of everybody who has an account there."""

    def __init__(self, market: WalletMarket) -> None:
        self._market = market

    async def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """One page of everything; of watched NFTs only where they are named."""
        self._read()
        self._market.lists_read += 1
        watched = {each.ref for each in query.watched}
        found = (
            offer
            for offer in self._market.offers.values()
            if offer.side is not Side.WATCHED or offer.nft.nft_id in watched
        )
        yield OfferPage(offers=tuple(SeenOffer(offer=offer, raw="{}") for offer in found))

    async def reread(self, offer: Offer) -> Offer:
        """The offer as it is now."""
        self._read()
        if (found := self._market.offers.get(offer.key.offer_id)) is None:
            raise OfferGone("The Bazaar lists this offer no more.")
        return found

    async def server_time(self) -> datetime:
        """This machine's."""
        self._read()
        return datetime.now(UTC)

    def preview(self, instruction: Instruction) -> str:
        """What would be asked for."""
        return f"prepare {instruction.action} {instruction.target}"

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Nothing here goes without a wallet."""
        del seal
        raise ActionRefused(f"To {instruction.action} takes a wallet.")

    async def prepare(self, instruction: Instruction) -> HandOff:
        """What the wallet has to do."""
        self._market.prepared.append(instruction)
        if self._market.unprepared is not None:
            raise self._market.unprepared
        return a_hand_off(self._market)

    async def confirm(self, instruction: Instruction, hand_off: HandOff, proof: str, seal: Seal) -> Receipt:
        """Record what the wallet did, or fail as the test wants it."""
        del hand_off
        market, told = self._market, Told(instruction.action, instruction.target, proof)
        if market.fault is Fault.UNSENT:
            raise Unreachable("The Bazaar does not answer; try again later.")
        seal(SealedRequest(body_sha256="ab" * 32, masked=f"confirm {told.target}"))
        market.told.append(told)
        while market.held:
            await _a_moment()
        if market.fault is Fault.REFUSED:
            raise ActionRefused("The Bazaar says no.")
        if market.fault is Fault.LOST_BEFORE:
            raise OutcomeUnknown("No answer came.")
        market.record(told.target, told.action, told.proof)
        if market.fault is Fault.LOST_AFTER:
            raise OutcomeUnknown("No answer came.")
        return Receipt(made="made-1" if instruction.action is Action.PLACE else None)

    async def trace(self, lost: LostRequest) -> Finding:
        """Whether it took effect."""
        self._read()
        if self._market.vague:
            return Finding(outcome=Outcome.CANNOT_TELL, because="The offer is closed.")
        if lost.instruction.target in {told.target for told in self._market.recorded}:
            return Finding(outcome=Outcome.HAPPENED, because="The Bazaar shows it.")
        return Finding(outcome=Outcome.DID_NOT_HAPPEN, because="The Bazaar shows the offer as before.")

    async def probe(self) -> str:
        """Always well."""
        return "Everything is in memory."

    async def close(self) -> None:
        """Nothing is open."""

    def _read(self) -> None:
        if self._market.unread:
            raise Unreachable("The Bazaar does not answer; try again later.")


def a_hand_off(market: WalletMarket | None = None) -> HandOff:
    """What the market hands to a wallet."""
    market = market or WalletMarket()
    return HandOff(answer=market.answer, todo=market.todo, parameters=market.parameters)


def a_bid(offer_id: str = "B-1", **changes: Any) -> Offer:
    """An open offer there that ends in two days, received; `changes` as `an_offer` takes them."""
    in_two_days = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    plain = {"account": ACCOUNT, "nft_id": f"NT-{offer_id}", "expires": in_two_days}
    return replace(an_offer(offer_id=offer_id, **{**plain, **changes}), marketplace=SLUG)


def asked(offer: Offer, action: Action = Action.ACCEPT) -> Instruction:
    """What pressing a key on an offer there asks for."""
    return replace(an_instruction(action, offer=offer), marketplace=SLUG)


def account_there(name: str = ACCOUNT) -> AccountConfig:
    """An account at the market."""
    return replace(config_of("https://bazaar.example", name), marketplace=SLUG, fields={})


def seated_at(
    market: WalletMarket, folder: Path, *, accounts: Sequence[str] = (ACCOUNT,), **options: Any
) -> AbstractAsyncContextManager[Seat]:
    """A desk in `folder` with accounts at the market; `options` as `seated` and the desk take them."""
    return seated(
        NO_SANDBOX,
        folder,
        configs=[account_there(name) for name in accounts],
        marketplace=market.marketplace,
        **options,
    )


NO_SANDBOX: Final = SandboxInfo(
    base_url="https://bazaar.example", api_key="key", api_secret="c2VjcmV0", effects_url="", pid=0
)
"""Stands where a desk asks for a sandbox and needs none."""


async def _a_moment() -> None:
    await asyncio.sleep(0.005)


def _checked_id(text: str) -> str:
    if not text.startswith("NT-"):
        raise UsageError("NFT ids begin with NT-.", "For example NT-1")
    return text
