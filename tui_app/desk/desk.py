"""The desk: everything an interface may ask for, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.desk import new_orders
from tui_app.desk.activity import Activity
from tui_app.desk.bulk import Answered, Bulk, ConfirmAll
from tui_app.desk.carrying import Carrier, Report
from tui_app.desk.following import Following
from tui_app.desk.gate import Gate, Ticket
from tui_app.desk.hand_offs import HandOffs
from tui_app.desk.keeping_fresh import KeepingFresh
from tui_app.desk.news import OffersChanged
from tui_app.desk.noticing import Noticing
from tui_app.desk.oneself import own_maker
from tui_app.desk.orders import Orders
from tui_app.desk.perform import Confirm, Performer
from tui_app.desk.permits import Permits
from tui_app.desk.policy import NO_POLICY, Policy
from tui_app.desk.purchases import Purchases
from tui_app.desk.reconcile import Reconciler
from tui_app.desk.recovering import Recovering
from tui_app.desk.refresh import Refresher
from tui_app.desk.refreshing import Refreshing
from tui_app.desk.safeguards import Safeguards
from tui_app.desk.sources import Source, SourceState
from tui_app.desk.tasks import in_thread
from tui_app.desk.watching import Watching
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import LedgerError, UsageError
from tui_app.domain.instruction import Instruction
from tui_app.domain.verdicts import Action, Direct, Standing, Verdict, judge
from tui_app.ledger.account_locks import AccountLocks
from tui_app.ledger.checking import check
from tui_app.ledger.entries import Entry
from tui_app.ledger.history import History
from tui_app.ledger.journal import Journal
from tui_app.ledger.minimums import Minimums
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.purchases import PurchaseShelf
from tui_app.ledger.recovery import Recovery
from tui_app.ledger.unread import Unread
from tui_app.ledger.watch_list import WatchList
from tui_app.ledger.windows import Windows

if TYPE_CHECKING:
    from tui_app.desk.accounts import Accounts
    from tui_app.domain.money import Money
    from tui_app.domain.offer import Offer
    from tui_app.ledger.store import Ledger

READ_ONLY = "offerdesk is in read-only mode"
ENDING = "offerdesk is about to end"
STRANGE_ACCOUNT = "its account was added elsewhere: refresh all, and it is known here too"
STRANGE_MARKETPLACE = "this version does not know its marketplace"
FOLLOWING_UP = 2.0
"""Seconds in which an order that was just made may still be read."""


class Desk:
    """Verbs over accounts and ledger. Interfaces read `windows`, `shelf` and `activity` freely."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        accounts: Accounts,
        journal: Journal,
        clock: Callable[[], datetime],
        policy: Policy = NO_POLICY,
    ) -> None:
        self._bench = bench = Workbench.over(ledger, accounts, journal, clock)
        self.notices = bench.notices
        self.gate = Gate()
        self.windows = Windows(ledger)
        self._ledger = ledger
        recovery = Recovery(ledger)
        self._permits = Permits.by(policy, AccountLocks(ledger, clock), recovery)
        self._safeguards = Safeguards(accounts, self.windows, policy.floors, clock)
        self._recovering = Recovering(bench, recovery)
        self.watching = Watching(bench, WatchList(ledger), policy.watched)
        self.noticing = Noticing(bench, Unread(ledger), ending_within=policy.ending_within)
        self.orders = Orders(bench)
        self._following = Following(bench, self.orders)
        size, limit = policy.page_size, policy.refresh_limit
        self.purchases = Purchases(bench, PurchaseShelf(ledger), page_size=size, limit=limit)
        refresher = Refresher(bench, self.watching, page_size=size, limit=limit)
        self._refreshing = Refreshing(bench, refresher, self._recovering, then=self._follow_up)
        self._keeping_fresh = KeepingFresh(bench, self._refreshing, policy.refresh_every)
        self._reconciler = Reconciler(bench, unrecorded=self._confirm_again)
        self._carrier = carrier = Carrier(bench, self._look_into)
        self._performer = Performer(
            bench, permits=self._permits, safeguards=self._safeguards, carrier=carrier
        )
        self.hand_offs = HandOffs(
            bench,
            permits=self._permits,
            carrier=carrier,
            trace=self._reconciler.trace,
            signers=policy.signers,
        )
        self._bulk = Bulk(self.gate, self._performer, self._safeguards)
        self.activity = Activity(bench, History(ledger), self._reconciler)
        self._recall(policy)

    @property
    def accounts(self) -> Accounts:
        """The accounts of this profile."""
        return self._bench.accounts

    @property
    def shelf(self) -> OfferShelf:
        """Offers last seen."""
        return self._bench.shelf

    @property
    def sources(self) -> tuple[Source, ...]:
        """How fresh each account is."""
        return tuple(self._bench.sources.of(config.name) for config in self.accounts.all())

    def source(self, account: str) -> Source:
        """How fresh one account is."""
        return self._bench.sources.of(account)

    def their_time(self, account: str) -> datetime:
        """The marketplace's clock, as well as it is known."""
        return self._bench.their_time(account)

    def verdict(self, action: Action, offer: Offer) -> Verdict:
        """Whether an action on an offer may be asked for now, and if not, why not."""
        return self.verdicts([action], offer)[action]

    def verdicts(self, actions: Iterable[Action], offer: Offer) -> dict[Action, Verdict]:
        """The same for several, looking into the ledger once."""
        account = offer.key.account
        if not self.accounts.known(account):
            return {action: self._as_stranger(action, offer) for action in actions}
        marketplace = self.accounts.marketplace(account)
        pending = self.pending_on(offer)
        now, closed = self.their_time(account), self.closed(account)
        return {
            action: judge(
                action,
                offer,
                Standing(
                    role=offer.role,
                    route=marketplace.route(action, offer),
                    now=now,
                    pending=pending.instruction.action if pending else None,
                    closed_to_acting=closed,
                ),
            )
            for action in actions
        }

    def _as_stranger(self, action: Action, offer: Offer) -> Verdict:
        """What may be done with an offer of an account that is not known here: it can be read."""
        account = offer.key.account
        listed = any(config.name == account for config in self.accounts.all())
        reason = STRANGE_MARKETPLACE if listed else STRANGE_ACCOUNT
        now = self.their_time(account)
        return judge(
            action, offer, Standing(role=offer.role, route=Direct(), now=now, closed_to_acting=reason)
        )

    def closed(self, account: str) -> str:
        """Why nothing may be sent through an account now, as a sentence part; empty if it may."""
        return self._permits.closed(account)

    def doubt(self, instruction: Instruction) -> str:
        """What is odd about an amount, so that it has to be typed; empty if nothing is."""
        return self._safeguards.doubt(instruction)

    def others(self, instruction: Instruction) -> list[Money]:
        """Of each currency the best other offer that is open for the same NFT."""
        return self._safeguards.others(instruction)

    def floors(self, instruction: Instruction) -> list[Money]:
        """The person's own floors for the NFT at stake."""
        return self._safeguards.floors(instruction)

    def own_maker(self, offer: Offer) -> str:
        """The account of one's own that made this offer to oneself, or empty. Raises LedgerError."""
        return own_maker(offer, self.accounts.all(), self.shelf)

    def market_title(self, offer: Offer) -> str:
        """The marketplace's name for people."""
        account = offer.key.account
        return self.accounts.marketplace(account).title if self.accounts.known(account) else offer.marketplace

    def pending_on(self, offer: Offer) -> Entry | None:
        """The action on this offer that is not settled yet."""
        return self._bench.journal.pending_on(offer.key.account, offer.key.offer_id)

    def take(self, instruction: Instruction) -> Ticket | None:
        """The gate's ticket for this target, or None where somebody is at it. Never waits."""
        return self.gate.take(instruction.account, instruction.target)

    async def perform(self, ticket: Ticket, draft: Instruction, confirm: Confirm) -> Report | None:
        """Confirm, check, journal, send once, settle. None where the person said no."""
        return await self._performer.perform(ticket, draft, confirm)

    async def perform_all(
        self,
        drafts: Sequence[Instruction],
        confirm: ConfirmAll,
        each: Callable[[Answered], None] = lambda _answered: None,
    ) -> list[Answered] | None:
        """Confirm once, then perform one after the other, until one's outcome is not known."""
        return await self._bulk.perform(drafts, confirm, each)

    async def preview(self, instruction: Instruction) -> str:
        """The exact request that would be sent, secrets masked. Sends nothing. Raises OfferdeskError."""
        connection = await self.accounts.connection(instruction.account)
        return new_orders.preview(connection, instruction)

    async def refresh(self, account: str) -> None:
        """Read one account again; a refresh that is running is joined, not doubled."""
        await self._refreshing.one(account)

    async def refresh_all(self) -> None:
        """Read every account, also those added from elsewhere, side by side; each failure stays its own."""
        await self.accounts.catch_up()
        await self._refreshing.every()

    def keep_fresh(self) -> None:
        """Read every account again as often as the person wants, from now on."""
        self._keeping_fresh.begin()

    def stop_refreshing(self) -> None:
        """Stop every refresh that is running; what was read stays, and the next one goes on there."""
        self._refreshing.interrupt()

    async def remove_account(self, account: str) -> None:
        """Forget an account, its secrets and what was seen through it.

        Raises UsageError while an action of the account is under way, or another OfferdeskError.
        """
        if self.gate.busy(account):
            raise UsageError(f"An action through {account} is under way; remove it when that has ended.")
        await self.accounts.remove(account)
        await self._refreshing.stop(account)
        await in_thread(self.shelf.forget_account, account)
        await in_thread(self.watching.forget, account)
        await self.orders.forget_account(account)
        await self.purchases.forget_account(account)
        self._bench.sources.drop(account)
        self.notices.tell(OffersChanged(account))

    @property
    def outstanding(self) -> int:
        """How many actions are under way."""
        return self._carrier.outstanding

    async def close(self, patience: float = 12.0) -> None:
        """Wait for answers at most `patience` seconds, then let go; unknowns stay for the next start."""
        await self._keeping_fresh.close()
        await self._refreshing.close()
        await self.purchases.close()
        self._permits.close(ENDING)
        await self._carrier.finish(patience)
        await self._following.close(min(patience, FOLLOWING_UP))
        await self.orders.close()
        await self.hand_offs.close()
        await self._reconciler.close()
        await in_thread(self._permits.give_back_all)
        await self.accounts.close()

    @property
    def to_be_read_again(self) -> tuple[str, ...]:
        """Accounts closed to acting until their lists were read, because the journal lost something."""
        try:
            return self._recovering.due
        except LedgerError:
            return ()

    async def survey(self) -> str:
        """Look the whole ledger over; what is wrong with it closes acting and is told in one sentence."""
        if trouble := await in_thread(check, self._ledger):
            self._permits.close("the ledger is in trouble")
            self.notices.tell(OffersChanged(""))
        return trouble

    async def _follow_up(self, account: str) -> None:
        await self.noticing.look(account)
        await self._carrier.catch_up()
        self._look_into(account)

    def _look_into(self, account: str) -> None:
        """Begin to find out what became of what is undecided, also where another process died of it."""
        try:
            self._reconciler.take_over()
            self._reconciler.watch(account)
            self.hand_offs.resume(account)
        except LedgerError as error:
            self._bench.sources.failed(account, error)

    def _confirm_again(self, account: str) -> None:
        with suppress(LedgerError):  # the next refresh tries again
            self.hand_offs.resume(account)

    def _recall(self, policy: Policy) -> None:
        with suppress(LedgerError):  # lists go by the minimums of the start before
            Minimums(self._ledger).put(policy.minimums)
        for list_read in self.shelf.refreshed():
            before = self._bench.sources.of(list_read.account)
            oldest = min(before.read_at or list_read.finished_at, list_read.finished_at)
            self._bench.sources.put(replace(before, state=SourceState.STALE, read_at=oldest))
        with suppress(LedgerError):  # reading goes on; it is tried again after each refresh
            self._reconciler.take_over()
            self.hand_offs.recall()
        with suppress(LedgerError):
            for config in self.accounts.all():
                self._permits.take(config.name)
