"""Offers and instructions read back from their text as they were."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import CORPUS
from tests.offers import NOW, an_instruction, an_nft, an_offer, money
from tests.rocks_account import ADDRESS, new_order
from tui_app.domain.instruction import Instruction, Terms, creating
from tui_app.domain.money import Currency
from tui_app.domain.nft import Media, MediaKind
from tui_app.domain.offer import Particular, Role, Side
from tui_app.domain.text import UntrustedText
from tui_app.domain.verdicts import Action
from tui_app.ledger.instants import from_micros, optional_micros, optional_moment, to_micros
from tui_app.ledger.records import instruction_from, instruction_text, offer_from, offer_text, storable

ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
MOMENTS = st.datetimes(timezones=st.just(UTC))

INSTRUCTIONS = [
    an_instruction(Action.ACCEPT),
    an_instruction(Action.ACCEPT, pay_creator_fee=True),
    an_instruction(Action.REJECT, pay_creator_fee=False),
    an_instruction(Action.COUNTER, terms=Terms(price=money("0.10"))),
    an_instruction(Action.COUNTER, terms=Terms(price=money("7"), expires=NOW)),
    an_instruction(Action.CANCEL, expires=None),
    an_instruction(Action.PLACE, offer=None, nft=an_nft(), terms=Terms(price=money("3"))),
    creating(new_order()),
]


@given(ANY_TEXT, ANY_TEXT, MOMENTS, st.none() | MOMENTS, st.none() | ANY_TEXT)
def test_an_offer_of_any_text_and_time_reads_back_equal(
    one: str, other: str, placed_at: datetime, expires: datetime | None, quote_id: str | None
) -> None:
    offer = an_offer(
        offer_id=one, name=other, collection=one, maker=other, detail=one, status_said=other, nft_id=other,
        currency=Currency(issuer="kraken", code=one, symbol=UntrustedText(other)),
        placed_at=placed_at, expires=expires, quote_id=quote_id,
    )  # fmt: skip

    assert offer_from(offer_text(offer)) == offer


def test_what_only_some_marketplaces_say_reads_back_equal() -> None:
    offer = an_offer(
        role=Role.BOTH,
        worth=money("0.0394"),
        particulars=(Particular("owner", UntrustedText("0xA\x1b"), decisive=True),),
    )
    assert offer_from(offer_text(offer)) == offer


def test_an_offer_written_before_roles_were_has_the_role_of_its_list() -> None:
    record = json.loads(offer_text(an_offer(side=Side.PLACED)))
    old = {name: value for name, value in record.items() if name not in {"role", "worth", "particulars"}}
    assert offer_from(json.dumps(old)) == an_offer(side=Side.PLACED)


@pytest.mark.parametrize("instruction", INSTRUCTIONS, ids=lambda each: each.action)
def test_an_instruction_reads_back_equal(instruction: Instruction) -> None:
    assert instruction_from(instruction_text(instruction)) == instruction


def test_of_a_billing_address_only_that_there_was_one_is_written() -> None:
    text = instruction_text(creating(new_order(**ADDRESS)))
    assert [word for word in ADDRESS.values() if json.dumps(word)[1:-1] in text or word in text] == []
    read = instruction_from(text).order
    assert read is not None
    assert (read.billing, read.with_address) == (None, True)
    plain = instruction_from(instruction_text(creating(new_order()))).order
    assert plain is not None
    assert not plain.with_address


def test_an_instruction_written_before_orders_were_has_none() -> None:
    record = json.loads(instruction_text(an_instruction()))
    del record["order"]
    assert instruction_from(json.dumps(record)) == an_instruction()


def test_every_hostile_string_is_written_in_ascii_and_reads_back() -> None:
    for hostile in CORPUS:
        text = offer_text(an_offer(name=hostile.text))
        assert text.isascii()
        assert offer_from(text).nft.name.raw == hostile.text


def test_media_read_back_as_they_were() -> None:
    url = UntrustedText("https://nft.example/" + "x" * 1_000, limit=2_000)
    media = tuple(
        Media(kind=kind, media_type=UntrustedText("image/png"), url=url, size=None) for kind in MediaKind
    )
    offer = an_offer()
    nft = an_nft(media=media, creators=(UntrustedText("a"), UntrustedText("\ud800")))
    read = instruction_from(instruction_text(an_instruction(Action.PLACE, offer=None, nft=nft)))

    assert read.nft == nft
    assert read.nft.media[0].url.shown == url.shown
    assert offer.nft.media == offer_from(offer_text(offer)).nft.media


def test_an_amount_keeps_the_text_it_came_as() -> None:
    read = offer_from(offer_text(an_offer(amount="1.500e1")))

    assert (read.price.source, read.price.plain) == ("1.500e1", "15.00")


def test_the_text_is_plain_json() -> None:
    record = json.loads(offer_text(an_offer()))

    assert (record["status"], record["side"], record["price"]["source"]) == ("open", "received", "5.00000000")


@given(ANY_TEXT)
def test_what_is_stored_can_be_encoded_and_keeps_every_other_letter(text: str) -> None:
    stored = storable(text)

    assert stored.encode().decode() == stored
    assert len(stored) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, stored, strict=True))


@given(MOMENTS)
def test_an_instant_is_exact_to_the_microsecond(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment
    assert optional_moment(optional_micros(moment)) == moment


def test_an_instant_is_the_same_in_every_zone() -> None:
    assert to_micros(datetime(1970, 1, 1, tzinfo=UTC) - timedelta(microseconds=1)) == -1
    assert optional_moment(optional_micros(None)) is None
