"""Whether anything may be sent through an account at all, and if not, why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui_app.desk.policy import Policy
from tui_app.domain.errors import LedgerError
from tui_app.ledger.account_locks import AccountLocks, Rival
from tui_app.ledger.recovery import Recovery


class Permits:
    """One answer for every interface. `standing` holds for every account, `read_only` names some."""

    def __init__(
        self, *, standing: str, read_only: Iterable[str], locks: AccountLocks, recovery: Recovery
    ) -> None:
        self._standing = standing
        self._read_only = frozenset(read_only)
        self._locks = locks
        self._recovery = recovery

    @classmethod
    def by(cls, policy: Policy, locks: AccountLocks, recovery: Recovery) -> Permits:
        """As the person set it down."""
        return cls(
            standing=policy.closed_to_acting,
            read_only=policy.read_only_accounts,
            locks=locks,
            recovery=recovery,
        )

    def closed(self, account: str) -> str:
        """Why nothing may be sent, as a sentence part; empty if it may. Changes nothing."""
        return self._why_not(account, self._locks.rival)

    def take(self, account: str) -> str:
        """As `closed`, and from here on this instance is the one that acts for the account."""
        return self._why_not(account, self._locks.take)

    def close(self, reason: str) -> None:
        """From now on nothing may be sent through any account."""
        self._standing = self._standing or reason

    def give_back_all(self) -> None:
        """Let other instances act."""
        self._locks.give_back_all()

    def _why_not(self, account: str, look: Callable[[str], Rival | None]) -> str:
        if self._standing:
            return self._standing
        if account in self._read_only:
            return f"{account} is read-only in your settings"
        try:
            if (rival := look(account)) is not None:
                return f"{rival.who} acts for {account}; quit it to act here"
            if self._recovery.is_due(account):
                return f"the journal was lost, and {account} has not been read to the end since"
        except LedgerError as error:
            return error.title.rstrip(".")
        return ""
