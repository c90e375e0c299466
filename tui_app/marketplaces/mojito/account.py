"""One account at Mojito, read from its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_app.domain.errors import UsageError
from tui_app.gateway.contract import SignIn
from tui_app.marketplaces.mojito.addresses import EXAMPLE, addresses_in
from tui_app.marketplaces.mojito.fields import (
    OFFICIAL,
    USUAL_CURRENCY,
    PaymentToken,
    checked_address,
    checked_choice,
    checked_currency,
    checked_org_id,
    checked_url,
    payment_tokens_in,
)
from tui_app.marketplaces.mojito.roles import Wallets


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose offers are read, and how. `narrowing` are the arguments of `getOffers` that nobody documents."""

    name: str
    url: str
    org_id: str
    wallets: Wallets
    currency: str = USUAL_CURRENCY
    narrowing: Mapping[str, object] = field(default_factory=dict)
    payment_tokens: Mapping[str, PaymentToken] = field(default_factory=dict)

    @classmethod
    def of(cls, sign_in: SignIn) -> Account:
        """The account that is signed in. Raises UsageError for a field that cannot be right."""
        fields = sign_in.fields
        if not fields.get("wallets", "").strip():
            raise UsageError("The addresses of your wallets are missing.", f"For example {EXAMPLE}")
        return cls(
            name=sign_in.account,
            url=checked_url(fields.get("url") or OFFICIAL),
            org_id=checked_org_id(fields.get("org_id", "")),
            wallets=Wallets(addresses_in(fields["wallets"])),
            currency=checked_currency(fields.get("currency") or USUAL_CURRENCY),
            narrowing=_narrowing(fields),
            payment_tokens=payment_tokens_in(fields.get("payment_tokens", "")),
        )


def _narrowing(fields: Mapping[str, str]) -> dict[str, object]:
    buyer, wallet = fields.get("buyer_address", ""), fields.get("wallet_address", "")
    gated = checked_choice(fields.get("gated_offers", ""))
    named: dict[str, object] = {
        "buyerAddress": checked_address(buyer) if buyer else None,
        "walletAddress": checked_address(wallet) if wallet else None,
        "gatedOffers": gated == "yes" if gated else None,
    }
    return {name: value for name, value in named.items() if value is not None}
