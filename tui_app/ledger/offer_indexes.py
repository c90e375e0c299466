"""The indexes that offers are listed along and held against each other by, and which of them a file lacks.

They are no part of a migration: to make one of a million offers takes seconds, which a start does not
have. They are made behind the first paint (`upkeep`) where there are many offers: each costs every
new offer a place of its own in the file, and few offers are sorted at once. Without one a list is
sorted instead, with the same answer.
"""

from __future__ import annotations

import sqlite3

_KEY = "account, offer_id"
_COVERED = f"{_KEY}, shown_status"
INDEXES = {
    "offers_by_end": f"side, expires, {_COVERED}",
    "offers_in_status": f"side, shown_status, {_KEY}",
    "offers_by_price": f"side, currency, marketplace, amount_key, {_COVERED}",
    "offers_by_nft": f"side, nft_key, {_COVERED}",
    "offers_by_collection": f"side, collection_key, nft_key, {_COVERED}",
    "offers_by_maker": f"side, maker_key, {_COVERED}",
    "offers_by_placing": f"side, placed_at, {_COVERED}",
    "offers_by_market": f"side, marketplace, {_COVERED}",
    "offers_of_an_nft": "nft_ids, marketplace, currency, shown_status, amount_key, expires, offer_id, asks",
}
"""What is indexed by which columns. What lists are read along begins with the side: no list mixes sides."""
OF_AN_NFT = "offers_of_an_nft"
"""Along which an offer is held against the others for its NFT, in any file."""
ALWAYS = ("offers_in_status", OF_AN_NFT)
"""What any file has, however few offers it holds: the counted statuses are read along the other."""
FEW = 2_000
"""As many offers are sorted, or indexed, within a frame or two."""


def lacking(connection: sqlite3.Connection) -> list[str]:
    """The indexes that are not there yet."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    return [name for name in INDEXES if name not in there]


def make(connection: sqlite3.Connection, name: str) -> None:
    """Make one index, inside a transaction of the caller's, unless somebody else just did."""
    connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON offers ({INDEXES[name]})")


def make_first_if_few(connection: sqlite3.Connection) -> None:
    """Make those that any file has where that takes no time to speak of."""
    if connection.execute("SELECT 1 FROM offers LIMIT 1 OFFSET ?", (FEW,)).fetchone() is None:
        for name in ALWAYS:
            make(connection, name)
