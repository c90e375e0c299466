"""Offers, NFTs, money and instructions for tests: a plain one of each, changed by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tui_app.domain.instruction import Instruction
from tui_app.domain.money import Currency, Money
from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.offer import Offer, OfferKey, OfferStatus, SeenOffer, Side, role_from_side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action

NOW: Final = datetime(2026, 3, 14, 15, 9, 26, 535_897, tzinfo=UTC)
"""The moment most tests happen at."""

ETHER: Final = Currency(issuer="kraken", code="XETH", symbol=UntrustedText("ETH"))
DOLLAR: Final = Currency(issuer="kraken", code="ZUSD", symbol=UntrustedText("USD"))


def money(text: str = "5.00000000", currency: Currency = ETHER) -> Money:
    """Money read from its text."""
    return Money.parse(text, currency)


def an_nft(**changes: Any) -> Nft:
    """One NFT with one picture; text may be given for any untrusted field."""
    nft = Nft(
        nft_id="NT4KDQZ-XN2FR-A7B3CD",
        name=UntrustedText("Bored Ape #8817"),
        collection_id="NCMXJ3Y-5B4QK-QP7ZLL",
        collection=UntrustedText("Bored Apes"),
        creators=(UntrustedText("Yuga"),),
        chain=UntrustedText("Ethereum"),
        chain_asset=UntrustedText("ETH"),
        media=(
            Media(
                kind=MediaKind.MAIN,
                media_type=UntrustedText("image/png"),
                url=UntrustedText.prose("https://nft.example/8817.png"),
                size=10_188_897,
            ),
        ),
    )
    return replace(nft, **_untrusted(changes, "name", "collection", "chain", "chain_asset"))


def an_offer(**changes: Any) -> Offer:
    """An open offer of 5 ETH received by account "main", placed a day ago, ending in two.

    Besides the offer's own fields, `account`, `offer_id`, `amount` and `currency` may be given,
    an NFT's `name`, `collection`, `nft_id`, `collection_id` and `chain`, and text for any
    untrusted field.
    """
    key = OfferKey(changes.pop("account", "main"), changes.pop("offer_id", "ON65F7C-CDFOB-VSYE6D"))
    price = money(changes.pop("amount", "5.00000000"), changes.pop("currency", ETHER))
    nft_fields = ("name", "collection", "nft_id", "collection_id", "chain")
    nft = an_nft(**{name: changes.pop(name) for name in nft_fields if name in changes})
    side = changes.pop("side", Side.RECEIVED)
    offer = Offer(
        key=key,
        marketplace="kraken",
        side=side,
        role=role_from_side(side),
        status=OfferStatus.OPEN,
        status_said=UntrustedText("open"),
        detail=UntrustedText(""),
        price=price,
        placed_at=NOW - timedelta(days=1),
        expires=NOW + timedelta(days=2),
        maker=UntrustedText("thoughtful-violet-heron"),
        quote_id=None,
        nft=nft,
    )
    return replace(offer, **_untrusted(changes, "status_said", "detail", "maker"))


def a_seen_offer(raw: str = '{"id":"ON65F7C-CDFOB-VSYE6D"}', **changes: Any) -> SeenOffer:
    """An offer as a list brought it, with its JSON."""
    return SeenOffer(offer=an_offer(**changes), raw=raw)


def an_instruction(action: Action = Action.ACCEPT, **changes: Any) -> Instruction:
    """What a person said yes to; `offer` may be given, or fields of the offer."""
    fields = {name: changes.pop(name) for name in ("nft", "terms", "pay_creator_fee") if name in changes}
    offer = changes.pop("offer") if "offer" in changes else an_offer(**changes)
    account = offer.key.account if offer else "main"
    return Instruction(account=account, marketplace="kraken", action=action, offer=offer, **fields)


def _untrusted(changes: dict[str, Any], *names: str) -> dict[str, Any]:
    """The changes, with bare text of these fields wrapped."""
    return {
        name: UntrustedText(value) if name in names and isinstance(value, str) else value
        for name, value in changes.items()
    }
