"""The gate: one action at a time on one target, decided before anything waits."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Ticket:
    """The right to act on one target, until it is given back; giving back twice is harmless."""

    def __init__(self, gate: Gate, account: str, target: str) -> None:
        self._gate = gate
        self.account = account
        self.target = target

    def give_back(self) -> None:
        """Let the next one in."""
        self._gate.leave(self)

    def pass_on(self) -> Ticket:
        """The right in a new ticket, for whoever carries it on; this one is worth nothing any more.

        Raises ValueError where it was worth nothing before.
        """
        return self._gate.exchange(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back()


class Gate:
    """Who is acting on what, in this process."""

    def __init__(self) -> None:
        self._inside: dict[tuple[str, str], Ticket] = {}

    def take(self, account: str, target: str) -> Ticket | None:
        """A ticket, or None where somebody is inside. Never waits, so a second press cannot slip by."""
        if (account, target) in self._inside:
            return None
        ticket = self._inside[account, target] = Ticket(self, account, target)
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Take the ticket back, if it is the one that is inside."""
        if self._inside.get((ticket.account, ticket.target)) is ticket:
            del self._inside[ticket.account, ticket.target]

    def exchange(self, ticket: Ticket) -> Ticket:
        """A new ticket for the one that is inside. Raises ValueError for any other."""
        place = ticket.account, ticket.target
        if self._inside.get(place) is not ticket:
            raise ValueError("this ticket was given back or passed on already")
        self._inside[place] = Ticket(self, *place)
        return self._inside[place]

    def busy(self, account: str) -> bool:
        """Whether somebody is acting through this account."""
        return any(inside == account for inside, _ in self._inside)
