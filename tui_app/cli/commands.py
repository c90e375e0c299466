"""What was asked for, in a few lines; the heavy rooms are imported by the command that needs them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_app.cli.precautions import take_precautions
from tui_app.domain.errors import OfferdeskError
from tui_app.settings import Places, SettingsError, places_for

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tui_app.last_frame import Standing

OK, FAILED = 0, 1
_SIGNALLED = 128
_SIGINT, _SIGPIPE = 2, 13
_OR_PRINT = "or use a command that prints, such as offerdesk offers, show or accept"


def run(arguments: Sequence[str], standing: Standing) -> int:
    """Do what was asked for; returns the exit code. Every expected failure is one sentence on stderr.

    `standing` is what stands on the terminal until a dashboard draws; it is taken away before a word is said.
    """
    try:
        # Most starts have nothing to parse, and building the parser takes time from the first paint.
        try:
            return _asked_for(arguments, standing) if arguments else _dashboard("", standing)
        finally:
            standing.take_away()
    except (OfferdeskError, SettingsError) as error:
        from tui_app.cli.exit_table import code_of
        from tui_app.cli.narration import complain

        complain(error.title, getattr(error, "detail", ""))
        return code_of(error)
    except KeyboardInterrupt:
        return _SIGNALLED + _SIGINT
    except Exception as error:  # noqa: BLE001 - a bug of ours: Python would print what it was working with
        from tui_app.cli.crash import told

        return told(error)


def _asked_for(arguments: Sequence[str], standing: Standing) -> int:
    from tui_app.cli.arguments import check_together, parser, sandbox_flags

    asked = parser(arguments).parse_args(arguments)
    if wrong := check_together(asked):
        raise SettingsError(wrong)
    match asked.command:
        case "demo":
            return _demo(sandbox_flags(arguments), asked.sandbox_info, read_only=asked.read_only)
        case "sandbox":
            return _sandbox(asked)
        case None if asked.demo:
            return _demo([], None, read_only=asked.read_only)
        case None:
            return _dashboard(asked.profile or "", standing, asked.sandbox, read_only=asked.read_only)
        case _:
            return _headless(asked)


def _headless(asked: argparse.Namespace) -> int:
    from tui_app.cli.exit_codes import Interrupted
    from tui_app.cli.headless import run_headless
    from tui_app.cli.output import NobodyReads, OutputFailed, silence_stdout

    try:
        return run_headless(asked)
    except NobodyReads:
        silence_stdout()
        return _SIGNALLED + _SIGPIPE
    except OutputFailed:
        silence_stdout()
        raise
    except Interrupted as interrupted:
        return _SIGNALLED + interrupted.number


def _dashboard(
    profile: str, standing: Standing, sandbox: Path | None = None, *, read_only: bool = False
) -> int:
    _prepare_terminal()
    from tui_app.wiring import run_on_accounts, run_on_sandbox

    if sandbox is not None:
        return run_on_sandbox(sandbox, _places(profile or "sandbox"), read_only=read_only)
    return run_on_accounts(_places(profile), read_only=read_only, standing=standing)


def _demo(flags: Sequence[str], info_file: Path | None, *, read_only: bool) -> int:
    _prepare_terminal()
    from tui_app.wiring import run_demo

    return run_demo(flags, info_file=info_file, read_only=read_only)


def _sandbox(asked: argparse.Namespace) -> int:
    from tui_app.cli.narration import complain
    from tui_app.demo import need_sandbox

    need_sandbox()
    if asked.what == "sign":
        from tui_app.sandbox import wallet

        return wallet.main(sys.stdin, sys.stdout, sys.stderr)
    from tui_app.sandbox.arguments import options_from
    from tui_app.sandbox.server import serve

    try:
        serve(options_from(asked), lambda line: print(line, flush=True))  # noqa: T201 - stdout is the data
    except BrokenPipeError:
        complain("Nobody reads where the sandbox listens; keep its standard output open.")
        return FAILED
    except OSError as error:
        complain(
            f"Port {asked.port} cannot be used ({os.strerror(error.errno or 0)}); choose another with --port."
        )
        return FAILED
    return OK


def _places(profile: str) -> Places:
    return places_for(profile) if profile else places_for()


def _prepare_terminal() -> None:
    # Textual reads keys from stdin and draws on stderr; without a terminal there it spins blindly.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise SettingsError(f"offerdesk draws on a terminal, all three streams: run it in one, {_OR_PRINT}.")
    if os.environ.get("TERM", "") in {"", "dumb"}:
        raise SettingsError(f"This terminal cannot draw (TERM is unset or dumb): set TERM, {_OR_PRINT}.")
    take_precautions()
