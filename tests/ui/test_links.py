"""Where a link of a stranger's leads, in plain letters."""

from __future__ import annotations

import pytest

from tui_app.ui.links import NO_HOST, host_of


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://media.example/a.png", "media.example"),
        ("HTTPS://Media.Example/a.png", "media.example"),
        ("https://media.example:8443/a", "media.example"),
        ("https://trusted.example@evil.example/a", "evil.example"),
        ("https://trusted.example%2f@evil.example/", "evil.example"),
        ("http://media.example/a", "media.example (not encrypted)"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://[::1]/a", "::1"),
    ],
)
def test_the_host_is_the_one_that_would_be_asked(link: str, host: str) -> None:
    assert host_of(link) == host


@pytest.mark.parametrize(
    "link",
    [
        "",
        "nfts/a picture.jpg",
        "blob:https://x.example/1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x.example/",
        "https://",
        "https:///a",
        "https://[::1/",
        "https://" + "ü" * 300 + "/",
        "data:image/png;base64,AAAA",
        "//x.example/a",
    ],
)
def test_what_is_no_web_address_says_so(link: str) -> None:
    assert host_of(link) == NO_HOST


@pytest.mark.parametrize(
    "link", ["https://a\x1b[2Jb.example/", "https://a\u202eb.example/", "https://a\x00b/"]
)
def test_no_host_carries_control_codes(link: str) -> None:
    assert host_of(link).isprintable()
