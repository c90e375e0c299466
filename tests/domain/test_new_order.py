"""A new order is read strictly from what was typed, and keeps nobody's address."""

from __future__ import annotations

import pytest

from tui_app.domain.errors import UsageError
from tui_app.domain.new_order import ADDRESS_FIELDS, NewOrder, read_new_order

IDS = {"nft_id": "405", "listing_id": "2", "buyer_id": "24", "quantity": "3"}
ADDRESS = {"street": "Szeroka", "postal": "87-100", "city": "Toruń", "country": "Poland"}


def order(**typed: str) -> NewOrder:
    """What a form with these fields reads as."""
    return read_new_order({**IDS, **typed}, account="rocks", marketplace="license_rocks")


def complaint(**typed: str) -> str:
    """What is wrong with a form."""
    with pytest.raises(UsageError) as caught:
        order(**typed)
    return caught.value.title


def test_ids_and_quantity_are_numbers() -> None:
    found = order(quantity=" 3 ")

    assert (found.nft_id, found.listing_id, found.buyer_id, found.quantity) == (405, 2, 24, 3)
    assert found.billing is None


def test_its_target_is_the_listing_the_nft_and_the_buyer() -> None:
    assert order().target == order(quantity="9").target == "order:listing 2, NFT 405, buyer 24"


@pytest.mark.parametrize("wrong", ["0", "-1", "1.5", "", "three", "٣", "1e3", "9" * 16])
def test_a_quantity_that_is_none_is_named(wrong: str) -> None:
    assert complaint(quantity=wrong).startswith("The quantity is a whole number from 1 on, ")


@pytest.mark.parametrize("name", ["nft_id", "listing_id", "buyer_id"])
@pytest.mark.parametrize(("typed", "told"), [("", "is missing."), ("a", "not 'a'."), ("-1", "not '-1'.")])
def test_an_id_that_is_none_is_named(name: str, typed: str, told: str) -> None:
    assert complaint(**{name: typed}).endswith(told)


def test_all_four_fields_are_an_address() -> None:
    billing = order(**ADDRESS).billing

    assert billing is not None
    assert billing.reveal() == ADDRESS


@pytest.mark.parametrize("missing", ADDRESS_FIELDS)
def test_half_an_address_is_refused_and_what_is_missing_named(missing: str) -> None:
    assert complaint(**{**ADDRESS, missing: " "}).endswith(f"all four fields; {missing} is missing.")


def test_no_field_of_an_address_is_no_address() -> None:
    assert order(**dict.fromkeys(ADDRESS_FIELDS, "  ")).billing is None


def test_a_field_of_absurd_length_is_refused() -> None:
    assert complaint(**{**ADDRESS, "city": "x" * 201}).startswith("A field of the billing address")


def test_an_address_is_not_printed() -> None:
    found = order(**ADDRESS)

    assert "Szeroka" not in repr(found) + repr(found.billing)
