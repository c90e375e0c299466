"""Reading an account's offers from Kraken's NftUserOffers: page by page to the end, or one again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

from tui_app.domain.errors import OfferGone, UnreadableReply, UsageError
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.unopened import Unopened
from tui_app.gateway.contract import OfferPage, OfferQuery
from tui_app.gateway.retries import PATIENT, PRESSING
from tui_app.gateway.walks import WalksLeft, in_part
from tui_app.marketplaces.kraken.calls import Calls
from tui_app.marketplaces.kraken.encoding import USER_OFFERS, Fields
from tui_app.marketplaces.kraken.errors import ArgumentsRefused
from tui_app.marketplaces.kraken.paging import Reading, Walk
from tui_app.marketplaces.kraken.wire import Listed, list_page, read_page

_SCOPES = {Side.RECEIVED: "received", Side.PLACED: "placed"}
_STATUSES = {
    OfferStatus.OPEN: "open",
    OfferStatus.EXPIRED: "expired",
    OfferStatus.CLOSED: "closed",
    OfferStatus.ACCEPTED: "closed",
    OfferStatus.CANCELLED: "closed",
}
_LOOKED_FOR = frozenset({OfferStatus.ACCEPTED, OfferStatus.CANCELLED})  # among those they call closed
_SMALLER = (50, 20, 10, 5)  # asked for where a larger page is refused: Kraken names no limit
_LARGEST = 100
_AT_ONCE = 20  # offers whose reading does not hold up the screen, also while a thread keeps the page before
_LATEST = 2**32 - 1  # unix times are uint32 there


class KrakenReader:
    """Lists offers. Remembers, for the life of the connection, how the server reads positions."""

    def __init__(self, calls: Calls, *, account: str) -> None:
        self._calls = calls
        self._account = account
        self._reading = Reading()
        self._largest = _LARGEST
        self._totals_hold = True
        self._left = WalksLeft[Walk]()

    async def pages(self, query: OfferQuery, *, patience: timedelta = PATIENT) -> AsyncGenerator[OfferPage]:
        """Pages to the end, each offer once. Raises OfferdeskError, also for what Kraken cannot list."""
        side = _listed_side(query)
        fields = _fields(query, side)
        count = min(query.page_size, self._largest)
        walk, doubted = self._begun(query, count), -1
        unopened = query.unopened and query.status not in _LOOKED_FOR
        while (position := walk.position) is not None:
            try:
                entries, total = await self._fetch(fields, position, count, side, patience, unopened=unopened)
            except ArgumentsRefused as error:
                if not error.may_be_about("pos", "count"):
                    raise
                if position != doubted:
                    doubted = position  # once may be a slip of theirs, and believing it hides offers
                elif not walk.refused():
                    if (count := next((each for each in _SMALLER if each < count), 0)) == 0:
                        raise
                    self._largest, walk = count, self._walk(query, count)
                    self._left.note(query, walk)
                continue
            fresh = [entries[index] for index in walk.took([entry.mark for entry in entries], total)]
            self._learn(walk)
            page = replace(_page(fresh, query, total), cut=walk.stopped)
            yield in_part(page, query, walk.part)
        if not walk.stopped:
            self._left.ended(query)

    async def reread(self, offer: Offer) -> Offer:
        """The offer as it is now. Raises OfferGone where Kraken does not list it any more."""
        query = OfferQuery(side=offer.side, nft_id=offer.nft.nft_id)
        problems: list[str] = []
        async with aclosing(self.pages(query, patience=PRESSING)) as pages:
            async for page in pages:
                for seen in page.offers:
                    if seen.offer.key.offer_id == offer.key.offer_id:
                        return seen.offer
                problems += [problem for problem in page.unreadable if offer.key.offer_id in problem]
        if problems:
            raise UnreadableReply(problems[0])
        raise OfferGone("Kraken no longer lists this offer. Refresh to see what became of it.")

    async def everything(self, query: OfferQuery) -> tuple[list[SeenOffer], bool]:
        """All offers of a query, and whether every entry could be read and none was cut off."""
        offers: list[SeenOffer] = []
        complete = True
        async with aclosing(self.pages(query)) as pages:
            async for page in pages:
                offers += page.offers
                complete = complete and not page.unreadable and not page.cut
        return offers, complete

    def _begun(self, query: OfferQuery, count: int) -> Walk:
        """The walk that was left, where it may be gone on with; else a new one."""
        walk = self._left.of(query)
        if walk is None:
            walk = self._walk(query, count)
        else:
            walk.go_on(query.limit)
        self._left.note(query, walk)
        return walk

    def _walk(self, query: OfferQuery, count: int) -> Walk:
        plain = OfferQuery(side=query.side, page_size=query.page_size, limit=query.limit)
        filtered = replace(query, go_on=None, unopened=False) != plain
        trust = self._totals_hold and not filtered  # the total may ignore what was filtered
        return Walk(self._reading, asked=count, limit=query.limit, trust_total=trust)

    def _learn(self, walk: Walk) -> None:
        self._reading = walk.reading
        self._totals_hold = self._totals_hold and not walk.overclaimed

    async def _fetch(
        self,
        fields: Fields,
        position: int,
        count: int,
        side: Side,
        patience: timedelta,
        *,
        unopened: bool,
    ) -> tuple[list[Listed], int | None]:
        asked = {"pos": position, **fields, "count": count}
        result = await self._calls.private(USER_OFFERS, asked, patience=patience)
        if unopened:
            return list_page(result, account=self._account, side=side)
        if _entries_in(result) > _AT_ONCE:
            return await asyncio.to_thread(read_page, result, account=self._account, side=side)
        return read_page(result, account=self._account, side=side)


def _entries_in(result: object) -> int:
    entries = result.get("offers") if isinstance(result, Mapping) else None
    return len(entries) if isinstance(entries, list) else 0


def _listed_side(query: OfferQuery) -> Side:
    if query.side not in _SCOPES:
        raise UsageError("Kraken lists received and placed offers only.", "For example the side “received”.")
    return query.side


def _fields(query: OfferQuery, side: Side) -> Fields:
    if query.status is not None and query.status not in _STATUSES:
        raise UsageError(f"Kraken has no offers that are {query.status}.", "For example the status “open”.")
    optional = {
        "chain": query.chains,
        "collection": query.collections,
        "nft_id": query.nft_id,
        "start_time": query.placed_since and int(query.placed_since.timestamp()),
        "end_time": query.placed_until and min(int(query.placed_until.timestamp()), _LATEST),
        "exclude_quotes": query.exclude_quotes,
        "status": _STATUSES[query.status] if query.status else None,
    }
    given = {name: value for name, value in optional.items() if value}
    return {"scope": _SCOPES[side], "sort": "desc" if query.newest_first else "asc", **given}


def _page(entries: list[Listed], query: OfferQuery, total: int | None) -> OfferPage:
    seen = tuple(entry.read for entry in entries if isinstance(entry.read, SeenOffer))
    wanted = query.status
    if wanted in _LOOKED_FOR:
        seen = tuple(each for each in seen if each.offer.status is wanted)
    unopened = tuple(entry.read for entry in entries if isinstance(entry.read, Unopened))
    unreadable = tuple(entry.read for entry in entries if isinstance(entry.read, str))
    return OfferPage(offers=seen, unopened=unopened, unreadable=unreadable, total=total)
