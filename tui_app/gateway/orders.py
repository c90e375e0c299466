"""What a marketplace with orders or purchases says of them, and what a connection to it can do beside offers.

Every capability is a protocol of its own: the desk asks a connection which it has. Light, like `contract`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from tui_app.domain.errors import Change
from tui_app.domain.new_order import NewOrder
from tui_app.domain.offer import Offer
from tui_app.domain.order import Order, OrderEvent, OrderMark, SeenOrder
from tui_app.domain.purchase import Holding, Purchase
from tui_app.gateway.contract import Finding, Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """How something is named to be looked up: what it is called, and what makes refs of what was typed.

    `read` raises UsageError, which names what is wrong before anything is sent. `example` is one that the
    marketplace's own document prints, or empty.
    """

    label: str
    hint: str
    read: Callable[[str], tuple[str, ...]]
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """What creating an order sets off, and what a billing address and leaving it out mean; sentences."""

    effect: str
    with_address: str
    without_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseForm:
    """How a user and a token are named in a search of purchases; no user means the account's own."""

    user: LookUp
    token: LookUp


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersFound:
    """What came of looking orders up: those that were read, and why the others were not."""

    orders: tuple[SeenOrder, ...]
    marks: tuple[OrderMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceipt:
    """A definite yes to a new order: the number it got, and the order as the answer tells it.

    `differences` is where the answer says another thing than was asked. It was made all the same. `order`
    is None where the answer could not be read beyond its number; `notes` say why.
    """

    made: str
    order: SeenOrder | None = None
    differences: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LostOrder:
    """A new order that left at `sent_at` (marketplace time) without a definite answer.

    `after` is the highest order number known from before it left, None where none is. `spoken_for` and
    `rivals` are as in `LostRequest`.
    """

    order: NewOrder
    sent_at: datetime
    after: int | None = None
    spoken_for: frozenset[str] = field(default_factory=frozenset)
    rivals: tuple[datetime, ...] = ()


@runtime_checkable
class OrderReader(Protocol):
    """A connection that looks up orders by what names them."""

    async def orders(self, refs: Sequence[str]) -> OrdersFound:
        """These orders as they are now; one that cannot be had costs no other. Raises OfferdeskError."""


@runtime_checkable
class OrderTimeline(Protocol):
    """A connection that knows what happened to an order."""

    async def order_events(self, order: Order) -> tuple[OrderEvent, ...]:
        """What happened to it, the oldest first; nothing where it cannot be asked. Raises OfferdeskError."""


@runtime_checkable
class OrderCanceller(Protocol):
    """A connection at which orders that were looked up can be acted on as offers are."""

    def as_offer(self, order: Order) -> Offer | None:
        """The order as an offer to give an instruction about, or None where nothing can be done to it."""


@runtime_checkable
class OrderMaker(Protocol):
    """A connection that creates orders. An order cannot be taken back, and there is no second try."""

    def preview_order(self, order: NewOrder) -> str:
        """The request that would be sent, as text with secrets masked. Sends nothing."""

    async def create_order(self, order: NewOrder, seal: Seal) -> OrderReceipt:
        """Create one order with one request, sent once. `seal` and what is raised are as for `send`."""

    async def trace_order(self, lost: LostOrder) -> Finding:
        """Find out by reading what became of a new order, as far as that can be. Raises OfferdeskError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseQuery:
    """Which purchases to read. An empty `user_id` is the account's own; `page` counts from 1.

    `grouped` asks for the shorter rows of all tokens, of one market where `market` names it.
    """

    user_id: str = ""
    token_id: str | None = None
    grouped: bool = False
    market: str = ""
    page: int = 1
    page_size: int = 50
    limit: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePage:
    """One page. `number` is the page's own; `unreadable` has a sentence for each row that could not be read.

    `total` is what the marketplace says there is in all, None where it says nothing that can be one. `cut`
    on the last page says that reading stopped at a limit although there is more.
    """

    number: int
    purchases: tuple[Purchase, ...]
    unreadable: tuple[str, ...] = ()
    total: int | None = None
    cut: bool = False


@runtime_checkable
class PurchaseReader(Protocol):
    """A connection that knows what users bought."""

    def purchases(self, query: PurchaseQuery) -> AsyncGenerator[PurchasePage]:
        """Pages to the end, each purchase once, each page fetched when wanted. Raises OfferdeskError."""

    async def holding(self, user_id: str, token_id: str) -> Holding:
        """How many of a token a user has, an empty `user_id` being the account's. Raises OfferdeskError."""
