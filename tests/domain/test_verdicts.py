"""Who may do what to an offer, as a table."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Final

import pytest

from tests.offers import NOW, an_offer
from tui_app.domain.offer import Offer, OfferStatus, Role, Side, role_from_side
from tui_app.domain.verdicts import (
    Action,
    Allowed,
    Blocked,
    ByWallet,
    Direct,
    Hidden,
    Route,
    Standing,
    Unsupported,
    Verdict,
    judge,
)

# Columns: accept reject counter cancel place create. `+` may be asked for, `x` is blocked, `.` is hidden.
WHO_MAY_DO_WHAT: Final = """
    owner               open         + + + . . .
    bidder              open         . . . + . .
    owner and bidder    open         + + + + . .
    admin               open         + . . + . .
    observer            open         . . . . . .
    unknown             open         . . . . . .

    owner               in flight    x x x . . .
    owner               accepted     x x x . . .
    owner               closed       x x x . . .
    owner               rejected     x x x . . .
    owner               cancelled    x x x . . .
    owner               expired      x x x . . .
    owner               failed       x x x . . .
    owner               unknown      x x x . . .

    bidder              in flight    . . . x . .
    bidder              accepted     . . . x . .
    bidder              closed       . . . x . .
    bidder              rejected     . . . x . .
    bidder              cancelled    . . . x . .
    bidder              expired      . . . x . .
    bidder              failed       . . . x . .
    bidder              unknown      . . . x . .

    owner and bidder    accepted     x x x x . .
    admin               accepted     x . . x . .
    observer            accepted     . . . . . .
    unknown             unknown      . . . . . .
"""

# The end of an open offer, seen from now; both roles in one.
WHEN_IT_ENDS: Final = """
    never               + + + + . .
    in a day            + + + + . .
    in 31 seconds       + + + + . .
    in 30 seconds       x + x + . .
    in 1 second         x + x + . .
    now                 x + x + . .
    an hour ago         x + x + . .
"""
ENDS: Final[dict[str, timedelta | None]] = {
    "never": None,
    "in a day": timedelta(days=1),
    "in 31 seconds": timedelta(seconds=31),
    "in 30 seconds": timedelta(seconds=30),
    "in 1 second": timedelta(seconds=1),
    "now": timedelta(),
    "an hour ago": -timedelta(hours=1),
}


def standing(
    role: Role = Role.OWNER,
    *,
    route: Route = Direct(),  # noqa: B008 - frozen and without fields
    now: datetime = NOW,
    pending: Action | None = None,
    closed_to_acting: str = "",
) -> Standing:
    """The owner's, with nothing in the way, but for what is named."""
    return Standing(role=role, route=route, now=now, pending=pending, closed_to_acting=closed_to_acting)


WHAT_IS_IN_THE_WAY: Final = [
    (an_offer(status=OfferStatus.ACCEPTED), standing(), "it was accepted already"),
    (an_offer(status=OfferStatus.CLOSED), standing(), "it is closed"),
    (an_offer(status=OfferStatus.REJECTED), standing(), "it was rejected already"),
    (an_offer(status=OfferStatus.CANCELLED), standing(), "it was cancelled already"),
    (an_offer(status=OfferStatus.EXPIRED), standing(), "it has expired"),
    (an_offer(status=OfferStatus.FAILED), standing(), "it failed"),
    (an_offer(status=OfferStatus.IN_FLIGHT), standing(), "an earlier answer is still on its way"),
    (an_offer(status=OfferStatus.UNKNOWN), standing(), "its status is not one this program knows"),
    (an_offer(expires=NOW), standing(), "it has expired, though the marketplace has not swept it yet"),
    (an_offer(expires=NOW + timedelta(seconds=30)), standing(), "it ends within 30 seconds"),
    (an_offer(), standing(pending=Action.COUNTER), "an earlier counter is not settled yet"),
    (an_offer(), standing(closed_to_acting="read-only mode is on"), "read-only mode is on"),
    (an_offer(), standing(route=Unsupported("Kraken has no call for it")), "Kraken has no call for it"),
]
"""An offer, what is so beside it, and the words that say why it cannot be accepted."""


def moment(end: timedelta | None) -> datetime | None:
    """The instant so far from now; never stays never."""
    return None if end is None else NOW + end


def sign(verdict: Verdict) -> str:
    """How the tables write a verdict."""
    return {Allowed: "+", Blocked: "x", Hidden: "."}[type(verdict)]


def signs(offer: Offer, beside: Standing) -> str:
    """One row of a table."""
    return " ".join(sign(judge(action, offer, beside)) for action in Action)


def lines(table: str) -> list[tuple[str, ...]]:
    """The columns of a table, which two blanks or more keep apart."""
    rows = (line.split("  ") for line in table.splitlines() if line.strip())
    return [tuple(column.strip() for column in row if column.strip()) for row in rows]


def every_situation() -> list[tuple[Action, Offer, Standing]]:
    """Every action on every status and end, in every role, by every route, with and without hindrance."""
    routes: tuple[Route, ...] = (Direct(), ByWallet(), Unsupported("there is no call for it"))
    offers = [an_offer(status=status, expires=moment(end)) for status in OfferStatus for end in ENDS.values()]
    standings = [
        standing(role, route=route, pending=pending, closed_to_acting=closed)
        for role, route, pending, closed in product(Role, routes, (None, *Action), ("", "signed out"))
    ]
    return list(product(Action, offers, standings))


@pytest.mark.parametrize(("role", "status", "expected"), lines(WHO_MAY_DO_WHAT))
def test_role_and_status_decide_who_may_do_what(role: str, status: str, expected: str) -> None:
    assert signs(an_offer(status=OfferStatus(status)), standing(Role(role))) == expected


@pytest.mark.parametrize(("when", "expected"), lines(WHEN_IT_ENDS))
def test_close_to_its_end_an_offer_is_not_answered(when: str, expected: str) -> None:
    offer = an_offer(expires=moment(ENDS[when]))

    assert signs(offer, standing(Role.BOTH)) == expected


@pytest.mark.parametrize(("offer", "beside", "reason"), WHAT_IS_IN_THE_WAY)
def test_a_blocked_action_says_why(offer: Offer, beside: Standing, reason: str) -> None:
    assert judge(Action.ACCEPT, offer, beside) == Blocked(reason)


def test_of_all_situations_only_open_and_unhindered_ones_are_allowed() -> None:
    situations = every_situation()
    allowed = [each for each in situations if isinstance(judge(*each), Allowed)]

    assert len(situations) > 30_000
    assert {offer.status for _, offer, _ in allowed} == {OfferStatus.OPEN}
    assert {beside.pending for _, _, beside in allowed} == {None}
    assert {beside.closed_to_acting for _, _, beside in allowed} == {""}
    assert {beside.role for _, _, beside in allowed} == {
        *(Role.OWNER, Role.BIDDER, Role.BOTH),
        *(Role.SELLER, Role.ADMIN),
    }
    assert {beside.route for _, _, beside in allowed} == {Direct(), ByWallet()}


def test_what_is_allowed_names_the_route_it_takes() -> None:
    allowed = [
        (verdict, each[2]) for each in every_situation() if isinstance(verdict := judge(*each), Allowed)
    ]

    assert all(verdict.route == beside.route for verdict, beside in allowed)


def test_every_blocked_action_has_a_reason() -> None:
    assert all(verdict.reason for each in every_situation() if isinstance(verdict := judge(*each), Blocked))


def test_the_role_alone_decides_what_is_hidden() -> None:
    seen = {(role, action): set[bool]() for role in Role for action in Action}
    for action, offer, beside in every_situation():
        seen[beside.role, action].add(isinstance(judge(action, offer, beside), Hidden))

    assert all(len(answers) == 1 for answers in seen.values())


def test_the_marketplaces_clock_decides_and_not_ours() -> None:
    offer = an_offer(expires=NOW + timedelta(hours=1))

    assert isinstance(judge(Action.ACCEPT, offer, standing(now=NOW)), Allowed)
    assert isinstance(judge(Action.ACCEPT, offer, standing(now=NOW + timedelta(hours=1))), Blocked)


@pytest.mark.parametrize(
    ("side", "role"),
    [(Side.RECEIVED, Role.OWNER), (Side.PLACED, Role.BIDDER), (Side.WATCHED, Role.OBSERVER)],
)
def test_the_list_an_offer_came_in_tells_the_role(side: Side, role: Role) -> None:
    assert role_from_side(side) is role
