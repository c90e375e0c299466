"""Which program this is, on what, with which libraries."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import tui_app
from tui_app.cli.doctor.check import Check

_LIBRARIES: Final = (
    *("textual", "rich", "httpx", "pydantic", "keyring", "stamina", "aiolimiter", "platformdirs"),
    *("pillow", "starlette", "uvicorn", "graphql-core"),
)


def machine_checks(sqlite: str) -> Iterator[Check]:
    """The program and its libraries, and the machine it runs on; `sqlite` is the version of that."""
    libraries = ", ".join(_version_of(name) for name in _LIBRARIES)
    yield _told("versions", f"offerdesk {tui_app.__version__}, {libraries}, SQLite {sqlite}")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{platform.system()} {platform.release()} on {platform.machine()}"
    yield _told("platform", f"{python}, {machine}; the program is in {Path(tui_app.__file__).parent}")


def _told(name: str, sentence: str) -> Check:
    return Check(name=name, fine=None, sentence=sentence, of_this_machine=True)


def _version_of(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} not installed"
