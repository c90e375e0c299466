"""What is watched, and what a wallet was given and answered."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE watched (
        account TEXT NOT NULL,
        kind TEXT NOT NULL,
        ref TEXT NOT NULL,
        name TEXT NOT NULL,
        collection TEXT NOT NULL,
        origin TEXT NOT NULL,
        muted INTEGER NOT NULL DEFAULT 0,
        since INTEGER NOT NULL,
        PRIMARY KEY (account, kind, ref)
    )
    """,
    """
    CREATE TABLE hand_offs (
        action_id TEXT PRIMARY KEY REFERENCES actions,
        answer TEXT NOT NULL,
        todo TEXT NOT NULL,
        parameters TEXT NOT NULL,
        proof TEXT NOT NULL DEFAULT ''
    )
    """,
)
