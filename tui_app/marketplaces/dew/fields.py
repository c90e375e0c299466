"""What an account at Dew is set up with, and how addresses and hashes are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean
from tui_app.gateway.base_url import checked_base_url
from tui_app.gateway.contract import AccountField, SignIn, WatchKind
from tui_app.gateway.tokens import checked_token

ISSUER: Final = "dew"
"""Whose name space Dew's currencies belong to; also the slug of the marketplace."""
TITLE: Final = "Dew"
OFFICIAL: Final = "https://api.dewapi.com"
POLYGON: Final = 137
"""The one network of Dew's pages."""
NOBODY: Final = "0x" + "0" * 40
"""The zero address: the chain's own coin as a currency, nobody as a taker."""
CONTRACT: Final = "contract"
MAKER: Final = "maker"
"""Kinds of things that are watched: a contract, or one maker's offers on it, as `contract/maker`."""

_ADDRESS: Final = re.compile(r"0x[0-9a-fA-F]{40}", re.ASCII)
_HASH: Final = re.compile(r"0x[0-9a-fA-F]{64}", re.ASCII)
_EXAMPLE_HASH: Final = "For example 0x41a2753400f805db148079f60355df470aece45941a45cb96a25ab5d24e4c243"
_EXAMPLE: Final = "For example 0xa131b877B12B0Ae8BB7da7229b8a1095881497A6"
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose offers are whose: `wallets` are addresses in small letters, for case is only a checksum."""

    name: str
    wallets: frozenset[str]
    network: int = POLYGON

    @classmethod
    def of(cls, sign_in: SignIn) -> Account:
        """The account that is signed in. Raises UsageError for a field that cannot be right."""
        fields = sign_in.fields
        return cls(
            name=sign_in.account,
            wallets=frozenset(checked_wallets(fields.get("wallets", "")).lower().split()),
            network=int(checked_network(fields.get("network_id", "") or str(POLYGON))),
        )

    def is_mine(self, address: str) -> bool:
        """Whether an address is one of the account's wallets."""
        return address.lower() in self.wallets


def is_address(text: str) -> bool:
    """Whether this is 0x and 40 hexadecimal digits."""
    return _ADDRESS.fullmatch(text) is not None


def is_hash(text: str) -> bool:
    """Whether this is 0x and 64 hexadecimal digits."""
    return _HASH.fullmatch(text) is not None


def order_hashes_in(text: str) -> tuple[str, ...]:
    """The order hashes in a text, in small letters, each once. Raises UsageError for what is none."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    if not words:
        raise UsageError("There is no order hash.", _EXAMPLE_HASH)
    for word in words:
        if not is_hash(word):
            said = clean(word, limit=80)
            raise UsageError(f"'{said}' is not an order hash: 0x and 64 hexadecimal digits.", _EXAMPLE_HASH)
    if len(words) > _MOST:
        raise UsageError(f"These are more than {_MOST} order hashes.", _EXAMPLE_HASH)
    return tuple(dict.fromkeys(word.lower() for word in words))


def checked_address(text: str) -> str:
    """One address, in small letters. Raises UsageError."""
    if not is_address(found := text.strip()):
        raise UsageError(f"“{clean(found, limit=60)}” is not an address: 0x and 40 digits.", _EXAMPLE)
    return found.lower()


def checked_wallets(text: str) -> str:
    """Addresses, or none, one blank between them. Raises UsageError."""
    return " ".join(dict.fromkeys(map(checked_address, text.replace(",", " ").split())))


def checked_maker(text: str) -> str:
    """A contract and a maker, as `contract/maker`. Raises UsageError."""
    contract, slash, maker = text.strip().partition("/")
    if not slash:
        raise UsageError("A contract and a maker are wanted, with a / between them.", f"{_EXAMPLE}/0x40415c…")
    return f"{checked_address(contract)}/{checked_address(maker)}"


def checked_network(text: str) -> str:
    """The chain's number. Raises UsageError for any but Polygon's."""
    if text.strip() != str(POLYGON):
        said = clean(text, limit=20)
        raise UsageError(
            f"“{said}” is not a network of {TITLE}'s: its pages name Polygon alone.", "For example 137"
        )
    return str(POLYGON)


def checked_server(text: str) -> str:
    """Where the API stands. Raises UsageError."""
    return checked_base_url(text, example=OFFICIAL)


FIELDS: Final = (
    AccountField(
        name="base_url",
        label="API address",
        hint="https, or http on this machine (offerdesk sandbox prints its own)",
        default=OFFICIAL,
        check=checked_server,
    ),
    AccountField(
        name="api_key",
        label="API key",
        hint="sent as X-API-Key with every call",
        secret=True,
        check=checked_token,
    ),
    AccountField(
        name="wallets",
        label="Your wallets",
        hint="addresses on Polygon that tell which offers are yours. Never a private key",
        required=False,
        check=checked_wallets,
    ),
    AccountField(
        name="network_id",
        label="Network",
        hint="the chain's number: 137, Polygon, is the only one Dew's pages name",
        required=False,
        default=str(POLYGON),
        check=checked_network,
    ),
)

WATCHES: Final = (
    WatchKind(
        kind=CONTRACT,
        label="Contract",
        hint="a collection's address, such as 0xa131b877B12B0Ae8BB7da7229b8a1095881497A6",
        check=checked_address,
    ),
    WatchKind(
        kind=MAKER,
        label="Contract and maker",
        hint="offers of one address on a contract: both addresses with a / between them",
        check=checked_maker,
    ),
)
