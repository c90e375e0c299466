"""What can be typed after the commands that print instead of drawing."""

from __future__ import annotations

import argparse

from tui_app.cli.forms import Format
from tui_app.cli.grammar import Command, path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Final

SHELLS: Final = ("bash", "zsh", "tcsh")
LONGEST_WAIT: Final = 600
"""Seconds that may be waited for an outcome."""

_LIST: Final = (Format.JSON, Format.PLAIN, Format.CSV)
_ITEMS: Final = (Format.JSON, Format.PLAIN)
_FORMATS: Final = {
    Format.JSON: "one JSON object, described by the schemas that come with the program",
    Format.PLAIN: "text without colour; this is the default",
    Format.CSV: "RFC 4180, with a head; a spreadsheet runs nothing in it",
    Format.JSONL: "one JSON object on each line; this is the default",
}
_KEY_HELP: Final = "account:id, as `offers` prints it first; `-` reads them from stdin, one a line"

CREATE: Final = "create"
"""Stands where the numbers of orders stand, to create one."""
ORDER_FIELDS: Final = {
    "nft_id": "nft_id",
    "listing_id": "listing_id",
    "buyer": "buyer_id",
    "quantity": "quantity",
}
"""The arguments that say what is ordered, and the fields of the form that they are."""
ORDER_FLAGS: Final = ("billing", "dry_run", "yes", "again")
"""The other arguments that only go with creating an order."""
_ORDER_HELP: Final = {
    "nft_id": "the NFT's number there",
    "listing_id": "the number of the listing that it is bought from",
    "buyer_id": "the user who gets it",
    "quantity": "how many, from 1 on",
}

Parser = argparse.ArgumentParser


def add_headless(
    commands: argparse._SubParsersAction[Command], session: Callable[[], Command], words: Sequence[str]
) -> None:
    """List every such command, built only where `words` name it; what `session` makes goes with all."""
    for name, help_, forms, fill in _COMMANDS:
        named = name in words
        made = commands.add_parser(
            name,
            named=named,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            parents=[session()] if named else [],
            allow_abbrev=False,
        )
        if named:
            if forms:
                _add_forms(made, forms)
            fill(made)


def _add_forms(to: Parser, forms: Iterable[Format]) -> None:
    group = to.add_mutually_exclusive_group()
    for form in forms:
        group.add_argument(
            f"--{form}", dest="form", action="store_const", const=form, help=_FORMATS[form], default=None
        )


def _add_keys(to: Parser) -> None:
    to.add_argument("keys", nargs="*", metavar="KEY", help=_KEY_HELP)


def _add_offers(to: Parser) -> None:
    from tui_app.domain.offer import Side
    from tui_app.ledger.windows import Sort

    add = to.add_argument
    add("--view", metavar="NAME", help="a saved view, as the dashboard's w has it; the rest narrows it")
    add("--side", choices=[*map(str, Side)], help="default: received")
    add(
        "--status",
        default="",
        metavar="S,S",
        help="only these, such as open,in-flight, or all; default: open",
    )
    add("--market", default="", metavar="M", help="only this marketplace, such as kraken")
    add("--account", default="", metavar="A", help="only this account, and read no other")
    add("--filter", default="", metavar="TEXT", help="as the dashboard's / takes it")
    add("--sort", choices=[*map(str, Sort)], help="default: ends")
    add("--reverse", action="store_true", help="the other way round")
    add("--limit", metavar="N", help="at most so many")
    add(
        "--refresh",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="read the accounts first; without it, what is known is printed",
    )


def _add_counter(to: Parser) -> None:
    add = to.add_argument
    add("--price", required=True, metavar="P", help="plain digits, such as 0.5")
    add("--currency", required=True, metavar="C", help="its code, such as ETH")
    add("--expires", default="", metavar="T", help="how long it stands, such as 2h or 3d")
    _add_answer(to)


def _add_answer(to: Parser) -> None:
    _add_keys(to)
    add = to.add_argument
    add("--dry-run", action="store_true", help="show the exact request, secrets masked; send nothing")
    add("--yes", action="store_true", help="do not ask")
    add(
        "--max-amount",
        action="append",
        default=[],
        metavar='"N CODE"',
        help='the most that one offer may be, such as "1 ETH"; once for each currency; --yes needs it',
    )
    _add_wait(to)


def _add_wait(to: argparse._ActionsContainer) -> None:
    to.add_argument(
        "--wait",
        default="45",
        metavar="SECONDS",
        help=f"how long to look for an outcome that is not known, up to {LONGEST_WAIT}; default: 45",
    )


def _add_resume(to: Parser) -> None:
    to.add_argument("action", metavar="ACTION", help="its id, or how that begins; `activity --json` tells")
    how = to.add_mutually_exclusive_group()
    how.add_argument("--show", action="store_true", help="print what the wallet has to do, as JSON")
    how.add_argument("--proof", action="store_true", help="read what the wallet gave back from stdin")
    how.add_argument("--give-up", action="store_true", help="let it go, where no wallet has signed")


def _add_purchases(to: Parser) -> None:
    add = to.add_argument
    add("--account", default="", metavar="A", help="through which account; not needed where only one can")
    add("--user", default="", metavar="U", help="whose; without it, the account's own user")
    add("--token", default="", metavar="T", help="of this token alone")
    add("--page", metavar="N", help="this page alone, counted from 1; without it, all of them")
    add("--grouped", action="store_true", help="what was bought of each token, from the shorter rows")


def _add_orders(to: Parser) -> None:
    add = to.add_argument
    add(
        "refs",
        nargs="*",
        metavar="REF",
        help="numbers or hashes; none: those on the list; `create`: a new one",
    )
    add("--account", default="", metavar="A", help="through which account; not needed where only one can")
    add(
        "--refresh",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="read those on the list again; without it, what is known is printed",
    )
    new = to.add_argument_group("with create")
    for name, field in ORDER_FIELDS.items():
        new.add_argument(f"--{name.replace('_', '-')}", default="", metavar="N", help=_ORDER_HELP[field])
    new.add_argument(
        "--billing", action="store_true", help="read a billing address from stdin: a JSON object, four texts"
    )
    new.add_argument(
        "--dry-run", action="store_true", help="show the exact request, secrets masked; send nothing"
    )
    new.add_argument("--yes", action="store_true", help="do not ask")
    new.add_argument("--again", action="store_true", help="with --yes: also if the same was created before")
    _add_wait(new)


def _add_activity(to: Parser) -> None:
    to.add_argument("--limit", default="500", metavar="N", help="at most so many; default: 500")


def _add_accounts(to: Parser) -> None:
    add = to.add_argument
    add(
        "what",
        choices=("list", "test", "add", "remove"),
        help="list them, make a harmless read through each, set one up, or forget some",
    )
    add("names", nargs="*", metavar="ACCOUNT", help="only these; with add, what the new one is called")
    new = to.add_argument_group("with add; its secrets are asked for, or read from a JSON object on stdin")
    new.add_argument("--marketplace", default="", metavar="M", help="which, such as kraken")
    new.add_argument(
        "--keeps",
        default="",
        metavar="K",
        help="what has the secrets: keyring, or command for a program of yours; default: keyring",
    )
    new.add_argument("--no-test", action="store_true", help="keep it without a harmless read")
    gone = to.add_argument_group("with remove")
    gone.add_argument("--yes", action="store_true", help="do not ask")


def _add_doctor(to: Parser) -> None:
    to.add_argument("--offline", action="store_true", help="ask no marketplace")


def _add_export(to: Parser) -> None:
    to.add_argument("what", choices=("offers", "orders", "activity"), help="what to write down")
    to.add_argument("--output", type=path, metavar="FILE", help="into a new file that only you can read")
    to.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _add_settings(to: Parser) -> None:
    what = to.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--example", action="store_true", help="print every setting with its default and what it does"
    )
    what.add_argument(
        "--check",
        nargs="?",
        const="",
        metavar="FILE",
        help="name the line and the key of every mistake; without FILE in your own settings",
    )


def _add_nothing(_to: Parser) -> None:
    """There is nothing to say beside the command."""


def _add_completion(to: Parser) -> None:
    to.add_argument("shell", choices=SHELLS, help="which shell")


_COMMANDS: Final[tuple[tuple[str, str, tuple[Format, ...], Callable[[Parser], None]], ...]] = (
    ("offers", "list offers", _LIST, _add_offers),
    ("show", "everything about offers", _ITEMS, _add_keys),
    ("accept", "accept offers on NFTs of yours", _ITEMS, _add_answer),
    ("reject", "reject offers on NFTs of yours", _ITEMS, _add_answer),
    ("counter", "answer offers with another price", _ITEMS, _add_counter),
    ("cancel", "cancel offers of yours", _ITEMS, _add_answer),
    ("resume", "go on with an action that waits for a wallet", _ITEMS, _add_resume),
    ("purchases", "what a user bought, with fees and totals", _LIST, _add_purchases),
    ("orders", "look up orders, or create a paid one", _LIST, _add_orders),
    ("activity", "every action ever taken here, newest first", _LIST, _add_activity),
    ("accounts", "list, test, add or remove accounts", _LIST, _add_accounts),
    ("doctor", "look for trouble with files, keyring and marketplaces", _ITEMS, _add_doctor),
    ("export", "write down all that the ledger knows", (*_LIST[::2], Format.JSONL), _add_export),
    ("settings", "print an example of the settings, or look for mistakes in yours", _ITEMS, _add_settings),
    ("man", "print the manual page; it is for man, as in: offerdesk man | man -l -", (), _add_nothing),
    ("completion", "print what makes a shell complete these commands", (), _add_completion),
)

HEADLESS: Final = tuple(name for name, *_ in _COMMANDS)
"""The names of these commands."""
