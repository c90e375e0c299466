"""The lock pins, by hash, what the project file asks for, and names no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", LOCK, flags=re.MULTILINE)
}


def asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [
        Requirement(text)
        for text in (*project["dependencies"], *(each for extra in extras for each in extra))
    ]


@pytest.mark.parametrize("requirement", asked_for(), ids=lambda requirement: requirement.name)
def test_what_the_project_asks_for_is_pinned_to_a_version_that_fits(requirement: Requirement) -> None:
    pinned = PINNED.get(canonicalize_name(requirement.name))
    assert pinned is not None, "make the lock again; the README says how"
    assert requirement.specifier.contains(pinned, prereleases=True)


def test_every_pin_has_a_hash() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_it_names_no_host() -> None:
    assert "://" not in LOCK


@pytest.mark.parametrize("name", ["brotli", "brotlicffi", "zstandard", "keyrings-alt"])
def test_what_would_weaken_the_program_is_not_in_it(name: str) -> None:
    assert name not in PINNED
