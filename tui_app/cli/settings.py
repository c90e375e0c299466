"""`offerdesk settings`: an example of the settings file, and what is wrong with one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, places_of
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.cli.settings_check import problems_of, settings_problems
from tui_app.domain.errors import UsageError
from tui_app.domain.text import PROSE_LIMIT, clean
from tui_app.settings import Problem, load_accounts

_SHOWN: Final = 20
"""Problems that are printed; a person corrects these first."""


def print_example(out: Output) -> int:
    """Print every setting with its default and a sentence; returns the exit code."""
    from tui_app.settings.example import example

    out.write(example())
    out.flush()
    return ExitCode.OK


def check_settings(named: str, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Print what is wrong with a file, a line each; returns the exit code.

    `named` is the file, empty for all of the profile's own. Raises UsageError where the named one is not
    there, SettingsError.
    """
    if named and not os.path.lexists(named):
        raise UsageError(f"There is no file {named}.", "To make one: offerdesk settings --example > FILE")
    looked_at = _looked_at(named, where, narration)
    problems = [problem for _, found in looked_at for problem in found]
    if form is Format.JSON:
        out.json_object({"problems": [_record(problem) for problem in problems]})
    else:
        _write(problems, out)
        for file, found in looked_at:
            if not found:
                narration.note(f"{file} is understood, all of it.")
    return ExitCode.USAGE if problems else ExitCode.OK


def _looked_at(named: str, where: Where, narration: Narration) -> list[tuple[Path, tuple[Problem, ...]]]:
    """The files that are there, and what is wrong with each."""
    places = places_of(where)
    if named:
        accounts = load_accounts(places.accounts_file)[0] if places else ()
        file = Path(named)
        return [(file, settings_problems(file, [account.name for account in accounts]))]
    if places is None or not os.path.lexists(places.settings_file):
        own = places.settings_file if places else "A file of settings"
        narration.note(f"{own} is not there, so every setting has its default.")
    found = problems_of(places) if places else ()
    return [(file, problems) for _, file, problems in found if os.path.lexists(file)]


def _write(problems: Sequence[Problem], out: Output) -> None:
    """The first of them; of the rest how many there are."""
    for problem in problems[:_SHOWN]:
        out.line(clean(str(problem), limit=PROSE_LIMIT))
    if more := len(problems[_SHOWN:]):
        out.line(f"and {more} more; offerdesk settings --check --json names them all.")


def _record(problem: Problem) -> records.Record:
    return {
        "file": str(problem.file),
        "line": problem.line,
        "sentence": clean(problem.words, limit=PROSE_LIMIT),
    }
