"""What every test gets: an event loop, and a home of its own far from the person's real one."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

FENCED = ("OFFERDESK_", "TEXTUAL", "PYTHON_KEYRING_BACKEND")
"""What the environment of a test must not inherit: prefixes of names."""

REQUIRE_ALL = "OFFERDESK_REQUIRE_ALL"
"""Set to 1, it makes a test fail where it would be skipped for a missing program."""

WORKERS_PER_CORE = 2
"""Most tests wait for a screen or a process longer than they compute."""

_require_all = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    """Remember, before the fence drops it, whether missing programs are an error; let bytecode be kept."""
    config.stash[_require_all] = os.environ.get(REQUIRE_ALL) == "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each program that a test starts compiles ours anew


def pytest_collection_finish() -> None:
    """Collect garbage of the tests alone: ten thousand tests and what they import are here to stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """What `-n auto` means here, unless xdist's own variable says otherwise."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return WORKERS_PER_CORE * (os.cpu_count() or 1)


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, as Textual does."""
    return "asyncio"


@pytest.fixture(scope="session")
def homes() -> Iterator[int]:
    """Numbers for the folders of tests."""
    return count()


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, homes: Iterator[int]
) -> Path:
    """A home folder of the test's own; returns it. No setting of the machine reaches the test."""
    for name in [name for name in os.environ if name.startswith(FENCED)]:
        monkeypatch.delenv(name)
    folder = tmp_path_factory.getbasetemp() / f"home-{next(homes)}"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(folder))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return folder


class NeedsCommand:
    """Asks for programs that a test drives: skips without them, or fails where all must run."""

    def __init__(self, *, required: bool) -> None:
        self.required = required

    def __call__(self, *names: str) -> None:
        """Skip the test, naming the first of `names` that is not on the path."""
        for name in names:
            if shutil.which(name) is None:
                reason = f"{name} is not installed"
                if self.required:
                    pytest.fail(f"{reason}, and {REQUIRE_ALL}=1 asks for every test to run")
                pytest.skip(reason)


@pytest.fixture(scope="session")
def needs_command(pytestconfig: pytest.Config) -> NeedsCommand:
    """`needs_command("tmux")` skips the test where tmux is missing, with that as the reason."""
    return NeedsCommand(required=pytestconfig.stash[_require_all])
