"""What a person has not looked at, and what is below their minimums."""

from __future__ import annotations

# What is kept already was looked at: only what comes from now on is news.
STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE unread (row_id INTEGER PRIMARY KEY, side TEXT NOT NULL, why TEXT NOT NULL)",
    "CREATE INDEX unread_of_a_side ON unread (side)",
    """
    CREATE TRIGGER what_is_gone_is_not_unread AFTER DELETE ON offers
        BEGIN DELETE FROM unread WHERE row_id = OLD.row_id; END
    """,
    """
    CREATE TABLE noted_accounts (
        account TEXT PRIMARY KEY,
        since INTEGER NOT NULL,
        row_id INTEGER NOT NULL,
        change_id INTEGER NOT NULL
    )
    """,
    """
    INSERT INTO noted_accounts SELECT
        account,
        MAX(finished_at),
        (SELECT COALESCE(MAX(row_id), 0) FROM offers),
        (SELECT COALESCE(MAX(change_id), 0) FROM offer_changes)
        FROM refreshes WHERE finished_at IS NOT NULL GROUP BY account
    """,
    """
    CREATE TABLE minimums (
        collection TEXT NOT NULL,
        marketplace TEXT NOT NULL,
        currency TEXT NOT NULL,
        amount_key TEXT NOT NULL
    )
    """,
)
