"""What is done before a dashboard starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tui_app.cli.precautions import HARMLESS, drop_textual_variables

DANGEROUS = (
    "TEXTUAL",
    "TEXTUAL_LOG",
    "TEXTUAL_PRESS",
    "TEXTUAL_DRIVER",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_DEBUG",
)


@pytest.mark.parametrize("name", [*DANGEROUS, "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_DEVTOOLS_HOST"])
def test_a_variable_that_watches_or_types_is_taken_out(name: str) -> None:
    environment = {name: "x", "HOME": "/home"}

    assert drop_textual_variables(environment) == (name,)
    assert environment == {"HOME": "/home"}


def test_variables_that_only_change_looks_stay() -> None:
    environment = dict.fromkeys(HARMLESS, "x")

    assert drop_textual_variables(environment) == ()
    assert set(environment) == HARMLESS


def test_an_environment_without_them_stays_as_it_is() -> None:
    environment = {"TEXTUALLY": "x", "NO_COLOR": "1"}

    assert drop_textual_variables(environment) == ()
    assert len(environment) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="the flag is Linux's own")
def test_the_memory_of_the_program_stays_its_own() -> None:
    code = (
        "import ctypes, resource\n"
        "from tui_app.credentials import keep_memory_private\n"
        "keep_memory_private()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert ended.stdout == "(0, 0) 0\n"
