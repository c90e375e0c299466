"""How each action is done at tokenizationtr, and which of its lists a deal is from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tui_app.domain.offer import Offer, Role
from tui_app.domain.verdicts import Action, Direct, Route, Unsupported
from tui_app.marketplaces.tokenizationtr.fields import TITLE


class Place(StrEnum):
    """Where a deal stands: between two, on the market, or in an admin's list of a node."""

    OTC = "otc"
    SECONDARY = "secondary"
    NODE = "node"


EFFECTS: Final[dict[Action, str]] = {
    Action.ACCEPT: "Accepting lets this OTC deal be done between its parties. It cannot be undone.",
    Action.CANCEL: "Cancelling ends this deal; what is still for sale in it is yours to sell again.",
    Action.REJECT: f"Nothing: {TITLE} has no way to reject a deal.",
    Action.COUNTER: f"Nothing: {TITLE} has no counter-offers.",
    Action.PLACE: f"Nothing: new deals are not made from here, but at {TITLE} itself.",
    Action.CREATE_ORDER: f"Nothing: {TITLE} has no orders that are created from here.",
}
ROUTE_WORDS: Final = {
    Action.ACCEPT: "OTC deals, by an admin",
    Action.CANCEL: "your own deals; OTC by an admin",
}
_NONE: Final = {
    Action.REJECT: f"{TITLE} has no way to reject a deal",
    Action.COUNTER: f"{TITLE} has no counter-offers",
    Action.PLACE: f"new deals are made at {TITLE} itself",
    Action.CREATE_ORDER: f"{TITLE} has no orders that are created from here",
}


def route(action: Action, offer: Offer | None) -> Route:
    """How an action on a deal is done; without one, how it is done at all."""
    if action in _NONE:
        return Unsupported(_NONE[action])
    if action is Action.ACCEPT and offer is not None and offer.role is not Role.ADMIN:
        return Unsupported(f"{TITLE} lets only an admin accept a deal")
    return Direct()


def offer_id_of(place: Place, deal_id: int) -> str:
    """What tells a deal apart here: an admin's own deal stands in two lists, as two offers."""
    return f"{place}-{deal_id}"


def deal_of(offer: Offer) -> tuple[Place, int]:
    """The list and the number of a deal. Raises ValueError for what is none."""
    place, _, number = offer.key.offer_id.partition("-")
    if not (number.isascii() and number.isdigit()):
        raise ValueError("not the id of a deal")
    return Place(place), int(number)
