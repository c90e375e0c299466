"""Which key a binding has now, for whatever names keys, and in which order keys are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from textual.app import App
from textual.binding import ActiveBinding, Binding

_NAMED: Final = re.compile(r"<([a-z_.]+)\|([^>\s]+)>")

PRIVACY: Final = "app.privacy"
PRIVACY_KEY: Final = "ctrl+g"
"""The binding that hides and shows what is private, and its key where it was not remapped."""


def key_now(app: App[Any], name: str, otherwise: str) -> str:
    """The first key of a binding as the bottom line names it; `otherwise` where it was not remapped."""
    keys = app._keymap.get(name)  # noqa: SLF001 - Textual tells it to nobody
    return app.get_key_display(Binding(keys.split(",")[0], "")) if keys else otherwise


def with_keys(app: App[Any], words: str) -> str:
    """The words with the keys that are in force, for which ids of bindings stand as `<id|key>`."""
    return _NAMED.sub(lambda named: key_now(app, named[1], named[2]), words)


def privacy_key(app: App[Any]) -> str:
    """The key that hides and shows what is private."""
    return key_now(app, PRIVACY, PRIVACY_KEY)


def as_declared(app: App[Any], active: Iterable[ActiveBinding]) -> list[ActiveBinding]:
    """These in the order of their declaration: Textual puts those that were remapped behind the others."""
    listed = list(active)
    if not app._keymap:  # noqa: SLF001
        return listed
    nodes = list(dict.fromkeys(each.node for each in listed))
    declared = {
        (node, binding.action): place
        for node in nodes
        for place, (_, binding) in reversed(list(enumerate(node._bindings)))  # noqa: SLF001
    }
    return sorted(
        listed,
        key=lambda each: (nodes.index(each.node), declared.get((each.node, each.binding.action), 0)),
    )
