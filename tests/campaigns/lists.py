"""An account whose list is in trouble, beside one whose is not, and what the ledger then shows of both."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from tests.desk.seat import Seat
from tests.sandbox_client import KrakenCaller
from tui_app.ledger.sightings import SEEN_AT
from tui_app.sandbox.faults.catalogue import FAULTS
from tui_app.sandbox.faults.fault import Fault

SHORT: Final[Mapping[str, Any]] = {"bytes": 9_000_000, "bytes_per_second": 20}
"""Enough to be too much, and not more."""
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_SIDES = ("received", "placed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTrouble:
    """A fault of the catalogue with one of its examples, for every page of a list from now on."""

    fault: Fault
    example: Mapping[str, Any]

    def __str__(self) -> str:
        told = "-".join(f"{name}={value!r}" for name, value in self.example.items())
        return f"{self.fault.name}-{told}".strip("-").encode("ascii", "backslashreplace").decode()

    @property
    def path(self) -> str:
        """Which requests meet it."""
        return "*" if self.fault.stage == "accept" else "/NftUserOffers"

    @property
    def told(self) -> dict[str, Any]:
        """What the fault is told."""
        known = {parameter.name for parameter in self.fault.parameters}
        short = {name: value for name, value in SHORT.items() if name in known}
        wait = {"seconds": 1} if self.fault.name == "retry_after" else {}
        return {**short, **wait, **self.example}


def every_trouble() -> list[ListTrouble]:
    """Every example of every fault; those of the market change what is true, and are tried elsewhere."""
    return [
        ListTrouble(fault=fault, example=example)
        for fault in FAULTS.values()
        if fault.group != "market"
        for example in fault.examples
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a person sees of one offer."""

    amount: str
    currency: str
    status: str
    expires: int | None
    seen_at: int

    @property
    def figures(self) -> tuple[str, str]:
        """What a decision hangs on."""
        return self.amount, self.currency


def rows_of(seat: Seat, account: str) -> dict[str, Row]:
    """The rows of an account by the ids of their offers."""
    with seat.ledger.reading() as connection:
        found = connection.execute(
            f"SELECT offer_id, amount, currency, status, expires, {SEEN_AT} AS seen_at "  # noqa: S608
            "FROM offers WHERE account = ?",
            (account,),
        ).fetchall()
    return {row["offer_id"]: Row(**{name: row[name] for name in Row.__slots__}) for row in found}


def last_nonce(seat: Seat) -> int:
    """The highest nonce that a desk used: a server takes none below it from the same key."""
    with seat.ledger.reading() as connection:
        return int(connection.execute("SELECT MAX(last) FROM nonces").fetchone()[0])


def said_amounts(caller: KrakenCaller, pages: int = 40) -> set[tuple[str, str]]:
    """Every offer id with the amount, plainly written, that the server tells while its trouble lasts."""
    return {each for side in _SIDES for each in _said(caller, side, pages)}


def _said(caller: KrakenCaller, side: str, pages: int) -> Iterator[tuple[str, str]]:
    for page in range(pages):
        answer = caller.answer("NftUserOffers", scope=side, sort="desc", pos=page * 50, count=50)
        try:
            document = json.loads(answer.content, parse_float=Decimal)
            entries = document["result"]["offers"]
        except (ValueError, KeyError, TypeError, RecursionError, InvalidOperation):
            return
        if not entries:
            return
        for entry in entries:
            amount = entry["amount"]["amount"]
            if isinstance(amount, Decimal | int) or _PLAIN.fullmatch(amount):
                yield entry["id"], str(Decimal(amount))
