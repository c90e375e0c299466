"""Addresses, ids and the other fields of an account at Mojito are checked by form, one sentence each."""

from __future__ import annotations

import pytest

from tests.mojito_account import (
    CONTRACT,
    EVM_OTHER,
    EVM_WALLET,
    NFT,
    ORG,
    SOLANA_OTHER,
    SOLANA_WALLET,
    account,
)
from tui_app.domain.errors import UsageError
from tui_app.marketplaces.mojito.addresses import chain_of, chain_of_token, same, shortened
from tui_app.marketplaces.mojito.fields import (
    checked_choice,
    checked_currency,
    checked_nft_token_id,
    checked_org_id,
    checked_payment_tokens,
    checked_url,
    checked_wallets,
    payment_tokens_in,
)

WETH = f"WETH={CONTRACT}:{ORG}"


@pytest.mark.parametrize(
    ("address", "chain"),
    [
        (EVM_WALLET, "EVM"),
        (EVM_WALLET.lower(), "EVM"),
        (SOLANA_WALLET, "Solana"),
        ("1" * 32, "Solana"),  # the system program: 32 zero bytes
        ("1" * 33, ""),
        ("z" * 44, ""),  # more than 32 bytes hold
        (EVM_WALLET[:-1], ""),
        (EVM_WALLET + "0", ""),
        ("0x" + "g" * 40, ""),
        (SOLANA_WALLET.replace("7", "0"), ""),  # no 0 in base58
        ("", ""),
        ("٠x" + "1" * 40, ""),
    ],
)
def test_the_form_of_an_address_tells_its_chain(address: str, chain: str) -> None:
    assert chain_of(address) == chain


@pytest.mark.parametrize(
    ("token_type", "addresses", "chain"),
    [
        ("NonFungible", (SOLANA_WALLET, SOLANA_OTHER), "Solana"),
        ("ERC721", (EVM_WALLET, EVM_OTHER), "EVM"),
        ("ERC1155", (), "EVM"),
        ("", (SOLANA_WALLET,), "Solana"),
        ("Hologram", (EVM_WALLET,), "EVM"),
        ("NonFungible", (EVM_WALLET,), ""),
        ("ERC721", (SOLANA_WALLET,), ""),
        ("", (EVM_WALLET, SOLANA_WALLET), ""),
        ("", (), ""),
    ],
)
def test_a_token_s_chain_is_told_where_everything_agrees(
    token_type: str, addresses: tuple[str, ...], chain: str
) -> None:
    assert chain_of_token(token_type, *addresses) == chain


def test_evm_addresses_are_compared_without_case_and_solana_s_with() -> None:
    assert same(EVM_WALLET, "0X" + EVM_WALLET[2:].swapcase())
    assert not same(EVM_WALLET, EVM_OTHER)
    assert same(SOLANA_WALLET, SOLANA_WALLET)
    assert not same(SOLANA_WALLET, SOLANA_WALLET.replace("G", "g", 1))


def test_long_ids_are_shown_by_their_ends() -> None:
    assert shortened(SOLANA_OTHER) == "AhE1ub…mJGh"
    assert shortened("17") == "17"


@pytest.mark.parametrize("between", [" ", ",", ", ", "\n", "\t", ";", "\r\n"])
def test_wallets_may_be_separated_in_many_ways(between: str) -> None:
    typed = f"  {EVM_WALLET}{between}{SOLANA_WALLET}{between}{EVM_WALLET.lower()} "
    assert checked_wallets(typed) == f"{EVM_WALLET} {SOLANA_WALLET}"


@pytest.mark.parametrize("wrong", ["0x123", "nonsense", "1" * 33, "0xprivate\x1b[2J", ""])
def test_the_wrong_wallet_is_named_in_one_sentence(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_wallets(f"{EVM_WALLET} {wrong}" if wrong else "")
    assert caught.value.title.endswith("is not the address of an EVM or Solana wallet.")
    assert caught.value.title.isprintable()


@pytest.mark.parametrize("check", [checked_org_id, checked_nft_token_id])
def test_an_id_is_a_uuid_in_small_letters(check: object) -> None:
    assert callable(check)
    assert check(f" {NFT.upper()} ") == NFT
    for wrong in ("", "1", NFT[:-1], NFT + "0", NFT.replace("-", ""), "٠" * 36):
        with pytest.raises(UsageError, match="is not"):
            check(wrong)


@pytest.mark.parametrize(("typed", "kept"), [("usd", "USD"), (" EUR ", "EUR")])
def test_a_currency_is_three_letters(typed: str, kept: str) -> None:
    assert checked_currency(typed) == kept
    with pytest.raises(UsageError):
        checked_currency("dollars")


def test_a_choice_is_yes_no_or_nothing() -> None:
    assert [checked_choice(each) for each in ("Yes", "no", "", " TRUE ")] == ["yes", "no", "", "yes"]
    with pytest.raises(UsageError):
        checked_choice("maybe")


def test_payment_tokens_are_named_by_currency() -> None:
    assert checked_payment_tokens(f" {WETH},  USDC=abc ") == f"{WETH} USDC=abc"
    assert payment_tokens_in(WETH)["WETH"] == (CONTRACT, ORG)
    assert payment_tokens_in("USDC=abc")["USDC"] == ("abc", None)
    for wrong in ("WETH", "=x", f"WETH={CONTRACT}:12", "W=x y"):
        with pytest.raises(UsageError):
            checked_payment_tokens(wrong)


@pytest.mark.parametrize("wrong", ["http://api.mojito.xyz/query", "ftp://x", "https://u:p@x/query", "x"])
def test_an_address_of_the_api_has_to_be_a_safe_one(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_url(wrong)
    assert caught.value.detail == "For example https://api.mojito.xyz/query"


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {"org_id": "x"},
            {"org_id": ""},
            {"wallets": ""},
            {"wallets": "x"},
            {"currency": "x"},
            {"url": "x"},
        ),
        *({"gated_offers": "x"}, {"buyer_address": "x"}, {"wallet_address": f"{EVM_WALLET} {EVM_OTHER}"}),
    ],
)
def test_settings_that_cannot_be_right_are_refused_when_connecting(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        account(**wrong)


def test_the_undocumented_arguments_are_left_out_unless_they_are_set() -> None:
    assert account().narrowing == {}
    set_ = account(buyer_address=EVM_OTHER, wallet_address=SOLANA_WALLET, gated_offers="no").narrowing
    assert set_ == {"buyerAddress": EVM_OTHER, "walletAddress": SOLANA_WALLET, "gatedOffers": False}
