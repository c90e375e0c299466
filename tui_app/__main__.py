"""`offerdesk` and `python -m tui_app`."""

from __future__ import annotations

import sys

from tui_app import __version__
from tui_app.last_frame import frame_at_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    match list(words):
        case ["--version"]:
            sys.stdout.write(f"offerdesk {__version__}\n")
            return 0
        case ["--help" | "-h"]:
            from tui_app.cli.arguments import parser

            parser(words).print_help()
            return 0
    standing = frame_at_start(words)
    try:
        if standing.stands:
            from tui_app.cli.precautions import end_tidily_on_signals

            end_tidily_on_signals()
        from tui_app.cli.commands import run

        return run(words, standing)
    finally:
        standing.take_away()


if __name__ == "__main__":
    sys.exit(main())
