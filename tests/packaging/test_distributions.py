"""The program works from a checkout, an editable install, a wheel and an sdist: its stylesheets are there."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "tui_app",
    "styles",
    "tests",
    "screenshots",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
)

SHEETS = """
import sys, site
site.addsitedir(sys.argv[1])
sys.path.insert(0, sys.argv[1])
from tui_app.stylesheets import stylesheet_paths
print(*stylesheet_paths(), sep="\\n")
"""

pytestmark = pytest.mark.packaging

Installer = Callable[[Path], Path]


def run(*command: str | Path, folder: Path) -> str:
    """What the command prints. Nothing of this interpreter's own installation is in its way."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=100)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree to build from."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in (ROOT / name for name in PARTS):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif part.exists():
            shutil.copy(part, folder)
    return folder


def build(target: str, source: Path, into: Path) -> Path:
    """The one distribution that this target gives."""
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", into, folder=source)
    return next(file for file in into.iterdir() if file.suffix in (".whl", ".gz"))


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", checkout, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", checkout, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the sdist unpacks to."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.iterdir())


@pytest.fixture
def install(tmp_path: Path) -> Installer:
    """Installs a wheel into a folder of its own, without what it depends on."""
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["pip3"]

    def installed(wheel: Path) -> Path:
        target = tmp_path / "site"
        options = ("install", "--no-deps", "--no-index", "--quiet", "--target", target)
        run(*pip, *options, wheel, folder=tmp_path)
        return target

    return installed


def sheets(site: Path, elsewhere: Path) -> list[Path]:
    """The sheets that the program finds when it is imported from this site folder."""
    found = run(sys.executable, "-S", "-c", SHEETS, site, folder=elsewhere)
    return [Path(line) for line in found.splitlines()]


def names(found: list[Path], folder: Path) -> list[str]:
    return [sheet.relative_to(folder).as_posix() for sheet in found]


@pytest.fixture(scope="session")
def expected(checkout: Path) -> list[str]:
    """The sheets of the tree, sorted."""
    return sorted(names(list((checkout / "styles").rglob("*.tcss")), checkout / "styles"))


def test_a_checkout_finds_its_sheets(checkout: Path, expected: list[str], tmp_path: Path) -> None:
    assert sorted(names(sheets(checkout, tmp_path), checkout / "styles")) == expected


def test_an_editable_install_finds_the_sheets_of_its_checkout(
    checkout: Path, install: Installer, expected: list[str], tmp_path: Path
) -> None:
    site = install(build("wheel:editable", checkout, tmp_path / "dist"))
    assert not (site / "tui_app" / "__init__.py").exists()
    assert sorted(names(sheets(site, tmp_path), checkout / "styles")) == expected


def test_a_wheel_carries_the_program_its_sheets_and_nothing_else(
    wheel: Path, install: Installer, expected: list[str], tmp_path: Path
) -> None:
    site = install(wheel)
    assert sorted(names(sheets(site, tmp_path), site / "tui_app" / "styles")) == expected
    beside = sorted(entry.name.partition("-")[0] for entry in site.iterdir())
    assert beside == ["bin", "offerdesk", "share", "tui_app"]


def test_an_sdist_finds_its_sheets(unpacked: Path, expected: list[str], tmp_path: Path) -> None:
    assert sorted(names(sheets(unpacked, tmp_path), unpacked / "styles")) == expected


def test_a_wheel_made_from_the_sdist_carries_them_too(
    unpacked: Path, install: Installer, expected: list[str], tmp_path: Path
) -> None:
    site = install(build("wheel", unpacked, tmp_path / "dist"))
    assert sorted(names(sheets(site, tmp_path), site / "tui_app" / "styles")) == expected


def test_a_wheel_puts_the_manual_page_where_man_looks(wheel: Path, install: Installer) -> None:
    site = install(wheel)
    page = site / "share" / "man" / "man1" / "offerdesk.1"
    assert page.read_bytes() == (site / "tui_app" / "cli" / "man" / "offerdesk.1").read_bytes()


def test_two_builds_of_one_tree_are_the_same_file(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    assert build("wheel", checkout, tmp_path).read_bytes() == wheel.read_bytes()
