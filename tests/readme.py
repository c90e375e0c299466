"""The README's tables, made from the declarations they describe.

    python -m tests.readme

writes them into README.md; a test fails when they are not what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.keys import told
from tui_app.cli.exit_codes import MEANINGS
from tui_app.domain.verdicts import Action, ByWallet, Direct, Unsupported
from tui_app.gateway.contract import Marketplace
from tui_app.marketplaces import MARKETPLACES
from tui_app.ui.modals.help_view import keys_of

README = Path(__file__).resolve().parents[1] / "README.md"


def key_table() -> str:
    """Every key with an id, by place."""
    lines = ["| Where | Key | What it does |", "|---|---|---|"]
    for place, bindings in told():
        for binding in bindings:
            keys = " ".join(f"`{key}`" for key in keys_of(binding).split()).replace("|", "\\|")
            lines.append(f"| {place.title} | {keys} | {binding.tooltip} |")
    return "\n".join(lines)


def marketplace_table() -> str:
    """What each marketplace can do, and how."""
    lines = [f"| Marketplace | {' | '.join(Action)} |", "|---|" + "---|" * len(Action)]
    lines += [f"| {each.title} | {' | '.join(_routes(each))} |" for each in MARKETPLACES]
    return "\n".join(lines)


def exit_code_table() -> str:
    """What each exit code says."""
    lines = ["| Code | What it says |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in MEANINGS.items()]
    return "\n".join([*lines, "| 128+n | ended by signal n: 130 by Ctrl-C |"])


def renewed(text: str) -> str:
    """The README with its tables made anew."""
    tables = {"keys": key_table(), "marketplaces": marketplace_table(), "exit-codes": exit_code_table()}
    for name, table in tables.items():
        before, opening, rest = text.partition(f"<!-- {name} -->\n")
        _old, closing, after = rest.partition(f"<!-- /{name} -->")
        text = before + opening + table + "\n" + closing + after
    return text


def _routes(marketplace: Marketplace) -> Iterable[str]:
    for action in Action:
        match marketplace.route(action, None):
            case _ if words := marketplace.route_words.get(action):
                yield words
            case Direct():
                yield "yes"
            case ByWallet():
                yield "through your wallet"
            case Unsupported():
                yield "–"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
