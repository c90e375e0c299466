"""Which addresses an API may stand at."""

from __future__ import annotations

import pytest

from tui_app.domain.errors import UsageError
from tui_app.gateway.base_url import checked_base_url, is_loopback, place_of


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://api.kraken.com", "https://api.kraken.com"),
        ("  https://api.kraken.com/ ", "https://api.kraken.com"),
        ("https://api.example.com:8443/nft/v1/", "https://api.example.com:8443/nft/v1"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://127.8.9.10", "http://127.8.9.10"),
    ],
)
def test_https_and_loopback_addresses_are_taken(typed: str, address: str) -> None:
    assert checked_base_url(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "api.kraken.com",
        "ftp://api.kraken.com",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "http://api.kraken.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://2130706433",
        "http://0x7f000001",
        "http://0.0.0.0",
        "https://user:pw@api.kraken.com",
        "http://127.0.0.1@example.com",
        "https://api.kraken.com?x=1",
        "https://api.kraken.com#x",
        "https://api.kraken.com/a b",
        "https://api.kraken.com\nHost: evil",
        "https://api.krak\u0435n.com",
        "https://api.kraken.com:99999",
        "https://[::1",
        "http://127。0。0。1",
    ],
)
def test_other_addresses_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UsageError) as refusal:
        checked_base_url(typed, example="https://api.kraken.com")
    assert refusal.value.detail == "For example https://api.kraken.com"


def test_a_refusal_shows_no_control_characters() -> None:
    with pytest.raises(UsageError) as refusal:
        checked_base_url("https://a\x1b]52;c;AAAA\x07")
    assert refusal.value.title.isprintable()


@pytest.mark.parametrize(
    ("host", "loop"), [("LOCALHOST", True), ("::1", True), ("8.8.8.8", False), ("x", False)]
)
def test_loopback_is_told_by_name_or_number(host: str, loop: bool) -> None:
    assert is_loopback(host) is loop


def test_the_place_is_host_and_port() -> None:
    assert place_of("http://127.0.0.1:8000/x") == "127.0.0.1:8000"
