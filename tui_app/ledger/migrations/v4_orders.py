"""Orders that were looked up."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE orders (
        row_id INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        ref TEXT NOT NULL,
        since INTEGER NOT NULL,
        first_seen INTEGER,
        seen_at INTEGER,
        snapshot TEXT,
        raw TEXT NOT NULL DEFAULT '',
        mark TEXT NOT NULL DEFAULT '',
        gone INTEGER NOT NULL DEFAULT 0,
        UNIQUE (account, ref)
    )
    """,
)
