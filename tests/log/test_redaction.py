"""Whatever looks like a secret goes; what a person needs to find trouble stays."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.log.redaction import redacted, without_home

KEY = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="
WALLET = "0x52908400098527886E0F7030069857D2E4169EE7"
TOKEN = ".".join(
    base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
    for part in ({"alg": "HS256"}, {"sub": "somebody", "exp": 1_900_000_000}, {"x": "y"})
)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"Kraken said {KEY} is wrong", KEY),
        (f"to {WALLET}.", WALLET),
        (f"Authorization: Bearer {TOKEN}", TOKEN),
        (f"the token {TOKEN} has ended", TOKEN),
        ("api_key=short1", "short1"),
        ('{"secretPhrase": "fish"}', "fish"),
        ("password: hunter2", "hunter2"),
        ("Cookie: session=1", "session"),
        ("https://me:hunter2@api.test/v1", "hunter2"),
        ("https://api.test/v1?key=abc", "abc"),
        ("“org-77” is not the id of an organization.", "org-77"),
        ("ask anna.b@example.org about it", "anna"),
        ("session 5Hq1vZ8mRz2LpXc9TtWw was refused", "5Hq1"),
        ("7EqQdEULxWcraVx3mXKFjc84LhCkMGZCkRuDpvcMwJeK signs", "7EqQ"),
        ("id 021272bc-e41b-412f-8631-f63304a6d3a6", "021272bc"),
    ],
)
def test_what_nobody_should_read_is_masked(text: str, secret: str) -> None:
    assert secret not in redacted(text)
    assert "***" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "main: Unreachable: api.kraken.com cannot be reached: refused. Check the network, then refresh.",
        "/usr/lib/python3.11/site-packages/textual/_compositor.py:1183 in render_update",
        "offerdesk 0.1.0; textual 8.2.8; Linux 6.1.0-13-amd64 x86_64",
        "The credentials of main cannot be had. my-secrets ended with code 3.",
        "Dew does not accept the token. Enter a new one on the Accounts screen.",
    ],
)
def test_what_helps_to_find_trouble_stays(text: str) -> None:
    assert redacted(text) == text


@given(st.binary(min_size=64, max_size=64), st.sampled_from(["", "said ", "x=", "(", '"']))
def test_no_half_of_a_keys_secret_is_left(secret: bytes, before: str) -> None:
    text = base64.b64encode(secret).decode()
    left = redacted(f"{before}{text}")
    assert not any(text[at : at + 16] in left for at in range(len(text) - 16) if _mixes(text[at : at + 16]))


def _mixes(text: str) -> bool:
    return "/" not in text and any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def test_the_home_folder_is_a_tilde_and_only_where_it_is_the_home_folder() -> None:
    home = Path("/home/anna")
    assert without_home("/home/anna/.config/x and '/home/anna'", home) == "~/.config/x and '~'"
    assert without_home("/home/annabel/x", home) == "/home/annabel/x"
    assert without_home("/etc", Path("/")) == "/etc"
