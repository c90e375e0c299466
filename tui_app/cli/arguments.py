"""What can be typed after `offerdesk`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui_app import __version__
from tui_app.sandbox.arguments import add_arguments as add_sandbox_arguments

EPILOGUE = """\
without a command, the dashboard opens on your accounts.

exit codes: 0 ok, 1 failed, 2 usage or configuration, 128+n ended by signal n
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="offerdesk",
        description="A keyboard-driven terminal desk for NFT offers.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"offerdesk {__version__}")
    _add_session_arguments(top)
    top.add_argument(
        "--sandbox",
        type=Path,
        metavar="FILE",
        help="work on a running sandbox: the file holds the line that `offerdesk sandbox` printed",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_demo(commands)
    _add_sandbox(commands)
    return top


def demo_arguments() -> argparse.ArgumentParser:
    """What belongs to the demo's dashboard; everything else after `demo` is the sandbox's."""
    own = argparse.ArgumentParser(add_help=False)
    own.add_argument("--read-only", action="store_true", help="look, but send nothing")
    own.add_argument(
        "--sandbox-info", type=Path, metavar="FILE", help="write the pretend market's line of JSON here"
    )
    return own


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser(
        "demo", help="the dashboard on a pretend market that ends with it", parents=[demo_arguments()]
    )
    add_sandbox_arguments(demo)


def _add_sandbox(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sandbox = commands.add_parser(
        "sandbox", help="serve the pretend market alone and print one line of JSON about it"
    )
    add_sandbox_arguments(sandbox)


def _add_session_arguments(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--profile", default="", metavar="NAME", help="keep ledger and settings apart under a name"
    )
    to.add_argument("--read-only", action="store_true", help="look, but send nothing")
