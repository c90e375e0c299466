"""What privacy hides on the screen: amounts, addresses, and who the others are.

Nobody who draws has to think of it: a fact, and a cell of a list, is hidden unless it is known to be of
another kind. In sentences each word with a figure in it is, which every amount has and almost every address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from textual.content import Content

if TYPE_CHECKING:
    from textual.dom import DOMNode

HIDDEN: Final = "•••"
"""Stands for whatever is hidden, always as wide: nothing is told of its size."""

UNHIDDEN: Final = " What is hidden here is not hidden there."
"""Said of a copy or a file while privacy holds."""

OPEN_LABELS: Final = frozenset(
    {
        *("NFT", "name", "collection", "chain", "coin", "kind", "market", "marketplace", "symbol", "token"),
        *("account", "secrets", "keyring", "token ends", "state", "status", "sent", "settled", "asked for"),
        *("placed", "updated", "ends", "to end", "bought", "first bought", "last bought", "last read"),
        *(
            "last seen",
            "active",
            "active till",
            "public",
            "download",
            "sets off",
            "creator fee",
            "other fees",
        ),
        *("type", "size", "not read", "it gives", "your wallet", "looked at"),
    }
)
"""What facts may be called that hold neither an amount nor an address, nor who somebody is."""

# Longer than any word of a sentence: an address may happen to hold no figure.
_HIDDEN_WORD: Final = re.compile(r"\S*\d\S*|\S{26,}")


class Hides(Enum):
    """What of a text is hidden while privacy holds."""

    NOTHING = auto()
    FIGURES = auto()
    ALL = auto()


def by_label(label: str | Content) -> Hides:
    """What is hidden of a fact of this name; one without a name is a sentence."""
    if not label:
        return Hides.FIGURES
    return Hides.NOTHING if label in OPEN_LABELS else Hides.ALL


def without_figures(sentence: str) -> str:
    """The sentence with each word hidden that holds a figure, or is too long to be one."""
    return _HIDDEN_WORD.sub(HIDDEN, sentence)


def hidden(text: Content, hides: Hides) -> Content:
    """The text as it may be shown, in its inks."""
    if hides is Hides.NOTHING or not text.plain.strip():
        return text
    if hides is Hides.ALL:
        return Content(HIDDEN)
    parts, end = list[Content](), 0
    for found in _HIDDEN_WORD.finditer(text.plain):
        parts += [text[end : found.start()], Content.styled(HIDDEN, "$ink-dim")]
        end = found.end()
    return Content("").join([*parts, text[end:]])


def is_private(node: DOMNode) -> bool:
    """Whether privacy holds now."""
    return bool(getattr(node.app, "private", False))


def follow_privacy(node: DOMNode, heard: Callable[[bool], None]) -> None:
    """Have it hear when privacy begins and ends; at once, where it holds."""
    if hasattr(node.app, "private"):
        node.watch(node.app, "private", heard, init=is_private(node))


def unhidden(node: DOMNode) -> str:
    """What has to be said of a copy or a file; nothing where nothing is hidden."""
    return UNHIDDEN if is_private(node) else ""
