"""Asking for pictures: what is fetched, from where, and what is not even asked for."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from tests.loopback import Loopback, answer, loopback
from tests.media.picture_files import plain
from tui_app.domain.errors import HostUnasked, MediaError
from tui_app.domain.nft import Media, MediaKind
from tui_app.domain.text import UntrustedText
from tui_app.gateway.limits import MAX_MEDIUM
from tui_app.gateway.media_http import MediaLines
from tui_app.media import worker_process
from tui_app.media.gallery import Gallery, Origin, first_drawable, why_not_drawn
from tui_app.media.picture import Room
from tui_app.media.shelf import MediaShelf

pytestmark = pytest.mark.anyio

FILE = plain("RGB", (20, 10), "PNG")


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    """The account's own server."""
    async with loopback(answer(FILE)) as found:
        yield found


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    """A gallery without a history."""
    return Gallery(MediaShelf(tmp_path / "media"), lambda: MediaLines(trust=ssl.create_default_context()))


def medium(url: str, media_type: str = "image/png", size: int | None = None) -> Media:
    """A medium as a marketplace describes it."""
    return Media(kind=MediaKind.MAIN, media_type=UntrustedText(media_type), url=UntrustedText(url), size=size)


async def test_a_picture_is_fetched_and_decoded(gallery: Gallery, server: Loopback) -> None:
    content = await gallery.fetch(medium(f"{server.base_url}/x.png"), Origin(base_url=server.base_url))
    picture = await gallery.decode(content, Room(width=20, height=20))

    assert (picture.width, picture.height) == (20, 10)
    assert Image.frombytes("RGB", (20, 10), picture.rgb).getcolors() == [(200, (0, 0, 0))]


async def test_looking_for_it_sends_nothing(gallery: Gallery, server: Loopback) -> None:
    assert await gallery.find(medium(f"{server.base_url}/x.png")) is None
    assert server.connections == 0


async def test_what_was_kept_is_found_without_asking_again(gallery: Gallery, server: Loopback) -> None:
    wanted = medium(f"{server.base_url}/x.png")
    await gallery.keep(wanted, await gallery.fetch(wanted, Origin(base_url=server.base_url)))

    assert await gallery.find(wanted) == FILE
    assert server.connections == 1


async def test_what_may_not_be_a_picture_is_not_kept(gallery: Gallery, server: Loopback) -> None:
    wanted = medium(f"{server.base_url}/x.png")
    await gallery.fetch(wanted, Origin(base_url=server.base_url))

    assert await gallery.find(wanted) is None


async def test_a_host_is_asked_about_until_it_is_allowed(gallery: Gallery) -> None:
    wanted = medium("https://127.0.0.1.pictures.example.com/x.png")
    with pytest.raises(HostUnasked) as error:
        await gallery.fetch(wanted, Origin())
    assert error.value.host == "127.0.0.1.pictures.example.com"


async def test_hosts_of_the_marketplace_need_no_question(tmp_path: Path) -> None:
    async def nowhere(_host: str, _port: int) -> tuple[str, ...]:
        return ()

    gallery = Gallery(
        MediaShelf(tmp_path), lambda: MediaLines(trust=ssl.create_default_context(), resolve=nowhere)
    )
    wanted = medium("https://pictures.example.com/x.png")
    with pytest.raises(MediaError, match="cannot be found"):
        await gallery.fetch(wanted, Origin(hosts=("pictures.example.com",)))
    gallery.allow("other.example.com")
    with pytest.raises(MediaError, match="cannot be found"):
        await gallery.fetch(medium("https://other.example.com/x.png"), Origin())


@pytest.mark.parametrize(
    ("media_type", "word"),
    [
        ("video/mp4", "video"),
        ("VIDEO/MP4", "video"),
        ("audio/mpeg", "Sound"),
        ("image/svg+xml", "SVG"),
        ("model/gltf-binary", "three-dimensional"),
        ("text/html; charset=utf-8", "HTML"),
        ("application/pdf", "PDF"),
    ],
)
async def test_what_is_said_to_be_no_picture_is_not_fetched(
    gallery: Gallery, server: Loopback, media_type: str, word: str
) -> None:
    with pytest.raises(MediaError, match=word):
        await gallery.fetch(medium(server.base_url, media_type), Origin(base_url=server.base_url))
    assert server.connections == 0


@pytest.mark.parametrize(
    "media_type", ["image/png", "image/jpeg", "image/whatever", "", "\x1b[2J", "unknown"]
)
def test_what_may_be_a_picture_is_worth_a_try(media_type: str) -> None:
    assert why_not_drawn(medium("https://example.com", media_type, MAX_MEDIUM)) == ""


async def test_what_is_said_to_be_too_large_is_not_fetched(gallery: Gallery, server: Loopback) -> None:
    with pytest.raises(MediaError, match="16,777,217 bytes"):
        await gallery.fetch(medium(server.base_url, size=MAX_MEDIUM + 1), Origin(base_url=server.base_url))
    assert server.connections == 0


async def test_without_pillow_nothing_is_fetched(
    gallery: Gallery, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "find_spec", lambda _name: None)
    with pytest.raises(MediaError, match="pip install pillow"):
        await gallery.fetch(medium(server.base_url), Origin(base_url=server.base_url))
    assert server.connections == 0


async def test_the_first_that_may_be_a_picture_comes_first() -> None:
    video, picture = medium("a", "video/mp4"), medium("b")

    assert first_drawable([video, picture, picture]) == 1
    assert first_drawable([video, video]) == 0
    assert first_drawable([]) == 0


async def test_lines_are_opened_once(tmp_path: Path, server: Loopback) -> None:
    opened: list[MediaLines] = []

    def open_lines() -> MediaLines:
        opened.append(MediaLines(trust=ssl.create_default_context()))
        return opened[-1]

    gallery = Gallery(MediaShelf(tmp_path), open_lines)
    await asyncio.gather(
        *(gallery.fetch(medium(f"{server.base_url}/{n}"), Origin(base_url=server.base_url)) for n in range(4))
    )
    assert len(opened) == 1
