"""What makes lists of a million offers quick: names to sort by, counts, and the index of words."""

from __future__ import annotations

_COUNT_IT = """
    INSERT INTO offer_counts VALUES (NEW.side, NEW.shown_status, 1)
        ON CONFLICT (side, status) DO UPDATE SET count = count + 1;
"""
_COUNT_IT_NO_MORE = """
    UPDATE offer_counts SET count = count - 1 WHERE side = OLD.side AND status = OLD.shown_status;
"""

STATEMENTS: tuple[str, ...] = (
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
