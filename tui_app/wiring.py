"""The composition root: where things are, what is drawn first, and what follows behind it."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.errors import LedgerCorrupt, UsageError
from tui_app.ledger.opening import OpenedLedger, open_ledger
from tui_app.ledger.windows import Windows

if TYPE_CHECKING:
    from tui_app.app import OffersApp
    from tui_app.assembly import Opened
    from tui_app.settings import Places, Problem, Settings

LEDGER_FILE = "ledger.sqlite3"
_LONGEST_LINE = 65_536

OpenDesk = Callable[[OpenedLedger, "Settings"], "Opened"]


def run_on_accounts(places: Places, *, read_only: bool) -> int:
    """The dashboard on the profile's own accounts; returns the exit code. Raises OfferdeskError."""

    def open_desk(opened: OpenedLedger, settings: Settings) -> Opened:
        from tui_app.assembly import desk_on_accounts

        return desk_on_accounts(opened, places, settings, read_only=read_only)

    return _run(places, open_desk, title=places.profile)


def run_on_sandbox(info_file: Path, places: Places, *, read_only: bool) -> int:
    """The dashboard on a sandbox that runs already, its ledger kept in the profile. Raises OfferdeskError."""
    from tui_app.assembly import accounts_from_line, desk_on_sandbox

    accounts = accounts_from_line(first_line(info_file))

    def open_desk(opened: OpenedLedger, settings: Settings) -> Opened:
        return desk_on_sandbox(opened, places, settings, accounts, read_only=read_only)

    return _run(places, open_desk, title="sandbox")


def run_demo(flags: Sequence[str], *, info_file: Path | None, read_only: bool) -> int:
    """The dashboard on a pretend market of its own; both leave nothing behind. Raises OfferdeskError."""
    from tui_app.demo import SandboxProcess
    from tui_app.settings import temporary_places

    with tempfile.TemporaryDirectory(prefix="offerdesk-demo-") as folder:
        places = temporary_places(Path(folder))
        places.create()
        with SandboxProcess(flags, places.log / "sandbox.log") as sandbox:

            def open_desk(opened: OpenedLedger, settings: Settings) -> Opened:
                from tui_app.assembly import accounts_from_line, desk_on_sandbox

                line = sandbox.line()
                if info_file is not None:
                    _write_private(info_file, line)
                return desk_on_sandbox(
                    opened, places, settings, accounts_from_line(line), read_only=read_only
                )

            return _run(places, open_desk, title="demo", introduce=True)


def _run(places: Places, open_desk: OpenDesk, *, title: str, introduce: bool = False) -> int:
    # A garbage collection has nothing to find among what is imported here; the app turns it on again.
    gc.disable()
    places.create()
    app = _show(places, open_desk, title=title, introduce=introduce)
    if isinstance(app.failure, LedgerCorrupt) and app.desk is None:
        # The first paint met damage, which opening does not look for: now it is marked, and set aside.
        app = _show(places, open_desk, title=title, introduce=introduce)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _show(places: Places, open_desk: OpenDesk, *, title: str, introduce: bool) -> OffersApp:
    from tui_app.app import OffersApp
    from tui_app.settings.kept_views import KeptViews
    from tui_app.ui.outliving import outliving

    settings, problems = _settings(places)
    views = KeptViews(places.views_file)
    opened = open_ledger(places.data / LEDGER_FILE)
    try:
        app = OffersApp(
            Windows(opened.ledger),
            lambda: open_desk(opened, settings or _default_settings()),
            theme=settings.theme if settings else "",
            keys=settings.keys if settings else None,
            title=title,
            views=views,
            notes=tuple(str(problem) for problem in (*problems, *views.problems)),
            banner=opened.trouble,
            introduce=introduce,
        )
        app.driver_class = outliving(app.driver_class)
        app.run()
    finally:
        opened.close()
    return app


def _settings(places: Places) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The person's settings; without a file there is nothing to import for them yet."""
    if not os.path.lexists(places.settings_file):
        return None, ()
    from tui_app.settings import load_settings

    return load_settings(places.settings_file)


def _default_settings() -> Settings:
    """What holds where the person set nothing."""
    from tui_app.settings import Settings

    return Settings()


def first_line(file: Path) -> str:
    """What a sandbox wrote about itself into a file. Raises UsageError."""
    try:
        with file.open("rb") as source:
            return source.readline(_LONGEST_LINE).decode()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{file} cannot be read.", f"Make it with: offerdesk sandbox > {file}") from None


def _write_private(file: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as sink:
            sink.write(text)
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}); choose another file.") from None
