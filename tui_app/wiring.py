"""The composition root: where things are, what is drawn first, and what follows behind it."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_app import __version__
from tui_app.domain.errors import LedgerCorrupt, UsageError
from tui_app.domain.text import PROSE_LIMIT, clean
from tui_app.last_frame.kept import forget, keep, state_of, surroundings
from tui_app.last_frame.standing import FILE as FRAME_FILE
from tui_app.last_frame.standing import SCREEN, Standing
from tui_app.ledger.opening import OpenedLedger, open_ledger
from tui_app.ledger.windows import Windows

if TYPE_CHECKING:
    from tui_app.app import OffersApp
    from tui_app.assembly import Opened
    from tui_app.last_frame.kept import Frame
    from tui_app.settings import Places, Problem, Settings

LEDGER_FILE = "ledger.sqlite3"
_LONGEST_LINE = 65_536

OpenDesk = Callable[[OpenedLedger, "Settings"], "Opened"]


def run_on_accounts(places: Places, *, read_only: bool, standing: Standing) -> int:
    """The dashboard on the profile's own accounts; returns the exit code. Raises OfferdeskError.

    `standing` is the frame that stands on the terminal already, if one does.
    """

    def open_desk(opened: OpenedLedger, settings: Settings) -> Opened:
        from tui_app.assembly import desk_on_accounts

        return desk_on_accounts(opened, places, settings, read_only=read_only)

    # What is drawn of a run that may not act would say so at the next start, which may.
    app = _run(_Start(places, open_desk, places.profile, standing, keeps_frame=not read_only))
    if app.wants_demo:
        return run_demo((), info_file=None, read_only=read_only)
    return app.return_code or 0


def run_on_sandbox(info_file: Path, places: Places, *, read_only: bool) -> int:
    """The dashboard on a sandbox that runs already, its ledger kept in the profile. Raises OfferdeskError."""
    from tui_app.assembly import accounts_from_line, desk_on_sandbox

    accounts = accounts_from_line(first_line(info_file))

    def open_desk(opened: OpenedLedger, settings: Settings) -> Opened:
        return desk_on_sandbox(opened, places, settings, accounts, read_only=read_only)

    return _run(_Start(places, open_desk, "sandbox", Standing())).return_code or 0


def run_demo(flags: Sequence[str], *, info_file: Path | None, read_only: bool) -> int:
    """The dashboard on a pretend market of its own; both leave nothing behind. Raises OfferdeskError."""
    from tui_app.demo import SandboxProcess
    from tui_app.settings import places_for, temporary_places

    with tempfile.TemporaryDirectory(prefix="offerdesk-demo-") as folder:
        # Where a bug is written down outlives the demo.
        places = replace(temporary_places(Path(folder)), log=places_for("demo").log)
        with SandboxProcess(flags, Path(folder, "sandbox.log")) as sandbox:

            def open_desk(opened: OpenedLedger, settings: Settings) -> Opened:
                from tui_app.assembly import accounts_from_line, desk_on_sandbox
                from tui_app.ui.file_words import started_in

                line = sandbox.line()
                if info_file is not None:
                    _write_private(info_file, line)
                accounts = accounts_from_line(line)
                made = desk_on_sandbox(opened, places, settings, accounts, read_only=read_only)
                # The demo's own folder goes with it, and what was exported is meant to stay.
                return replace(made, exports=started_in() or made.exports)

            return _run(_Start(places, open_desk, "demo", Standing(), introduce=True)).return_code or 0


class _Start(NamedTuple):
    """How one dashboard begins: whose it is, what it works with, and what stands on the terminal already."""

    places: Places
    open_desk: OpenDesk
    title: str
    standing: Standing
    introduce: bool = False
    keeps_frame: bool = False


def _run(start: _Start) -> OffersApp:
    # A garbage collection has nothing to find among what is imported here; the app turns it on again.
    gc.disable()
    app = _show(start)
    if isinstance(app.failure, LedgerCorrupt) and app.desk is None:
        # The first paint met damage, which opening does not look for: now it is marked, and set aside.
        app = _show(start)
    if app.failure is not None:
        raise app.failure
    return app


def _show(start: _Start) -> OffersApp:
    from tui_app.app import OffersApp
    from tui_app.settings.kept_privacy import KeptPrivacy
    from tui_app.settings.kept_theme import KeptTheme
    from tui_app.settings.kept_views import KeptViews
    from tui_app.ui.driving import driver_for
    from tui_app.ui.plain_terminal import letters_for
    from tui_app.ui.taking_over import TakingOver
    from tui_app.ui.theme import theme_problems

    places = start.places
    unmade = _made(places)
    taking_over = TakingOver(start.standing.hand_over)
    environment = dict(os.environ)  # Textual takes some of it away
    settings, problems = _settings(places)
    theme = KeptTheme(places.theme_file, settings.theme if settings else "")
    privacy = KeptPrivacy(
        places.config,
        wanted=settings is not None and settings.privacy,
        begins=partial(forget, str(places.cache / FRAME_FILE)),  # it was drawn before
    )
    views = KeptViews(places.views_file, settings.views if settings else ())
    unknown = theme_problems(places.settings_file, settings.theme if settings else "")
    notes = (*unmade, *_notes((*problems, *unknown), views.problems))
    opened = open_ledger(places.data / LEDGER_FILE)
    try:
        app = OffersApp(
            Windows(opened.ledger),
            lambda: start.open_desk(opened, settings or _default_settings()),
            theme=theme.name,
            keys=settings.keys if settings else None,
            title=start.title,
            views=views,
            letters=letters_for(settings.glyphs if settings else "", os.environ),
            notes=notes,
            banner=opened.trouble,
            introduce=start.introduce,
            shown=taking_over.finish,
            keep_frame=_keeper(start, settings, environment) if opened.keeps else None,
            keep_theme=theme.keep,
            privacy=privacy,
            note_crash=partial(_note_crash, places),
        )
        app.driver_class = taking_over.driver(driver_for(app))
        app.run()
    finally:
        opened.close()
    _say_again(notes)
    return app


def _made(places: Places) -> tuple[str, ...]:
    """Make the folders; why one cannot be made, which is nothing to stop for."""
    from tui_app.settings import SettingsError

    try:
        places.create()
    except SettingsError as error:
        return (error.title,)
    return ()


def _note_crash(places: Places, error: BaseException | None) -> str:
    """Write a bug down; where, or nothing where it cannot be."""
    from tui_app.ledger.instants import utc_now
    from tui_app.log.log import Log

    log = Log(places.log, utc_now)
    return str(log.path) if log.crash(error, __version__) else ""


def _notes(*files: Sequence[Problem]) -> tuple[str, ...]:
    """What is wrong with the person's files, one sentence for each of them that has something wrong."""
    if not any(files):
        return ()
    from tui_app.settings.reading import summary

    return tuple(filter(None, map(summary, files)))


def _say_again(notes: Sequence[str]) -> None:
    """What was said on the screen, where it stays to be read after the end."""
    for note in notes:
        with suppress(OSError, ValueError):  # the terminal may be gone
            sys.stderr.write(f"offerdesk: {clean(note, limit=PROSE_LIMIT)}\n")


def _keeper(
    start: _Start, settings: Settings | None, environment: Mapping[str, str]
) -> Callable[[Frame], None] | None:
    """What keeps the last frame for the next start, where that is wanted; where it is not, none is kept."""
    places = start.places
    file = str(places.cache / FRAME_FILE)
    wanted = settings is None or settings.last_frame
    if not wanted:
        forget(file)
    if not (wanted and start.keeps_frame):
        return None
    read = state_of(str(places.settings_file))

    def keep_frame(frame: Frame) -> None:
        size = os.get_terminal_size(SCREEN)
        ledger = state_of(str(places.data / LEDGER_FILE), whole=False)
        states = (ledger, read, state_of(str(places.accounts_file)))
        keep(file, frame, surroundings(environment, size, __version__), states)

    return keep_frame


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
