"""The account's own activity, which names the NFTs that it has to do with: `getUserOrderActivity`."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final, NamedTuple

from tui_app.domain.text import UntrustedText
from tui_app.domain.watch import Watched
from tui_app.gateway.decode import validated
from tui_app.gateway.graphql_answers import Answer
from tui_app.marketplaces.mojito.calls import Calls
from tui_app.marketplaces.mojito.fields import NFT, is_uuid
from tui_app.marketplaces.mojito.queries import ACTIVITY
from tui_app.marketplaces.mojito.values import SOURCE, Said, Wire

_PAGE: Final = 100
_OVERLAP: Final = 3  # rows read twice, so that a few that vanish in between hide nothing
_MOST_PAGES: Final = 250


class FeedPage(NamedTuple):
    """What one page names: NFTs, each once, and what the marketplace complained of beside it."""

    found: tuple[Watched, ...]
    complaints: tuple[UntrustedText, ...]
    cut: bool = False


class _Row(Wire):
    NFTTokenID: Said
    TokenName: Said
    ContractName: Said


class _Rows(Wire):
    totalCount: object = None  # noqa: N815
    data: list[object]


class Feed:
    """Reads the activity, the latest first. Every method only reads; each raises OfferdeskError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def count(self) -> int | None:
        """How much happened in all, as the marketplace says it."""
        total = validated(_Rows, (await self._fetch(0, 1)).value, source=SOURCE).totalCount
        return total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None

    async def pages(self, limit: int) -> AsyncGenerator[FeedPage]:
        """Pages until one brings nothing new, or `limit` rows were read."""
        met: set[str] = set()
        rows = offset = 0
        for _ in range(_MOST_PAGES):
            answer = await self._fetch(offset, _PAGE)
            page = validated(_Rows, answer.value, source=SOURCE).data
            marks = {repr(row) for row in page}
            if marks <= met:
                return
            met |= marks
            rows += len(page)
            offset += max(1, len(page) - _OVERLAP)
            cut = rows >= limit
            yield FeedPage(_named(page), answer.complaints, cut)
            if cut:
                return

    async def _fetch(self, offset: int, limit: int) -> Answer:
        asked = {"filter": "LATEST_TO_OLDEST", "limit": limit, "offset": offset}
        return await self._calls.read(ACTIVITY, asked)


def _named(rows: list[object]) -> tuple[Watched, ...]:
    found: dict[str, Watched] = {}
    for row in rows:
        if isinstance(row, dict):
            told = _Row.model_validate({name: row.get(name) for name in _Row.model_fields})
            ref = told.NFTTokenID.raw.lower()
            if is_uuid(ref) and ref not in found:
                found[ref] = Watched(NFT, ref, told.TokenName, told.ContractName)
    return tuple(found.values())
