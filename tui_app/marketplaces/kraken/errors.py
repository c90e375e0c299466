"""Kraken's error strings, each turned into an error that names the remedy.

An entry is severity (E or W), category, type and sometimes more, joined by colons: `EGeneral:Invalid
arguments:price below min` (Kraken's error page). Blanks around the colons vary and mean nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tui_app.domain.errors import (
    AT_ACCOUNTS,
    ActionRefused,
    CredentialsRejected,
    OfferdeskError,
    OfferGone,
    RateLimited,
    ServiceGone,
    Unreachable,
)
from tui_app.domain.text import UntrustedText

_BREATHER = timedelta(
    seconds=15
)  # the slowest key regains five calls in that time (Kraken's rate limit guide)
_LAST_BELIEVED = timedelta(days=1)


class NonceRefused(CredentialsRejected):
    """The nonce was not above the last one Kraken took from this key. Nothing was done."""


class ArgumentsRefused(ActionRefused):
    """A value in the request is not one Kraken takes; a page beyond the last may be answered so."""

    def may_be_about(self, *fields: str) -> bool:
        """Whether Kraken's words leave open, or say, that one of these fields is meant."""
        said = self.words.raw.casefold() if self.words else ""
        detail = said.partition("arguments")[2].strip(": ")
        return not detail or any(field in detail for field in fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the `error` array: its parts without the blanks, and as it came."""

    parts: tuple[str, ...]
    words: UntrustedText

    @classmethod
    def of(cls, value: object) -> Entry:
        """The entry in one array element, whatever it is."""
        words = UntrustedText.of(value)
        return cls(tuple(part.strip() for part in words.raw[: words.limit].split(":")), words)

    @property
    def is_warning(self) -> bool:
        """Whether it may stand beside a result that counts."""
        return self.parts[0].startswith("W")

    @property
    def is_definite(self) -> bool:
        """Whether, in answer to a write, it says for certain that nothing was done."""
        family, kind = self.parts[0].casefold(), self.parts[1].casefold() if len(self.parts) > 1 else ""
        if family == "eservice":
            return kind == "throttled"
        return family in {"eapi", "egeneral", "eauth"} and not kind.startswith("internal")


Build = Callable[[Entry, datetime], OfferdeskError]


def error_of(entries: Sequence[Entry], now: datetime) -> OfferdeskError:
    """The error that the first of `entries` amounts to; `now` is this machine's time."""
    entry = entries[0]
    said = tuple(part.casefold() for part in entry.parts)
    for length in range(len(said), 0, -1):
        if (build := _TABLE.get(said[:length])) is not None:
            return build(entry, now)
    return ActionRefused("Kraken turned this down.", f"Kraken says: {entry.words}", words=entry.words)


def _refused(title: str, kind: type[ActionRefused] = ActionRefused) -> Build:
    return lambda entry, _now: kind(title, f"Kraken says: {entry.words}", words=entry.words)


def _plain(kind: type[OfferdeskError], title: str) -> Build:
    return lambda _entry, _now: kind(title)


def _limited(_entry: Entry, now: datetime) -> OfferdeskError:
    until = now + _BREATHER
    return RateLimited("Kraken counts too many calls with this key. Wait a few seconds.", until=until)


def _throttled(entry: Entry, now: datetime) -> OfferdeskError:
    moment = _timestamp(entry.parts[-1])
    until = moment if moment and now < moment <= now + _LAST_BELIEVED else None
    when = f"until {until:%H:%M:%S} UTC" if until else "a few minutes"
    return RateLimited(f"Kraken is throttling calls. Wait {when}.", until=until)


def _timestamp(text: str) -> datetime | None:
    digits = text.strip("[] ")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len("4294967295")):
        return None
    return datetime.fromtimestamp(int(digits), UTC)


_ARGUMENTS = "Kraken does not accept a value in this request. Refresh, and check what you entered."
_GONE = "Kraken no longer lists this offer. Refresh to see what became of it."
_MEANINGS: dict[str, Build] = {
    "EAPI:Invalid key": _plain(
        CredentialsRejected, f"Kraken does not know this API key. Enter it again {AT_ACCOUNTS}."
    ),
    "EAPI:Invalid signature": _plain(
        CredentialsRejected,
        f"The private key does not belong to this API key. Enter both again {AT_ACCOUNTS}.",
    ),
    "EAPI:Invalid nonce": _plain(
        NonceRefused,
        "Another program uses this API key with higher nonces. Make a key of its own for this program.",
    ),
    "EAPI:Rate limit exceeded": _limited,
    "EAPI:Bad request": _refused("Kraken could not read this request. Check the account's API address."),
    "EAPI:Invalid arguments": _refused(_ARGUMENTS, ArgumentsRefused),
    "EAPI:Invalid arguments:offer not found": _plain(OfferGone, _GONE),
    "EAPI:Invalid arguments:price below min": _refused("Kraken wants a higher price for this. Enter more."),
    "EAPI:Invalid arguments:expire_time above max": _refused(
        "Kraken does not take an end that far away. Enter an earlier one."
    ),
    "EAPI:Invalid arguments:start_time must be < expire_time": _refused(
        "The end lies before the beginning for Kraken. Enter a later one."
    ),
    "EAPI:Invalid arguments:No auction with the provided ID": _plain(
        OfferGone, "Kraken no longer lists this auction. Refresh to see what became of it."
    ),
    "EGeneral:Invalid arguments": _refused(_ARGUMENTS, ArgumentsRefused),
    "EGeneral:Permission denied": _plain(
        CredentialsRejected, "This API key lacks a permission for this. Add it in Kraken's API settings."
    ),
    "EGeneral:Unknown method": _plain(
        ServiceGone,
        f"Kraken has closed its NFT marketplace. Enter the address of a compatible server {AT_ACCOUNTS}.",
    ),
    "EGeneral:Temporary lockout": _plain(
        RateLimited, "Kraken has locked this key out after failed calls. Wait 15 minutes, then refresh."
    ),
    "EGeneral:No Balance:nfts not available": _refused(
        "The NFT is not available in this account. Check whether it was moved or sold."
    ),
    "EGeneral:Invalid User:auction owned by someone else": _refused(
        "The auction belongs to somebody else. Refresh, and check the account."
    ),
    "EService:Unavailable": _plain(
        Unreachable, "Kraken is out of order at the moment. Refresh to try again."
    ),
    "EService:Deadline elapsed": _plain(Unreachable, "Kraken did not finish in time. Refresh to try again."),
    "EService:Throttled": _throttled,
    "EAuth:Failed": _plain(
        CredentialsRejected, f"Kraken does not accept the credentials. Enter them again {AT_ACCOUNTS}."
    ),
}
_TABLE = {tuple(part.casefold() for part in said.split(":")): build for said, build in _MEANINGS.items()}
# Details are documented under EAPI; the pages' own example has the same complaint under EGeneral.
_TABLE |= {("egeneral", *said[1:]): build for said, build in _TABLE.items() if said[1] == "invalid arguments"}
