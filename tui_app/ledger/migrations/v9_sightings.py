"""When an offer was last listed, without writing the offer again."""

from __future__ import annotations

# What was kept before has no sighting until it is seen again; its own row says when it was seen.
STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE sightings (
        row_id INTEGER PRIMARY KEY,
        seen_at INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        digest BLOB NOT NULL
    )
    """,
    """
    CREATE TRIGGER a_rewritten_offer_is_looked_at_again AFTER UPDATE OF
        marketplace, side, status, amount, amount_key, currency, symbol, placed_at, expires, quoted, maker,
        nft, collection, chain, nft_ids, collection_ids, search, hides, asks ON offers
        BEGIN UPDATE sightings SET digest = x'' WHERE row_id = NEW.row_id; END
    """,
    """
    CREATE TRIGGER what_is_gone_was_not_seen AFTER DELETE ON offers
        BEGIN DELETE FROM sightings WHERE row_id = OLD.row_id; END
    """,
)
