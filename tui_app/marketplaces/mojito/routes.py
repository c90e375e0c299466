"""How each action is done at Mojito: by one call on EVM chains where that is enough, else by a wallet."""

from __future__ import annotations

from typing import Final

from tui_app.domain.money import Currency
from tui_app.domain.offer import Offer
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action, ByWallet, Direct, Route, Unsupported
from tui_app.marketplaces.mojito.addresses import EVM, UNKNOWN

ISSUER: Final = "mojito"
"""Whose name space Mojito's units belong to; also the slug of the marketplace."""

_NO_UNIT: Final = "unknown unit"
UNKNOWN_UNIT: Final = Currency(issuer=ISSUER, code=_NO_UNIT, symbol=UntrustedText(_NO_UNIT))
"""What an amount is in where Mojito names no unit. It is never guessed."""

_ENDINGS: Final = frozenset({Action.REJECT, Action.CANCEL})

_BY_CHAIN: Final = "yes; on Solana through your wallet"
WORDS: Final = dict.fromkeys(sorted(_ENDINGS), _BY_CHAIN)
"""How an action is done where that depends on the chain."""

EFFECTS: Final[dict[Action, str]] = {
    Action.ACCEPT: (
        "Accepting sells the NFT to the bidder in a transaction that your own wallet sends. "
        "It cannot be undone."
    ),
    Action.REJECT: (
        "Rejecting ends the offer for good. On Solana your own wallet sends a transaction for it, "
        "which costs a network fee."
    ),
    Action.CANCEL: (
        "Cancelling withdraws your offer. On Solana your own wallet sends a transaction for it, "
        "which costs a network fee."
    ),
    Action.COUNTER: "Nothing: Mojito has no counter-offers.",
    Action.CREATE_ORDER: "Nothing: Mojito has no orders that are created from here.",
    Action.PLACE: (
        "The owner may accept your offer at any moment until it ends; then the money is spent. "
        "Your own wallet binds you: by a signed message on EVM chains, by a transaction on Solana."
    ),
}


_NONE: Final = {
    Action.COUNTER: "Mojito has no counter-offers",
    Action.CREATE_ORDER: "Mojito has no orders that are created from here",
}


def route(action: Action, offer: Offer | None) -> Route:
    """How an action on an offer is done; without an offer, how it is done on an EVM chain."""
    if action in _NONE:
        return Unsupported(_NONE[action])
    if offer is not None and action is not Action.PLACE:
        if offer.price.currency == UNKNOWN_UNIT:
            return Unsupported("Mojito does not say which currency this offer is in")
        if offer.nft.chain.raw == UNKNOWN:
            return Unsupported("it cannot be told which chain this NFT is on")
    by_call = action in _ENDINGS and (offer is None or offer.nft.chain.raw == EVM)
    return Direct() if by_call else ByWallet()
