"""What tokenizationtr says no with: a status, an error, and sometimes details, in the words of its pages."""

from __future__ import annotations

from tui_app.sandbox.asked import Refused


def refused(status: int, error: str, details: str | None = None) -> Refused:
    """A refusal; `details` are left out where there are none."""
    return Refused(status, {"error": error, **({} if details is None else {"details": details})})


def wrong_parameters(details: str) -> Refused:
    """An action is asked for wrongly."""
    return refused(400, "Invalid parameters", details)


def wrong_request() -> Refused:
    """A search is asked for wrongly; its page gives no details."""
    return refused(400, "Invalid request parameters")


def not_admitted() -> Refused:
    """No token, or none that is good now."""
    return refused(401, "Authentication required")


def denied(details: str | None = None) -> Refused:
    """Somebody else may, this client may not."""
    return refused(403, "Access denied", details)


def missing(what: str) -> Refused:
    """A user, a token or a transaction that is not there."""
    return refused(404, f"{what} not found")


def missing_deal() -> Refused:
    """A deal that is not there, or not of that token."""
    return refused(404, "Deal not found", "The specified deal does not exist")


def ended(done: str) -> Refused:
    """A deal that is over, or about to be, cannot be cancelled, delisted or accepted."""
    return refused(409, f"Deal cannot be {done}", "Deal is already completed or expired")
