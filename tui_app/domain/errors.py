"""Every failure, named by what the person at the keyboard can do about it.

A failure is translated into one of these once, where it arises. `title` is one plain
sentence that names the remedy; `detail` is optional and may quote somebody else's words,
already cleaned. Anything that is not an `OfferdeskError` is a bug and crashes loudly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tui_app.domain.text import UntrustedText

AT_ACCOUNTS: Final = "on the Accounts screen"
"""Where credentials are corrected, as sentences name it; the form that is that place says “here”."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an offer that differs: its name, what was confirmed, what is so now."""

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"


class OfferdeskError(Exception):
    """A failure that the program expects and can explain."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail


class CredentialsError(OfferdeskError):
    """The credentials of one account cannot be used; remedy: the Accounts screen."""


class CredentialsMissing(CredentialsError):
    """Nothing is stored for this account."""


class CredentialsRejected(CredentialsError):
    """The marketplace does not accept what is stored."""


class KeyringUnavailable(CredentialsError):
    """No keyring on this machine keeps secrets safely."""


class KeyringLocked(CredentialsError):
    """A keyring is there, but it is locked or does not answer."""


class MarketplaceError(OfferdeskError):
    """One marketplace, for one account, did not do what was asked."""


class Unreachable(MarketplaceError):
    """No usable answer came; nothing is known to have changed. Remedy: try again later."""


class RateLimited(MarketplaceError):
    """Too many calls; remedy: wait until `until`, or a few minutes where it is None."""

    def __init__(self, title: str, detail: str = "", *, until: datetime | None = None) -> None:
        super().__init__(title, detail)
        self.until = until


class ServiceGone(MarketplaceError):
    """The marketplace no longer offers this service. An ordinary state, not a crash."""


class OfferGone(MarketplaceError):
    """The marketplace no longer lists this offer. Remedy: refresh."""


class ActionRefused(MarketplaceError):
    """The marketplace said no, definitely; nothing changed. `words` is what it said."""

    def __init__(self, title: str, detail: str = "", *, words: UntrustedText | None = None) -> None:
        super().__init__(title, detail)
        self.words = words


class UnreadableReply(MarketplaceError):
    """An answer came that does not follow the marketplace's own description."""


class OutcomeUnknown(MarketplaceError):
    """A money request left, and no definite answer came back. Never the same as failed."""


class StaleView(MarketplaceError):
    """The offer changed after it was confirmed; nothing was sent."""

    def __init__(self, title: str, detail: str = "", *, changes: tuple[Change, ...] = ()) -> None:
        super().__init__(title, detail)
        self.changes = changes


class NotPermitted(OfferdeskError):
    """A rule of this desk forbids it: read-only, another instance, a doubtful amount. Nothing was sent."""


class LedgerError(OfferdeskError):
    """The local file cannot be used fully. Acting is off; reading goes on."""


class LedgerReadOnly(LedgerError):
    """The ledger file or its folder cannot be written."""


class LedgerCorrupt(LedgerError):
    """The ledger file is damaged or is not a ledger."""


class LedgerForeign(LedgerCorrupt):
    """The file in the ledger's place belongs to another program."""


class LedgerTooNew(LedgerError):
    """A newer offerdesk wrote the ledger; remedy: start that one. The file is left as it is."""


class LedgerBusy(LedgerError):
    """Another window kept writing the ledger for too long; remedy: try again."""


class LedgerFull(LedgerError):
    """The disk is full."""


class ProgramFailed(OfferdeskError):
    """A program of the person's own gave no answer that can be used; `title` says how."""


class SettingsReadOnly(OfferdeskError):
    """The list of accounts cannot be written; nothing was changed."""


class MediaError(OfferdeskError):
    """A picture or another medium cannot be fetched or drawn; `title` says why."""


class HostUnasked(MediaError):
    """A medium stands on a host that the person has not been asked about yet; nothing was sent there."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} has not been asked for anything yet.")
        self.host = host


class UsageError(OfferdeskError):
    """The input was wrong; `title` says how, `detail` shows an input that would be right."""
