"""Writers of small PNG and GIF files from rows of colour indices; their length follows from their size.

Pixels are stored, not compressed, so that a list of thousands of NFTs can say how long each picture
is without drawing any.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

Palette = Sequence[tuple[int, int, int]]

PNG_COLOURS = 16
GIF_COLOURS = 128
_PNG_OVERHEAD = 8 + (12 + 13) + (12 + 3 * PNG_COLOURS) + 12 + (2 + 5 + 4) + 12
_GIF_RUN = 120
_GIF_OVERHEAD = 13 + 3 * GIF_COLOURS + 19 + 1
_GIF_FRAME_OVERHEAD = 8 + 10 + 1 + 1


def png(palette: Palette, rows: Sequence[bytes]) -> bytes:
    """A PNG of 16 colours; at most 65,535 bytes of rows, of which each has one byte more than pixels."""
    width, height = len(rows[0]), len(rows)
    pixels = b"".join(b"\0" + row for row in rows)
    stored = struct.pack("<BHH", 1, len(pixels), len(pixels) ^ 0xFFFF) + pixels
    stream = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(pixels))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", _colours(palette, PNG_COLOURS)),
            _chunk(b"IDAT", stream),
            _chunk(b"IEND", b""),
        )
    )


def png_length(width: int, height: int) -> int:
    """How many bytes `png` makes of a picture that size."""
    return _PNG_OVERHEAD + height * (width + 1)


def gif(palette: Palette, frames: Sequence[Sequence[bytes]]) -> bytes:
    """An endless animation of up to 128 colours, a third of a second a frame."""
    width, height = len(frames[0][0]), len(frames[0])
    header = b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF6, 0, 0) + _colours(palette, GIF_COLOURS)
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    return header + loop + b"".join(_gif_frame(rows) for rows in frames) + b"\x3b"


def gif_length(width: int, height: int, frames: int) -> int:
    """How many bytes `gif` makes of an animation that size."""
    codes = _gif_codes(width * height)
    return _GIF_OVERHEAD + frames * (_GIF_FRAME_OVERHEAD + codes + -(-codes // 255))


def _gif_frame(rows: Sequence[bytes]) -> bytes:
    width, height = len(rows[0]), len(rows)
    pixels = b"".join(rows)
    codes = b"".join(b"\x80" + pixels[at : at + _GIF_RUN] for at in range(0, len(pixels), _GIF_RUN)) + b"\x81"
    blocks = (codes[at : at + 255] for at in range(0, len(codes), 255))
    control = b"\x21\xf9\x04" + struct.pack("<BHBB", 0, 33, 0, 0)
    place = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0)
    return control + place + b"\x07" + b"".join(bytes([len(one)]) + one for one in blocks) + b"\0"


def _gif_codes(pixels: int) -> int:
    return pixels + -(-pixels // _GIF_RUN) + 1


def _colours(palette: Palette, count: int) -> bytes:
    flat = bytes(channel for colour in palette for channel in colour)
    return flat.ljust(3 * count, b"\0")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
