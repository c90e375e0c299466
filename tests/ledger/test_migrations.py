"""Each step of the file's format, taken by a real file of the version before that holds rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tui_app.ledger.chain import verify
from tui_app.ledger.migrations import MIGRATIONS
from tui_app.ledger.offer_indexes import ALWAYS, FEW, lacking
from tui_app.ledger.schema import NEWEST, migrate
from tui_app.ledger.sightings import GENERATION, SEEN_AT
from tui_app.ledger.store import Ledger

OFFER = {
    "account": "main",
    "offer_id": "O1",
    "marketplace": "kraken",
    "side": "received",
    "status": "open",
    "amount": "12.50",
    "amount_key": "k",
    "currency": "USDC",
    "symbol": "USDC",
    "placed_at": 1_000,
    "expires": None,
    "quoted": 0,
    "maker": "alice",
    "nft": "Ape [/]",
    "collection": "Apes",
    "chain": "ethereum",
    "nft_ids": "n1",
    "collection_ids": "c1",
    "search": "ape",
    "hides": 0,
    "seen_at": 2_000,
    "generation": 3,
}
ACTION = {
    "action_id": "a1",
    "account": "main",
    "marketplace": "kraken",
    "action": "accept",
    "target": "O1",
    "amount": "12.50",
    "currency": "USDC",
    "instruction": "{}",
    "holder": "1:1:gone",
    "body_sha256": "ab" * 32,
    "planned_at": 10,
    "sent_at": 20,
    "settled_at": None,
    "made": None,
    "words": "",
}


def insert(connection: sqlite3.Connection, table: str, **row: object) -> None:
    """Write one row."""
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})",  # noqa: S608
        row,
    )


def nothing(_connection: sqlite3.Connection) -> None:
    """A file without tables."""


def rows_of_1(connection: sqlite3.Connection) -> None:
    """A row in every table of version 1, and one action in every state that it knew."""
    insert(connection, "offers", **OFFER)
    insert(connection, "offers", **OFFER | {"offer_id": "O2", "status": "expired", "seen_at": 5_000})
    insert(connection, "offer_records", account="main", offer_id="O1", snapshot="{}", raw="{}")
    insert(connection, "refreshes", account="main", side="received", generation=3, finished_at=2_000)
    insert(connection, "nonces", key_id="kraken:key", last=77)
    for place, state in enumerate(["done", "refused", "not done", "sending", "unknown", "needs a person"]):
        insert(
            connection,
            "actions",
            **ACTION | {"action_id": f"a{place}", "target": f"O{place}", "state": state},
        )
        for step, to in enumerate(["planned", state]):
            insert(
                connection, "action_events", action_id=f"a{place}", at=10 + step, state=to, words=f"w{step}"
            )


def empty_file(connection: sqlite3.Connection) -> None:
    """Version 1 begins with tables for everything the program keeps."""
    assert tables(connection) >= {
        "offers",
        "offer_records",
        "refreshes",
        "nonces",
        "actions",
        "action_events",
    }


def chained(connection: sqlite3.Connection) -> None:
    """Version 2 chains the events, follows offers, and has rooms for locks and recovery."""
    actions = connection.execute("SELECT * FROM actions ORDER BY action_id").fetchall()
    assert [row["state"] for row in actions] == [
        *("done", "refused", "not done", "sending", "unknown", "needs a person")
    ]
    assert dict(actions[3]) == ACTION | {"action_id": "a3", "target": "O3", "state": "sending"}
    events = connection.execute("SELECT * FROM action_events ORDER BY event_id").fetchall()
    assert [row["words"] for row in events] == ["w0", "w1"] * 6
    assert {(row["said_by"], row["facts"], row["digest"]) for row in events} == {("offerdesk", "{}", "")}
    offers = connection.execute("SELECT * FROM offers ORDER BY offer_id").fetchall()
    assert {name: offers[0][name] for name in OFFER} == OFFER
    assert [(row["first_seen"], row["told_at"]) for row in offers] == [(2_000, 2_000), (5_000, 5_000)]
    assert connection.execute("SELECT last FROM nonces").fetchone()["last"] == 77
    assert (
        len(connection.execute("SELECT value FROM about WHERE name = 'ledger_id'").fetchone()["value"]) == 32
    )
    for table in ("seen_actions", "offer_changes", "account_holders", "reconciled_accounts"):
        assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == 0  # noqa: S608


def wallets(connection: sqlite3.Connection) -> None:
    """Version 3 has rooms for what is watched and for what goes to a wallet; what was there stays."""
    assert [row["state"] for row in connection.execute("SELECT state FROM actions")] == ["unknown"]
    for table in ("watched", "hand_offs"):
        assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == 0  # noqa: S608


def orders(connection: sqlite3.Connection) -> None:
    """Version 4 has room for orders that were looked up; what was there stays."""
    assert [row["state"] for row in connection.execute("SELECT state FROM actions")] == ["unknown"]
    assert connection.execute("SELECT COUNT(*) FROM orders").fetchone()[0] == 0


def searches(connection: sqlite3.Connection) -> None:
    """Version 5 has room for searches of purchases; what was there stays."""
    assert [row["state"] for row in connection.execute("SELECT state FROM actions")] == ["unknown"]
    for table in ("searches", "purchases"):
        assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == 0  # noqa: S608


def an_unknown_action(connection: sqlite3.Connection) -> None:
    """One action whose outcome is not known."""
    insert(connection, "actions", **ACTION | {"state": "unknown"})


def some_offers(connection: sqlite3.Connection) -> None:
    """Offers of two statuses, one with an action on its way, one with words as they are kept."""
    insert(connection, "offers", **OFFER | {"search": "ape [/]\napes\nalice\no1\nn1\nc1"})
    insert(connection, "offers", **OFFER | {"offer_id": "O2", "status": "expired"})
    insert(connection, "offers", **OFFER | {"offer_id": "O3", "pending": "accept"})


def counted(connection: sqlite3.Connection) -> None:
    """Version 6 counts offers by status, and sorts them by their folded names."""
    counts = {(row["side"], row["status"]): row["count"] for row in connection.execute(COUNTS)}
    assert counts == {(OFFER["side"], status): 1 for status in ("open", "expired", "in flight")}
    names = connection.execute("SELECT nft_key, collection_key, maker_key FROM offers").fetchone()
    assert tuple(names) == ("ape [/]", "apes", "alice")


def bids(connection: sqlite3.Connection) -> None:
    """Version 7 tells asks from bids, and finds the offers of an NFT."""
    assert {row["asks"] for row in connection.execute("SELECT asks FROM offers")} == {0}
    assert not {*ALWAYS} & {*lacking(connection)}


def read_once(connection: sqlite3.Connection) -> None:
    """An account that was read to its end, with an offer that changed."""
    some_offers(connection)
    connection.execute("UPDATE offers SET status = 'closed' WHERE offer_id = 'O1'")
    insert(connection, "refreshes", account="main", side="received", generation=3, finished_at=2_000)


def looked_at(connection: sqlite3.Connection) -> None:
    """Version 8 notes what is unread: nothing of what was there before."""
    noted = [tuple(row) for row in connection.execute("SELECT * FROM noted_accounts")]
    assert noted == [("main", 2_000, 3, 1)]
    assert connection.execute("SELECT COUNT(*) FROM unread").fetchone()[0] == 0


def seen(connection: sqlite3.Connection) -> None:
    """Version 9 has room for sightings; until there are any, the rows say when they were seen."""
    assert connection.execute("SELECT COUNT(*) FROM sightings").fetchone()[0] == 0
    found = connection.execute(f"SELECT DISTINCT {SEEN_AT}, {GENERATION} FROM offers").fetchall()  # noqa: S608
    assert [tuple(row) for row in found] == [(OFFER["seen_at"], OFFER["generation"])]


COUNTS = "SELECT * FROM offer_counts WHERE count > 0"

Step = tuple[Callable[[sqlite3.Connection], None], Callable[[sqlite3.Connection], None]]

STEPS: dict[int, Step] = {
    1: (nothing, empty_file),
    2: (rows_of_1, chained),
    3: (an_unknown_action, wallets),
    4: (an_unknown_action, orders),
    5: (an_unknown_action, searches),
    6: (some_offers, counted),
    7: (some_offers, bids),
    8: (read_once, looked_at),
    9: (some_offers, seen),
}
"""For each version: what fills a file of the version before, and what must be so after the step."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A file without tables, opened as the ledger opens it."""
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite3", isolation_level=None)) as opened:
        opened.row_factory = sqlite3.Row
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


@pytest.fixture
def first(connection: sqlite3.Connection, tmp_path: Path) -> Path:
    """A file of version 1 with rows."""
    migrate(connection, MIGRATIONS[:1])
    rows_of_1(connection)
    connection.close()
    return tmp_path / "ledger.sqlite3"


def tables(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables."""
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_every_migration_has_a_test() -> None:
    assert set(STEPS) == set(range(1, len(MIGRATIONS) + 1))


@pytest.mark.parametrize("version", STEPS)
def test_a_file_of_the_version_before_keeps_its_rows(connection: sqlite3.Connection, version: int) -> None:
    fill, holds = STEPS[version]
    if version > 1:
        migrate(connection, MIGRATIONS[: version - 1])
    fill(connection)
    migrate(connection, MIGRATIONS[:version])

    assert connection.execute("PRAGMA user_version").fetchone()[0] == version
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    holds(connection)


def test_a_first_ledger_opens_in_this_version_with_all_it_held(first: Path) -> None:
    with closing(Ledger(first)) as ledger:
        assert ledger.connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        chained(ledger.connection)


def test_events_from_before_the_chain_are_told_as_older_and_not_as_broken(first: Path) -> None:
    with closing(Ledger(first)) as ledger:
        report = verify(ledger.connection)

    assert (report.events, report.older, report.broken) == (12, 12, "")


def test_events_from_before_the_chain_cannot_be_altered_after_it(first: Path) -> None:
    with closing(Ledger(first)) as ledger:
        for statement in ("UPDATE action_events SET words = ''", "DELETE FROM action_events"):
            with pytest.raises(sqlite3.IntegrityError, match="the journal only ever grows"):
                ledger.connection.execute(statement)


def test_an_unsettled_action_of_version_1_still_keeps_others_off_its_target(first: Path) -> None:
    with closing(Ledger(first)) as ledger, pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        insert(
            ledger.connection, "actions", **ACTION | {"action_id": "b", "target": "O4", "state": "planned"}
        )


def test_what_changes_of_an_offer_is_kept_from_version_2_on(first: Path) -> None:
    with closing(Ledger(first)) as ledger:
        ledger.connection.execute("UPDATE offers SET status = 'closed', told_at = 9000 WHERE offer_id = 'O1'")
        changes = ledger.connection.execute("SELECT at, field, old, new FROM offer_changes").fetchall()

    assert [tuple(row) for row in changes] == [(9_000, "status", "open", "closed")]


def test_many_offers_do_not_hold_up_the_start_that_takes_the_step(connection: sqlite3.Connection) -> None:
    migrate(connection, MIGRATIONS[:5])
    for place in range(FEW + 1):
        insert(connection, "offers", **OFFER | {"offer_id": f"O{place}"})
    migrate(connection)

    assert {*ALWAYS} <= {*lacking(connection)}
    assert [row["count"] for row in connection.execute(COUNTS)] == [FEW + 1]


def test_counts_follow_whatever_becomes_of_an_offer(connection: sqlite3.Connection) -> None:
    migrate(connection, MIGRATIONS[:6])
    some_offers(connection)
    connection.execute("UPDATE offers SET pending = 'cancel' WHERE offer_id = 'O1'")
    connection.execute("UPDATE offers SET side = 'placed' WHERE offer_id = 'O2'")
    connection.execute("DELETE FROM offers WHERE offer_id = 'O3'")

    counts = [tuple(row) for row in connection.execute(COUNTS)]
    assert counts == [("placed", "expired", 1), (OFFER["side"], "in flight", 1)]


def test_every_version_is_counted() -> None:
    assert len(MIGRATIONS) == NEWEST
