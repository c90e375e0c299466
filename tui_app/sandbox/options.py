"""What a sandbox is asked to be: its size, its seed, and every switch the documents leave open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

PosReading = Literal["item0", "item1", "page0", "page1"]
BelowFirst = Literal["error", "first"]
OverLimit = Literal["cut", "error"]
ArrayEncoding = Literal["json", "repeat", "bracket"]
Tier = Literal["generous", "starter", "intermediate", "pro"]
Permissions = Literal["all", "read", "none"]
ClosedDetail = Literal["telling", "silent"]
DewErrors = Literal["status", "ok"]
RocksBatch = Literal["whole", "partial"]
RocksAnswers = Literal["asked", "printed"]
RocksStatus = Literal["silent", "telling"]
Writes = Literal["async", "sync"]
Outcome = Literal["done", "failed"]
Transactions = Literal["get", "search", "none"]
Pagination = Literal["all", "missing"]
Unsigned = Literal["allow", "refuse"]

EVERY_ARRAY_ENCODING: tuple[ArrayEncoding, ...] = ("json", "repeat", "bracket")


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxOptions:
    """One sandbox. The defaults make a market for a demonstration; `kraken_…` is Kraken's alone.

    `port` 0 takes a free one. `parent_pid` is the process that started this one: when it is gone,
    the sandbox ends by itself. Times are in seconds unless a name says otherwise.
    """

    port: int = 0
    seed: int = 1
    offers: int = 128
    parent_pid: int | None = None
    live: int = 0
    """How long after one thing that others do at Kraken the next one comes; 0 lets them do nothing."""

    kraken_pos: PosReading = "item0"
    """How `pos` is counted: by item or by page, from 0 or from 1. Kraken's pages do not say."""
    kraken_below_first: BelowFirst = "error"
    """What `pos=0` gets where counting starts at 1: an error, or the same as the first."""
    kraken_page_limit: int = 100
    """The most offers in one answer; also what a request without `count` gets."""
    kraken_over_limit: OverLimit = "cut"
    """What a `count` above the limit gets: that many at most, or an error."""
    kraken_arrays: tuple[ArrayEncoding, ...] = EVERY_ARRAY_ENCODING
    """Array encodings taken: a JSON body, a repeated form key, a form key ending in `[]`."""
    kraken_tier: Tier = "generous"
    """Which call counter applies; `generous` is wider than any of Kraken's own."""
    kraken_otp: str | None = None
    """A one-time password every private call must carry; None takes any, or none."""
    kraken_permissions: Permissions = "all"
    """What the key may do; anything else gets Permission denied."""
    kraken_gone: bool = False
    """Every NFT call answers Unknown method, as a service that has been closed does."""
    kraken_sweep: int = 120
    """How long an offer past its expiry still reads open."""
    kraken_closed_detail: ClosedDetail = "telling"
    """Whether `status_detail` of a closed offer says how it ended, or is empty."""
    kraken_max_expiry: int = 30 * 24 * 3600
    """How far ahead an expiry may lie."""
    kraken_lockout_after: int = 10
    """Failed authentications in a row that lock the key out."""
    kraken_lockout: int = 300
    """How long a lockout holds."""
    kraken_api_key: str | None = None
    """The key to be; None makes one up from the seed."""
    kraken_api_secret: str | None = None
    """The base64 secret to be; None makes one up from the seed."""

    dew_errors: DewErrors = "status"
    """Whether a refusal of Dew also shows in the HTTP status, or in `code` alone."""

    mojito_token_lifetime: int = 24 * 3600
    """How long after the start the token of the sandbox's line is taken."""
    mojito_sweep: int = 6060
    """How long an offer past its expiry still reads PENDING; the printed example's did for 1 h 41 min."""
    mojito_unsigned: Unsigned = "allow"
    """What a Solana offer's rejection or cancellation without its signature gets. Its pages do not say."""

    license_rocks_batch: RocksBatch = "whole"
    """Whether one wrong order stops all of a request, or only those behind it. The page does not say."""
    license_rocks_answers: RocksAnswers = "asked"
    """Whether a created order is what was asked for, or one of one for user 5, as the page prints it."""
    license_rocks_status: RocksStatus = "silent"
    """Whether a created order says that it is paid, as the page's text does, or nothing, as its samples."""

    tokenizationtr_writes: Writes = "async"
    """Whether a change is promised with a transaction's id, as the newer pages have it, or made at once
    and answered with what came of it, as the older. The newer want flat prices, the older nested ones.
    """
    tokenizationtr_settle: int = 3
    """How long a transaction takes to settle."""
    tokenizationtr_outcome: Outcome = "done"
    """Whether transactions do what was promised, or fail when they settle."""
    tokenizationtr_admin: bool = False
    """Whether the token has admin rights over OTC deals."""
    tokenizationtr_transactions: Transactions = "get"
    """How transactions can be read: one by one and by search, by search alone, or not at all."""
    tokenizationtr_pagination: Pagination = "all"
    """Whether the search of purchases tells of its pages."""
    tokenizationtr_token_lifetime: int = 24 * 3600
    """How long after the start the token of the sandbox's line is taken."""

    @property
    def pace(self) -> timedelta | None:
        """How long after one thing that others do the next one comes; None where they do nothing."""
        return timedelta(seconds=self.live) if self.live else None
