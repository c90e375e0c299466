"""What license.rocks says no with: 400, or 401, and a text in place of the orders."""

from __future__ import annotations

from tui_app.sandbox.asked import Refused


def refused(words: str, status: int = 400) -> Refused:
    """A refusal in the envelope of the page's Bad Requests."""
    return Refused(status, {"orders": None, "error": words})


def not_a_number(found: str) -> Refused:
    """An id that is no number, in the page's words."""
    return refused(f"One or more IDs are not a number type. One of the example is '{found}'. Check the URL.")


def missing_order(found: str) -> Refused:
    """An order that is not there, in the page's words."""
    return refused(f"Order with ID {found} does not exist.")
