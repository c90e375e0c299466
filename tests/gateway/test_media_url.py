"""What links mean, and which of them may be followed at all."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.errors import MediaError
from tui_app.gateway.media_url import media_url

OWN = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("link", "host", "target"),
    [
        (
            "https://assets-dynamic.kraken.com/media1%2Fab.png",
            "assets-dynamic.kraken.com",
            "/media1%2Fab.png",
        ),
        ("https://example.com", "example.com", "/"),
        ("https://example.com:443/x", "example.com", "/x"),
        ("HTTPS://Example.COM/X", "example.com", "/X"),
        ("https://example.com/x?width=3&y=a%20b#part", "example.com", "/x?width=3&y=a%20b"),
        ("https://example.com?x", "example.com", "/?x"),
        ("https://example.com/ä", "example.com", "/%C3%A4"),
        ('https://example.com/"x"<y>', "example.com", "/%22x%22%3Cy%3E"),
        ("https://bücher.example/x", "xn--bcher-kva.example", "/x"),
        ("https://a_b.example.com/x", "a_b.example.com", "/x"),
        ("https://123.example.com/x", "123.example.com", "/x"),
    ],
)
def test_a_link_has_one_host_and_one_target(link: str, host: str, target: str) -> None:
    url = media_url(link)

    assert (url.scheme, url.host, url.port, url.target, url.own) == ("https", host, 443, target, False)
    assert url.text == f"https://{host}{target}"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "not a web address"),
        ("nfts/cat.jpg", "not a web address"),
        ("blob:https://example.com/1", "not a web address"),
        ("data:image/png;base64,AAAA", "not a web address"),
        ("ipfs://Qm/1.png", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("https:///x", "not a web address"),
        ("https:example.com", "not a web address"),
        ("//example.com/x", "not a web address"),
        ("http://example.com/x", "not encrypted"),
        ("https://example.com:8443/x", "port 8443"),
        ("https://example.com:0/x", "port 0"),
        ("https://example.com:99999/x", "cannot be read"),
        ("https://example.com:x/", "cannot be read"),
        ("https://[::1/x", "cannot be read"),
        ("https://me:secret@example.com/x", "name or password"),
        ("https://@example.com/x", "name or password"),
        ("https://example.com/a b.png", "characters"),
        ("https://example.com\\@evil.example/", "characters"),
        ("https://exa\tmple.com/", "characters"),
        (" https://example.com/", "characters"),
        ("https://example.com/\x1b[2J", "characters"),
        ("https://example.com/\x9b2J", "characters"),
        ("https://127.0.0.1/x", "a number"),
        ("https://8.8.8.8/x", "a number"),
        ("https://[2606:4700::1]/x", "a number"),
        ("https://2130706433/x", "a number"),
        ("https://0x7f000001/x", "a number"),
        ("https://127.1/x", "a number"),
        ("https://0177.0.0.01/x", "a number"),
        ("https://127.0.0.0x1/x", "a number"),
        ("https://127。0。0。1/x", "a number"),
        ("https://①②⑦.⓪.⓪.①/x", "a number"),
        ("https://localhost/x", "not a public name"),
        ("https://LOCALHOST/x", "not a public name"),
        ("https://intranet/x", "not a public name"),
        ("https://example.com./x", "not a public name"),
        ("https://example..com/x", "not a public name"),
        ("https://-x.example.com/x", "not a public name"),
        ("https://ex%61mple.com/x", "not a public name"),
        ("https://example.com%00.evil.example/x", "not a public name"),
        (f"https://{'a' * 64}.example.com/x", "not a public name"),
        (f"https://{'a.' * 130}example.com/x", "not a public name"),
        (f"https://{'ä' * 70}.example/", "not a name"),
        ("https://example.com/" + "x" * 5_000, "too long"),
    ],
)
def test_what_is_not_followed_says_why(link: str, reason: str) -> None:
    with pytest.raises(MediaError, match=reason):
        media_url(link)


@pytest.mark.parametrize(
    "own", [OWN, OWN + "/nft", "http://localhost:8080", "http://[::1]:8080", "http://[::1]"]
)
def test_the_accounts_own_server_on_this_machine_is_the_exception(own: str) -> None:
    url = media_url(own + "/media/x.png", own=own)

    assert url.own
    assert url.text == own + "/media/x.png"


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:8081/x",
        "http://127.0.0.1/x",
        "http://127.0.0.2:8080/x",
        "http://localhost:8080/x",
        "https://127.0.0.1:8080/x",
        "http://me@127.0.0.1:8080/x",
        "http://2130706433:8080/x",
        "http://127.1:8080/x",
    ],
)
def test_the_exception_is_that_server_and_no_other(link: str) -> None:
    with pytest.raises(MediaError):
        media_url(link, own=OWN)


@pytest.mark.parametrize("own", ["http://10.0.0.1:8080", "https://127.0.0.1:8080", "http://api.example.com"])
def test_a_server_that_is_not_plain_http_on_this_machine_is_no_exception(own: str) -> None:
    with pytest.raises(MediaError):
        media_url(own + "/x", own=own)


@given(st.text())
def test_any_text_is_a_plain_address_or_an_error(text: str) -> None:
    for link in (text, f"https://{text}", f"https://example.com/{text}"):
        with suppress(MediaError):
            url = media_url(link).text
            assert url.isascii()
            assert url.isprintable()
