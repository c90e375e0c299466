"""One acting instance per account: the others only read it, and say who acts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tui_app.domain.errors import LedgerError
from tui_app.domain.text import clean
from tui_app.ledger.holders import alive, new_holder
from tui_app.ledger.instants import from_micros, to_micros
from tui_app.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another instance that acts through an account: its name for people, and since when."""

    who: str
    since: datetime


class AccountLocks:
    """Which accounts this instance acts through, kept in the ledger that all instances share.

    A lock lasts until it is given back or its holder's process ends, by whatever death: the next
    who asks takes over. Two of these in one process are two instances.
    """

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._holder = new_holder()

    def take(self, account: str) -> Rival | None:
        """Hold the account from now on; None where it is ours, else who holds it. Raises LedgerError."""
        while (row := self._row(account)) is None or row["holder"] != self._holder:
            if row is not None and alive(row["holder"]):
                return _rival(row)
            self._replace(account, gone=row["holder"] if row else "")
        return None

    def rival(self, account: str) -> Rival | None:
        """Who else holds the account and still runs. Raises LedgerError."""
        row = self._row(account)
        if row is None or row["holder"] == self._holder or not alive(row["holder"]):
            return None
        return _rival(row)

    def give_back_all(self) -> None:
        """Let others act through our accounts; what cannot be written is free when this process ends."""
        with suppress(LedgerError), self._ledger.writing() as connection:
            connection.execute("DELETE FROM account_holders WHERE holder = ?", (self._holder,))

    def _row(self, account: str) -> sqlite3.Row | None:
        with self._ledger.reading() as connection:
            row: sqlite3.Row | None = connection.execute(
                "SELECT holder, who, since FROM account_holders WHERE account = ?", (account,)
            ).fetchone()
        return row

    def _replace(self, account: str, *, gone: str) -> None:
        """Write our name down unless somebody other than `gone` was faster."""
        with self._ledger.writing() as connection:
            connection.execute(
                "INSERT INTO account_holders (account, holder, who, since) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (account) DO UPDATE "
                "SET holder = excluded.holder, who = excluded.who, since = excluded.since WHERE holder = ?",
                (account, self._holder, our_name(), to_micros(self._clock()), gone),
            )


def our_name() -> str:
    """This instance for people: its process id, and its terminal where it has one."""
    name = f"offerdesk with process id {os.getpid()}"
    if hasattr(os, "ttyname"):
        for stream in (0, 1, 2):
            with suppress(OSError):
                return f"{name} on {clean(os.ttyname(stream).removeprefix('/dev/'))}"
    return name


def _rival(row: sqlite3.Row) -> Rival:
    return Rival(who=clean(row["who"]), since=from_micros(row["since"]))
