"""The manual page, made from what it describes: arguments, exit codes, settings, keys.

    python -m tests.manual

writes it into the program; a test fails when it is not what stands there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from textual.binding import Binding

from tests.keys import Place, told
from tui_app import __version__
from tui_app.cli.arguments import parser
from tui_app.cli.exit_codes import MEANINGS
from tui_app.cli.headless_arguments import HEADLESS
from tui_app.settings.example import example
from tui_app.settings.key_presets import PRESETS
from tui_app.ui.modals.help_view import keys_of

FILE = Path(__file__).resolve().parents[1] / "tui_app" / "cli" / "man" / "offerdesk.1"
_DESCRIPTION = (
    "A keyboard-driven terminal desk for NFT offers. Without a command the dashboard opens on your accounts; "
    "the other commands print. Nothing that moves money is sent without a confirmation that names account, "
    "NFT, exact amount and unit, and none is sent twice."
)
_FILES = (
    ("settings.toml", "your settings, which the program never writes; see SETTINGS"),
    ("accounts.toml", "the accounts, without their secrets; the program's own"),
    ("views.toml", "views and columns saved in the lists; the program's own"),
    ("theme.toml", "the theme chosen in the palette; the program's own"),
)
_ENVIRONMENT = (
    ("NO_COLOR", "draw without colours; every mark differs in its shape or its words too"),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME", "where the folders of the program are, on Linux"),
)


def page() -> str:
    """The whole page, in the macros of man(7)."""
    whole = parser([*HEADLESS, "demo", "sandbox"])
    (commands,) = (each for each in whole._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001
    lines = [
        '.\\" Made by python -m tests.manual; edit what it describes.',
        f'.TH OFFERDESK 1 "" "offerdesk {__version__}"',
        *_section("NAME", [r"offerdesk \- a keyboard\-driven terminal desk for NFT offers"]),
        *_section("SYNOPSIS", [".B offerdesk", "[OPTIONS] [COMMAND]"]),
        *_section("DESCRIPTION", [_text(_DESCRIPTION)]),
        *_section("OPTIONS", _options(whole)),
        *_section("COMMANDS", _commands(commands)),
        *_section("EXIT STATUS", _pairs((str(int(code)), words) for code, words in MEANINGS.items())),
        *_pairs([("128+n", "ended by signal n: 130 by Ctrl-C")]),
        *_section("SETTINGS", [".nf", *map(_text, example().splitlines()), ".fi"]),
        *_section("KEYS", _keys()),
        *_section("FILES", _pairs(_FILES)),
        *_section("ENVIRONMENT", _pairs(_ENVIRONMENT)),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f".SH {title}"
    yield from lines


def _options(of: argparse.ArgumentParser, *, but: frozenset[str] = frozenset()) -> Iterator[str]:
    for action in of._actions:  # noqa: SLF001 - argparse has no other list of them
        named = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        if action.help in (None, argparse.SUPPRESS) or named in but or action.nargs == argparse.PARSER:
            continue
        meant = action.metavar or "|".join(map(str, action.choices or ()))
        value = f" {meant}" if action.option_strings and meant else ""
        yield from _pairs([(named + value, action.help or "")])


def _commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> Iterator[str]:
    everywhere = frozenset({"-h, --help", "--profile", "--read-only", "--sandbox", "--demo", "-q, --quiet"})
    helps = {each.dest: each.help or "" for each in commands._choices_actions}  # noqa: SLF001
    for name, command in commands.choices.items():
        yield f".SS {_text(f'offerdesk {name}')}"
        yield _text(f"{helps[name][0].upper()}{helps[name][1:]}.")
        yield from _options(command, but=everywhere - ({"--read-only"} if name == "demo" else set()))


def _keys() -> Iterator[str]:
    yield _text(
        "Each with its id, by which [keys] in the settings gives it other keys. Presets to start from: "
        f"{', '.join(PRESETS)}."
    )
    for place, bindings in told():
        yield f".SS {_text(place.title)}"
        yield from _pairs(_keys_at(place, bindings))


def _keys_at(place: Place, bindings: Iterable[Binding]) -> Iterator[tuple[str, str]]:
    for binding in bindings:
        fixed = "" if place.fixed else f" ({binding.id})"
        yield keys_of(binding, plain=True), f"{binding.tooltip}{fixed}"


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, words in pairs:
        yield ".TP"
        yield f".B {_text(label)}"
        yield _text(words)


def _text(words: str) -> str:
    """A line that man shows as it stands."""
    shown = words.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    shown = shown.replace('"', "\\(dq").replace("^", "\\(ha").replace("~", "\\(ti")
    return f"\\&{shown}" if shown.startswith(".") else shown


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
