"""A page of a list as it was told: by which digests its offers are known, and what those are that are not."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from tui_app import __version__
from tui_app.domain.offer import Offer, OfferKey, SeenOffer
from tui_app.domain.unopened import Unopened
from tui_app.ledger.records import offer_text, storable
from tui_app.ledger.sightings import Key


class Opened(NamedTuple):
    """An offer with the texts that are kept of it."""

    offer: Offer
    snapshot: str
    raw: str

    @classmethod
    def of(cls, seen: SeenOffer) -> Opened:
        """What is kept of an offer that was seen."""
        return cls(seen.offer, offer_text(seen.offer), storable(seen.raw))

    @property
    def key(self) -> Key:
        """The key of its rows."""
        return kept_key(self.offer.key)


class ToldPage:
    """The entries of a page by the keys of their rows; of several with one key the last.

    `digests` tell each from what it was; those that nothing tells from that are `untold`.
    """

    def __init__(self, seen: Iterable[SeenOffer], unopened: Iterable[Unopened]) -> None:
        self._entries: dict[Key, Opened | Unopened] = {
            **{each.key: each for each in map(Opened.of, seen)},
            **{kept_key(each.key): each for each in unopened},
        }
        found = {key: _digest(each) for key, each in self._entries.items()}
        self.digests = {key: digest for key, digest in found.items() if digest}
        self.untold = [key for key, digest in found.items() if not digest]

    def opened(self, keys: Iterable[Key]) -> tuple[list[Opened], list[str]]:
        """These offers, and a sentence on each that cannot be read."""
        opened: list[Opened] = []
        unreadable: list[str] = []
        for entry in map(self._entries.__getitem__, keys):
            read = entry.opened() if isinstance(entry, Unopened) else entry
            if isinstance(read, str):
                unreadable.append(read)
            else:
                opened.append(Opened.of(read) if isinstance(read, SeenOffer) else read)
        return opened, unreadable


def kept_key(key: OfferKey) -> Key:
    """The key of an offer's rows."""
    return key.account, storable(key.offer_id)


def _digest(entry: Opened | Unopened) -> bytes:
    """What tells an offer from what it was; another version of the program compares every one."""
    told = entry.told() if isinstance(entry, Unopened) else f"{entry.snapshot}\n{entry.raw}"
    return blake2b(f"{__version__}\n{told}".encode(), digest_size=16).digest() if told else b""
