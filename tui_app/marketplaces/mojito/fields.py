"""What an account at Mojito is set up with, and how each field is checked as it is typed."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui_app.domain.errors import UsageError
from tui_app.domain.text import clean
from tui_app.gateway.base_url import checked_base_url
from tui_app.gateway.contract import AccountField, WatchKind
from tui_app.gateway.tokens import checked_token
from tui_app.marketplaces.mojito.addresses import addresses_in

OFFICIAL: Final = "https://api.mojito.xyz/query"
USUAL_CURRENCY: Final = "USD"
NFT: Final = "nft"
"""The kind of thing that is watched: `getOffers` lists the offers on one NFT only."""

_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_UUID_EXAMPLE: Final = "For example 0db10bbf-85fe-4c87-911b-d18f8568fc07"
_PAYMENT_EXAMPLE: Final = (
    "For example WETH=0xB4FBF271143F4FBf7B91A5ded31805e42b2208d6:c41db347-0ee3-4212-943a-ca213b8e0ea8"
)
_PAYMENT: Final = re.compile(r"([!-<>-~]{1,40})=([0-9A-Za-z]{1,64})(?::([0-9A-Fa-f-]{36}))?", re.ASCII)
_YES_OR_NO: Final = {"yes": "yes", "true": "yes", "no": "no", "false": "no", "": ""}
_UNDOCUMENTED: Final = "Mojito names it and does not say what it does; leave it empty to leave it out"


class PaymentToken(NamedTuple):
    """How a currency is named in a new offer: its token and, where there is one, its id at Mojito."""

    token: str
    currency_id: str | None = None


def is_uuid(text: str) -> bool:
    """Whether this is an id of the form that Mojito's are, in small letters."""
    return _UUID.fullmatch(text) is not None


def checked_org_id(text: str) -> str:
    """An organization's id. Raises UsageError."""
    return _checked_uuid(text, "the id of an organization")


def checked_nft_token_id(text: str) -> str:
    """An NFT token id. Raises UsageError."""
    return _checked_uuid(text, "an NFT token id of Mojito's")


def checked_url(text: str) -> str:
    """Where the GraphQL endpoint stands. Raises UsageError."""
    return checked_base_url(text, example=OFFICIAL)


def checked_wallets(text: str) -> str:
    """Wallet addresses, one blank between them. Raises UsageError, which names the first wrong one."""
    return " ".join(addresses_in(text))


def checked_address(text: str) -> str:
    """One wallet address. Raises UsageError."""
    found = addresses_in(text)
    if len(found) != 1:
        raise UsageError("One address is wanted here.", f"For example {found[0]}")
    return found[0]


def checked_currency(text: str) -> str:
    """The three letters of a fiat currency. Raises UsageError."""
    code = text.strip().upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise UsageError(f"“{clean(text, limit=20)}” is not the code of a currency.", "For example USD")
    return code


def checked_choice(text: str) -> str:
    """`yes`, `no`, or nothing. Raises UsageError."""
    if (choice := _YES_OR_NO.get(text.strip().casefold())) is None:
        raise UsageError(f"“{clean(text, limit=20)}” is neither yes nor no.", "For example yes")
    return choice


def payment_tokens_in(text: str) -> dict[str, PaymentToken]:
    """The payment token of each currency that names one, as `CODE=TOKEN` or `CODE=TOKEN:ID`."""
    found: dict[str, PaymentToken] = {}
    for word in text.replace(",", " ").split():
        match = _PAYMENT.fullmatch(word)
        if match is None or not (match[3] is None or is_uuid(match[3].lower())):
            raise UsageError(f"“{clean(word, limit=60)}” does not name a payment token.", _PAYMENT_EXAMPLE)
        found[match[1]] = PaymentToken(match[2], match[3] and match[3].lower())
    return found


def checked_payment_tokens(text: str) -> str:
    """Payment tokens, one blank between them. Raises UsageError."""
    payment_tokens_in(text)
    return " ".join(text.replace(",", " ").split())


def _checked_uuid(text: str, what: str) -> str:
    if not is_uuid(uuid := text.strip().lower()):
        raise UsageError(f"“{clean(text, limit=60)}” is not {what}.", _UUID_EXAMPLE)
    return uuid


FIELDS: Final = (
    AccountField(
        name="url",
        label="API address",
        hint="https, or http on this machine (offerdesk sandbox prints its own)",
        default=OFFICIAL,
        check=checked_url,
    ),
    AccountField(
        name="token",
        label="Token (JWT)",
        hint="what the marketplace's own site sends as “Authorization: Bearer …”; it ends after a while",
        secret=True,
        check=checked_token,
    ),
    AccountField(
        name="org_id",
        label="Organization id",
        hint="of the organization whose market it is, such as 0db10bbf-85fe-4c87-911b-d18f8568fc07",
        check=checked_org_id,
    ),
    AccountField(
        name="wallets",
        label="Your wallets",
        hint="their public addresses, Ethereum's and Solana's, blanks between them. Never a private key",
        check=checked_wallets,
    ),
    AccountField(
        name="currency",
        label="Ordinary money",
        hint="what offers are also told in, such as USD or EUR",
        required=False,
        default=USUAL_CURRENCY,
        check=checked_currency,
    ),
    AccountField(
        name="payment_tokens",
        label="Payment tokens",
        hint="empty, unless you bid with an Ethereum wallet: CODE=ADDRESS:CURRENCY-ID, of your organization",
        required=False,
        check=checked_payment_tokens,
    ),
    AccountField(
        name="buyer_address",
        label="buyerAddress",
        hint=f"an address handed on with every list; {_UNDOCUMENTED}",
        required=False,
        check=checked_address,
    ),
    AccountField(
        name="wallet_address",
        label="walletAddress",
        hint=f"an address handed on with every list; {_UNDOCUMENTED}",
        required=False,
        check=checked_address,
    ),
    AccountField(
        name="gated_offers",
        label="gatedOffers",
        hint=f"yes or no, handed on with every list; {_UNDOCUMENTED}",
        required=False,
        check=checked_choice,
    ),
)

WATCHES: Final = (
    WatchKind(
        kind=NFT,
        label="NFT token id",
        hint="Mojito's own id of an NFT, such as 021272bc-e41b-412f-8631-f63304a6d3a6",
        check=checked_nft_token_id,
    ),
)
