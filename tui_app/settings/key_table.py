"""What the settings know of a binding, and of a place that has some."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """A binding: its id, empty for one of Textual's own, its keys, whether it comes before others."""

    name: str
    keys: str
    priority: bool = False


class Place(NamedTuple):
    """What has keys at once: the focused widget, what it stands in, outermost last.

    `dialog` says that what is behind it gets no keys, `typed_into` that letters are typed here, `fixed` that
    these keys stay as they are.
    """

    title: str
    nodes: tuple[str, ...]
    dialog: bool = False
    typed_into: bool = False
    fixed: bool = False
