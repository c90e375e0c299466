"""`offerdesk` and `python -m tui_app`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tui_app.cli import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
