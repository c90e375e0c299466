"""Secrets stay out of everything that prints, and can be told apart all the same."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from tui_app.domain.secrets import Credentials, Secret

CANARY = "canary-7f3a-secret-9d21"


@pytest.mark.parametrize(
    "printed",
    [repr, str, "{}".format, "{!r}".format, "{:>40}".format, lambda secret: f"{[secret]} {(secret,)}"],
)
def test_no_way_of_printing_a_secret_shows_it(printed: Callable[[Secret], str]) -> None:
    assert not any(part in printed(Secret(CANARY)) for part in ("canary", "7f3a", "9d21"))


def test_credentials_print_their_field_names_alone() -> None:
    assert repr(Credentials.of({"api_key": CANARY})) == "Credentials(api_key=***)"


def test_a_secret_has_no_attributes_to_dump() -> None:
    with pytest.raises(TypeError):
        vars(Secret(CANARY))


@pytest.mark.parametrize("holder", [Secret(CANARY), Credentials.of({"api_key": CANARY})])
def test_pickling_is_refused(holder: object) -> None:
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(holder)


def test_copying_keeps_the_one_object() -> None:
    secret = Secret(CANARY)
    assert copy.deepcopy([secret])[0] is copy.copy(secret) is secret


def test_revealing_gives_the_text_back() -> None:
    assert Credentials.of({"api_key": CANARY}).reveal() == {"api_key": CANARY}
    assert Secret(CANARY).reveal() == CANARY


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "0 characters"),
        ("a", "1 character"),
        ("abc", "3 characters"),
        ("abcdefgh", "8 characters, ending in gh"),
        ("x" * 60 + "WXYZ", "64 characters, ending in WXYZ"),
        ("x" * 20 + "\x1b[2J", "24 characters"),
        ("x" * 20 + "ab\u202ecd", "25 characters"),
    ],
)
def test_a_hint_shows_length_and_at_most_four_harmless_characters(text: str, hint: str) -> None:
    assert Secret(text).hint == hint


@pytest.mark.parametrize(("left", "right"), [("a", "a"), ("ä", "ä"), ("\udc80", "\udc80")])
def test_equal_texts_are_equal_secrets(left: str, right: str) -> None:
    assert Secret(left) == Secret(right)


@pytest.mark.parametrize("other", [Secret("b"), "a", None, Secret("a\x00"), Secret("")])
def test_other_texts_and_other_things_are_not_equal(other: object) -> None:
    assert Secret("a") != other


def test_a_secret_cannot_be_a_key() -> None:
    with pytest.raises(TypeError):
        hash(Secret("a"))


def test_credentials_are_a_mapping_that_cannot_be_changed() -> None:
    fields = {"api_key": Secret("k")}
    credentials = Credentials(fields)
    fields["api_key"] = Secret("other")
    assert (list(credentials), len(credentials), credentials["api_key"]) == (["api_key"], 1, Secret("k"))
    assert not hasattr(credentials, "__setitem__")
