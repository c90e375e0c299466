"""What was confirmed, and every way in which it may no longer be so."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest

from tests.hostile import SAMPLE
from tests.offers import DOLLAR, NOW, an_instruction, an_nft, an_offer, money
from tui_app.domain.errors import Change
from tui_app.domain.instruction import Instruction, Terms, differences
from tui_app.domain.money import Currency, Money
from tui_app.domain.offer import Offer, OfferStatus, Particular, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action

RENAMED = Currency(issuer="kraken", code="XETH", symbol=UntrustedText("ether"))

MATTERS: list[tuple[Offer, Change]] = [
    (an_offer(offer_id="OTHER"), Change("id", "ON65F7C-CDFOB-VSYE6D", "OTHER")),
    (an_offer(status=OfferStatus.CLOSED), Change("status", "open", "closed")),
    (an_offer(detail="LOCKED"), Change("status detail", "", "LOCKED")),
    (an_offer(amount="5.00000001"), Change("amount", "5", "5.00000001")),
    (an_offer(amount="0.5"), Change("amount", "5", "0.5")),
    (an_offer(currency=DOLLAR), Change("currency", "XETH", "ZUSD")),
    (an_offer(expires=None), Change("ends", "2026-03-16T15:09:26.535897+00:00", "no end")),
    (an_offer(side=Side.PLACED), Change("side", "received", "placed")),
    (an_offer(maker="somebody-else"), Change("from", "thoughtful-violet-heron", "somebody-else")),
    (
        an_offer(maker="thoughtful-violet\u200b-heron"),
        Change("from", "thoughtful-violet-heron", "thoughtful-violet\\u{200b}-heron"),
    ),
    (an_offer(nft_id="NTOTHER"), Change("NFT", "NT4KDQZ-XN2FR-A7B3CD", "NTOTHER")),
]

IS_ALL_THE_SAME = [
    an_offer(),
    an_offer(amount="5"),
    an_offer(amount="5e0"),
    an_offer(currency=RENAMED),
    an_offer(expires=(NOW + timedelta(days=2)).astimezone(UTC)),
    an_offer(name="Renamed Ape", collection="Renamed Apes"),
    an_offer(status_said="OPEN"),
]


@pytest.mark.parametrize(("now", "change"), MATTERS, ids=lambda each: getattr(each, "field", None))
def test_a_changed_field_is_told_with_old_and_new(now: Offer, change: Change) -> None:
    assert differences(an_offer(), now) == (change,)


@pytest.mark.parametrize("now", IS_ALL_THE_SAME)
def test_what_is_only_written_differently_is_no_difference(now: Offer) -> None:
    assert differences(an_offer(), now) == ()


def test_an_instant_in_another_zone_is_the_same_instant() -> None:
    abroad = (NOW + timedelta(days=2)).astimezone(timezone(timedelta(hours=9)))

    assert differences(an_offer(), an_offer(expires=abroad)) == ()


def test_a_particular_is_compared_where_it_is_decisive() -> None:
    def told(owner: str, tax: str) -> Offer:
        owned_by = Particular("owner", UntrustedText(owner), decisive=True)
        return an_offer(particulars=(owned_by, Particular("tax", UntrustedText(tax))))

    assert differences(told("0xA", "0"), told("0xB", "1")) == (Change(field="owner", old="0xA", new="0xB"),)
    assert differences(told("0xA", "0"), an_offer()) == (Change(field="owner", old="0xA", new=""),)


def test_a_particular_called_as_a_field_of_ours_hides_no_change_of_it() -> None:
    amount = Particular("amount", UntrustedText("same"), decisive=True)
    before, now = an_offer(particulars=(amount,)), an_offer(particulars=(amount,), amount="6")
    assert [each.field for each in differences(before, now)] == ["amount"]


def test_every_difference_is_told_at_once() -> None:
    changes = differences(an_offer(), an_offer(amount="1", maker="x", status=OfferStatus.EXPIRED))

    assert [change.field for change in changes] == ["status", "amount", "from"]


@pytest.mark.parametrize("kind", sorted({hostile.kind for hostile in SAMPLE}))
def test_a_difference_is_safe_to_print(kind: str) -> None:
    hostile = [each.text for each in SAMPLE if each.kind == kind]
    told = [
        str(each) for text in hostile for each in differences(an_offer(), an_offer(maker=text, detail=text))
    ]

    assert told
    assert all(sentence.isprintable() and sentence.encode() for sentence in told)


def test_the_target_of_an_answer_is_the_offer() -> None:
    assert an_instruction(offer_id="ON65F7C").target == "ON65F7C"


def test_the_target_of_a_new_offer_is_the_nft() -> None:
    place = an_instruction(Action.PLACE, offer=None, nft=an_nft(nft_id="NT4KDQZ"), terms=Terms(price=money()))

    assert place.target == "nft:NT4KDQZ"
    assert place.subject == an_nft(nft_id="NT4KDQZ")


def test_an_instruction_about_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="an offer or an NFT"):
        _ = Instruction(account="main", marketplace="kraken", action=Action.PLACE).target


@pytest.mark.parametrize(
    ("instruction", "amount"),
    [
        (an_instruction(Action.ACCEPT, amount="5"), money("5")),
        (an_instruction(Action.COUNTER, amount="5", terms=Terms(price=money("7"))), money("7")),
        (an_instruction(Action.PLACE, offer=None, nft=an_nft(), terms=Terms(price=money("3"))), money("3")),
        (an_instruction(Action.PLACE, offer=None, nft=an_nft()), None),
    ],
)
def test_the_amount_is_what_changes_hands(instruction: Instruction, amount: Money | None) -> None:
    assert instruction.amount == amount
