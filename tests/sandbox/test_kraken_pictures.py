"""The pictures that offers point to: there, of the type and length that was said, and drawable."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageSequence

from tests.sandbox_client import BASE_URL, Clock, KrakenCaller, in_process


@pytest.fixture
def media(clock: Clock) -> list[dict[str, Any]]:
    """Every medium of a market of 500 offers that is served here."""
    kraken = in_process(clock, offers=500, kraken_page_limit=500)
    offers = kraken.offers("received", count=500) + kraken.offers("placed", count=500)
    slots = [slot["media"] for offer in offers for slot in offer["item"]["nft_media"]]
    return [one for one in slots if one is not None and one["url"].startswith(BASE_URL)]


def test_each_type_of_medium_is_what_was_said(kraken: KrakenCaller, media: list[dict[str, Any]]) -> None:
    of_each_kind = {one["url"].rpartition("/")[2]: one for one in media}
    assert set(of_each_kind) == {
        "main.png",
        "image.png",
        "animation.gif",
        "video.mp4",
        "banner.png",
        "card.svg",
    }

    for one in of_each_kind.values():
        answer = kraken.client.get(one["url"])
        assert (answer.headers["content-type"], len(answer.content)) == (one["media_type"], one["size"])


def test_main_images_of_every_collection_can_be_drawn(
    kraken: KrakenCaller, media: list[dict[str, Any]]
) -> None:
    by_collection = {one["url"].split("/")[4]: one for one in media if one["url"].endswith("main.png")}

    for one in by_collection.values():
        with Image.open(io.BytesIO(kraken.client.get(one["url"]).content)) as image:
            image.load()
            assert len(image.getcolors() or ()) > 2


def test_an_animation_has_four_frames_that_can_be_drawn(
    kraken: KrakenCaller, media: list[dict[str, Any]]
) -> None:
    url = next(one["url"] for one in media if one["url"].endswith(".gif"))

    with Image.open(io.BytesIO(kraken.client.get(url).content)) as image:
        frames = {frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(image)}
    assert len(frames) == 4


def test_two_nfts_look_different(kraken: KrakenCaller, media: list[dict[str, Any]]) -> None:
    urls = {one["url"] for one in media if one["url"].endswith("main.png")}
    pictures = {kraken.client.get(url).content for url in sorted(urls)[:20]}

    assert len(pictures) == 20


def test_a_picture_is_the_same_each_time(kraken: KrakenCaller, media: list[dict[str, Any]]) -> None:
    url = media[0]["url"]

    assert kraken.client.get(url).content == kraken.client.get(url).content


@pytest.mark.parametrize("path", ["x/y/main.png", "NCQNABO-XYCA7-JMMSDF/NTN63WS-PBAV3-FQDQDG/other.exe"])
def test_what_is_no_picture_is_not_found(kraken: KrakenCaller, path: str) -> None:
    assert kraken.client.get(f"/media/{path}").status_code == 404
