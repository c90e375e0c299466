"""What is typed into an account's fields is kept, trimmed, or refused in one sentence without a secret."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping

import pytest

from tui_app.desk.account_drafts import draft_of
from tui_app.domain.errors import UsageError
from tui_app.domain.secrets import Secret
from tui_app.gateway.contract import AccountField, Marketplace
from tui_app.marketplaces import MARKETPLACES

CANARY = "canary56rL9"
PRIVATE = base64.b64encode(bytes(range(64))).decode()
ADDRESS = "0x40415c1c0e7a8ff3e184b51a94a2fc5b92df9434"
RIGHT: Mapping[str, Mapping[str, str]] = {
    "kraken": {
        "base_url": "https://api.example.com",
        "api_key": "A" * 56,
        "api_secret": PRIVATE,
        "otp": "fixed",
    },
    "mojito": {
        "url": "https://api.example.com/query",
        "token": "eyJh.eyJz.c2ln",
        "org_id": "0db10bbf-85fe-4c87-911b-d18f8568fc07",
        "wallets": f"{ADDRESS} Dk3cHk6Npb1cjqBJapViSyG3S5TYg8qUeG81c7a9zFiu",
        "currency": "EUR",
        "payment_tokens": "WETH=0xB4FBF271143F4FBf7B91A5ded31805e42b2208d6",
        "buyer_address": ADDRESS,
        "wallet_address": ADDRESS,
        "gated_offers": "yes",
    },
    "dew": {
        "base_url": "https://api.example.com",
        "api_key": "k-1",
        "wallets": ADDRESS,
        "network_id": "137",
    },
    "license_rocks": {"base_url": "https://api.example.com", "token": "t-1"},
    "tokenizationtr": {
        "base_url": "https://api.example.com",
        "token": "eyJh.eyJz.c2ln",
        "user_id": "680c02896d91ca0145cfeb81",
        "node_id": "n1",
    },
}
"""Every field of every marketplace, filled in as it may be."""

FIELDS = [(market, entry) for market in MARKETPLACES for entry in market.account_fields]
NAMES = [f"{market.slug}-{entry.name}" for market, entry in FIELDS]
NONSENSE = {
    "a megabyte": CANARY + "x" * 1_000_000,
    "a megabyte of words": f"{CANARY} " * 90_000,
    "a megabyte of lines": f"{CANARY}\n" * 90_000,
    "NUL": f"{CANARY}\0{CANARY}",
    "an escape sequence": f"{CANARY}\x1b]52;c;aGk=\x07",
    "a C1 control": f"{CANARY}\x9b2J",
    "a lone surrogate": f"{CANARY}\ud800",
    "a right-to-left override": f"{CANARY}\u202e{CANARY}",
    "a zero-width space": f"{CANARY}\u200b{CANARY}",
    "two lines": f"{CANARY}\n{CANARY}",
    "an emoji": f"{CANARY}💥",
}
"""What nothing can be."""
ODD = {"markup": f"[@click=app.quit]{CANARY}[/]", "an open bracket": f"http://[::1{CANARY}"}
"""What a key or a token might be, and nothing else."""


def kept(market: Marketplace, **changes: str) -> dict[str, str]:
    """What is kept of the right values with these changes, in plain text. Raises UsageError."""
    draft = draft_of(market, "main", "session", {**RIGHT[market.slug], **changes})
    assert all(isinstance(each, Secret) for each in draft.credentials.values())
    return {**draft.config.fields, **draft.credentials.reveal()}


@pytest.mark.parametrize("market", MARKETPLACES, ids=lambda each: each.slug)
def test_what_is_right_is_kept_as_it_is(market: Marketplace) -> None:
    assert set(RIGHT[market.slug]) == {entry.name for entry in market.account_fields}
    assert kept(market) == RIGHT[market.slug]


@pytest.mark.parametrize(("market", "entry"), FIELDS, ids=NAMES)
def test_spaces_around_what_is_right_are_not_part_of_it(market: Marketplace, entry: AccountField) -> None:
    right = RIGHT[market.slug][entry.name]

    assert kept(market, **{entry.name: f" \t{right} \r\n"})[entry.name] == right


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
@pytest.mark.parametrize(("market", "entry"), FIELDS, ids=NAMES)
def test_nonsense_is_refused_in_one_sentence(market: Marketplace, entry: AccountField, text: str) -> None:
    if entry.name == "otp" and text == NONSENSE["an emoji"]:
        return  # a password may be anything that can be seen
    began = time.process_time()
    with pytest.raises(UsageError) as caught:
        kept(market, **{entry.name: text})

    said = f"{caught.value.title} {caught.value.detail}"
    assert time.process_time() - began < 1
    assert said.isprintable()
    assert len(said) < 400
    assert not (entry.secret and CANARY in said)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize(("market", "entry"), FIELDS, ids=NAMES)
def test_what_only_a_secret_can_be_is_refused_elsewhere(
    market: Marketplace, entry: AccountField, text: str
) -> None:
    if entry.secret and entry.name != "api_secret":
        assert kept(market, **{entry.name: text})[entry.name] == text
    else:
        with pytest.raises(UsageError):
            kept(market, **{entry.name: text})


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_a_name_of_nonsense_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UsageError) as name:
        draft_of(MARKETPLACES[0], text, "session", {})
    with pytest.raises(UsageError) as field:
        draft_of(MARKETPLACES[0], "main", "session", {text: "x"})

    for each in (name.value, field.value):
        assert each.title.isprintable()
        assert len(each.title) < 300


KEYS = [
    ("api_key", PRIVATE, "That is the private key, which is never sent"),
    ("api_secret", "A" * 56, "not a private key of Kraken's"),
    ("api_secret", PRIVATE[:-4], "not a private key of Kraken's"),
    ("api_secret", base64.b64encode(b"secret").decode(), "not a private key of Kraken's"),
]


@pytest.mark.parametrize(("field", "text", "words"), KEYS)
def test_the_halves_of_a_kraken_key_are_told_apart(field: str, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        kept(MARKETPLACES[0], **{field: text})

    assert text not in f"{caught.value.title} {caught.value.detail}"


@pytest.mark.parametrize("slug", ["mojito", "tokenizationtr"])
def test_a_token_may_be_pasted_with_the_word_before_it(slug: str) -> None:
    (market,) = [each for each in MARKETPLACES if each.slug == slug]

    assert kept(market, token="Bearer eyJh.eyJz.c2ln")["token"] == "eyJh.eyJz.c2ln"
