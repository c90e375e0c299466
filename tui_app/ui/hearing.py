"""Hearing the desk's news only while there is something to show them on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.dom import DOMNode

if TYPE_CHECKING:
    from tui_app.desk.news import Listener, Notices


def listen(node: DOMNode, notices: Notices, hear: Listener) -> Callable[[], None]:
    """Hear of everything until the node is taken away; the returned call ends it earlier.

    A screen hears that it is gone only after its widgets are, and the desk goes on telling until then.
    """
    return notices.listen(lambda news: hear(news) if node.display else None)
