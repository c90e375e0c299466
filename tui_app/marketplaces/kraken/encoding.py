"""Kraken's NFT endpoints and how the fields of each become the bytes that are signed and sent.

Kraken's pages call every private body a form, without saying how a form carries an array. Clients that worked
sent JSON where there is an array, except to NftAuctionTrades, which they sent repeated keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
JSON = "application/json; charset=utf-8"

FieldValue = str | int | bool | tuple[str, ...]
Fields = Mapping[str, FieldValue]


class Arrays(Enum):
    """How an endpoint takes arrays: in a JSON body, or as repeated keys of a form."""

    JSON = auto()
    REPEATED = auto()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A private endpoint: its path, and how it takes arrays."""

    path: str
    arrays: Arrays = Arrays.JSON


USER_OFFERS = Endpoint("/0/private/NftUserOffers")
ACCEPT_OFFER = Endpoint("/0/private/NftAcceptOffer")
COUNTER_OFFER = Endpoint("/0/private/NftCounterOffer")
CANCEL_OFFER = Endpoint("/0/private/NftCancelOffer")
PLACE_OFFER = Endpoint("/0/private/NftPlaceOffer")
AUCTION_TRADES = Endpoint("/0/private/NftAuctionTrades", Arrays.REPEATED)

PUBLIC_OFFERS = "/0/public/NftOffers"
PUBLIC_AUCTIONS = "/0/public/NftAuctions"
PUBLIC_TIME = "/0/public/Time"


@dataclass(frozen=True, slots=True)
class Body:
    """The exact bytes of a request and what they are."""

    content: bytes
    content_type: str


def body_of(endpoint: Endpoint, fields: Fields) -> Body:
    """The body of a private call; `fields` include nonce and otp, in the order they are written."""
    if endpoint.arrays is Arrays.JSON and any(isinstance(value, tuple) for value in fields.values()):
        return Body(json.dumps(dict(fields), separators=(",", ":")).encode(), JSON)
    return Body(_form(fields).encode(), FORM)


def query_of(fields: Fields) -> str:
    """The query of a public call, with arrays written `name[]=…`, or nothing."""
    pairs = {f"{name}[]" if isinstance(value, tuple) else name: value for name, value in fields.items()}
    return f"?{_form(pairs)}" if pairs else ""


def _form(fields: Fields) -> str:
    plain = {name: str(value).lower() if isinstance(value, bool) else value for name, value in fields.items()}
    return urlencode(plain, doseq=True, safe="*")
