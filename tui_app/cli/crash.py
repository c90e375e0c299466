"""What a command prints that ends by a bug of its own, and where that is written down."""

from __future__ import annotations

from tui_app import __version__
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.narration import complain
from tui_app.ledger.instants import utc_now
from tui_app.log.log import Log
from tui_app.settings import SettingsError, places_for
from tui_app.ui.crash import crash_report


def told(error: Exception) -> int:
    """Tell a bug of ours without a word of what the program was working with; returns the exit code."""
    head, *rest = filter(None, map(str.strip, crash_report(error, _written(error)).splitlines()))
    complain(head.replace("offerdesk ended", "This ended", 1), "\n".join(rest))
    return ExitCode.FAILED


def _written(error: Exception) -> str:
    """Where it was written down, or nothing."""
    try:
        log = Log(places_for().log, utc_now)
    except SettingsError:
        return ""
    return str(log.path) if log.crash(error, __version__) else ""
