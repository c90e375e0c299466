"""What may be stored as a credential, and what is made of what comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.credentials.entry import SIZE_LIMIT, accept_pasted, decode_entry, encode_entry
from tui_app.domain.errors import CredentialsMissing, UsageError
from tui_app.domain.secrets import Credentials, Secret

TEXTS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), max_size=40)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), TEXTS, max_size=5))
def test_every_credential_survives_its_entry(plain: dict[str, str]) -> None:
    assert decode_entry(encode_entry(Credentials.of(plain)).reveal(), "main").reveal() == plain


@pytest.mark.parametrize("text", ["key", "key\n", "key\r\n", "key\r"])
def test_the_line_break_that_came_with_a_paste_is_dropped(text: str) -> None:
    assert accept_pasted(text) == Secret("key")


@pytest.mark.parametrize(
    "text",
    ["two\nlines", "key\n\n", "\nkey", "a\tb", "a\x00", "\x1b[2J", "\x9b2J", "\x7f", "\ufeffkey", "a\u200bb",
     "a\u202eb", "\ud800", "a\u2028"],
)  # fmt: skip
def test_invisible_characters_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        accept_pasted(text)
    assert (
        caught.value.title == "The secret holds a line break or an invisible character: copy it again, alone."
    )


def test_the_same_is_refused_when_it_is_stored() -> None:
    with pytest.raises(UsageError, match="invisible character"):
        encode_entry(Credentials.of({"api_key": "\udc80"}))


def test_a_whole_page_is_refused_by_its_size() -> None:
    with pytest.raises(UsageError) as caught:
        encode_entry(Credentials.of({"api_key": "x" * 1_000_000}))
    assert caught.value.title == "The credentials are 1,000,014 bytes and 4,096 fit: copy each key alone."


def test_the_limit_counts_bytes_and_can_be_reached() -> None:
    room = SIZE_LIMIT - len('{"k":""}')
    assert len(encode_entry(Credentials.of({"k": "x" * room})).reveal()) == SIZE_LIMIT
    with pytest.raises(UsageError):
        encode_entry(Credentials.of({"k": "ü" * room}))


@pytest.mark.parametrize(
    "entry",
    ["", "key", "[]", "5", "null", '"x"', '{"a": 1}', '{"a": null}', '{"a": {}}', "{", "[" * 4_000,
     '{"a": "' + "x" * SIZE_LIMIT + '"}'],
)  # fmt: skip
def test_what_something_else_wrote_counts_as_missing(entry: str) -> None:
    with pytest.raises(CredentialsMissing) as caught:
        decode_entry(entry, "main")
    assert caught.value.title == (
        "What the keyring holds for main is not readable: enter its credentials again under Accounts."
    )
