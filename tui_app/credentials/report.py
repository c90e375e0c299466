"""Which keyring is used here, which are not, and why: for the Accounts screen and for finding trouble."""

from __future__ import annotations

import configparser
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tui_app.credentials import failures
from tui_app.credentials.backends import TRUSTED, Choice, choose_backend, import_backends
from tui_app.credentials.threads import in_thread
from tui_app.domain.errors import CredentialsError
from tui_app.domain.text import clean

KNOWN_FAULTS = {
    "keyring.backends.null": "it forgets what it is given",
    "keyring.backends.chainer": "it would spread secrets over several keyrings",
    "keyring.backends.fail": "it keeps nothing",
    "keyrings.alt.file": "it writes secrets to a file that anybody with your files can read",
    "keyrings.cryptfile": "it asks for its password on the terminal that offerdesk draws on",
}
"""Why some well-known backends are not used, by the beginning of their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyringReport:
    """Whether a trusted keyring answers, one sentence saying so, and notes on those that are not used."""

    usable: bool
    summary: str
    notes: tuple[str, ...]


async def keyring_report(
    *, limit: float = 5.0, choose: Callable[[], Choice] = choose_backend
) -> KeyringReport:
    """Look at this machine's keyrings without reading or writing an entry. Raises nothing."""
    try:
        await in_thread(import_backends, limit=limit, awaited_at_exit=True)
        choice, asked_for = await in_thread(lambda: (choose(), tuple(_not_used())), limit=limit)
    except TimeoutError:
        return _unusable(failures.silent(limit), ())
    notes = (*choice.passed_over, *asked_for)
    if choice.backend is None:
        return _unusable(failures.unavailable(()), notes)
    return KeyringReport(usable=True, summary=f"Credentials are kept in {choice.title}.", notes=notes)


def _unusable(error: CredentialsError, notes: tuple[str, ...]) -> KeyringReport:
    return KeyringReport(usable=False, summary=error.title, notes=notes)


def _not_used() -> Iterator[str]:
    """A sentence for every keyring that the machine asks for and that is not on the list."""
    trusted = {f"{backend.module}.{backend.name}" for backend in TRUSTED}
    for source, name in _asked_for():
        if name not in trusted:
            yield f"{source} asks for {clean(name)}; not used: {_fault(name)}."


def _asked_for() -> Iterator[tuple[str, str]]:
    """Who asks for a keyring, and its name. Plug-ins are named without importing them."""
    from importlib import metadata  # 20 ms that the way to the first paint can do without

    if name := os.environ.get("PYTHON_KEYRING_BACKEND"):
        yield "PYTHON_KEYRING_BACKEND", name
    if name := _named_in_file():
        yield "keyringrc.cfg", name
    ours = {backend.module for backend in TRUSTED}
    for plugin in metadata.entry_points(group="keyring.backends"):
        if plugin.module not in ours and not plugin.module.startswith("keyring.backends."):
            yield "An installed package", plugin.value.replace(":", ".")


def _named_in_file() -> str:
    """The keyring that keyringrc.cfg names, or nothing."""
    from keyring.util.platform_ import config_root

    file = configparser.RawConfigParser()
    try:
        file.read(Path(config_root()) / "keyringrc.cfg", encoding="utf-8")
        return file.get("backend", "default-keyring", fallback="").strip()
    except (configparser.Error, OSError, UnicodeError):
        return ""


def _fault(name: str) -> str:
    faults = (fault for start, fault in KNOWN_FAULTS.items() if name.startswith(start))
    return next(faults, "only the keyrings of the operating system and the desktop are trusted")
