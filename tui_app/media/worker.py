"""Decodes one picture in a process of its own. Run as a script, isolated: it imports nothing of the program.

Bytes of a file come in on stdin; on stdout goes one header and the pixels of the first frame, scaled to fit.
Whatever else a file makes of this process ends with it: the exit code says what was wrong.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

ANSWER = struct.Struct(">BHHHH")
"""Place of the format in FORMATS, width and height of the pixels that follow, and of the picture itself."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
NOT_DRAWABLE, TOO_LARGE, NO_PILLOW = 65, 66, 67
"""Exit codes. Any other but 0 means that the file is damaged, or broke the decoder."""
LARGEST_FILE = 16 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 16_384
_MEMORY = 768 * 1024 * 1024
_CPU_SECONDS = 5
_OPEN_FILES = 32


def main(folder: str, width: int, height: int, background: str) -> None:
    """Decode stdin to at most `width` × `height` pixels; Pillow is in `folder`, transparency shows RRGGBB."""
    _bind_itself()
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        sys.exit(TOO_LARGE)
    if (kind := format_of(content)) is None:
        sys.exit(NOT_DRAWABLE)
    sys.path.append(folder)
    picture, shown = _decoded(content, kind, (width, height), background)
    sys.stdout.buffer.write(ANSWER.pack(FORMATS.index(kind), *shown.size, *picture) + shown.tobytes())


def format_of(content: bytes) -> str | None:
    """The format that a file's first bytes show, whatever its name or sender says; None for all others."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    return "WEBP" if content.startswith(b"RIFF") and content[8:12] == b"WEBP" else None


def _bind_itself() -> None:
    """Take away what decoding does not need.

    Windows has none of these limits, and macOS ignores the one on memory: there the limits on pixels,
    checked before anything is decoded, and the parent's patience are what bounds this process.
    """
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _decoded(
    content: bytes, kind: str, room: tuple[int, int], background: str
) -> tuple[tuple[int, int], Image]:
    """The picture's own size, and its first frame as RGB, no larger than `room`."""
    try:
        from PIL import Image, ImageColor, WebPImagePlugin  # noqa: F401 - importing it registers WebP
    except ImportError:
        sys.exit(NO_PILLOW)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(content), formats=(kind,))
        size = image.size
        if max(size) > LONGEST_SIDE:
            sys.exit(TOO_LARGE)
        image.draft("RGB", (room[0] * 2, room[1] * 2))
        shown = _fitted(_coloured(image), room)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        sys.exit(TOO_LARGE)
    if shown.mode == "RGBA":
        canvas = Image.new("RGBA", shown.size, ImageColor.getrgb(f"#{background}"))
        canvas.alpha_composite(shown)
        shown = canvas.convert("RGB")
    return size, shown


def _coloured(image: Image) -> Image:
    """As RGB, or RGBA where something may be seen through."""
    if image.mode.startswith("I"):  # converting 16 bits of grey cuts them off instead of scaling them
        image = image.point(lambda value: value * (1 / 256) + 0).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _fitted(image: Image, room: tuple[int, int]) -> Image:
    """Scaled down smoothly; or up, by whole numbers, so that pixel art keeps its edges."""
    from PIL.Image import Resampling

    larger = min(room[0] // image.width, room[1] // image.height)
    if larger > 1:
        return image.resize((image.width * larger, image.height * larger), Resampling.NEAREST)
    # Lanczos would draw dark seams beside the flat colours that most of this art is made of.
    image.thumbnail(room, Resampling.HAMMING, reducing_gap=3.0)
    return image


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
