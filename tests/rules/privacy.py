"""Rules about what may stay on the screen while privacy holds: whoever adds a text says which kind it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rules.source import Module, Rule, keyword, last_name

OPEN_TEXTS = {
    *(
        "account-notice",
        "account-problem",
        "action-heading",
        "columns-said",
        "confirm-hint",
        "confirm-problem",
        "confirm-title",
        "copy-said",
    ),
    *("detail-heading", "detail-tabs", "handoff-said", "handoff-steps", "handoff-title", "insights-picture"),
    *(
        "insights-tabs",
        "insights-title",
        "link-hint",
        "link-said",
        "lookup-said",
        "many-hint",
        "many-problem",
        "many-title",
        "media-file",
    ),
    *("media-hint", "media-title", "new-order-bill", "new-order-problem", "results-hint", "results-title"),
    *("account-title", "search-said", "tell-title", "terms-problem", "terms-title", "views-said"),
    *("new-order-title", "purchase-problem", "question-text", "text-title", "too-small", "watch-title"),
    *("choose-title", "columns-title", "link-said"),
}
"""Texts that name no amount, no address and nobody; or draw them themselves as privacy allows."""


def _is_ours(node: ast.expr) -> bool:
    """Whether a text is written in the program itself."""
    if isinstance(node, ast.Call):
        return all(map(_is_ours, node.args))
    if isinstance(node, ast.Attribute):
        return node.attr == "app"  # as it stands before the words in which it puts its keys
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def unsorted_texts(module: Module) -> Iterator[ast.AST]:
    """Texts that are drawn as they are, of which nobody said that they may be."""
    for call in module.calls():
        name = keyword(call, "id")
        is_open = name is None or (isinstance(name, ast.Constant) and name.value in OPEN_TEXTS)
        if last_name(call) == "Static" and not is_open and not (call.args and _is_ours(call.args[0])):
            yield call


def untold_toasts(module: Module) -> Iterator[ast.AST]:
    """Toasts that are not hidden where their words are not our own."""
    for call in module.calls():
        if last_name(call) == "notify" and call.args and not _is_ours(call.args[0]):
            yield call


RULES = (
    Rule(
        name="a text that may name an amount or an address",
        instead="make it a PrivateText, or name it in OPEN_TEXTS",
        offences=unsorted_texts,
        places=("tui_app/ui",),
    ),
    Rule(
        name="a message that may name an amount or an address",
        instead="use tell(), which hides it while privacy holds",
        offences=untold_toasts,
        places=("tui_app/ui", "tui_app/app.py"),
        except_in=("tui_app/ui/telling.py",),
    ),
)
