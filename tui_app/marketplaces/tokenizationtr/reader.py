"""Reading an account's deals: its own of both kinds, and for an admin those of a node's tokens.

One list that cannot be read costs no other; where none can be read, that is the failure of the whole.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from tui_app.domain.errors import (
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    UnreadableReply,
)
from tui_app.domain.offer import Offer, SeenOffer
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.rest import Rest
from tui_app.gateway.retries import PATIENT, PRESSING
from tui_app.gateway.side_by_side import SideBySide
from tui_app.gateway.walks import ListsWalk, ReadingInParts
from tui_app.marketplaces.tokenizationtr import calls
from tui_app.marketplaces.tokenizationtr.deals import Listing, read_deal
from tui_app.marketplaces.tokenizationtr.fields import TITLE, TOKEN, Account
from tui_app.marketplaces.tokenizationtr.paging import Leaf, Page, Progress, leaves, page_in
from tui_app.marketplaces.tokenizationtr.routes import Place, deal_of

_Failure = ActionRefused | CredentialsRejected | UnreadableReply
_FAILURES: Final = (ActionRefused, CredentialsRejected, UnreadableReply)
_MARK: Final = "deal_id"
_NAMES: Final = {Place.OTC: "your OTC deals", Place.SECONDARY: "your secondary deals"}


@dataclass(slots=True, kw_only=True)
class _Walk(ListsWalk):
    """The lists of an account, and how far each was read."""

    progress: dict[Listing, Progress] = field(default_factory=dict)

    def go_on(self, listings: Iterable[Listing], *, size: int) -> list[Listing]:
        """Those of the lists that are not read to their end, each to be gone on with where it came to."""
        left = [each for each in listings if each not in self.done]
        for each in left:
            self.progress.setdefault(each, Progress(by=_MARK, size=size)).go_on()
        return left


class DealsReader:
    """Lists deals. Every method only reads; each raises OfferdeskError.

    Remembers, for the life of the connection, where the reading of deals was left.
    """

    def __init__(self, rest: Rest, account: Account) -> None:
        self._rest = rest
        self._account = account
        self._parts = ReadingInParts(_Walk, self._walked)

    def pages(self, query: OfferQuery) -> AsyncGenerator[OfferPage]:
        """Every list page by page, a few lists at once, each deal once in each list."""
        return self._parts.pages(query)

    async def reread(self, offer: Offer) -> Offer:
        """The deal as it is now. Raises OfferGone where it is not listed any more."""
        listing = _listing_of(offer)
        problems: list[str] = []
        progress = Progress(by=_MARK, size=calls.PAGE_SIZE)

        async def fetch(number: int) -> Page:
            return await self._fetch(listing, number, progress.size, PRESSING)

        async with aclosing(leaves(fetch, progress, limit=OfferQuery().limit)) as found:
            async for leaf in found:
                for row in leaf.rows:
                    read = read_deal(row, listing, self._account)
                    if isinstance(read, SeenOffer) and read.offer.key == offer.key:
                        return read.offer
                    problems += [read] if isinstance(read, str) else []
                problems += ["The list is not whole."] if leaf.cut or leaf.short else []
        if problems:
            raise UnreadableReply(problems[0])
        raise OfferGone(f"{TITLE} no longer lists this deal. Refresh to see what became of it.")

    def _listings(self, query: OfferQuery) -> list[Listing]:
        found = [Listing(place=Place.OTC), Listing(place=Place.SECONDARY)]
        if self._account.node_id:
            tokens = [each for each in query.watched if each.kind == TOKEN]
            found += [Listing(place=Place.NODE, watched=each) for each in tokens]
        return found

    async def _walked(self, query: OfferQuery, walk: _Walk) -> AsyncGenerator[OfferPage]:
        async def ask(listing: Listing) -> Page | _Failure:
            progress = walk.progress[listing]
            try:
                return await self._fetch(listing, progress.number, progress.size, PATIENT)
            except _FAILURES as error:
                return error

        size = min(query.page_size, calls.PAGE_SIZE)
        asking = SideBySide(ask, walk.go_on(self._listings(query), size=size))
        async with aclosing(asking.answers()) as answers:
            async for listing, page in answers:
                if not isinstance(page, Page):
                    walk.failed(listing, page)
                    note = f"{_named(listing)} could not be read: {_told(page)}"
                    yield OfferPage(offers=(), unreadable=(note,), partial=True)
                    continue
                progress = walk.progress[listing]
                leaf = progress.take(page, most=len(progress.met) + walk.room)
                if progress.over:
                    walk.done.add(listing)
                else:
                    asking.again(listing)
                if leaf is not None:
                    walk.brought += len(leaf.rows)
                    yield self._page(leaf, listing, query)

    async def _fetch(self, listing: Listing, number: int, size: int, patience: timedelta) -> Page:
        request = calls.deals(self._account, listing, number, size)
        return page_in((await self._rest.read(request, patience=patience)).value)

    def _page(self, leaf: Leaf, listing: Listing, query: OfferQuery) -> OfferPage:
        read = [read_deal(row, listing, self._account) for row in leaf.rows]
        offers = [each for each in read if isinstance(each, SeenOffer)]
        return OfferPage(
            offers=tuple(each for each in offers if _wanted(each.offer, query)),
            unreadable=tuple(each for each in read if isinstance(each, str)),
            partial=leaf.short,
            cut=leaf.cut,
        )


def _listing_of(offer: Offer) -> Listing:
    try:
        place, _ = deal_of(offer)
    except ValueError:
        raise OfferGone(f"This is no deal of {TITLE}'s.") from None
    nft = offer.nft
    return Listing(place=place, watched=Watched(TOKEN, nft.nft_id, nft.name, nft.collection))


def _wanted(offer: Offer, query: OfferQuery) -> bool:
    return (
        query.side in {None, offer.side}
        and query.status in {None, offer.status}
        and query.nft_id in {None, offer.nft.nft_id}
        and (query.placed_since is None or query.placed_since <= offer.placed_at)
        and (query.placed_until is None or offer.placed_at <= query.placed_until)
    )


def _named(listing: Listing) -> str:
    token = listing.watched.name or listing.watched.ref
    return _NAMES.get(listing.place) or f"the node's deals of {token}"


def _told(error: OfferdeskError) -> str:
    return f"{error.title} {error.detail}".strip()
