"""A journal whose entries prove each other, what changed of offers, and who acts for an account."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "INSERT INTO about VALUES ('ledger_id', lower(hex(randomblob(16))))",
    "ALTER TABLE action_events ADD COLUMN said_by TEXT NOT NULL DEFAULT 'offerdesk'",
    "ALTER TABLE action_events ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE action_events ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    """
    CREATE TRIGGER an_event_is_not_altered BEFORE UPDATE ON action_events
        BEGIN SELECT RAISE(ABORT, 'the journal only ever grows'); END
    """,
    """
    CREATE TRIGGER an_event_is_not_removed BEFORE DELETE ON action_events
        BEGIN SELECT RAISE(ABORT, 'the journal only ever grows'); END
    """,
    "DROP INDEX one_unsettled_action",
    """
    CREATE UNIQUE INDEX one_unsettled_action ON actions (account, target)
        WHERE state NOT IN ('done', 'refused', 'not done')
    """,
    "CREATE INDEX actions_by_target ON actions (account, target)",
    "CREATE INDEX actions_by_state ON actions (state)",
    "CREATE INDEX events_of_an_action ON action_events (action_id)",
    "CREATE TABLE seen_actions (action_id TEXT PRIMARY KEY REFERENCES actions, at INTEGER NOT NULL)",
    "ALTER TABLE offers ADD COLUMN first_seen INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE offers ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0",
    "UPDATE offers SET first_seen = seen_at, told_at = seen_at",
    """
    CREATE TABLE offer_changes (
        change_id INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        offer_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        field TEXT NOT NULL,
        old TEXT,
        new TEXT
    )
    """,
    "CREATE INDEX changes_of_an_offer ON offer_changes (account, offer_id)",
    *(
        f"""
        CREATE TRIGGER a_new_{field}_is_kept AFTER UPDATE OF {field} ON offers
            WHEN OLD.{field} IS NOT NEW.{field}
            BEGIN
                INSERT INTO offer_changes (account, offer_id, at, field, old, new)
                VALUES (NEW.account, NEW.offer_id, NEW.told_at, '{field}', OLD.{field}, NEW.{field});
            END
        """  # noqa: S608 - our own column names
        for field in ("status", "amount", "currency", "expires")
    ),
    """
    CREATE TABLE account_holders (
        account TEXT PRIMARY KEY,
        holder TEXT NOT NULL,
        who TEXT NOT NULL,
        since INTEGER NOT NULL
    )
    """,
    "CREATE TABLE reconciled_accounts (account TEXT PRIMARY KEY, at INTEGER NOT NULL)",
)
