"""Reading the fields of a request to tokenizationtr, with the types that its pages give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tui_app.sandbox.tokenizationtr.refusals import wrong_parameters, wrong_request

_TOO_MUCH = 10**12
MOST = 100
"""The most items on a page, whatever `per_page` says; the pages do not give a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of how many items; pages count from 1."""

    page: int
    size: int

    @classmethod
    def read(cls, body: Mapping[str, object], *, default: int | None = None) -> Paging:
        """`page` and `per_page`, which must be there unless there is a `default` size. Raises Refused."""
        page = body.get("page", None if default is None else 1)
        size = body.get("per_page", default)
        if type(page) is not int or type(size) is not int or page < 1 or size < 1:
            raise wrong_request()
        return cls(page=page, size=min(size, MOST))

    def of(self, found: list[dict[str, object]]) -> list[dict[str, object]]:
        """The rows on the page; none past the end."""
        start = (self.page - 1) * self.size
        return found[start : start + self.size]

    def pagination(self, total: int) -> dict[str, object]:
        """How the user endpoints tell of it."""
        pages = -(-total // self.size)
        return {"current_page": self.page, "per_page": self.size, "total": total, "total_pages": pages}


def quantity_of(body: Mapping[str, object]) -> int:
    """How many tokens, at least one. Raises Refused."""
    value = body.get("quantity")
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise wrong_parameters("Quantity must be greater than 0")
    return value


def deal_id_of(body: Mapping[str, object]) -> int:
    """The number of a deal. Raises Refused."""
    value = body.get("deal_id")
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_parameters("Deal ID is required")
    return value


def price_of(body: Mapping[str, object], *, nested: bool) -> tuple[str, Decimal]:
    """Currency and amount of a price: flat as in the newer pages, nested as in the older. Raises Refused."""
    place = body.get("price") if nested else body
    names = ("id", "amount") if nested else ("price_id", "price_amount")
    if not isinstance(place, Mapping):
        raise wrong_parameters("Price is required")
    currency, amount = (place.get(name) for name in names)
    if not isinstance(currency, str):
        raise wrong_parameters("Price currency is required")
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal) or not 0 < amount < _TOO_MUCH:
        raise wrong_parameters("Price amount must be greater than 0")
    return currency, Decimal(amount)
