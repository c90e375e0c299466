"""Ledgers of many believable offers, filled as a refresh fills them, and kept in the temporary folder.

    python -m tests.benchmarks.big_ledger OFFERS …

prints where each is. One that is there already is taken as it is.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.offers import an_offer
from tui_app.domain.money import Currency
from tui_app.domain.offer import Offer, OfferStatus, SeenOffer, Side
from tui_app.domain.text import UntrustedText
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.upkeep import upkeep
from tui_app.settings import AccountConfig, save_accounts

ACCOUNT = "main"
BATCH = 1_000
ADJECTIVES = (
    *("Golden", "Quiet", "Vast", "Brisk", "Mellow", "Sturdy", "Amber", "Lucid"),
    *("Decent", "Rapid", "Frozen", "Solar", "Tiny", "Bold", "Misty"),
)
ANIMALS = (
    *("Otter", "Narwhal", "Heron", "Lynx", "Puffin", "Badger", "Wombat"),
    *("Gecko", "Ibis", "Marten", "Falcon", "Walrus", "Tapir", "Quokka"),
)
COLLECTIONS = (*(f"{name} Club" for name in ANIMALS), "Night Garden", "Pixel Menagerie", "Vinyl")
STATUSES = (*[OfferStatus.OPEN] * 6, *[OfferStatus.CLOSED] * 3, OfferStatus.EXPIRED, OfferStatus.ACCEPTED)
COINS = tuple(
    Currency(issuer="kraken", code=code, symbol=UntrustedText(code)) for code in ("XETH", "USDC", "SOL")
)


def home_of(count: int) -> Path:
    """A home directory whose profile holds so many received offers of one account."""
    home = Path(tempfile.gettempdir()) / f"offerdesk-bench-{count}"
    if not (home / "whole").exists():
        with_account(home)
        fill(ledger_of(home), count)
        (home / "whole").touch()
    return home


def up_to_date(path: Path) -> None:
    """Bring a ledger of an earlier version up to this one, as a dashboard does it behind its list."""
    with closing(Ledger(path)) as ledger:
        for _ in upkeep(ledger):
            pass


def with_account(home: Path) -> None:
    """Give a home directory one account, whose credentials nobody has."""
    config = home / "config" / "offerdesk"
    config.mkdir(parents=True, exist_ok=True)
    save_accounts(
        config / "accounts.toml", [AccountConfig(name=ACCOUNT, marketplace="kraken", keeps="session")]
    )


def ledger_of(home: Path) -> Path:
    """The ledger of a home directory."""
    return home / "data" / "offerdesk" / "ledger.sqlite3"


def fill(path: Path, count: int) -> None:
    """Keep so many offers page by page, finish the refresh, and make what makes them quick."""
    now = datetime.now(UTC)
    path.unlink(missing_ok=True)
    with closing(Ledger(path)) as ledger:
        shelf = OfferShelf(ledger)
        generation = shelf.begin(ACCOUNT, Side.RECEIVED)
        for page in pages(count, now):
            shelf.keep(page, generation, now)
        shelf.finish(ACCOUNT, Side.RECEIVED, generation, now)
    up_to_date(path)


def pages(count: int, now: datetime, size: int = BATCH) -> Iterator[list[SeenOffer]]:
    """The same offers for the same count, in pages."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for first in range(0, count, size):
        places = range(first, min(first + size, count))
        yield [SeenOffer(offer=offer(chance, place, now), raw="{}") for place in places]


def offer(chance: random.Random, place: int, now: datetime) -> Offer:
    """One offer of a few words; its place among the others is in its id and its name."""
    number = chance.randrange(16**8)
    return an_offer(
        account=ACCOUNT,
        offer_id=f"O{number:08X}-{place:07d}",
        name=f"{chance.choice(ADJECTIVES)} {chance.choice(ANIMALS)} #{chance.randrange(10_000)}",
        collection=chance.choice(COLLECTIONS),
        nft_id=f"NT{chance.randrange(16**6):06X}-{number % 4096:03X}",
        collection_id=f"NC{chance.randrange(64):04X}",
        maker=f"{chance.choice(ADJECTIVES)}-{chance.choice(ANIMALS)}-{chance.randrange(500)}".lower(),
        amount=f"{chance.random() * 10:.8f}",
        currency=chance.choice(COINS),
        status=chance.choice(STATUSES),
        placed_at=now - timedelta(seconds=chance.randrange(10**7)),
        expires=None
        if chance.random() < 0.05
        else now + timedelta(seconds=chance.randrange(-(10**6), 10**7)),
    )


def main() -> None:
    """Fill what is asked for and say where it is."""
    for count in map(int, sys.argv[1:]):
        before = time.perf_counter()
        home = home_of(count)
        megabytes = os.path.getsize(ledger_of(home)) / 1e6
        print(f"{count:,} offers: {home} ({megabytes:,.0f} MB, {time.perf_counter() - before:.1f} s)")  # noqa: T201


if __name__ == "__main__":
    main()
