"""Searches of purchases, and what they brought."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE searches (
        search_id INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        user_id TEXT NOT NULL,
        token_id TEXT NOT NULL,
        grouped INTEGER NOT NULL,
        since INTEGER NOT NULL,
        read_at INTEGER,
        generation INTEGER NOT NULL DEFAULT 0,
        UNIQUE (account, user_id, token_id, grouped)
    )
    """,
    """
    CREATE TABLE purchases (
        row_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a list on screen may still name a row that is gone
        search_id INTEGER NOT NULL REFERENCES searches ON DELETE CASCADE,
        purchase_id TEXT NOT NULL,
        generation INTEGER NOT NULL,
        place INTEGER NOT NULL,
        snapshot TEXT NOT NULL,
        seen_at INTEGER NOT NULL,
        UNIQUE (search_id, purchase_id)
    )
    """,
    "CREATE INDEX purchases_in_order ON purchases (search_id, generation DESC, place)",
)
