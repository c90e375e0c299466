"""What can be typed after `offerdesk`."""

from __future__ import annotations

import argparse

from tui_app import __version__
from tui_app.cli.exit_codes import MEANINGS
from tui_app.cli.grammar import Command, Help, path
from tui_app.cli.headless_arguments import add_headless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOGUE = "\n".join(
    (
        "without a command, the dashboard opens on your accounts.",
        "",
        "exit codes:",
        *(f"  {code:<6d} {meaning}" for code, meaning in MEANINGS.items()),
        "  128+n  ended by signal n: 130 by Ctrl-C",
    )
)


def parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The command line; commands are built only where `words` name them, for nobody should wait for them."""
    top = argparse.ArgumentParser(
        prog="offerdesk",
        description="A keyboard-driven terminal desk for NFT offers.",
        epilog=EPILOGUE,
        formatter_class=Help,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"offerdesk {__version__}")
    _add_session_arguments(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=Command)
    add_headless(commands, _after_the_command, words)
    _add_demo(commands, named="demo" in words)
    _add_sandbox(commands, named="sandbox" in words)
    return top


def check_together(asked: argparse.Namespace) -> str:
    """One sentence on what does not go with what else was given; empty if all does."""
    beside = {"--profile": asked.profile, "--sandbox": asked.sandbox}
    against = asked.command
    match asked.command:
        case "sandbox":
            beside |= {"--read-only": asked.read_only, "--demo": asked.demo, "--quiet": asked.quiet}
        case "demo":
            beside |= {"--quiet": asked.quiet}
        case _ if asked.demo:
            against = "--demo"
        case _:
            return ""
    odd = [flag for flag, value in beside.items() if value]
    return f"{odd[0]} does not go with {against}: leave one of them out." if odd else ""


def sandbox_flags(arguments: Sequence[str]) -> list[str]:
    """Of a command line with `demo`, what is meant for the pretend market."""
    front = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    _add_session_arguments(front)
    front.add_argument("command")
    front.add_argument("after", nargs=argparse.REMAINDER)
    _, flags = demo_arguments().parse_known_args(front.parse_args(arguments).after)
    return flags


def demo_arguments() -> Command:
    """What belongs to the demo's dashboard; everything else after `demo` is the sandbox's."""
    own = Command(add_help=False, allow_abbrev=False)
    # Without SUPPRESS the default here would take back a --read-only that stands before the command.
    own.add_argument(
        "--read-only", action="store_true", default=argparse.SUPPRESS, help="look, but send nothing"
    )
    own.add_argument(
        "--sandbox-info", type=path, metavar="FILE", help="write the pretend market's line of JSON here"
    )
    return own


def _add_demo(commands: argparse._SubParsersAction[Command], *, named: bool) -> None:
    command = commands.add_parser(
        "demo",
        named=named,
        help="the dashboard on a pretend market that ends with it",
        parents=[demo_arguments()] if named else [],
        allow_abbrev=False,
    )
    if named:
        _add_sandbox_arguments(command)


def _add_sandbox(commands: argparse._SubParsersAction[Command], *, named: bool) -> None:
    command = commands.add_parser(
        "sandbox",
        named=named,
        help="serve the pretend market alone and print one line of JSON about it",
        allow_abbrev=False,
    )
    if not named:
        return
    command.add_argument(
        "what",
        nargs="?",
        choices=("sign",),
        help="play the market's pretend wallet instead: a hand-off on stdin, its signature on stdout",
    )
    _add_sandbox_arguments(command)


def _after_the_command() -> Command:
    """What may stand after a command as well as before it."""
    # Defaults of its own would take back what stands before the command.
    own = Command(add_help=False, argument_default=argparse.SUPPRESS)
    _add_session_arguments(own)
    return own


def _add_session_arguments(to: argparse.ArgumentParser) -> None:
    to.add_argument("--profile", metavar="NAME", help="keep ledger and settings apart under a name")
    to.add_argument("--read-only", action="store_true", help="look, but send nothing")
    to.add_argument(
        "--sandbox",
        type=path,
        metavar="FILE",
        help="work on a running sandbox: the file holds the line that `offerdesk sandbox` printed",
    )
    to.add_argument("--demo", action="store_true", help="work on a pretend market that ends with the command")
    to.add_argument("-q", "--quiet", action="store_true", help="say nothing on stderr but what went wrong")


def _add_sandbox_arguments(to: argparse.ArgumentParser) -> None:
    from tui_app.sandbox.arguments import add_arguments

    add_arguments(to)
