"""The composition root: settings, credentials and marketplaces become a desk and an app."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.credentials import CredentialStore, KeyringStore, SessionStore
from tui_app.demo import SandboxProcess
from tui_app.desk.accounts import Accounts
from tui_app.desk.desk import Desk
from tui_app.desk.sources import utc_now
from tui_app.domain.errors import UsageError
from tui_app.domain.secrets import Credentials, Secret
from tui_app.ledger.journal import Journal
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.store import Ledger
from tui_app.marketplaces import MARKETPLACES
from tui_app.settings import (
    AccountConfig,
    Places,
    Settings,
    load_accounts,
    load_settings,
    save_accounts,
    temporary_places,
)

if TYPE_CHECKING:
    from tui_app.gateway.http import HttpLines

LEDGER_FILE = "ledger.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of the program: where things are, which accounts, and what keeps their secrets."""

    places: Places
    configs: tuple[AccountConfig, ...]
    stores: Mapping[str, CredentialStore]
    settings: Settings
    read_only: bool
    title: str
    notes: tuple[str, ...] = ()
    introduce: bool = False


def run_on_accounts(places: Places, *, read_only: bool) -> int:
    """The dashboard on the profile's own accounts; returns the exit code."""
    places.create()
    settings, wrong_settings = load_settings(places.settings_file)
    configs, wrong_accounts = load_accounts(places.accounts_file)
    stores: dict[str, CredentialStore] = {"keyring": KeyringStore(places.profile), "session": SessionStore()}
    return _run(
        Session(
            places=places,
            configs=configs,
            stores=stores,
            settings=settings,
            read_only=read_only or settings.read_only,
            title=places.profile,
            notes=tuple(str(problem) for problem in (*wrong_settings, *wrong_accounts)),
        )
    )


def run_on_sandbox(info_file: Path, places: Places, *, read_only: bool) -> int:
    """The dashboard on a sandbox that runs already, its ledger kept in the profile."""
    try:
        line = info_file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{info_file} cannot be read ({error.strerror}); make it with: offerdesk sandbox > {info_file}"
        ) from None
    places.create()
    return _run(sandbox_session(line, places, read_only=read_only, title="sandbox", introduce=False))


def run_demo(flags: Sequence[str], *, info_file: Path | None, read_only: bool) -> int:
    """The dashboard on a pretend market of its own; both leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="offerdesk-demo-") as folder:
        places = temporary_places(Path(folder))
        places.create()
        with SandboxProcess(flags, places.log / "sandbox.log") as sandbox:
            import_module("tui_app.app")  # half a second in which the market gets ready
            line = sandbox.line()
            if info_file is not None:
                _write_private(info_file, line)
            return _run(sandbox_session(line, places, read_only=read_only, title="demo", introduce=True))


def sandbox_session(line: str, places: Places, *, read_only: bool, title: str, introduce: bool) -> Session:
    """One run on the sandbox that printed `line`. Raises UsageError for anything else."""
    configs, secrets = _sandbox_accounts(line)
    store = SessionStore(secrets)
    settings, wrong = load_settings(places.settings_file)
    return Session(
        places=places,
        configs=configs,
        stores={"keyring": KeyringStore(places.profile), "session": store},
        settings=settings,
        read_only=read_only or settings.read_only,
        title=title,
        notes=tuple(str(problem) for problem in wrong),
        introduce=introduce,
    )


def _sandbox_accounts(line: str) -> tuple[tuple[AccountConfig, ...], dict[str, Credentials]]:
    """An account for each marketplace that the sandbox's line names. Raises UsageError."""
    try:
        described = json.loads(line)
        configs, secrets = [], dict[str, Credentials]()
        for marketplace in MARKETPLACES:
            if marketplace.slug in described:
                said: dict[str, str] = described[marketplace.slug]
                secret = {entry.name for entry in marketplace.credential_fields}
                configs.append(
                    AccountConfig(
                        name=marketplace.slug,
                        marketplace=marketplace.slug,
                        fields={name: value for name, value in said.items() if name not in secret},
                        keeps="session",
                    )
                )
                secrets[marketplace.slug] = Credentials(
                    {name: Secret(value) for name, value in said.items() if name in secret}
                )
    except (ValueError, TypeError, AttributeError):
        raise UsageError(
            "That file does not hold what a sandbox prints; make it with: offerdesk sandbox > FILE"
        ) from None
    return tuple(configs), secrets


def _run(session: Session) -> int:
    from tui_app.app import OffersApp

    ledger = Ledger(session.places.data / LEDGER_FILE)
    try:
        app = OffersApp(
            open_desk(session, ledger),
            settings=session.settings,
            title=session.title,
            notes=session.notes,
            introduce=session.introduce,
        )
        app.run()
        return app.return_code or 0
    finally:
        ledger.close()


def open_desk(session: Session, ledger: Ledger) -> Desk:
    """The desk of one run. Nothing heavy is imported until an account is first signed in."""
    accounts = Accounts(
        configs=session.configs,
        marketplaces=MARKETPLACES,
        stores=session.stores,
        nonces=LedgerNonces(ledger, utc_now),
        clock=utc_now,
        save=lambda configs: save_accounts(session.places.accounts_file, configs),
        open_http=_open_http,
    )
    return Desk(
        ledger=ledger,
        accounts=accounts,
        journal=Journal(ledger, utc_now),
        clock=utc_now,
        read_only=session.read_only,
        page_size=session.settings.page_size,
        refresh_limit=session.settings.refresh_limit,
    )


def _open_http() -> HttpLines:
    from tui_app.gateway.http import HttpLines

    return HttpLines()


def _write_private(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as sink:
        sink.write(text)
