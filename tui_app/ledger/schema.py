"""The tables, as a list of migrations that only ever grows.

Instants are integers: microseconds since 1970 in UTC. Amounts are text; `amount_key` orders
them exactly. `shown_status` is what the person sees: an unsettled action of ours first, then
what our own settled answer made of the offer, then the marketplace's word. The list reads and
searches `offers` from end to end, so what only one offer's pane shows is in `offer_records`.
`told_at` is when the marketplace's word on an offer was last noted as another one, also where that word is
that its list holds it no more; what changed then is in `offer_changes`. `reconciled_accounts` counts
only where `about` says that a journal was lost. A `watched` thing that is muted was taken off the list
and stays off it. `hand_offs` holds what a wallet was given for an action, and what it answered.
`orders` are those that a person looked up, without anything private; `snapshot` is null where one was
never had.
A row of `purchases` was last brought by the reading of its search that `generation` counts, at that
`place` in it; what a later reading brought comes before what is left of an earlier one.
The first lines of `search` are the folded names that an offer is sorted by (`nft_key`, `collection_key`,
`maker_key`). `offer_counts` is kept by triggers: a million offers are not counted for each key that is
pressed. `renamed_offers` are those whose words the search index does not know yet (`word_index`).
`unread` names the rows that a person has not looked at since they came or became others, `noted_accounts`
up to which row and which change that was found out; what was placed long before `since` is no news.
`minimums` are amounts below which an offer is muted, as the person's settings have them.
`sightings` say when an offer was last listed and by which refresh, where that was later than its own row was
written, which is only when it became another; the `digest` tells what it was, or nothing where it was
written otherwise since.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tui_app.domain.errors import LedgerForeign, LedgerTooNew
from tui_app.ledger.offer_indexes import make_first_if_few

_COUNT_IT = """
    INSERT INTO offer_counts VALUES (NEW.side, NEW.shown_status, 1)
        ON CONFLICT (side, status) DO UPDATE SET count = count + 1;
"""
_COUNT_IT_NO_MORE = """
    UPDATE offer_counts SET count = count - 1 WHERE side = OLD.side AND status = OLD.shown_status;
"""

_FIRST = (
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

_SECOND = (
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

_THIRD = (
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

_FOURTH = (
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

_FIFTH = (
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

_SIXTH = (
    *(
        f"ALTER TABLE offers ADD COLUMN {name} TEXT GENERATED ALWAYS AS ({meaning}) VIRTUAL"
        for name, meaning in (
            ("nft_key", "substr(search, 1, instr(search, char(10)) - 1)"),
            ("after_nft", "substr(search, instr(search, char(10)) + 1)"),
            ("collection_key", "substr(after_nft, 1, instr(after_nft, char(10)) - 1)"),
            ("after_collection", "substr(after_nft, instr(after_nft, char(10)) + 1)"),
            ("maker_key", "substr(after_collection, 1, instr(after_collection, char(10)) - 1)"),
        )
    ),
    """
    CREATE TABLE offer_counts (
        side TEXT NOT NULL,
        status TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (side, status)
    ) WITHOUT ROWID
    """,
    "INSERT INTO offer_counts SELECT side, shown_status, COUNT(*) FROM offers GROUP BY side, shown_status",
    "DROP INDEX offers_by_status",
    f"CREATE TRIGGER an_offer_is_counted AFTER INSERT ON offers BEGIN {_COUNT_IT} END",
    f"CREATE TRIGGER an_offer_counts_no_more AFTER DELETE ON offers BEGIN {_COUNT_IT_NO_MORE} END",
    f"""
    CREATE TRIGGER an_offer_counts_elsewhere AFTER UPDATE OF side, status, pending, answered ON offers
        WHEN OLD.side <> NEW.side OR OLD.shown_status <> NEW.shown_status
        BEGIN {_COUNT_IT_NO_MORE} {_COUNT_IT} END
    """,
    "CREATE TABLE renamed_offers (row_id INTEGER PRIMARY KEY)",
    """
    CREATE TRIGGER a_new_name_is_to_be_indexed AFTER UPDATE OF search ON offers
        WHEN OLD.search <> NEW.search
        BEGIN INSERT INTO renamed_offers VALUES (NEW.row_id) ON CONFLICT DO NOTHING; END
    """,
)

# What is kept already counts as a bid until a refresh says that it is not.
_SEVENTH = ("ALTER TABLE offers ADD COLUMN asks INTEGER NOT NULL DEFAULT 0",)

# What is kept already was looked at: only what comes from now on is news.
_EIGHTH = (
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

# What was kept before has no sighting until it is seen again; its own row says when it was seen.
_NINTH = (
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

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    *(_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH, _NINTH),
)
"""What each version of the file changed, statement by statement."""
_INDEXED = 7  # the first version whose offers have all the columns that are indexed
_ALWAYS_THERE = frozenset({"offers", "actions", "action_events", "nonces"})


def migrate(connection: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the file to the newest version in one transaction, or leave it as it was.

    Raises LedgerTooNew where a newer program wrote the file, LedgerForeign where it is no ledger at all.
    """
    with _transaction(connection, "BEGIN"):
        version = _checked_version(connection, len(migrations))
    if version == len(migrations):
        return
    with _transaction(connection, "BEGIN EXCLUSIVE"):
        version = _checked_version(connection, len(migrations))  # another process may have been faster
        for statement in (each for migration in migrations[version:] for each in migration):
            connection.execute(statement)
        if version < _INDEXED <= len(migrations):
            make_first_if_few(connection)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _checked_version(connection: sqlite3.Connection, newest: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not (tables >= _ALWAYS_THERE if version else not tables):
        raise LedgerForeign("The ledger's file belongs to another program; move it aside and start again.")
    if version > newest:
        raise LedgerTooNew(
            "The ledger was written by a newer offerdesk; start that version, or use another profile.",
            f"Its format is {version}; this program knows up to {newest}.",
        )
    return version
