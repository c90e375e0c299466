"""What may be kept of an order's own JSON: the documented fields, digit for digit, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from tui_app.gateway.decode import write_json

_ORDER: Final = (
    *("id", "offerExpiryDate", "nftOwnerAddress", "tokenType", "tokenId", "tokenContract", "orderStatus"),
    *("buyerTax", "buyerAddress", "fixedPrice", "updatedAt", "createdAt"),
)
_NESTED: Final[Mapping[str, tuple[str, ...]]] = {
    "price": ("value", "unit", "type"),
    "createdBy": ("id", "username"),
    "createdByUserOrganization": ("username",),
}
_LONGEST: Final = 2_000
_MOST: Final = 50


def kept(order: Mapping[str, object]) -> str:
    """The documented fields of one order as compact JSON, long texts cut and nothing nested deeper."""
    flat = _picked(order, _ORDER)
    nested = {name: _inner(order[name], names) for name, names in _NESTED.items() if name in order}
    return write_json(flat | nested)


def _inner(value: object, names: Iterable[str]) -> object:
    if isinstance(value, list):
        return [_picked(each, names) if isinstance(each, Mapping) else None for each in value[:_MOST]]
    return _picked(value, names) if isinstance(value, Mapping) else None


def _picked(value: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    return {name: _plain(value[name]) for name in names if name in value}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value[:_LONGEST]
    return value if value is None or isinstance(value, bool | int | Decimal) else None
