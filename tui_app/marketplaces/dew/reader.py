"""Reading orders by their hashes, offers by watched contract and maker, and what happened to an order.

The list of offers has no total: a walk ends when a page brings nothing new. One contract that cannot be
read costs no other; where none can be read, that is the failure of the whole.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, NamedTuple

from tui_app.domain.errors import ActionRefused, UnreadableReply
from tui_app.domain.offer import Offer, SeenOffer
from tui_app.domain.order import Order, OrderEvent, OrderMark, SeenOrder
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.entry import Entry, unix_of, whole_of
from tui_app.gateway.orders import OrdersFound
from tui_app.gateway.rest import Rest
from tui_app.gateway.retries import PATIENT, PRESSING
from tui_app.gateway.side_by_side import SideBySide
from tui_app.gateway.walks import ListsWalk, ReadingInParts
from tui_app.marketplaces.dew import calls
from tui_app.marketplaces.dew.answers import data_in
from tui_app.marketplaces.dew.currencies import shortened
from tui_app.marketplaces.dew.fields import CONTRACT, MAKER, TITLE, Account, is_address, order_hashes_in
from tui_app.marketplaces.dew.offers import maker_of, offer_in, read_offer
from tui_app.marketplaces.dew.wire import hash_of, read_order

_Failure = ActionRefused | UnreadableReply
_FAILURES: Final = (ActionRefused, UnreadableReply)
_OVERLAP: Final = 3  # elements read twice from page to page, so that a few removals in between lose nothing
_MOST_PAGES: Final = 500
_MOST_ACTIVITIES: Final = 10  # pages
_HAPPENED: Final = {0: "listed", 1: "sold", 2: "cancelled", 3: "expired"}


class _List(NamedTuple):
    """One list: of a contract, of one maker where one is named."""

    contract: str
    maker: str = ""


@dataclass(slots=True)
class _Place:
    """How far one list was read: the element to ask from, and what was known of it by then.

    `goes_on` says that what comes next has to overlap with that.
    """

    offset: int = 0
    known: set[str] = field(default_factory=set)
    goes_on: bool = False
    pages: int = 0

    def go_on(self) -> None:
        """Begin another part of the reading."""
        self.pages, self.goes_on = 0, bool(self.known)

    def take(self, rows: Sequence[object]) -> dict[str, object] | None:
        """The elements that are new, by what tells them from others; None at the end of the list."""
        marked = {_mark(row): row for row in rows}
        if self.goes_on and self.known.isdisjoint(marked):
            self.offset, self.known, self.goes_on = 0, set(), False  # it moved by more than overlaps
            return {}
        fresh = {mark: row for mark, row in marked.items() if mark not in self.known}
        self.known.update(fresh)
        self.offset += max(1, len(rows) - _OVERLAP)
        self.goes_on, self.pages = False, self.pages + 1
        return fresh or None


@dataclass(slots=True, kw_only=True)
class _Walk(ListsWalk):
    """The lists of an account, and how far each was read. `met` are offers of any of them."""

    places: dict[_List, _Place] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def go_on(self, lists: Iterable[_List]) -> list[_List]:
        """Those of the lists that are not read to their end, each to be gone on with where it came to."""
        left = [each for each in dict.fromkeys(lists) if each not in self.done]
        for each in left:
            self.places.setdefault(each, _Place()).go_on()
        return left

    def take(self, each: _List, rows: Sequence[object]) -> list[object] | None:
        """What these elements of a list bring that no list brought before; None at its end."""
        if (fresh := self.places[each].take(rows)) is None:
            self.done.add(each)
            return None
        news = {mark: row for mark, row in fresh.items() if mark not in self.met}
        self.met.update(news)
        self.brought += len(news)
        return list(news.values())


class DewReader:
    """Reads for one account. Every method raises OfferdeskError.

    Remembers, for the life of the connection, where the reading of offers was left.
    """

    def __init__(self, rest: Rest, account: Account) -> None:
        self._rest = rest
        self._account = account
        self._parts = ReadingInParts(_Walk, self._walked)

    async def orders(self, refs: Sequence[str]) -> OrdersFound:
        """These orders as they are now. Raises UsageError for what is no hash."""
        seen: list[SeenOrder] = []
        marks: list[OrderMark] = []
        for ref in order_hashes_in(",".join(refs)) if refs else ():
            try:
                seen.append(await self.order(ref))
            except (ActionRefused, UnreadableReply) as error:
                marks.append(OrderMark(ref, f"{error.title} {error.detail}".strip()))
        return OrdersFound(orders=tuple(seen), marks=tuple(marks))

    async def order(self, order_hash: str, *, patience: timedelta = PATIENT) -> SeenOrder:
        """One order as it is now. Raises ActionRefused where Dew does not give it."""
        answer = await self._rest.read(calls.order(self._account, order_hash), patience=patience)
        try:
            seen = read_order(data_in(answer.value), self._account)
        except ValueError as error:
            raise UnreadableReply(f"Order {shortened(order_hash)} cannot be read: {error}.") from None
        if seen.order.key.ref != order_hash.lower():
            raise UnreadableReply(f"{TITLE} answered with another order than {shortened(order_hash)}.")
        return seen

    async def reread(self, offer: Offer) -> Offer:
        """The offer as it is now. Raises ActionRefused where Dew does not give it."""
        seen = await self.order(offer.key.offer_id, patience=PRESSING)
        try:
            return offer_in(seen, self._account, offer)
        except ValueError as error:
            raise UnreadableReply(f"Offer {shortened(offer.key.offer_id)} cannot be read: {error}.") from None

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Every list page by page, a few lists at once, each offer once."""
        return self._parts.pages(query)

    async def events(self, order: Order) -> tuple[OrderEvent, ...]:
        """What happened to an order, the oldest first, as far as Dew's activities tell."""
        maker = maker_of(order)
        contract = order.items[0].nft.collection_id if order.items else ""
        if maker is None or not is_address(maker.raw) or not is_address(contract):
            return ()
        found: dict[OrderEvent, None] = {}
        met, offset = set[str](), 0
        for _ in range(_MOST_ACTIVITIES):
            request = calls.activities(self._account, maker.raw, contract, offset)
            rows = _activities(data_in((await self._rest.read(request, patience=PRESSING)).value))
            if met.issuperset(marks := [repr(row) for row in rows]):
                break
            met.update(marks)
            offset += max(1, len(rows) - _OVERLAP)
            found |= dict.fromkeys(event for row in rows if (event := _event(row, order.key.ref)))
        return tuple(sorted(found, key=lambda event: event.at))

    def _lists(self, watched: Sequence[Watched]) -> Iterator[_List]:
        contracts = [each.ref for each in watched if each.kind == CONTRACT]
        for contract in contracts:
            yield from (_List(contract, wallet) for wallet in sorted(self._account.wallets))
        for each in watched:
            if each.kind == MAKER:
                contract, _, maker = each.ref.partition("/")
                yield _List(contract, maker)
        yield from map(_List, contracts)

    async def _walked(self, query: OfferQuery, walk: _Walk) -> AsyncGenerator[OfferPage]:
        async def ask(each: _List) -> list[object] | _Failure:
            try:
                return await self._rows(each, walk.places[each].offset)
            except _FAILURES as error:
                return error

        asking = SideBySide(ask, walk.go_on(self._lists(query.watched)))
        async with aclosing(asking.answers()) as answers:
            async for each, rows in answers:
                if not isinstance(rows, list):
                    walk.failed(each, rows)
                    told = f"{rows.title} {rows.detail}".strip()
                    note = f"the offers on {shortened(each.contract)} could not be read: {told}"
                    yield OfferPage(offers=(), unreadable=(note,), partial=True)
                elif (news := walk.take(each, rows)) is not None:
                    asking.again(each)
                    cut = walk.room <= 0 or walk.places[each].pages >= _MOST_PAGES
                    yield self._page(news, query, cut=cut)

    async def _rows(self, each: _List, offset: int) -> list[object]:
        request = calls.offers(self._account, each.contract, each.maker, offset)
        rows = data_in((await self._rest.read(request)).value)
        if not isinstance(rows, list):
            raise UnreadableReply(f"{TITLE} sent no list of offers.")
        return rows

    def _page(self, rows: Sequence[object], query: OfferQuery, *, cut: bool) -> OfferPage:
        read = [read_offer(row, self._account) for row in rows]
        offers = [each for each in read if isinstance(each, SeenOffer)]
        return OfferPage(
            offers=tuple(each for each in offers if _wanted(each.offer, query)),
            unreadable=tuple(each for each in read if isinstance(each, str)),
            cut=cut,
        )


def _wanted(offer: Offer, query: OfferQuery) -> bool:
    contracts = {each.lower() for each in query.collections}
    return (
        query.side in {None, offer.side}
        and query.status in {None, offer.status}
        and query.nft_id in {None, offer.nft.nft_id}
        and (not contracts or offer.nft.collection_id.lower() in contracts)
        and (query.placed_since is None or query.placed_since <= offer.placed_at)
        and (query.placed_until is None or offer.placed_at <= query.placed_until)
    )


def _mark(row: object) -> str:
    """What tells one element from another: its hash, or else all of it."""
    said = row.get("order_hash") if isinstance(row, dict) else None
    return said.lower() if isinstance(said, str) else repr(row)[:500]


def _activities(data: object) -> list[object]:
    rows = data.get("data") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise UnreadableReply(f"{TITLE} sent no list of activities.")
    return rows


def _event(row: object, order_hash: str) -> OrderEvent | None:
    """What a row says happened to this order; None for one of another, or one that cannot be read."""
    try:
        entry = Entry.of(row)
        if entry.needed("order_hash", hash_of) != order_hash:
            return None
        kind, at = entry.needed("type", whole_of), entry.needed("created_at", unix_of)
    except ValueError:
        return None
    return OrderEvent(at, _HAPPENED.get(kind, f"activity {kind}"))
