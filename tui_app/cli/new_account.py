"""`offerdesk accounts add` and `remove`: from questions at the terminal, or from a JSON object on stdin."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast, get_args

from tui_app.cli.accounts import written_accounts
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration
from tui_app.cli.output import Output
from tui_app.cli.question import YES
from tui_app.cli.terminal import Terminal, terminal
from tui_app.credentials.report import keyring_report
from tui_app.domain.errors import KeyringUnavailable, UsageError
from tui_app.domain.text import clean
from tui_app.settings.accounts import Keeps, wrong_account_name

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.gateway.contract import AccountField, Marketplace

_LONGEST: Final = 65_536
_WITHOUT_KEYRING: Final = (
    "Here: name a program that prints the secrets in [credential_commands], and use --keeps command."
)
_KEEPS_EXAMPLE: Final = "For example: --keeps keyring"
_EXAMPLE: Final = (
    'For example {"marketplace": "dew", "name": "main", "fields": {"base_url": "https://…", "api_key": "…"}}'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is said of a new account; what is empty is asked for, or has its default."""

    name: str = ""
    marketplace: str = ""
    keeps: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def add_account(
    described: Described, where: Where, narration: Narration, *, test: bool, form: Format, out: Output
) -> int:
    """Set an account up, after a harmless read through it unless `test` is False. Raises OfferdeskError."""
    _need_own_accounts(where)
    piped = None if sys.stdin is None or sys.stdin.isatty() else _piped(described)

    with ground_of(where, narration, market=False) as ground:

        async def added() -> int:
            from tui_app.desk.account_drafts import draft_of

            async with desk_on(ground, narration, read_only=True) as desk:
                keeps = _keeps((piped or described).keeps or "keyring")
                if keeps == "keyring" and not piped:
                    await _need_keyring()
                said = piped or await _asked(described, desk)
                marketplace = _marketplace(desk, said.marketplace)
                draft = draft_of(marketplace, said.name or marketplace.slug, keeps, said.fields)
                if test:
                    narration.note(await desk.accounts.try_out(draft.config, draft.credentials))
                try:
                    await desk.accounts.add(draft.config, draft.credentials)
                except KeyringUnavailable as error:
                    raise KeyringUnavailable(error.title, _WITHOUT_KEYRING) from None
                written_accounts(desk, [draft.config], form, out)
            return ExitCode.OK

        return run_to_end(added())


def remove_accounts(
    names: Sequence[str], where: Where, narration: Narration, *, yes: bool, form: Format, out: Output
) -> int:
    """Forget accounts, their secrets and what was seen through them. Raises OfferdeskError."""
    _need_own_accounts(where)
    if not names:
        raise UsageError("No account is named.", "For example: offerdesk accounts remove main")
    with ground_of(where, narration, market=False) as ground:

        async def removed() -> int:
            async with desk_on(ground, narration, read_only=True) as desk:
                configs = [desk.accounts.config(name) for name in dict.fromkeys(names)]
                if not yes and not await _means_it(names):
                    narration.note("Nothing was removed.")
                    return ExitCode.FAILED
                for config in configs:
                    await desk.remove_account(config.name)
                    narration.note(f"{config.name} is removed.")
                written_accounts(desk, desk.accounts.all(), form, out)
            return ExitCode.OK

        return run_to_end(removed())


def _need_own_accounts(where: Where) -> None:
    if where.demo or where.sandbox is not None:
        raise UsageError("A pretend market has its accounts already.", "Leave out --demo and --sandbox.")


async def _means_it(names: Sequence[str]) -> bool:
    with terminal() as found:
        if found is None:
            raise UsageError("Nobody can be asked here.", "With --yes they are removed without a question.")
        said = ", ".join(names)
        question = f"Forget {said}, with the secrets and what was seen? Type {YES} to do it: "
        return await found.ask(question) == YES


async def _need_keyring() -> None:
    """Nobody types everything, to hear then that it cannot be kept. Raises KeyringUnavailable."""
    if not (report := await keyring_report()).usable:
        raise KeyringUnavailable(report.summary, _WITHOUT_KEYRING)


async def _asked(described: Described, desk: Desk) -> Described:
    """What is missing, asked for at the terminal. Raises UsageError for what cannot be right."""
    with terminal() as found:
        if found is None:
            raise UsageError("Nobody can be asked here: give a JSON object on stdin.", _EXAMPLE)
        marketplace = await _asked_marketplace(found, described.marketplace, desk)
        slug = marketplace.slug
        found.say(f"\n{marketplace.notice} {marketplace.how_to_get_credentials}\n\n")
        name = described.name or await _name(found, slug)
        fields = {
            entry.name: await _field(found, entry)
            for entry in marketplace.account_fields
            if not (entry.secret and described.keeps == "command")
        }
    return Described(name=name, marketplace=slug, keeps=described.keeps, fields=fields)


async def _asked_marketplace(asked: Terminal, slug: str, desk: Desk) -> Marketplace:
    if slug:
        return _marketplace(desk, slug)
    slugs = ", ".join(each.slug for each in desk.accounts.marketplaces)
    while True:
        try:
            return _marketplace(desk, await asked.ask(f"Marketplace ({slugs}): "))
        except UsageError as error:
            asked.say(f"{clean(error.title)}\n")


async def _name(asked: Terminal, usual: str) -> str:
    while wrong := wrong_account_name(name := await asked.ask(f"What you call it here [{usual}]: ") or usual):
        asked.say(f"{wrong}\n")
    return name


async def _field(asked: Terminal, entry: AccountField) -> str:
    from tui_app.desk.account_drafts import checked_field

    needed = "" if entry.required else ", may be left empty"
    default = f" [{entry.default}]" if entry.default else ""
    asked.say(f"{entry.hint}{needed}\n")
    while True:
        typed = await asked.ask(f"{entry.label}{default}: ", hidden=entry.secret) or entry.default
        try:
            if typed or not entry.required:
                checked_field(entry, typed)
                return typed
            asked.say(f"{entry.label} is needed.\n")
        except UsageError as error:
            asked.say(f"{clean(error.title)} {error.detail}\n")


def _piped(described: Described) -> Described:
    """What stdin says, and the arguments where it says nothing. Raises UsageError."""
    text = sys.stdin.read(_LONGEST + 1)
    try:
        said = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(fields := said.get("fields", {}), dict):
        raise UsageError("What stands on stdin does not describe an account.", _EXAMPLE)
    texts = {part: said.get(part, "") for part in ("name", "marketplace", "keeps")} | fields
    odd = sorted(set(said) - {"name", "marketplace", "keeps", "fields"})
    odd += [part for part, text in texts.items() if not isinstance(text, str)]
    if odd:
        named = clean(odd[0], limit=40)
        raise UsageError(f"What stands on stdin does not describe an account: see “{named}”.", _EXAMPLE)
    return Described(
        name=described.name or said.get("name", ""),
        marketplace=described.marketplace or said.get("marketplace", ""),
        keeps=described.keeps or said.get("keeps", ""),
        fields=fields,
    )


def _marketplace(desk: Desk, slug: str) -> Marketplace:
    known = {each.slug: each for each in desk.accounts.marketplaces}
    if slug not in known:
        said = clean(slug, limit=40)
        raise UsageError(f"“{said}” is no marketplace here.", f"It is one of {', '.join(known)}.")
    return known[slug]


def _keeps(said: str) -> Keeps:
    if said == "session":
        raise UsageError("Memory ends with this command.", _KEEPS_EXAMPLE)
    if said not in get_args(Keeps):
        raise UsageError("Secrets are in the keyring, or had from a command.", _KEEPS_EXAMPLE)
    return cast("Keeps", said)
