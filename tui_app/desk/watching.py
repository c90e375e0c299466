"""What accounts watch: named by a person, in the settings, or shown by the marketplace itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from tui_app.desk.news import OffersChanged
from tui_app.desk.tasks import in_thread
from tui_app.desk.workbench import Workbench
from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean
from tui_app.domain.watch import Watched
from tui_app.gateway.contract import WatchKind
from tui_app.ledger.watch_list import WatchList

NOTHING_WATCHED: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})
_BETWEEN: Final = re.compile(r"[\s,;]+")
_SHOWN = 80


class Named(NamedTuple):
    """What a text names to be watched, and a sentence for each part of it that is wrong."""

    watched: tuple[Watched, ...]
    wrong: tuple[str, ...]


class Watching:
    """Adds to, takes off and tells what is watched. `set_for` are the texts of the settings, by account."""

    def __init__(self, bench: Workbench, watch_list: WatchList, set_for: Mapping[str, Sequence[str]]) -> None:
        self._bench = bench
        self._list = watch_list
        self._set_for = set_for

    def kinds(self, account: str) -> tuple[WatchKind, ...]:
        """What can be watched through an account; nothing where its marketplace lists all by itself."""
        accounts = self._bench.accounts
        return accounts.marketplace(account).watches if accounts.known(account) else ()

    def of(self, account: str) -> tuple[Watched, ...]:
        """Everything an account watches, each thing once."""
        kept = self._list.of(account)
        known = {(each.kind, each.ref) for each in kept}
        settled = self._read(account, self._set_for.get(account, ())).watched
        return (*kept, *(each for each in settled if (each.kind, each.ref) not in known))

    def name(self, account: str, text: str) -> Named:
        """What a pasted text names, however many things it holds. Changes nothing."""
        return self._read(account, [word for word in _BETWEEN.split(text) if word])

    async def add(self, account: str, things: Iterable[Watched]) -> None:
        """Watch these from now on. Raises LedgerError."""
        await in_thread(self._list.add, account, tuple(things), self._bench.clock())
        self._bench.notices.tell(OffersChanged(account))

    async def keep_found(self, account: str, things: Iterable[Watched]) -> None:
        """Watch what the marketplace showed, but for what was taken off the list. Raises LedgerError."""
        await in_thread(self._list.keep_found, account, tuple(things), self._bench.clock())

    async def remove(self, account: str, thing: Watched) -> None:
        """Watch this no more, also when the marketplace shows it again.

        Raises UsageError where the settings name it, LedgerError.
        """
        if thing.ref in {each.ref for each in self._read(account, self._set_for.get(account, ())).watched}:
            raise UsageError("This is watched because settings.toml says so; remove it there.")
        await in_thread(self._list.remove, account, thing.kind, thing.ref)
        self._bench.notices.tell(OffersChanged(account))

    def forget(self, account: str) -> None:
        """Drop what a removed account watched. Raises LedgerError."""
        self._list.forget_account(account)

    def _read(self, account: str, texts: Iterable[str]) -> Named:
        kinds = self.kinds(account)
        watched: dict[tuple[str, str], Watched] = {}
        wrong = []
        for text in texts:
            found = _first_fitting(kinds, text)
            if isinstance(found, Watched):
                watched[found.kind, found.ref] = found
            else:
                wrong.append(found)
        return Named(tuple(watched.values()), tuple(wrong))


def _first_fitting(kinds: Sequence[WatchKind], text: str) -> Watched | str:
    """The thing that a text names, or why it names none."""
    trouble = "nothing can be watched through this account"
    for kind in kinds:
        try:
            return Watched(kind.kind, kind.check(text))
        except UsageError as error:
            trouble = error.title
    return f"“{clean(text, limit=_SHOWN)}”: {trouble}"
