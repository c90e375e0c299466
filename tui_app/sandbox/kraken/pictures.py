"""Generated media: each NFT's picture follows from its id, and its look from its collection.

A URL says everything needed to draw it: /media/<collection>/<nft>/<file>.
"""

from __future__ import annotations

import colorsys
import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from tui_app.sandbox.kraken.image_files import Palette, gif, gif_length, png, png_length
from tui_app.sandbox.kraken.records import Media, MediaSlot

_ID = re.compile(r"[A-Z0-9]{7}-[A-Z0-9]{5}-[A-Z0-9]{6}")
_SIDES = (96, 120, 144, 160)
_SMALL, _FRAMES = 64, 4
_BANNER = (320, 96)
_VIDEO_LENGTH = 4096

Shade = Callable[[int, int], int]
"""From a pixel to one of sixteen colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file as it is served."""

    media_type: str
    content: bytes


def main_image(nft_id: str, collection_id: str) -> MediaSlot:
    """The main image, 96 to 160 pixels square as the collection has it."""
    side = _side(collection_id)
    return _slot("Main", collection_id, nft_id, "main.png", "image/png", png_length(side, side))


def other_media(kind: str, nft_id: str, collection_id: str) -> MediaSlot:
    """A medium of another kind: Image, Animation, Video, TopBanner or Other."""
    name, media_type, length = {
        "Image": ("image.png", "image/png", png_length(_SMALL, _SMALL)),
        "Animation": ("animation.gif", "image/gif", gif_length(_SMALL, _SMALL, _FRAMES)),
        "Video": ("video.mp4", "video/mp4", _VIDEO_LENGTH),
        "TopBanner": ("banner.png", "image/png", png_length(*_BANNER)),
        "Other": ("card.svg", "image/svg+xml", len(_svg(nft_id))),
    }[kind]
    return _slot(kind, collection_id, nft_id, name, media_type, length)


def thumbnail_url(nft_id: str, collection_id: str) -> str:
    """Where the small picture is."""
    return f"/media/{collection_id}/{nft_id}/thumbnail.png"


def picture(collection: str, nft: str, name: str) -> Picture | None:
    """Draw what a media URL names; None where it names nothing."""
    if not (_ID.fullmatch(collection) and _ID.fullmatch(nft)):
        return None
    side = _side(collection)
    sizes = {
        "main.png": (side, side),
        "image.png": (_SMALL, _SMALL),
        "thumbnail.png": (_SMALL, _SMALL),
        "banner.png": _BANNER,
    }
    if name in sizes:
        return Picture(media_type="image/png", content=_png(collection, nft, *sizes[name]))
    if name == "animation.gif":
        return Picture(media_type="image/gif", content=_gif(collection, nft))
    if name == "video.mp4":
        return Picture(media_type="video/mp4", content=_mp4())
    if name == "card.svg":
        return Picture(media_type="image/svg+xml", content=_svg(nft))
    return None


def _slot(kind: str, collection_id: str, nft_id: str, name: str, media_type: str, size: int) -> MediaSlot:
    url = f"/media/{collection_id}/{nft_id}/{name}"
    return MediaSlot(kind=kind, media=Media(url=url, media_type=media_type, size=size))


def _side(collection_id: str) -> int:
    return _SIDES[_digest(collection_id)[1] % len(_SIDES)]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _png(collection_id: str, nft_id: str, width: int, height: int) -> bytes:
    shade = _look(collection_id, nft_id, width, height, 0.0)
    return png(_palette(nft_id), _drawn(shade, width, height))


def _gif(collection_id: str, nft_id: str) -> bytes:
    frames = [
        _drawn(_look(collection_id, nft_id, _SMALL, _SMALL, step / _FRAMES), _SMALL, _SMALL)
        for step in range(_FRAMES)
    ]
    return gif(_palette(nft_id), frames)


def _mp4() -> bytes:
    kind = (20).to_bytes(4, "big") + b"ftypisom" + (512).to_bytes(4, "big") + b"isom"
    rest = _VIDEO_LENGTH - len(kind)
    return kind + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8)


def _svg(nft_id: str) -> bytes:
    hue = _digest(nft_id)[0] * 360 // 256
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="hsl({hue:03d} 60% 40%)"/>'
        '<circle cx="32" cy="32" r="20" fill="white" fill-opacity=".7"/></svg>'
    ).encode()


def _palette(nft_id: str) -> Palette:
    digest = _digest(nft_id)
    hue, drift = digest[0] / 256, (digest[1] - 128) / 512
    colours = []
    for step in range(16):
        red, green, blue = colorsys.hsv_to_rgb(
            (hue + drift * step / 15) % 1, 0.75 - step / 40, 0.25 + step / 21
        )
        colours.append((round(red * 255), round(green * 255), round(blue * 255)))
    return colours


def _drawn(shade: Shade, width: int, height: int) -> list[bytes]:
    return [bytes(shade(x, y) & 15 for x in range(width)) for y in range(height)]


def _look(collection_id: str, nft_id: str, width: int, height: int, phase: float) -> Shade:
    look = (_blocks, _rings, _dunes, _weave)[_digest(collection_id)[0] % 4]
    return look(_digest(nft_id + "/look"), width, height, phase)


def _blocks(digest: bytes, width: int, height: int, phase: float) -> Shade:
    shift = int(phase * 4)

    def shade(x: int, y: int) -> int:
        column, row = x * 8 // width, y * 8 // height
        cell = digest[min(column, 7 - column) * 8 % 32 + row % 8]
        return (cell >> 4) + shift if cell & 1 else 1

    return shade


def _rings(digest: bytes, width: int, height: int, phase: float) -> Shade:
    middle_x, middle_y = width * (64 + digest[0] // 2) / 256, height * (64 + digest[1] // 2) / 256
    band = max(3, min(width, height) // (6 + digest[2] % 10))

    def shade(x: int, y: int) -> int:
        return int(math.hypot(x - middle_x, y - middle_y) / band + phase * 4) * 3

    return shade


def _dunes(digest: bytes, width: int, height: int, phase: float) -> Shade:
    waves = [
        (height * (3 + layer) / 8, digest[layer] / 40 + phase * 6, 1 + digest[layer + 8] % 3)
        for layer in range(4)
    ]

    def shade(x: int, y: int) -> int:
        for layer, (level, start, count) in reversed(list(enumerate(waves))):
            if y > level + math.sin(x / width * math.tau * count + start) * height / 12:
                return 10 - layer * 3
        return 12 + y * 3 // height

    return shade


def _weave(digest: bytes, width: int, height: int, phase: float) -> Shade:
    across, down = 4 + digest[0] % 9, 4 + digest[1] % 9
    shift = int(phase * 8)

    def shade(x: int, y: int) -> int:
        return (x // across + shift) ^ (y // down) ^ (digest[2] & 7)

    return shade
