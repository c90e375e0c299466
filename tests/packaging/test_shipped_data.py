"""What is no Python and yet belongs to the program is in the wheel."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.packaging


@pytest.mark.parametrize("folder", ["tui_app/cli/schema", "tui_app/cli/completions", "tui_app/cli/man"])
def test_schemas_and_completion_files_come_with_the_program(folder: str) -> None:
    shipped = {each.distribution_path for each in WheelBuilder(str(ROOT)).recurse_included_files()}
    there = {f"{folder}/{file.name}" for file in (ROOT / folder).iterdir()}
    assert there
    assert there <= shipped
