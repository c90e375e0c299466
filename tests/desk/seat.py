"""A real desk with a ledger of its own at a real marketplace server, for one test."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.desk.proxy import Proxy
from tests.new_ledger import put_new_ledger
from tests.sandbox_client import KrakenCaller
from tests.sandbox_process import SandboxInfo
from tui_app.credentials import CredentialStore, SessionStore
from tui_app.desk.accounts import Accounts
from tui_app.desk.carrying import Report
from tui_app.desk.desk import Desk
from tui_app.desk.news import News
from tui_app.desk.perform import Confirm
from tui_app.desk.policy import Policy
from tui_app.domain.instruction import Instruction, Terms
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, SeenOffer, Side
from tui_app.domain.secrets import Credentials
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.gateway.contract import Marketplace
from tui_app.gateway.http import HttpLines
from tui_app.gateway.limits import Limits
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.entries import Entry
from tui_app.ledger.journal import Journal
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.store import Ledger
from tui_app.marketplaces.kraken import MARKETPLACE
from tui_app.marketplaces.kraken.wire import read_page
from tui_app.settings import AccountConfig, load_accounts, save_accounts

ACCOUNT = "hotlips"
TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""No certificate at all: reading the real ones would take longer than most tests."""
QUICK = Limits(total=0.6, connect=0.5)
"""Limits for tests that let a request run into them."""
HASTY = replace(MARKETPLACE, settle=timedelta(seconds=0.1))
"""Kraken, if everything it does showed in its lists after that time."""


class Clock:
    """This machine's clock, off by as much as a test sets it."""

    def __init__(self, off: timedelta = timedelta()) -> None:
        self.off = off

    def __call__(self) -> datetime:
        """The time it shows."""
        return datetime.now(UTC) + self.off


@dataclass
class Market:
    """A running sandbox and the open offers that no test has used yet."""

    info: SandboxInfo
    client: httpx.Client
    received: list[SeenOffer] = field(default_factory=list, repr=False)
    placed: list[SeenOffer] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, info: SandboxInfo) -> Market:
        """The market as it stands; one offer for each NFT, none of which ends today."""
        caller = KrakenCaller.of(info)
        try:
            received, placed = (_open_offers(caller, side) for side in (Side.RECEIVED, Side.PLACED))
        finally:
            caller.close()
        return cls(info, httpx.Client(verify=TRUST, trust_env=False), received, placed)

    def offer(self, side: Side = Side.RECEIVED) -> SeenOffer:
        """An open offer that is nobody else's."""
        return (self.received if side is Side.RECEIVED else self.placed).pop()

    def spare(self, side: Side = Side.RECEIVED) -> SeenOffer:
        """An open offer for a test that must not touch it."""
        return (self.received if side is Side.RECEIVED else self.placed)[0]

    def effects(self, target: str) -> list[str]:
        """What really happened to a target, oldest first."""
        found = self.client.get(self.info.effects_url).raise_for_status().json()["effects"]
        return [each["action"] for each in found if each["target"] == target]


@dataclass
class Seat:
    """A desk, what is behind it, and what it told."""

    desk: Desk
    accounts: Accounts
    ledger: Ledger
    journal: Journal
    folder: Path
    news: list[News] = field(default_factory=list)

    def know(self, *offers: SeenOffer) -> None:
        """Have these offers in the ledger, as a refresh would."""
        for seen in offers:
            generation = self.desk.shelf.begin(ACCOUNT, seen.offer.side)
            self.desk.shelf.keep([seen], generation, datetime.now(UTC))

    def shown(self, offer: Offer) -> OfferStatus:
        """The status that a person sees."""
        kept = self.desk.shelf.find(offer.key)
        assert kept is not None
        return kept.offer.status

    def states(self, entry: Entry | str) -> list[str]:
        """The states that an action went through."""
        action_id = entry if isinstance(entry, str) else entry.action_id
        rows = self.ledger.connection.execute(
            "SELECT state FROM action_events WHERE action_id = ? ORDER BY event_id", (action_id,)
        )
        return [row["state"] for row in rows]

    async def act(self, instruction: Instruction, confirm: Confirm | None = None) -> Report | None:
        """Take the ticket and perform, the person saying yes."""
        ticket = self.desk.take(instruction)
        assert ticket is not None
        return await self.desk.perform(ticket, instruction, confirm or yes)

    async def reported(self, instruction: Instruction, confirm: Confirm | None = None) -> Report:
        """As `act`, for a person who does say yes."""
        report = await self.act(instruction, confirm)
        assert report is not None
        return report

    async def until(self, holds: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(seconds):
            while not holds():  # noqa: ASYNC110 - threads and other processes write the ledger too
                await asyncio.sleep(0.01)

    async def until_state(self, action_id: str | None, *states: ActionState) -> Entry:
        """Wait until an action is in one of these states."""
        assert action_id is not None
        await self.until(lambda: self.journal.entry(action_id).state in states)
        return self.journal.entry(action_id)

    async def until_settled(self, *expected: ActionState) -> Entry:
        """Wait until the newest action is in a state that is an end, or one of these."""
        ends = {ActionState.DONE, ActionState.REFUSED, ActionState.NOT_DONE, ActionState.NEEDS_PERSON}
        await self.until(lambda: self.journal.latest()[0].state in ends.union(expected))
        return self.journal.latest()[0]


def config_of(base_url: str, name: str = ACCOUNT, **changes: Any) -> AccountConfig:
    """A Kraken account at an address."""
    plain = AccountConfig(name=name, marketplace="kraken", fields={"base_url": base_url}, keeps="session")
    return replace(plain, **changes)


def secrets_of(info: SandboxInfo) -> Credentials:
    """What the sandbox takes."""
    return Credentials.of({"api_key": info.api_key, "api_secret": info.api_secret})


@asynccontextmanager
async def seated(
    info: SandboxInfo,
    folder: Path,
    *,
    at: str | Proxy | None = None,
    configs: Sequence[AccountConfig] | None = None,
    stores: dict[str, CredentialStore] | None = None,
    clock: Clock | None = None,
    limits: Limits | None = None,
    marketplace: Marketplace = HASTY,
    others: Sequence[Marketplace] = (),
    ledger: Ledger | None = None,
    journal: Callable[[Ledger, Clock], Journal] = Journal,
    **options: Any,
) -> AsyncIterator[Seat]:
    """A desk in `folder` with one account at `at`, or at the sandbox itself. `options` are its policy's."""
    base_url = at.base_url if isinstance(at, Proxy) else at or info.base_url
    configs = configs if configs is not None else [config_of(base_url)]
    kept = {each.name: secrets_of(info) for each in configs}
    clock = clock or Clock()
    opened = ledger or Ledger(put_new_ledger(folder / "ledger.sqlite3"))
    accounts = Accounts(
        configs=configs,
        marketplaces=[marketplace, *others],
        stores=stores or {"session": SessionStore(kept), "keyring": SessionStore()},
        nonces=LedgerNonces(opened, lambda: datetime.now(UTC)),
        clock=clock,
        save=lambda listed: save_accounts(folder / "accounts.toml", listed),
        open_http=lambda: HttpLines(limits, trust=TRUST),
        listed=lambda: load_accounts(folder / "accounts.toml")[0],
    )
    kept_journal = journal(opened, clock)
    desk = Desk(ledger=opened, accounts=accounts, journal=kept_journal, clock=clock, policy=Policy(**options))
    seat = Seat(desk, accounts, opened, kept_journal, folder)
    desk.notices.listen(seat.news.append)
    with no_bugs():
        try:
            yield seat
        finally:
            await desk.close(patience=0.1)
            if ledger is None:
                opened.close()


@contextmanager
def no_bugs() -> Iterator[None]:
    """Fails afterwards if a bug in some task reached the loop's own handler."""
    loop = asyncio.get_running_loop()
    before, bugs = loop.get_exception_handler(), list[dict[str, Any]]()
    loop.set_exception_handler(lambda _loop, context: bugs.append(context))
    try:
        yield
    finally:
        loop.set_exception_handler(before)
    assert bugs == []


def nobody() -> str:
    """A holder in the journal's words whose process is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{process.pid}:1:gone"


async def yes(draft: Instruction) -> Instruction | None:
    """A person who agrees, and types the amount in case it is in doubt."""
    return replace(draft, typed=draft.amount)


async def no(_draft: Instruction) -> Instruction | None:
    """A person who does not."""
    return None


def accept(offer: Offer) -> Instruction:
    """Take the bidder's money."""
    return Instruction(account=ACCOUNT, marketplace="kraken", action=Action.ACCEPT, offer=offer)


def counter(offer: Offer, amount: str = "123.5", code: str = "USDC") -> Instruction:
    """Ask for more."""
    return replace(accept(offer), action=Action.COUNTER, terms=terms(amount, code))


def cancel(offer: Offer) -> Instruction:
    """Take a bid of ours back."""
    return replace(accept(offer), action=Action.CANCEL)


def place(offer: Offer, amount: str = "12.25", code: str = "USDC") -> Instruction:
    """Bid for the NFT that an offer is for."""
    plain = accept(offer)
    return replace(plain, action=Action.PLACE, offer=None, nft=offer.nft, terms=terms(amount, code))


def terms(amount: str, code: str) -> Terms:
    """A price that ends in three days."""
    currency = Currency(issuer="kraken", code=code, symbol=UntrustedText(code))
    return Terms(
        price=Money.parse(amount, currency),
        expires=datetime.now(UTC).replace(microsecond=0) + timedelta(days=3),
    )


def written(folder: Path) -> list[str]:
    """The names of the accounts that the next start will find."""
    accounts, problems = load_accounts(folder / "accounts.toml")
    assert not problems
    return [account.name for account in accounts]


def as_account(seen: SeenOffer, account: str) -> SeenOffer:
    """The same offer as another account sees it."""
    key = OfferKey(account, seen.offer.key.offer_id)
    return replace(seen, offer=replace(seen.offer, key=key))


def _open_offers(caller: KrakenCaller, side: Side) -> list[SeenOffer]:
    found: dict[str, SeenOffer] = {}
    later = datetime.now(UTC) + timedelta(days=1)
    for position in range(0, 1_000_000, 100):
        page = caller.offers(side.value, status="open", pos=position)
        if not page:
            break
        for listed in read_page({"offers": page}, account=ACCOUNT, side=side)[0]:
            seen = listed.read
            if isinstance(seen, SeenOffer) and seen.offer.expires and seen.offer.expires > later:
                found[seen.offer.nft.nft_id] = seen
    return list(found.values())
