"""The sandbox's switches on a command line, and back into options. Imports no web framework."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import get_args

from tui_app.sandbox import options as choices
from tui_app.sandbox.options import SandboxOptions

EPILOG = (
    "Faults are armed over HTTP while it runs: send rules to /_sandbox/faults, and see "
    "/_sandbox/faults/catalogue for what can go wrong."
)
"""What `--help` ends with."""

_PACE = 5

AddArgument = Callable[..., argparse.Action]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add every switch of the sandbox to `parser`, and its last word; `options_from` reads them back."""
    parser.epilog = EPILOG
    _add_general(parser.add_argument)
    kraken = parser.add_argument_group("Kraken, where its documents leave things open")
    _add_kraken_choices(kraken.add_argument)
    _add_kraken_numbers(kraken.add_argument)
    dew = parser.add_argument_group("Dew, where its documents leave things open")
    _add_choices(dew.add_argument, _DEW_CHOICES)
    rocks = parser.add_argument_group("license.rocks, where its documents leave things open")
    _add_choices(rocks.add_argument, _LICENSE_ROCKS_CHOICES)
    tokens = parser.add_argument_group("tokenizationtr, where its documents leave things open")
    _add_choices(tokens.add_argument, _TOKENIZATIONTR_CHOICES)
    _add_durations(tokens.add_argument, _TOKENIZATIONTR_DURATIONS)
    tokens.add_argument("--tokenizationtr-admin", action="store_true", help="give the token admin rights")
    mojito = parser.add_argument_group("Mojito, where its documents leave things open")
    _add_choices(mojito.add_argument, _MOJITO_CHOICES)
    _add_durations(mojito.add_argument, _MOJITO_DURATIONS)


def options_from(arguments: argparse.Namespace) -> SandboxOptions:
    """The options that parsed `arguments` ask for."""
    given = vars(arguments)
    asked = {field.name: given[field.name] for field in fields(SandboxOptions) if field.name in given}
    asked["kraken_arrays"] = tuple(asked["kraken_arrays"])
    return SandboxOptions(**asked)


def _add_general(add: AddArgument) -> None:
    default = SandboxOptions()
    add("--port", type=_port, default=default.port, help="port on 127.0.0.1; 0 takes a free one")
    add("--seed", type=_whole_number, default=default.seed, help="the same seed makes the same market")
    add("--offers", type=_whole_number, default=default.offers, help="how many offers the market holds")
    add(
        "--live",
        nargs="?",
        type=_positive_number,
        const=_PACE,
        default=default.live,
        metavar="SECONDS",
        help=f"let others bid, raise, withdraw and buy, one thing every so many seconds, or {_PACE}",
    )
    add("--parent-pid", type=_whole_number, metavar="PID", help="end when this parent process is gone")


def _add_kraken_choices(add: AddArgument) -> None:
    default = SandboxOptions()
    _add_choices(add, _CHOICES)
    add(
        "--kraken-arrays",
        nargs="+",
        choices=get_args(choices.ArrayEncoding),
        default=default.kraken_arrays,
        help="array encodings taken",
    )
    add("--kraken-otp", metavar="CODE", help="a one-time password every private call must carry")
    add("--kraken-gone", action="store_true", help="answer as a service that has been closed")


def _add_choices(add: AddArgument, wanted: Iterable[tuple[str, object, str]]) -> None:
    default = SandboxOptions()
    for flag, kind, help_ in wanted:
        name = flag.removeprefix("--").replace("-", "_")
        add(flag, choices=get_args(kind), default=getattr(default, name), help=help_)


def _add_kraken_numbers(add: AddArgument) -> None:
    default = SandboxOptions()
    for flag, name, help_ in _COUNTS:
        add(flag, dest=name, type=_positive_number, metavar="N", default=getattr(default, name), help=help_)
    _add_durations(add, _DURATIONS)


def _add_durations(add: AddArgument, wanted: Iterable[tuple[str, str, str]]) -> None:
    default = SandboxOptions()
    for flag, name, help_ in wanted:
        add(
            flag, dest=name, type=_whole_number, metavar="SECONDS", default=getattr(default, name), help=help_
        )


_CHOICES = (
    ("--kraken-pos", choices.PosReading, "how pos is counted"),
    ("--kraken-below-first", choices.BelowFirst, "what pos=0 gets where counting starts at 1"),
    ("--kraken-over-limit", choices.OverLimit, "what a count above the limit gets"),
    ("--kraken-tier", choices.Tier, "which call counter applies"),
    ("--kraken-permissions", choices.Permissions, "what the API key may do"),
    ("--kraken-closed-detail", choices.ClosedDetail, "whether a closed offer says how it ended"),
)

_DEW_CHOICES = (
    ("--dew-errors", choices.DewErrors, "whether a refusal shows in the HTTP status too, or in code alone"),
)

_LICENSE_ROCKS_CHOICES = (
    ("--license-rocks-batch", choices.RocksBatch, "whether one wrong order stops all of a request"),
    ("--license-rocks-answers", choices.RocksAnswers, "what a created order says was asked for"),
    ("--license-rocks-status", choices.RocksStatus, "whether a created order says that it is paid"),
)

_TOKENIZATIONTR_CHOICES = (
    ("--tokenizationtr-writes", choices.Writes, "whether changes are promised, or made at once"),
    ("--tokenizationtr-outcome", choices.Outcome, "what promised changes come to"),
    ("--tokenizationtr-transactions", choices.Transactions, "how transactions can be read"),
    ("--tokenizationtr-pagination", choices.Pagination, "whether purchases tell of their pages"),
)

_TOKENIZATIONTR_DURATIONS = (
    ("--tokenizationtr-settle", "tokenizationtr_settle", "how long a promised change takes"),
    ("--tokenizationtr-token-lifetime", "tokenizationtr_token_lifetime", "how long the token is taken"),
)

_MOJITO_CHOICES = (
    ("--mojito-unsigned", choices.Unsigned, "what ending a Solana offer without its signature gets"),
)

_MOJITO_DURATIONS = (
    ("--mojito-token-lifetime", "mojito_token_lifetime", "how long the token that is printed is taken"),
    ("--mojito-sweep", "mojito_sweep", "how long an offer past its expiry still reads PENDING"),
)

_COUNTS = (
    ("--page-limit", "kraken_page_limit", "the most offers in one answer"),
    (
        "--kraken-lockout-after",
        "kraken_lockout_after",
        "failed authentications in a row that lock the key out",
    ),
)

_DURATIONS = (
    ("--kraken-sweep", "kraken_sweep", "how long an offer past its expiry still reads open"),
    ("--kraken-max-expiry", "kraken_max_expiry", "how far ahead an expiry may lie"),
    ("--kraken-lockout", "kraken_lockout", "how long a lockout holds"),
)


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, such as 128")
    return int(text)


def _port(text: str) -> int:
    number = _whole_number(text)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; the highest is 65535")
    return number


def _positive_number(text: str) -> int:
    number = _whole_number(text)
    if number == 0:
        raise argparse.ArgumentTypeError("0 is too few; 1 is the least")
    return number
