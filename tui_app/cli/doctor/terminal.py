"""What the terminal says of itself, and what is drawn and copied therefore. Nothing is asked of it."""

from __future__ import annotations

import locale
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from tui_app.cli.doctor.check import Check
from tui_app.ui.plain_terminal import Letters, letters_for

_LETTERS: Final = {
    Letters.ALL: "all letters and shapes are drawn",
    Letters.NO_SHAPES: "all letters are drawn, and shapes in ASCII",
    Letters.ASCII: "only ASCII is drawn",
}
_COPIES: Final = ("kitty", "alacritty", "foot", "wezterm", "ghostty", "iterm", "contour", "vscode", "mintty")
_KITTY_KEYS: Final = ("kitty", "foot", "ghostty", "wezterm", "alacritty", "iterm", "contour")
_NAMES: Final = ("TERM", "TERM_PROGRAM", "LC_TERMINAL")


def terminal_checks(environment: Mapping[str, str], glyphs: str) -> Iterator[Check]:
    """Each of them, as this environment has it; `glyphs` is the setting of that name."""
    for name, sentence in (
        ("terminal", f"{_named(environment)}; {_size()}; {_streams()}; {_around(environment)}"),
        ("letters", _letters(environment, glyphs)),
        ("colours", _colours(environment)),
        ("copying", _copying(environment)),
        ("keys", _keys(environment)),
    ):
        yield Check(name=name, fine=None, sentence=sentence, of_this_machine=True)


def _named(environment: Mapping[str, str]) -> str:
    named = (*_NAMES, "COLORTERM", "VTE_VERSION")
    return ", ".join(f"{name}={environment[name]}" for name in named if environment.get(name)) or "no TERM"


def _size() -> str:
    columns, rows = shutil.get_terminal_size((0, 0))
    return f"{columns}x{rows}" if columns and rows else "of no known size"


def _streams() -> str:
    streams = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr}
    there = [name for name, stream in streams.items() if stream is not None and stream.isatty()]
    if len(there) == len(streams):
        return "a dashboard can draw here"
    missing = ", ".join(name for name in streams if name not in there)
    return f"{missing} no terminal, so that only commands run here"


def _around(environment: Mapping[str, str]) -> str:
    known = (("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "zellij"), ("SSH_CONNECTION", "ssh"))
    within = [title for name, title in known if environment.get(name)]
    return f"within {' and '.join(within)}" if within else "within no multiplexer and no ssh"


def _letters(environment: Mapping[str, str], glyphs: str) -> str:
    said = next((name for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    by = f"{said}={environment[said]}" if said else "no locale is set"
    encoding = getattr(sys.stdout, "encoding", None) or "none"
    setting = f", glyphs = {glyphs!r}" if glyphs else ""
    return (
        f"{by}, Python's {locale.getpreferredencoding(False)}, stdout {encoding}{setting}: "
        f"{_LETTERS[letters_for(glyphs, environment)]}"
    )


def _colours(environment: Mapping[str, str]) -> str:
    if environment.get("NO_COLOR"):
        return "none, because NO_COLOR is set"
    if environment.get("COLORTERM", "").casefold() in {"truecolor", "24bit"}:
        return "16.7 million, as COLORTERM says"
    term = environment.get("TERM", "")
    if term in {"", "dumb"}:
        return "none, because TERM is unset or dumb"
    count = "256" if "256" in term or term.startswith("xterm-kitty") else "16"
    return f"{count}, by what TERM says; COLORTERM does not say truecolor"


def _copying(environment: Mapping[str, str]) -> str:
    """Whether OSC 52, by which a text reaches the clipboard, can be expected to work."""
    if environment.get("TMUX"):
        return "OSC 52 goes to tmux: it passes it on where its option set-clipboard is on or external"
    if environment.get("STY"):
        return "OSC 52 is not passed on by screen: select the text that y shows instead"
    if environment.get("TERM") in {"", "dumb", "linux"} or "Apple_Terminal" in _program(environment):
        return "this terminal has no OSC 52: select the text that y shows instead"
    if environment.get("WT_SESSION") or _is_one_of(_COPIES, environment):
        return "OSC 52 can be expected to work, unless the terminal's settings forbid it"
    return "whether this terminal has OSC 52 cannot be known; the text that y shows can be selected"


def _keys(environment: Mapping[str, str]) -> str:
    if environment.get("TMUX") or environment.get("STY"):
        return "the keyboard protocol of kitty reaches a program only as far as the multiplexer has it"
    if _is_one_of(_KITTY_KEYS, environment):
        return "this terminal is known to have the keyboard protocol of kitty"
    return "whether this terminal has the keyboard protocol of kitty cannot be known without asking it"


def _program(environment: Mapping[str, str]) -> str:
    return " ".join(environment.get(name, "") for name in _NAMES)


def _is_one_of(titles: tuple[str, ...], environment: Mapping[str, str]) -> bool:
    said = _program(environment).casefold()
    own = ("kitty",) if environment.get("KITTY_WINDOW_ID") else ()
    return any(title in said or title in own for title in titles)


def this_environment() -> Mapping[str, str]:
    """That of this process."""
    return os.environ
