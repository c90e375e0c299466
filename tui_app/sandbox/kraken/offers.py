"""Kraken's NftUserOffers: filtering, sorting and paging the account's offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.parameters import Parameters
from tui_app.sandbox.kraken.records import NANOSECONDS, Offer, Side, Status
from tui_app.sandbox.kraken.refusals import invalid_argument
from tui_app.sandbox.kraken.view import PLAIN, View
from tui_app.sandbox.kraken.wire import Wire
from tui_app.sandbox.options import SandboxOptions

Scope = Literal["received", "placed"]
Sort = Literal["desc", "asc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which offers are asked for, in which order. Times are unix seconds; both ends are included."""

    scope: Side
    sort: Sort
    status: Status | None
    nft_id: str | None
    chains: tuple[str, ...]
    collections: tuple[str, ...]
    start: int
    end: int
    exclude_quotes: bool

    @classmethod
    def asked(cls, asked: Parameters) -> Selection:
        """Read the filters of the NftUserOffers page. An `end_time` of 0 is as late as possible."""
        scopes: tuple[Scope, ...] = get_args(Scope)
        sorts: tuple[Sort, ...] = get_args(Sort)
        statuses: tuple[Status, ...] = get_args(Status)
        return cls(
            scope=asked.choice("scope", scopes),
            sort=asked.choice("sort", sorts),
            status=asked.optional_choice("status", statuses),
            nft_id=asked.optional_text("nft_id"),
            chains=tuple(chain.upper() for chain in asked.optional_texts("chain")),
            collections=asked.optional_texts("collection"),
            start=asked.optional_uint32("start_time") or 0,
            end=asked.optional_uint32("end_time") or 0,
            exclude_quotes=asked.flag("exclude_quotes"),
        )

    def of(self, market: Market) -> list[Offer]:
        """The offers asked for, in order of their time."""
        wanted = [offer for offer in market.side(self.scope) if self._holds(offer, market)]
        if self.sort == "desc":
            wanted.reverse()
        return wanted

    def _holds(self, offer: Offer, market: Market) -> bool:
        made = offer.created // NANOSECONDS
        collection = market.nfts[offer.nft_id].collection
        return (
            (self.status is None or offer.status == self.status)
            and (self.nft_id is None or offer.nft_id == self.nft_id)
            and (not self.chains or collection.chain.id in self.chains)
            and (not self.collections or collection.id in self.collections)
            and made >= self.start
            and (self.end == 0 or made <= self.end)
            and not (self.exclude_quotes and offer.quote_id != "None")
        )


class Pages:
    """How `pos` and `count` are understood; every open reading is an option."""

    def __init__(self, options: SandboxOptions) -> None:
        self._options = options

    def cut(self, asked: Parameters, whole: list[Offer], view: View) -> tuple[list[Offer], int]:
        """The part of `whole` that is asked for, as `view` has it, and the count; empty past the end."""
        size = self._size(asked)
        start = 0 if view.stuck else self._start(asked.uint32("pos"), size)
        shift = view.shift if start > 0 else 0
        start = max(0, start + shift)
        return whole[start : start + size + view.extra], len(whole) - shift

    def _size(self, asked: Parameters) -> int:
        limit = self._options.kraken_page_limit
        count = asked.optional_uint32("count")
        if count is None:
            return limit
        if count == 0 or (count > limit and self._options.kraken_over_limit == "error"):
            raise invalid_argument("count")
        return min(count, limit)

    def _start(self, pos: int, size: int) -> int:
        reading = self._options.kraken_pos
        first = 1 if reading in ("item1", "page1") else 0
        if pos < first and self._options.kraken_below_first == "error":
            raise invalid_argument("pos")
        steps = max(0, pos - first)
        return steps * size if reading in ("page0", "page1") else steps


class UserOffers:
    """Answers NftUserOffers, keeping the last selection for as long as the market does not change."""

    def __init__(self, market: Market, options: SandboxOptions, view: View = PLAIN) -> None:
        self._market = market
        self._view = view
        self._pages = Pages(options)
        self._kept: tuple[int, Selection] | None = None
        self._offers: list[Offer] = []

    def answer(self, asked: Parameters, wire: Wire) -> dict[str, object]:
        """The `result` of NftUserOffers; `count` is how many offers the filters leave."""
        selection = Selection.asked(asked)
        key = (self._market.generation, selection)
        if key != self._kept:
            self._offers, self._kept = selection.of(self._market), key
        page, count = self._pages.cut(asked, self._offers, self._view)
        nfts = self._market.nfts
        return {
            "offers": [wire.user_offer(offer, nfts[offer.nft_id]) for offer in page],
            "count": count,
        }
