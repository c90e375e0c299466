"""Reading accounts again by itself, every so often, where a person wants that."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final

from tui_app.desk.refreshing import Refreshing
from tui_app.desk.sources import Source, SourceState
from tui_app.desk.tasks import start
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import RateLimited

_NEEDS_A_PERSON: Final = frozenset({SourceState.SIGNED_OUT, SourceState.LOCKED, SourceState.GONE})


class KeepingFresh:
    """Refreshes every account some time after the last refresh of all ended.

    An account that only a person can bring back is left alone, and one that is to wait nobody knows how long:
    to ask again would not help it, and may lock its key out.
    """

    def __init__(self, bench: Workbench, refreshing: Refreshing, every: timedelta) -> None:
        self._bench = bench
        self._refreshing = refreshing
        self._every = every
        self._keeping: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Read again from now on."""
        if self._every and self._keeping is None:
            self._keeping = start(self._keep(), "keep fresh")

    async def close(self) -> None:
        """Read again no more."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._every.total_seconds())
            names = [config.name for config in self._bench.accounts.all()]
            wanted = [name for name in names if _may_be_asked(self._bench.sources.of(name))]
            await asyncio.gather(*map(self._refreshing.one, wanted))


def _may_be_asked(source: Source) -> bool:
    if source.state is SourceState.PAUSED:
        return isinstance(source.cause, RateLimited) and source.cause.until is not None
    return source.state not in _NEEDS_A_PERSON
