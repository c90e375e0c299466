"""What a command works on: a profile or a sandbox, its ledger, and on top of that a desk without a screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.cli.narration import Narration, complain
from tui_app.domain.errors import UsageError
from tui_app.settings import Places, SettingsError, places_for, temporary_places

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.ledger.opening import OpenedLedger
    from tui_app.settings import Settings

PATIENCE_SECONDS = 12.0
"""How long the end waits for answers to money requests; one request in all takes at most 10 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which profile, or which sandbox: the one that `sandbox` describes, or with `demo` a fresh one."""

    profile: str = ""
    sandbox: Path | None = None
    demo: bool = False
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An open ledger and the profile it belongs to.

    `sandbox_line` waits for the line of the sandbox that is worked on; None for the profile's own accounts.
    """

    where: Where
    places: Places
    opened: OpenedLedger
    sandbox_line: Callable[[], str] | None = None


@contextmanager
def ground_of(where: Where, narration: Narration, *, market: bool) -> Iterator[Ground]:
    """The ledger, opened; where a fresh sandbox is asked for it runs meanwhile, if the `market` is needed.

    Raises OfferdeskError, SettingsError.
    """
    from tui_app.ledger.opening import open_ledger
    from tui_app.wiring import LEDGER_FILE

    with ExitStack() as stack:
        places, line = _demo(stack, market=market) if where.demo else _kept(where)
        _make(places)
        opened = open_ledger(places.data / LEDGER_FILE)
        stack.callback(opened.close)
        if opened.trouble:
            narration.note(opened.trouble)
        yield Ground(where=where, places=places, opened=opened, sandbox_line=line)


def _make(places: Places) -> None:
    """Make the folders; what cannot be kept for want of one is told."""
    try:
        places.create()
    except SettingsError as error:
        complain(error.title)


@asynccontextmanager
async def desk_on(
    ground: Ground, narration: Narration, *, read_only: bool = False, exact: bool = False
) -> AsyncIterator[Desk]:
    """A desk, closed at the end with patience for answers that are due.

    What is wrong in the person's files is told; where money is about to move it has to be `exact`, and they
    are refused instead. Raises OfferdeskError, SettingsError.
    """
    from tui_app.assembly import accounts_from_line, desk_on_accounts, desk_on_sandbox

    settings = _settings(ground.places, exact=exact)
    read_only = read_only or ground.where.read_only
    if ground.sandbox_line is None:
        opened = desk_on_accounts(ground.opened, ground.places, settings, read_only=read_only)
    else:
        accounts = accounts_from_line(ground.sandbox_line())
        opened = desk_on_sandbox(ground.opened, ground.places, settings, accounts, read_only=read_only)
    desk = opened.desk
    try:
        _tell(opened.notes, exact=exact)
        yield desk
    finally:
        await _close(desk, narration)


def need_accounts(desk: Desk) -> None:
    """Raises UsageError where no account is set up."""
    if not desk.accounts.all():
        raise UsageError(
            "No account is set up yet: start offerdesk without a command and press 7, then N.",
            "To try it without one: offerdesk offers --demo",
        )


async def _close(desk: Desk, narration: Narration) -> None:
    """Wait for answers that are due; who is waiting for them is told, and where they will be found."""
    due = desk.outstanding
    if due:
        narration.note(f"waiting for the marketplace's answer, {PATIENCE_SECONDS:.0f} seconds at most …")
    await desk.close(PATIENCE_SECONDS)
    if due:
        narration.note("what became of it is told by: offerdesk activity")


def _demo(stack: ExitStack, *, market: bool) -> tuple[Places, Callable[[], str] | None]:
    from tempfile import TemporaryDirectory

    from tui_app.demo import SandboxProcess

    folder = stack.enter_context(TemporaryDirectory(prefix="offerdesk-demo-"))
    places = temporary_places(Path(folder))
    if not market:
        return places, None
    return places, stack.enter_context(SandboxProcess([], Path(folder, "sandbox.log"))).line


def _kept(where: Where) -> tuple[Places, Callable[[], str] | None]:
    if (file := where.sandbox) is None:
        return (places_for(where.profile) if where.profile else places_for()), None
    from tui_app.wiring import first_line

    return places_for(where.profile or "sandbox"), lambda: first_line(file)


def places_of(where: Where) -> Places | None:
    """The profile's folders; None for a demo, which has none before it begins. Raises SettingsError."""
    return None if where.demo else _kept(where)[0]


def _settings(places: Places, *, exact: bool) -> Settings:
    from tui_app.settings import load_settings

    settings, problems = load_settings(places.settings_file)
    _tell(tuple(map(str, problems)), exact=exact)
    return settings


def _tell(problems: tuple[str, ...], *, exact: bool) -> None:
    if problems and exact:
        raise SettingsError(problems[0])
    for problem in problems:
        complain(problem)
