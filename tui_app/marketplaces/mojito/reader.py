"""Reading an account's offers: what its activity names and what it watches, NFT by NFT, a few at a time.

`getOffers` tells of one NFT and has no pages. One NFT that cannot be read costs no other; where none can be
read, that is the failure of the whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from tui_app.domain.errors import ActionRefused, MarketplaceError, OfferGone, UnreadableReply
from tui_app.domain.offer import Offer, SeenOffer
from tui_app.domain.watch import NOT_NAMED, Watched
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.retries import PATIENT, PRESSING
from tui_app.gateway.side_by_side import SideBySide
from tui_app.gateway.walks import ListsWalk, ReadingInParts
from tui_app.marketplaces.mojito.addresses import shortened
from tui_app.marketplaces.mojito.calls import Calls
from tui_app.marketplaces.mojito.feed import Feed, FeedPage
from tui_app.marketplaces.mojito.fields import NFT
from tui_app.marketplaces.mojito.queries import GET_OFFERS
from tui_app.marketplaces.mojito.values import SOURCE
from tui_app.marketplaces.mojito.wire import Listed, read_orders

_ACTIVITY: Final = "activity"
_LARGEST: Final = 100  # orders whose reading does not hold up the screen


@dataclass(frozen=True, slots=True)
class Shelf:
    """What `getOffers` says of one NFT. `notes` say what of it could not be had."""

    watched: Watched
    entries: tuple[Listed, ...] = ()
    notes: tuple[str, ...] = ()
    failure: MarketplaceError | None = None

    @property
    def whole(self) -> bool:
        """Whether all of it was read, so that what is not there is not there."""
        return not self.notes and all(isinstance(each.read, SeenOffer) for each in self.entries)


@dataclass(slots=True, kw_only=True)
class _Walk(ListsWalk):
    """The NFTs of an account: those that turned up, and the offers on any of them that were met."""

    found: dict[str, Watched] = field(default_factory=dict)
    all_found: bool = False
    met: set[str] = field(default_factory=set)

    def find(self, watched: Watched) -> None:
        """Note an NFT to ask for, under the fullest name that it was given."""
        before = self.found.get(watched.ref)
        self.found[watched.ref] = _better(before, watched) if before else watched

    @property
    def left(self) -> list[Watched]:
        """The NFTs that were not asked for yet."""
        return [each for ref, each in self.found.items() if ref not in self.done]


class MojitoReader:
    """Lists offers of one account. Every method only reads; each raises OfferdeskError.

    Remembers, for the life of the connection, where the reading of offers was left.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._feed = Feed(calls)
        self._parts = ReadingInParts(_Walk, self._walked)

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """A page for each NFT as it comes in, after those that say which NFTs were found; each offer once."""
        return self._parts.pages(query)

    async def reread(self, offer: Offer) -> Offer:
        """The offer as it is now. Raises OfferGone where Mojito does not list it any more."""
        shelf = await self.shelf(_watched(offer), patience=PRESSING)
        for entry in shelf.entries:
            if entry.order_id == offer.key.offer_id:
                if isinstance(entry.read, str):
                    raise UnreadableReply(entry.read)
                return entry.read.offer
        if not shelf.whole:
            problems = (*shelf.notes, *(each.read for each in shelf.entries if isinstance(each.read, str)))
            raise UnreadableReply(problems[0])
        raise OfferGone(f"{SOURCE} no longer lists this offer. Refresh to see what became of it.")

    async def shelf(self, watched: Watched, *, patience: timedelta = PATIENT) -> Shelf:
        """What Mojito says of one NFT now. Raises OfferdeskError."""
        account = self._calls.account
        asked = {"nftTokenId": watched.ref, "currency": account.currency, **account.narrowing}
        answer = await self._calls.read(GET_OFFERS, asked, patience=patience)
        entries = answer.value
        if isinstance(entries, list) and len(entries) > _LARGEST:
            listed = await asyncio.to_thread(read_orders, entries, account, watched)
        else:
            listed = read_orders(entries, account, watched)
        notes = [f"part of {_named(watched)} is missing: {SOURCE} says: {each}" for each in answer.complaints]
        return Shelf(watched, tuple(listed), tuple(notes))

    async def activity(self) -> int | None:
        """How much happened to this account in all, as Mojito says it."""
        return await self._feed.count()

    async def _walked(self, query: OfferQuery, walk: _Walk) -> AsyncGenerator[OfferPage]:
        wanted = Watched(NFT, query.nft_id) if query.nft_id is not None else None
        for each in query.watched:
            if each.kind == NFT and (wanted is None or wanted.ref == each.ref):
                walk.find(each)
        if wanted is not None:
            walk.find(wanted)
        elif not walk.all_found:
            async with aclosing(self._found(query, walk)) as found:
                async for page in found:
                    yield page
        asking = SideBySide(self._shelf_or_failure, walk.left)
        async with aclosing(asking.answers()) as answers:
            async for _, shelf in answers:
                yield _page(shelf, query, walk)

    async def _found(self, query: OfferQuery, walk: _Walk) -> AsyncGenerator[OfferPage]:
        """Note what the activity names, page by page."""
        try:
            async with aclosing(self._feed.pages(query.limit)) as pages:
                async for page in pages:
                    for each in page.found:
                        walk.find(each)
                    yield _found_page(page)
        except (ActionRefused, UnreadableReply) as error:
            walk.failed(_ACTIVITY, error)
            note = f"your activity could not be read, so its NFTs may be missing: {_told(error)}"
            yield OfferPage(offers=(), unreadable=(note,), partial=True)
        walk.all_found = True

    async def _shelf_or_failure(self, watched: Watched) -> Shelf:
        try:
            return await self.shelf(watched)
        except (ActionRefused, UnreadableReply) as error:
            note = f"the offers on {_named(watched)} could not be read: {_told(error)}"
            return Shelf(watched, notes=(note,), failure=error)


def _found_page(page: FeedPage) -> OfferPage:
    notes = tuple(f"part of your activity is missing: {SOURCE} says: {each}" for each in page.complaints)
    return OfferPage(offers=(), found=page.found, unreadable=notes, partial=page.cut or bool(notes))


def _page(shelf: Shelf, query: OfferQuery, walk: _Walk) -> OfferPage:
    if shelf.failure is None:
        walk.done.add(shelf.watched.ref)
    else:
        walk.failed(shelf.watched.ref, shelf.failure)
    offers: list[SeenOffer] = []
    for entry in shelf.entries:
        if isinstance(entry.read, SeenOffer) and entry.order_id not in walk.met:
            walk.met.add(entry.order_id)
            offers += [entry.read] if _wanted(entry.read.offer, query) else []
    walk.brought += len(shelf.entries)
    unreadable = (*shelf.notes, *(entry.read for entry in shelf.entries if isinstance(entry.read, str)))
    cut = walk.room <= 0 and bool(walk.left)
    return OfferPage(offers=tuple(offers), unreadable=unreadable, partial=bool(shelf.notes), cut=cut)


def _wanted(offer: Offer, query: OfferQuery) -> bool:
    return (
        query.side in {None, offer.side}
        and query.status in {None, offer.status}
        and (not query.chains or offer.nft.chain.folded in {each.casefold() for each in query.chains})
        and (not query.collections or offer.nft.collection_id in query.collections)
        and (query.placed_since is None or query.placed_since <= offer.placed_at)
        and (query.placed_until is None or offer.placed_at <= query.placed_until)
    )


def _watched(offer: Offer) -> Watched:
    return Watched(NFT, offer.nft.nft_id, offer.nft.name, offer.nft.collection)


def _better(before: Watched, found: Watched) -> Watched:
    """What a person or an earlier reading named, with the names that are new."""
    return before._replace(
        name=before.name or found.name or NOT_NAMED,
        collection=before.collection or found.collection or NOT_NAMED,
    )


def _named(watched: Watched) -> str:
    return f"{watched.name} ({shortened(watched.ref)})" if watched.name else f"NFT {shortened(watched.ref)}"


def _told(error: MarketplaceError) -> str:
    return f"{error.title} {error.detail}".strip()
