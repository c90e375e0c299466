"""A decoded picture, small enough to draw."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many pixels there is room for, and what shows through transparent ones, as RRGGBB."""

    width: int
    height: int
    background: str = "000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Pixels as rows of red, green and blue bytes; and what the file itself is: its format and size."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
    file_format: str
    file_width: int
    file_height: int

    def row(self, y: int) -> bytes:
        """One row of pixels, 3 bytes each; black outside the picture."""
        stride = 3 * self.width
        return self.rgb[y * stride : (y + 1) * stride] if 0 <= y < self.height else bytes(stride)
