"""Puts a desk together from accounts, credentials, marketplaces and a ledger.

Everything heavy hangs on this module, so it is imported after the first paint, in a thread.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.credentials import CommandStore, CredentialStore, KeyringStore, SessionStore, keep_memory_private
from tui_app.desk.accounts import Accounts, ListAccounts, SaveAccounts
from tui_app.desk.desk import READ_ONLY, Desk
from tui_app.desk.log_keeping import LogKeeping
from tui_app.desk.policy import Policy
from tui_app.desk.signing import EVERY_ACCOUNT, Signers
from tui_app.domain.errors import UsageError
from tui_app.domain.money import parse_amount
from tui_app.domain.secrets import Credentials, Secret
from tui_app.gateway.contract import Marketplace
from tui_app.ledger.instants import utc_now
from tui_app.ledger.journal import Journal
from tui_app.ledger.minimums import Minimum
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.opening import OpenedLedger
from tui_app.ledger.recovery import Recovery, Witness
from tui_app.log.log import Kind, Log
from tui_app.marketplaces import MARKETPLACES
from tui_app.media.gallery import Gallery
from tui_app.media.shelf import MediaShelf
from tui_app.settings import AccountConfig, Places, Settings, load_accounts, save_accounts
from tui_app.settings.notices import NoticeSettings

if TYPE_CHECKING:
    from tui_app.gateway.http import HttpLines
    from tui_app.gateway.media_http import MediaLines

EXPORTS = "exports"
"""The folder among a profile's data that exports go to."""

PRETEND_WALLET = (sys.executable, "-m", "tui_app.sandbox", "sign")
"""What signs for a sandbox, which knows this wallet's signatures."""

LIVE_REFRESH = 10
"""How many seconds after one refresh the next begins on a market where others trade, unless a person says."""

LIMITS_UNKNOWN = "a limit may be hidden in what the settings say wrong: correct them and start again"
"""Why nothing is sent where settings were not understood that keep things from being sent."""

WITNESS = "journal.json"
"""The file beside the settings that remembers how far the journal goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A desk, its gallery, the folder for exports, and what was wrong with the files it was made from.

    `notices` are what the person wants to hear of, `open_command` what opens links for them.
    """

    desk: Desk
    gallery: Gallery
    exports: Path
    notes: tuple[str, ...] = ()
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    open_command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxAccounts:
    """The accounts that a sandbox's line describes, their made-up credentials, and what they watch.

    `live` says that others trade there, so that there is something to read again for.
    """

    configs: tuple[AccountConfig, ...]
    credentials: Mapping[str, Credentials]
    watch: Mapping[str, tuple[str, ...]]
    live: bool = False


def desk_on_accounts(opened: OpenedLedger, places: Places, settings: Settings, *, read_only: bool) -> Opened:
    """A desk on the profile's own accounts."""
    configs, problems = load_accounts(places.accounts_file)
    desk = _desk(
        *(opened, places, settings, configs, SessionStore()),
        read_only=read_only,
        listed=lambda: load_accounts(places.accounts_file)[0],
    )
    notes = tuple(str(problem) for problem in problems)
    return replace(_opened(desk, places, settings), notes=notes)


def desk_on_sandbox(
    opened: OpenedLedger, places: Places, settings: Settings, accounts: SandboxAccounts, *, read_only: bool
) -> Opened:
    """A desk on a sandbox; its credentials are kept in memory, and a pretend wallet signs."""
    store = SessionStore(accounts.credentials)
    ready = replace(
        settings,
        signer_commands={EVERY_ACCOUNT: PRETEND_WALLET, **settings.signer_commands},
        watch={**accounts.watch, **settings.watch},
        refresh_every=settings.refresh_every or (LIVE_REFRESH if accounts.live else 0),
    )
    desk = _desk(opened, places, ready, accounts.configs, store, read_only=read_only)
    return _opened(desk, places, settings)


def _opened(desk: Desk, places: Places, settings: Settings) -> Opened:
    return Opened(
        desk=desk,
        gallery=_gallery(places),
        exports=places.data / EXPORTS,
        notices=settings.notices,
        open_command=settings.open_command,
    )


def accounts_from_line(line: str) -> SandboxAccounts:
    """An account for each marketplace that a sandbox's line names. Raises UsageError."""
    try:
        described = json.loads(line)
    except (ValueError, RecursionError):
        described = None
    if isinstance(described, dict) and _is_suggested(more := described.get("suggested", {})):
        known = [marketplace for marketplace in MARKETPLACES if marketplace.slug in described]
        if known and all(_is_complete(each, described[each.slug]) for each in known):
            said = {each.slug: {**more.get(each.slug, {}), **described[each.slug]} for each in known}
            return replace(_accounts(known, said), live=bool(described.get("live")))
    raise UsageError(
        "That is not what a sandbox prints about itself.", "Make the file with: offerdesk sandbox > FILE"
    )


def _accounts(
    known: Sequence[Marketplace], said: Mapping[str, Mapping[str, str | list[str]]]
) -> SandboxAccounts:
    return SandboxAccounts(
        configs=tuple(_config(each, said[each.slug]) for each in known),
        credentials={each.slug: _credentials(each, said[each.slug]) for each in known},
        watch={slug: tuple(fields["watch"]) for slug, fields in said.items() if "watch" in fields},
    )


def _is_suggested(said: object) -> bool:
    """Whether this is, for some marketplaces, what their accounts may have besides."""
    return isinstance(said, dict) and all(
        isinstance(fields, dict)
        and all(map(_is_said, fields.values()))
        and isinstance(fields.get("watch", []), list)
        for fields in said.values()
    )


def _is_complete(marketplace: Marketplace, said: object) -> bool:
    """Whether these are the fields of an account there: texts, and none missing that it needs."""
    if not isinstance(said, dict) or not all(_is_said(value) for value in said.values()):
        return False
    return all(said.get(entry.name) for entry in marketplace.account_fields if entry.required)


def _is_said(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_said(each) for each in value)
    return isinstance(value, str) and value.isprintable()


def _text(value: str | list[str]) -> str:
    """What a field holds; several things in one field stand side by side."""
    return value if isinstance(value, str) else " ".join(value)


def _config(marketplace: Marketplace, said: Mapping[str, str | list[str]]) -> AccountConfig:
    told = {entry.name for entry in marketplace.account_fields if not entry.secret}
    fields = {name: _text(value) for name, value in said.items() if name in told}
    return AccountConfig(name=marketplace.slug, marketplace=marketplace.slug, fields=fields, keeps="session")


def _credentials(marketplace: Marketplace, said: Mapping[str, str | list[str]]) -> Credentials:
    secret = {entry.name for entry in marketplace.credential_fields}
    return Credentials({name: Secret(_text(value)) for name, value in said.items() if name in secret})


def _desk(
    opened: OpenedLedger,
    places: Places,
    settings: Settings,
    configs: Sequence[AccountConfig],
    session_store: SessionStore,
    *,
    read_only: bool,
    listed: ListAccounts = tuple,
) -> Desk:
    keep_memory_private()
    stores: dict[str, CredentialStore] = {
        "keyring": KeyringStore(places.profile),
        "session": session_store,
        "command": CommandStore(settings.credential_commands),
    }
    accounts = Accounts(
        configs=configs,
        marketplaces=MARKETPLACES,
        stores=stores,
        nonces=LedgerNonces(opened.ledger, utc_now),
        clock=utc_now,
        save=_saver(places.accounts_file),
        open_http=_open_http,
        listed=listed,
    )
    desk = Desk(
        ledger=opened.ledger,
        accounts=accounts,
        journal=_journal(opened, places.config / WITNESS),
        clock=utc_now,
        policy=_policy(settings, _closed_to_acting(opened, settings, read_only=read_only)),
    )
    _keep_log(desk, opened, Log(places.log, utc_now))
    return desk


def _keep_log(desk: Desk, opened: OpenedLedger, log: Log) -> None:
    if opened.trouble:
        log.note(Kind.LEDGER, opened.trouble)
    desk.notices.listen(LogKeeping(log, desk.source).hear)


def _closed_to_acting(opened: OpenedLedger, settings: Settings, *, read_only: bool) -> str:
    """Why nothing is sent; empty where it may be."""
    if read_only or settings.read_only:
        return READ_ONLY
    return opened.closed_to_acting or ("" if settings.limits_known else LIMITS_UNKNOWN)


def _policy(settings: Settings, closed_to_acting: str) -> Policy:
    return Policy(
        closed_to_acting=closed_to_acting,
        read_only_accounts=settings.read_only_accounts,
        floors=settings.floors,
        signers=Signers(settings.signer_commands),
        watched=settings.watch,
        page_size=settings.page_size,
        refresh_limit=settings.refresh_limit,
        refresh_every=timedelta(seconds=settings.refresh_every),
        minimums=[
            Minimum(each.collection, parse_amount(amount), code, each.marketplace)
            for each in settings.minimum
            for amount, code in each.amounts
        ],
        ending_within=settings.notices.ending_within,
    )


def _journal(opened: OpenedLedger, witness_file: Path) -> Journal:
    """The journal, watched by its witness; where it lost something, accounts have to be read again."""
    if not opened.keeps:
        return Journal(opened.ledger, utc_now)
    witness = Witness(witness_file, opened.ledger)
    if opened.began_anew or witness.misses():
        Recovery(opened.ledger).begin(utc_now())
        witness.look()
    return Journal(opened.ledger, utc_now, witness.note)


def _gallery(places: Places) -> Gallery:
    return Gallery(MediaShelf(places.cache / "media"), _open_media)


def _saver(file: Path) -> SaveAccounts:
    return lambda configs: save_accounts(file, configs)


def _open_http() -> HttpLines:
    from tui_app.gateway.http import HttpLines

    return HttpLines()


def _open_media() -> MediaLines:
    from tui_app.gateway.media_http import MediaLines

    return MediaLines()
