"""`offerdesk settings`: an example of the settings file, and what is wrong with one."""

from __future__ import annotations

import os
from pathlib import Path

from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.ground import Where, places_of
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.domain.errors import UsageError
from tui_app.domain.text import PROSE_LIMIT, clean
from tui_app.settings import Problem, load_settings


def print_example(out: Output) -> int:
    """Print every setting with its default and a sentence; returns the exit code."""
    from tui_app.settings.example import example

    out.write(example())
    out.flush()
    return ExitCode.OK


def check_settings(named: str, where: Where, narration: Narration, *, out: Output) -> int:
    """Print what is wrong with a file, a line each; returns the exit code.

    `named` is the file, empty for the profile's own. Raises UsageError where the named one is not there,
    SettingsError.
    """
    file = Path(named) if named else _own(where)
    if file is None or not os.path.lexists(file):
        if named:
            raise UsageError(f"There is no file {named}.", "To make one: offerdesk settings --example > FILE")
        narration.note(f"{file or 'A file of settings'} is not there, so every setting has its default.")
        return ExitCode.OK
    problems = all_problems(file)
    for problem in problems:
        out.line(clean(str(problem), limit=PROSE_LIMIT))
    if not problems:
        narration.note(f"{file} is understood, all of it.")
    return ExitCode.USAGE if problems else ExitCode.OK


def all_problems(file: Path) -> tuple[Problem, ...]:
    """What is wrong with a settings file, the name of its theme included."""
    settings, problems = load_settings(file)
    if not settings.theme:
        return problems
    from tui_app.ui.theme import theme_problems

    return (*problems, *theme_problems(file, settings.theme))


def _own(where: Where) -> Path | None:
    places = places_of(where)
    return places.settings_file if places else None
