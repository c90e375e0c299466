"""What a marketplace says of itself, and what a connection to one can do.

This module is on the way to the first paint: it imports neither httpx nor pydantic.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui_app.domain.instruction import Instruction
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.secrets import Credentials
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action, Route

if TYPE_CHECKING:
    from tui_app.domain.hand_off import HandOff
    from tui_app.domain.unopened import Unopened
    from tui_app.domain.watch import Watched
    from tui_app.gateway.http import HttpLines
    from tui_app.gateway.orders import LookUp, OrderForm, PurchaseForm


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountField:
    """Something an account is set up with: what it is called, what it is, where to get it.

    `check` makes of what was typed what is kept; it raises UsageError for what cannot be right, which
    does not repeat what stands in a secret field.
    """

    name: str
    label: str
    hint: str
    secret: bool = False
    required: bool = True
    default: str = ""
    check: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchKind:
    """A kind of thing that a marketplace has to be told to list offers of.

    `check` makes of what was typed what is kept; it raises UsageError for what cannot be right.
    """

    kind: str
    label: str
    hint: str
    check: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferQuery:
    """Which offers to read. Empty tuples and None leave a condition out.

    A `side` of None means every side at once, for marketplaces whose lists do not tell them apart.
    `watched` is what the account watches, for those that list offers only of what is named to them.
    `go_on` is True to go on where a reading of the same query stopped that was made with False; such a
    one can be gone on with. Marketplaces that cannot do it begin at the beginning. `unopened` says that
    entries may be handed over as they came, for whoever knows most of them already.
    """

    side: Side | None = None
    watched: tuple[Watched, ...] = ()
    status: OfferStatus | None = None
    chains: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    nft_id: str | None = None
    placed_since: datetime | None = None
    placed_until: datetime | None = None
    exclude_quotes: bool = False
    newest_first: bool = True
    page_size: int = 50
    limit: int = 20_000
    go_on: bool | None = None
    unopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPage:
    """One page. `unreadable` holds a sentence for each entry that could not be read.

    `unopened` are entries that nobody has looked into: only a query that says so brings them.
    `total` is what the marketplace says there is in all. It is a claim: pages end when one
    brings nothing new, not when a total is reached. `cut` on the last page says that reading
    stopped at a limit although there is more. `partial` on any says that a part of the list could
    not be had, so that nothing follows from what is missing. `found` is what turned out to be worth
    watching. `part` counts the readings that a list is read in, where one can go on after another; 0 says
    that none can.
    """

    offers: tuple[SeenOffer, ...]
    unopened: tuple[Unopened, ...] = ()
    unreadable: tuple[str, ...] = ()
    partial: bool = False
    found: tuple[Watched, ...] = ()
    total: int | None = None
    cut: bool = False
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRequest:
    """The exact request about to leave: its fingerprint, and a text with secrets masked."""

    body_sha256: str
    masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A definite yes. `made` is the id of what the action created, if the marketplace names it.

    `otherwise`: what was made is not what was asked for, as `words` say.
    """

    made: str | None = None
    words: UntrustedText | None = None
    otherwise: bool = False


class Outcome(StrEnum):
    """What reading afterwards says of a request whose answer was lost."""

    HAPPENED = "happened"
    DID_NOT_HAPPEN = "did not happen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An outcome and what showed it, in plain words. `made` as in `Receipt`."""

    outcome: Outcome
    because: str
    made: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRequest:
    """A request that left at `sent_at` (marketplace time) without a definite answer.

    `spoken_for` holds ids of created things that other journal rows already account for. `rivals` are the
    times at which actions on the same target left of which it is not known what they made: a thing of
    their time may be theirs. `hand_off` is what the wallet was given, where one was needed.
    """

    instruction: Instruction
    sent_at: datetime
    spoken_for: frozenset[str] = field(default_factory=frozenset)
    rivals: tuple[datetime, ...] = ()
    hand_off: HandOff | None = None


Seal = Callable[[SealedRequest], None]


class NonceSource(Protocol):
    """Rising numbers that are never given out twice for one key, whatever happens."""

    def turn(self, key_id: str) -> AbstractAsyncContextManager[int]:
        """One number; the turn lasts until the answer is in, so requests leave in order."""

    async def jump(self, key_id: str, ahead: timedelta) -> None:
        """Leave out numbers that somebody else used with the same key."""


class Clock(Protocol):
    """Aware UTC time of this machine."""

    def __call__(self) -> datetime:
        """The time now."""


class OfferReader(Protocol):
    """A connection that lists offers."""

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Pages to the end, overlapping where that helps, each offer once. Raises MarketplaceError."""

    async def reread(self, offer: Offer) -> Offer:
        """The same offer as it is now. Raises OfferGone, or any other MarketplaceError."""

    async def server_time(self) -> datetime:
        """The marketplace's clock, aware UTC. Raises MarketplaceError."""


class OfferActor(Protocol):
    """A connection that carries out instructions."""

    def preview(self, instruction: Instruction) -> str:
        """The request that would be sent, as text with secrets masked. Sends nothing."""

    async def send(self, instruction: Instruction, seal: Seal) -> Receipt:
        """Send once. `seal` is called with the exact request directly before the first byte.

        Raises OutcomeUnknown when bytes may have left and no definite answer came; any other
        OfferdeskError means that the marketplace did not do it.
        """

    async def trace(self, lost: LostRequest) -> Finding:
        """Find out by reading what became of a request. Raises MarketplaceError."""


@runtime_checkable
class EndingSignIn(Protocol):
    """A connection whose credentials say themselves when they end."""

    @property
    def ends(self) -> datetime | None:
        """When they do; None where these do not say."""


@runtime_checkable
class WalletActor(Protocol):
    """A connection with actions that a person's own wallet has a part in: two calls with it in between."""

    async def prepare(self, instruction: Instruction) -> HandOff:
        """Ask the marketplace what the wallet has to do. Changes nothing that money hangs on; is sent once.

        Raises OfferdeskError.
        """

    async def confirm(self, instruction: Instruction, hand_off: HandOff, proof: str, seal: Seal) -> Receipt:
        """Tell the marketplace, once, what the wallet did. `seal` and what is raised are as for `send`."""


class Connection(OfferReader, OfferActor, Protocol):
    """What the desk holds for a signed-in account."""

    async def probe(self) -> str:
        """A harmless signed read; one plain sentence of what it showed. Raises OfferdeskError."""

    async def close(self) -> None:
        """Give up sockets; safe to call twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Everything a connection is made from. `fields` are the account's settings, not secret."""

    account: str
    fields: dict[str, str]
    credentials: Credentials
    nonces: NonceSource
    clock: Clock
    http: HttpLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Marketplace:
    """A marketplace's description of itself, as data.

    `route` answers how an action on an offer is done, or why not; with no offer it answers
    in general, and `route_words` says in a few words where it depends on the offer. `effects` says
    what an action sets off, for the confirm dialog. `settle` is how long an action may take to show
    in what the marketplace lists. `media_hosts` are where it keeps pictures itself: these are asked
    without a question, others with one. `lists` are what a refresh reads, each with the sides that
    it holds; `watches` are the kinds of things of which it lists offers only where they are named to
    it. With the actions in `creator_fee` a person chooses whether to pay the creator's fee. `orders`
    says how orders are named to be looked up, `order_form` what creating one means, and `purchases`
    how whose they are is named; each is None where there are none.
    """

    slug: str
    title: str
    notice: str
    account_fields: tuple[AccountField, ...]
    how_to_get_credentials: str
    currencies: tuple[str, ...]
    route: Callable[[Action, Offer | None], Route]
    effects: Callable[[Action], str]
    connect: Callable[[SignIn], Connection]
    lists: tuple[tuple[Side, ...], ...] = ((Side.RECEIVED,), (Side.PLACED,))
    watches: tuple[WatchKind, ...] = ()
    settle: timedelta = timedelta(seconds=30)
    media_hosts: tuple[str, ...] = ()
    creator_fee: frozenset[Action] = frozenset()
    route_words: Mapping[Action, str] = field(default_factory=dict)
    orders: LookUp | None = None
    order_form: OrderForm | None = None
    purchases: PurchaseForm | None = None

    @property
    def credential_fields(self) -> tuple[AccountField, ...]:
        """The fields that belong in the keyring."""
        return tuple(entry for entry in self.account_fields if entry.secret)
