"""Reading what a person typed after a command. What is wrong gets a sentence and an example."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.money import MAX_DECIMALS, MAX_WHOLE_DIGITS
from tui_app.domain.offer import OfferKey, OfferStatus
from tui_app.domain.text import clean
from tui_app.settings import wrong_account_name

MOST_KEYS: Final = 1_000
"""Offers that one command takes."""
ALL: Final = "all"
"""Stands for every status."""
EXAMPLE_KEY: Final = "kraken:O4XQZB-7KJ2M-LWSVEA"

_LONGEST_KEY: Final = 300
_KEY: Final = re.compile(r"(?P<account>[^:\s]{1,64}):(?P<id>[!-~]{1,200})", re.ASCII)
_AMOUNT: Final = re.compile(rf"[0-9]{{1,{MAX_WHOLE_DIGITS}}}(?:\.[0-9]{{1,{MAX_DECIMALS}}})?", re.ASCII)
_LIMIT: Final = re.compile(r"(?P<amount>\S+) +(?P<code>[!-~]{1,64})", re.ASCII)
_BRIEF: Final = 40


def read_key(text: str) -> OfferKey:
    """The offer that `account:id` names. Raises UsageError."""
    match = _KEY.fullmatch(text)
    if match is None or wrong_account_name(match["account"]):
        raise UsageError(
            f"“{_brief(text)}” names no offer: write its account, a colon and its id.",
            f"For example: {EXAMPLE_KEY}",
        )
    return OfferKey(match["account"], match["id"])


def read_keys(typed: Sequence[str]) -> list[OfferKey]:
    """The offers that were named, each once; for `-` or nothing, those on stdin. Raises UsageError."""
    words = list(typed)
    if not words and sys.stdin is not None and not sys.stdin.isatty():
        words = ["-"]
    if "-" in words:
        at = words.index("-")
        words[at : at + 1] = _piped()
    if not words:
        raise UsageError(
            "No offer was named.", f"Name one, or pipe in one a line, for example: {EXAMPLE_KEY}"
        )
    if len(words) > MOST_KEYS:
        raise UsageError(
            f"More than {MOST_KEYS:,} offers were named; take them in parts.",
            f"For example: head -n {MOST_KEYS} FILE | offerdesk show -",
        )
    return list(dict.fromkeys(map(read_key, words)))


def read_amount(text: str) -> Decimal:
    """A plain positive amount. Raises UsageError."""
    if not _AMOUNT.fullmatch(text):
        raise UsageError(
            f"“{_brief(text)}” is no amount: write plain digits, with a point where there are decimals.",
            "For example: 0.5",
        )
    return Decimal(text)


def read_limits(texts: Iterable[str]) -> Mapping[str, Decimal]:
    """The most that may be asked or taken, by currency code. Raises UsageError."""
    limits: dict[str, Decimal] = {}
    for text in texts:
        match = _LIMIT.fullmatch(text.strip(" "))
        if match is None or not _AMOUNT.fullmatch(match["amount"]):
            raise UsageError(
                f"“{_brief(text)}” is no limit: write an amount, a blank and the code of its currency.",
                'For example: --max-amount "1 ETH"',
            )
        if match["code"] in limits:
            raise UsageError(
                f"Two limits were given for {match['code']}: leave one of them out.",
                'For example: --max-amount "1 ETH" --max-amount "500 USDC"',
            )
        limits[match["code"]] = Decimal(match["amount"])
    return limits


def read_statuses(text: str) -> tuple[OfferStatus, ...]:
    """Statuses separated by commas, each of them for `all`; none for an empty text. Raises UsageError."""
    if text.strip().lower() == ALL:
        return tuple(OfferStatus)
    known = {status.value.replace(" ", "-"): status for status in OfferStatus}
    words = [word.strip().lower().replace(" ", "-") for word in text.split(",") if word.strip()]
    if unknown := [word for word in words if word not in known]:
        raise UsageError(
            f"“{_brief(unknown[0])}” is no status; there are {', '.join(known)}, and {ALL}.",
            "For example: --status open,in-flight",
        )
    return tuple(known[word] for word in words)


def read_count(text: str, flag: str) -> int:
    """How many at most. Raises UsageError."""
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        raise UsageError(
            f"“{_brief(text)}” is no whole number, which {flag} wants.", f"For example: {flag} 20"
        )
    return int(text)


def read_seconds(text: str, flag: str, most: int) -> int:
    """How long to wait at most, up to `most` seconds. Raises UsageError."""
    if (seconds := read_count(text, flag)) > most:
        raise UsageError(f"{flag} takes at most {most} seconds.", f"For example: {flag} {most}")
    return seconds


def _piped() -> list[str]:
    """What stdin names, one a line, with the blank lines left out."""
    room = (MOST_KEYS + 1) * _LONGEST_KEY
    if sys.stdin is None:
        return []
    found = sys.stdin.buffer.read(room + 1)
    if len(found) > room:
        raise UsageError(
            f"Standard input holds more than {MOST_KEYS:,} offers: pipe in one a line.",
            f"For example: echo {EXAMPLE_KEY} | offerdesk show -",
        )
    try:
        lines = found.decode("ascii").splitlines()
    except UnicodeDecodeError:
        raise UsageError(
            "Standard input names no offers: pipe in one a line.",
            f"For example: echo {EXAMPLE_KEY} | offerdesk show -",
        ) from None
    return [line.strip() for line in lines if line.strip()]


def _brief(text: str) -> str:
    return clean(text, limit=_BRIEF)
