"""Which answers exclude each other."""

from __future__ import annotations

from tests.offers import an_instruction
from tui_app.desk.rivals import rivals
from tui_app.domain.offer import Role, Side
from tui_app.domain.verdicts import Action


def test_an_nft_can_be_sold_once() -> None:
    twice = [an_instruction(offer_id=each) for each in ("A", "B")]
    once = an_instruction(offer_id="C", nft_id="NTOTHER")

    assert rivals([*twice, once]) == set(twice)


def test_bids_of_ours_for_one_nft_can_all_be_taken_back() -> None:
    assert not rivals([an_instruction(Action.CANCEL, offer_id=each, side=Side.PLACED) for each in ("A", "B")])


def test_an_admin_may_accept_several_deals_of_one_token() -> None:
    assert not rivals([an_instruction(offer_id=each, role=Role.ADMIN) for each in ("A", "B")])


def test_where_only_the_collection_is_told_nothing_is_known_to_exclude_another() -> None:
    several = [an_instruction(offer_id=each, nft_id="NC1", collection_id="NC1") for each in ("A", "B")]

    assert not rivals(several)
