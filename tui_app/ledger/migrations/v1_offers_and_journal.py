"""Offers as they were last seen, the refreshes that saw them, nonces, and the journal of actions."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE offers (
        row_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a list on screen may still name a row that is gone
        account TEXT NOT NULL,
        offer_id TEXT NOT NULL,
        marketplace TEXT NOT NULL,
        side TEXT NOT NULL,
        status TEXT NOT NULL,
        pending TEXT NOT NULL DEFAULT '',
        answered TEXT NOT NULL DEFAULT '',
        shown_status TEXT NOT NULL GENERATED ALWAYS AS (
            CASE
                WHEN pending <> '' THEN 'in flight'
                WHEN answered <> '' AND status IN ('open', 'closed', 'unknown') THEN answered
                ELSE status
            END
        ) VIRTUAL,
        amount TEXT NOT NULL,
        amount_key TEXT NOT NULL,
        currency TEXT NOT NULL,
        symbol TEXT NOT NULL,
        placed_at INTEGER NOT NULL,
        expires INTEGER,
        quoted INTEGER NOT NULL,
        maker TEXT NOT NULL,
        nft TEXT NOT NULL,
        collection TEXT NOT NULL,
        chain TEXT NOT NULL,
        nft_ids TEXT NOT NULL,
        collection_ids TEXT NOT NULL,
        search TEXT NOT NULL,
        hides INTEGER NOT NULL,
        seen_at INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        UNIQUE (account, offer_id)
    )
    """,
    "CREATE INDEX offers_by_status ON offers (side, shown_status)",
    "CREATE INDEX offers_by_end ON offers (side, expires, account, offer_id, shown_status)",
    """
    CREATE TABLE offer_records (
        account TEXT NOT NULL,
        offer_id TEXT NOT NULL,
        snapshot TEXT NOT NULL,
        raw TEXT NOT NULL,
        PRIMARY KEY (account, offer_id)
    )
    """,
    """
    CREATE TABLE refreshes (
        account TEXT NOT NULL,
        side TEXT NOT NULL,
        generation INTEGER NOT NULL,
        finished_at INTEGER,
        PRIMARY KEY (account, side)
    )
    """,
    """
    CREATE TABLE nonces (
        key_id TEXT PRIMARY KEY,
        last INTEGER NOT NULL,
        holder TEXT NOT NULL DEFAULT '',
        held_since INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE actions (
        action_id TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        marketplace TEXT NOT NULL,
        action TEXT NOT NULL,
        target TEXT NOT NULL,
        amount TEXT,
        currency TEXT,
        instruction TEXT NOT NULL,
        state TEXT NOT NULL,
        holder TEXT NOT NULL,
        body_sha256 TEXT,
        planned_at INTEGER NOT NULL,
        sent_at INTEGER,
        settled_at INTEGER,
        made TEXT,
        words TEXT NOT NULL DEFAULT ''
    )
    """,
    """
    CREATE UNIQUE INDEX one_unsettled_action ON actions (account, target)
        WHERE state IN ('planned', 'checked', 'sending', 'unknown', 'needs a person')
    """,
    """
    CREATE TABLE action_events (
        event_id INTEGER PRIMARY KEY AUTOINCREMENT,
        action_id TEXT NOT NULL REFERENCES actions,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
)
