"""Files for a decoder: good ones made by Pillow, and hostile ones made by hand, each when it is needed."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from functools import partial

from PIL import Image

PNG_START = b"\x89PNG\r\n\x1a\n"
LOSSLESS = ("PNG", "GIF", "WEBP")
ALL = ("PNG", "JPEG", "GIF", "WEBP")

Make = Callable[[], bytes]


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(
    width: int, height: int, *more: bytes, pixels: bytes = b"", depth: int = 8, colours: int = 2
) -> bytes:
    """A PNG that claims this size, whatever it holds."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    data = chunk(b"IDAT", pixels or zlib.compress(bytes(1000)))
    return PNG_START + header + b"".join(more) + data + chunk(b"IEND", b"")


def gif_of(width: int, height: int, frames: int) -> bytes:
    """A GIF whose frames each paint one pixel of a large screen."""
    header = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    frame = b"\x21\xf9\x04\x08\x01\x00\x00\x00" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0)
    return header + (frame + b"\x02\x02\x44\x01\x00") * frames + b"\x3b"


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose header claims this size."""
    good = bytearray(saved(Image.new("RGB", (8, 8)), "JPEG"))
    at = good.index(b"\xff\xc0") + 5
    good[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(good)


def jpeg_of_many_scans(side: int, times: int) -> bytes:
    """A progressive JPEG that paints the same scan again and again."""
    good = saved(Image.new("RGB", (side, side)), "JPEG", progressive=True)
    first = good.index(b"\xff\xda")
    second = good.index(b"\xff\xda", first + 2)
    table = good.rfind(b"\xff\xc4", 0, second)
    scan = good[first : table if table > first else second]
    return good[:first] + scan * times + b"\xff\xd9"


def webp_of(width: int, height: int) -> bytes:
    """An animated WebP that claims this canvas and holds no frame."""
    canvas = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    extended = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + canvas
    body = b"WEBP" + extended + b"ANIM" + struct.pack("<I", 6) + bytes(6)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The file of an image."""
    sink = io.BytesIO()
    image.save(sink, kind, **options)
    return sink.getvalue()


def painting(width: int, height: int, colours: int = 200, seed: int = 1) -> Image.Image:
    """Pixels at random out of so many colours, so that no format has to lose any."""
    rng = random.Random(seed)  # noqa: S311 - the same pixels every time
    palette = [(rng.randrange(256), rng.randrange(256), rng.randrange(256)) for _ in range(colours)]
    image = Image.new("RGB", (width, height))
    image.putdata([rng.choice(palette) for _ in range(width * height)])
    return image


def good_file(kind: str, image: Image.Image) -> bytes:
    """The image in this format, without loss where the format can."""
    if kind == "GIF":
        return saved(image.quantize(256, dither=Image.Dither.NONE), kind)
    return saved(image, kind, **({"lossless": True} if kind == "WEBP" else {}))


def zeros(count: int) -> bytes:
    """So many zeros, packed, without ever holding them."""
    packer = zlib.compressobj(9)
    packed = [packer.compress(bytes(1_000_000)) for _ in range(count // 1_000_000)]
    return b"".join((*packed, packer.flush()))


def plain(mode: str, size: tuple[int, int], kind: str, **options: object) -> bytes:
    """A picture of one colour."""
    return saved(Image.new(mode, size), kind, **options)


def cut(kind: str, share: int) -> bytes:
    """The first part of a good file."""
    good = good_file(kind, painting(60, 40))
    return good[: len(good) // share]


def with_wrong_bytes(kind: str, count: int) -> bytes:
    """A good file, some bytes of which are not what they were."""
    rng = random.Random(count)  # noqa: S311
    bad = bytearray(good_file(kind, painting(60, 40)))
    for _ in range(count):
        bad[rng.randrange(12, len(bad))] = rng.randrange(256)
    return bytes(bad)


def with_noise(start: bytes) -> bytes:
    """A start followed by anything."""
    return start + random.Random(2).randbytes(50_000)  # noqa: S311


IMPOSTORS: dict[str, Make] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\x89",
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": lambda: b"<!DOCTYPE html><html><body>cat.png</body></html>",
    "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "pdf": lambda: b"%PDF-1.7\n",
    "zip": lambda: b"PK\x03\x04" + bytes(100),
    "gzip": lambda: b"\x1f\x8b\x08" + bytes(100),
    "mp4": lambda: b"\x00\x00\x00\x14ftypisom" + bytes(100),
    "wave": lambda: b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "script": lambda: b"#!/bin/sh\nexit 0\n",
    "jpeg 2000": lambda: b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(100),
    **{
        kind.lower(): partial(plain, "RGB", (16, 16), kind)
        for kind in ("BMP", "TIFF", "PPM", "ICO", "TGA", "PCX", "ICNS")
    },
}
"""Files that are no picture of the four formats, whatever they call themselves."""

_GIANTS = (
    (1, 100_000_000),
    (100_000_000, 1),
    (100_000, 100_000),
    (13_370, 13_370),
    (16_385, 1),
    (5_000, 5_001),
)
TOO_LARGE: dict[str, Make] = {
    **{f"png {width} x {height}": partial(png_of, width, height) for width, height in _GIANTS},
    "png 2 ** 31 - 1": partial(png_of, 2**31 - 1, 2**31 - 1),
    "png 2 ** 32 - 1": partial(png_of, 2**32 - 1, 2**32 - 1),
    "webp canvas": partial(webp_of, 16_384, 16_384),
    "webp of an endless canvas": partial(webp_of, 2**24, 2**24),
    "gif flood": partial(gif_of, 8_000, 8_000, 2_000),
    "gif 65535": partial(gif_of, 65_535, 65_535, 1),
    "jpeg 65500": partial(jpeg_of, 65_500, 65_500),
    "jpeg 65500 x 1": partial(jpeg_of, 65_500, 1),
}
"""Headers of pictures that would take gigabytes."""

_STARTS = {"PNG": PNG_START, "JPEG": b"\xff\xd8\xff\xe0", "GIF": b"GIF89a", "WEBP": b"RIFF\0\0\0\0WEBP"}
DAMAGED: dict[str, Make] = {
    **{f"start of {kind} alone": partial(bytes, start) for kind, start in _STARTS.items()},
    **{f"start of {kind} and noise": partial(with_noise, start) for kind, start in _STARTS.items()},
    **{f"{kind} cut at 1/{share}": partial(cut, kind, share) for kind in ALL for share in (2, 3, 5, 8)},
    "gif and a script": lambda: b"GIF89a=1;alert(1)//",
    "gif without frames": partial(gif_of, 10, 10, 0),
    "png of no size": partial(png_of, 0, 0),
    "png without pixels": partial(png_of, 300, 300),
    "png text bomb": lambda: png_of(4, 4, chunk(b"zTXt", b"Comment\0\0" + zeros(60_000_000))),
    "png profile bomb": lambda: png_of(4, 4, chunk(b"iCCP", b"icc\0\0" + zeros(200_000_000))),
}
"""Files that begin like a picture and are none."""

STRANGE: dict[str, Make] = {
    **{
        f"{kind} with {count} wrong bytes": partial(with_wrong_bytes, kind, count)
        for kind in ALL
        for count in (1, 3, 7, 15, 40, 100)
    },
    "png and a zip behind it": lambda: good_file("PNG", painting(9, 9)) + b"PK\x03\x04" + bytes(9_000),
    "png of too many pixels": lambda: png_of(100, 100, pixels=zeros(200_000_000)),
    "largest png": partial(plain, "RGB", (5_000, 5_000), "PNG"),
    "largest png with alpha": partial(plain, "RGBA", (5_000, 5_000), "PNG"),
    "long png": partial(plain, "1", (16_384, 1_500), "PNG"),
    "one line": partial(plain, "RGB", (16_384, 1), "PNG"),
    "largest jpeg": partial(plain, "RGB", (5_000, 5_000), "JPEG", progressive=True),
    "largest webp": partial(plain, "RGBA", (5_000, 5_000), "WEBP", lossless=True),
    "jpeg of many scans": partial(jpeg_of_many_scans, 4_000, 330),
    "gif of 16 million pixels in 2,000 frames": partial(gif_of, 4_000, 4_000, 2_000),
}
"""Files that a decoder may draw or refuse, so long as it is quick about it."""
