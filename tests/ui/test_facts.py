"""What the detail pane says of an offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from tests.offers import NOW, an_offer, money
from tui_app.domain.offer import OfferStatus, Particular, Role, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action, Allowed, Blocked, Direct
from tui_app.ledger.best import Best
from tui_app.ui.facts import Shown, heading, media_facts, nft_facts, offer_facts, raw_facts
from tui_app.ui.widgets.fact_sheet import Fact

OWN = ("raw", "actions", "unsettled", "seen_at", "timeline", "best")


def shown(**changes: Any) -> Shown:
    """A plain offer as the pane shows it; `changes` of Shown, or of the offer."""
    own = {name: changes.pop(name) for name in OWN if name in changes}
    return Shown(
        offer=an_offer(**changes), marketplace="Kraken NFT", now=NOW, **{"raw": "{}", "seen_at": NOW, **own}
    )


def lines(facts: Iterable[Fact]) -> list[str]:
    """Label and value of each fact as text."""
    return [f"{fact.label} {fact.value}".strip() for fact in facts]


@pytest.mark.parametrize(
    ("side", "words"),
    [(Side.RECEIVED, "You own this NFT"), (Side.PLACED, "You placed"), (Side.WATCHED, "You watch")],
)
def test_the_list_tells_what_one_is_to_an_offer(side: Side, words: str) -> None:
    assert lines(offer_facts(shown(side=side)))[0].startswith(words)


def test_the_amount_has_every_digit_its_unit_and_what_that_really_is() -> None:
    assert lines(offer_facts(shown(amount="0.10000000")))[1] == "0.10000000 ETH XETH"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.BOTH, "you would sell it to yourself"),
        (Role.SELLER, "up for sale"),
        (Role.ADMIN, "it is between others"),
        (Role.UNKNOWN, "was not told"),
    ],
)
def test_a_role_that_no_list_tells_is_said_as_it_is(role: Role, words: str) -> None:
    assert lines(offer_facts(shown(role=role)))[0].endswith(words)


def test_one_who_is_owner_and_bidder_is_warned() -> None:
    first = next(iter(offer_facts(shown(role=Role.BOTH))))
    assert [span.style for span in first.value.spans] == ["$warning"]


def test_what_the_marketplace_takes_it_to_be_worth_stands_beside_the_amount() -> None:
    said = lines(offer_facts(shown(worth=money("0.0394"))))
    assert said[1] == "5.00000000 ETH XETH  ≈ 0.0394 ETH XETH, they say"


def test_what_only_this_marketplace_says_is_shown_cleaned() -> None:
    owner = Particular("owner", UntrustedText("7Gck\x1b[31mBHD"))
    said = lines(offer_facts(shown(particulars=(owner,))))
    assert f"owner {owner.said.shown}" in said
    assert "\x1b" not in "".join(said)


def test_what_may_be_done_and_what_not_stands_with_its_key() -> None:
    actions = [("a", Action.ACCEPT, Allowed(Direct())), ("x", Action.REJECT, Blocked("there is no way to"))]

    said = lines(offer_facts(shown(actions=actions)))

    assert "a  accept" in said
    assert "x  reject there is no way to" in said


def test_an_answer_that_is_not_settled_is_told() -> None:
    assert "Your accept: being sent." in lines(offer_facts(shown(unsettled="Your accept: being sent.")))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "ends in 2 d, "),
        ({"expires": None}, "ends no end was given"),
        ({"expires": NOW - timedelta(hours=1)}, "ends expired, not yet swept: "),
        ({"status": OfferStatus.ACCEPTED}, "ends 16 Mar"),
    ],
)
def test_the_end_is_said_as_it_is(changes: dict[str, Any], words: str) -> None:
    assert any(line.startswith(words) for line in lines(offer_facts(shown(**changes))))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"best": Best(money("10"), None)}, "vs best −50 %  of 10 ETH XETH"),
        ({"best": Best(money("4"), None)}, "vs best best  the next is 4 ETH XETH"),
        ({"best": Best(money("9"), NOW)}, "vs best —  no other open offer for this NFT in ETH XETH is known"),
        ({}, "vs best —  no other open offer for this NFT in ETH XETH is known"),
        ({"status": OfferStatus.EXPIRED}, "vs best —"),
        ({"asks": True}, "vs best —"),
    ],
)
def test_it_is_said_what_an_offer_is_held_against(changes: dict[str, Any], words: str) -> None:
    assert words in lines(offer_facts(shown(**changes)))


def test_a_status_that_is_not_known_is_shown_as_they_said_it() -> None:
    said = lines(offer_facts(shown(status=OfferStatus.UNKNOWN, status_said="frozen?")))

    assert "status ? Unknown  (they say: frozen?)" in said


def test_a_name_that_hides_something_is_spelt_out() -> None:
    said = lines(nft_facts(shown(name="Bored\u200b Ape")))

    assert "name Bored Ape" in said
    assert "Bored\\u{200b} Ape" in said


def test_media_are_told_with_the_host_and_as_claims() -> None:
    said = lines(media_facts(shown()))

    assert said[0].endswith("image/png, 10,188,897 bytes")
    assert "host nft.example" in said
    assert "type and size are claims" in said[-1]


def test_raw_json_is_laid_out_and_clean() -> None:
    said = lines(raw_facts(shown(raw='{"amount":5.00000000,"name":"a\x1b[2J"}')))

    assert said[1] == '"amount": 5.00000000,'
    assert "\x1b" not in "".join(said)


def test_an_nft_without_a_name_has_a_heading_all_the_same() -> None:
    assert str(heading(shown(name=""))) == "an NFT without a name  Kraken NFT"
