"""Status × role × chain: who may do what, exactly as Mojito's page about getOffers says.

PENDING and the token's owner: accept, reject. PENDING and its buyer: cancel. Nothing else, for nobody else.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.mojito_account import (
    EVM_OTHER,
    EVM_WALLET,
    SOLANA_OTHER,
    SOLANA_WALLET,
    an_offer,
    on_evm,
    order,
)
from tui_app.domain.offer import Offer, OfferStatus, Role, Side
from tui_app.domain.verdicts import (
    Action,
    Allowed,
    Blocked,
    ByWallet,
    Direct,
    Hidden,
    Standing,
    Unsupported,
    judge,
)
from tui_app.gateway.contract import Marketplace
from tui_app.marketplaces.mojito import MARKETPLACE

OUTSIDER = "0x1111111111111111111111111111111111111111"
LOOKALIKE = SOLANA_WALLET.replace("G", "g", 1)
STRANGERS = {"EVM": (OUTSIDER, EVM_OTHER), "Solana": (LOOKALIKE, SOLANA_OTHER)}
OWN = {"EVM": EVM_WALLET, "Solana": SOLANA_WALLET}
WORDS = ("PENDING", "PROCESSING", "COMPLETED", "REJECTED", "CANCELLED", "REMOVED", "EXPIRED", "FAILED")
EITHER = pytest.mark.parametrize("chain", ["EVM", "Solana"])


def offer(chain: str, role: Role, **changes: Any) -> Offer:
    """An offer on that chain in which the account has that role."""
    owner, buyer = STRANGERS[chain]
    ends = {
        "nftOwnerAddress": OWN[chain] if role in {Role.OWNER, Role.BOTH} else owner,
        "buyerAddress": OWN[chain] if role in {Role.BIDDER, Role.BOTH} else buyer,
    }
    make = on_evm if chain == "EVM" else order
    return an_offer(make(**{**ends, **changes}))


def possible(found: Offer, marketplace: Marketplace = MARKETPLACE) -> dict[str, str]:
    """What may be done now, and whether by a call or by a wallet."""
    allowed = {}
    for action in Action:
        route = marketplace.route(action, found)
        verdict = judge(action, found, Standing(role=found.role, route=route, now=datetime.now(UTC)))
        if isinstance(verdict, Allowed):
            allowed[action.value] = "call" if isinstance(verdict.route, Direct) else "wallet"
    return allowed


TABLE = {
    ("EVM", Role.OWNER): {"accept": "wallet", "reject": "call"},
    ("EVM", Role.BIDDER): {"cancel": "call"},
    ("EVM", Role.BOTH): {"accept": "wallet", "reject": "call", "cancel": "call"},
    ("Solana", Role.OWNER): {"accept": "wallet", "reject": "wallet"},
    ("Solana", Role.BIDDER): {"cancel": "wallet"},
    ("Solana", Role.BOTH): {"accept": "wallet", "reject": "wallet", "cancel": "wallet"},
}


@EITHER
@pytest.mark.parametrize("role", [Role.OWNER, Role.BIDDER, Role.BOTH, Role.OBSERVER])
@pytest.mark.parametrize("status", [*WORDS, "ON_HOLD", None])
def test_status_role_and_chain_decide(status: str | None, role: Role, chain: str) -> None:
    found = offer(chain, role, orderStatus=status)
    assert found.role is role
    assert possible(found) == (TABLE.get((chain, role), {}) if status == "PENDING" else {})


@EITHER
@pytest.mark.parametrize(
    ("role", "side"),
    [
        (Role.OWNER, Side.RECEIVED),
        (Role.BOTH, Side.RECEIVED),
        (Role.BIDDER, Side.PLACED),
        (Role.OBSERVER, Side.WATCHED),
    ],
)
def test_a_role_tells_the_side(role: Role, side: Side, chain: str) -> None:
    assert offer(chain, role).side is side


@pytest.mark.parametrize(
    "owner", [EVM_WALLET.lower(), EVM_WALLET.upper().replace("X", "x", 1), EVM_WALLET.swapcase()]
)
def test_case_makes_no_other_evm_address(owner: str) -> None:
    assert an_offer(on_evm(nftOwnerAddress=owner)).role is Role.OWNER


def test_case_makes_another_solana_address() -> None:
    assert an_offer(order(nftOwnerAddress=LOOKALIKE)).role is Role.OBSERVER


@EITHER
@pytest.mark.parametrize("missing", [None, "", 7])
@pytest.mark.parametrize(
    ("role", "gone", "left"),
    [
        (Role.OWNER, "buyerAddress", Role.OWNER),
        (Role.BIDDER, "nftOwnerAddress", Role.BIDDER),
        (Role.OWNER, "nftOwnerAddress", Role.UNKNOWN),
        (Role.BIDDER, "buyerAddress", Role.UNKNOWN),
        (Role.OBSERVER, "buyerAddress", Role.UNKNOWN),
    ],
)
def test_an_address_that_is_missing_is_nobody_s(
    role: Role, gone: str, left: Role, missing: object, chain: str
) -> None:
    found = offer(chain, role, **{gone: missing})
    assert found.role is left
    assert found.side is (Side.WATCHED if left is Role.UNKNOWN else offer(chain, role).side)
    assert left is not Role.UNKNOWN or possible(found) == {}


@EITHER
def test_a_pending_offer_past_its_end_can_be_ended_but_not_accepted(chain: str) -> None:
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    both = offer(chain, Role.BOTH, offerExpiryDate=past)
    assert set(possible(both)) == {"reject", "cancel"}
    standing = Standing(role=both.role, route=ByWallet(), now=datetime.now(UTC))
    verdict = judge(Action.ACCEPT, both, standing)
    assert verdict == Blocked("it has expired, though the marketplace has not swept it yet")


@EITHER
def test_counter_offers_are_no_thing_of_mojito_s(chain: str) -> None:
    assert MARKETPLACE.route(Action.COUNTER, offer(chain, Role.OWNER)) == Unsupported(
        "Mojito has no counter-offers"
    )


@EITHER
@pytest.mark.parametrize("role", [Role.OWNER, Role.BIDDER, Role.BOTH])
def test_nothing_is_done_with_an_amount_whose_unit_is_not_known(role: Role, chain: str) -> None:
    found = offer(chain, role, price=[])
    assert possible(found) == {}
    route = MARKETPLACE.route(Action.ACCEPT, found)
    assert route == Unsupported("Mojito does not say which currency this offer is in")
    assert found.status is OfferStatus.OPEN


@pytest.mark.parametrize("token_type", ["NonFungible", "", "Hologram"])
def test_nothing_is_done_where_the_chain_contradicts_itself(token_type: str) -> None:
    buyer = SOLANA_OTHER if token_type != "NonFungible" else EVM_OTHER
    found = an_offer(on_evm(tokenType=token_type, buyerAddress=buyer))
    assert found.nft.chain.raw == ""
    assert possible(found) == {}


def test_observers_see_no_action_at_all() -> None:
    found = offer("EVM", Role.OBSERVER)
    standing = Standing(role=found.role, route=Direct(), now=datetime.now(UTC))
    assert {judge(action, found, standing) for action in Action} == {Hidden()}


@pytest.mark.parametrize("action", Action)
def test_in_general_the_description_says_how_it_is_on_an_evm_chain(action: Action) -> None:
    expected = {
        Action.COUNTER: Unsupported("Mojito has no counter-offers"),
        Action.CREATE_ORDER: Unsupported("Mojito has no orders that are created from here"),
        Action.REJECT: Direct(),
        Action.CANCEL: Direct(),
    }
    assert MARKETPLACE.route(action, None) == expected.get(action, ByWallet())
