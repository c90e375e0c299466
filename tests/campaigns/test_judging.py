"""The judge sees every wrong: a campaign that counts none would notice one."""

from __future__ import annotations

import pytest

from tests.campaigns.judging import WRONGS, Judged, table
from tests.campaigns.test_kill_at_moments import BY_NAME
from tests.campaigns.troubles import TROUBLES


def attempt(found: str, happened: int) -> Judged:
    """An attempt whose row is left so, and that happened so often."""
    return Judged(
        action="accept", trouble="none", moment="at random", left="sending", found=found, happened=happened
    )


@pytest.mark.parametrize(
    ("found", "happened", "wrong"),
    [
        ("done", 1, []),
        ("not done", 0, []),
        ("refused", 0, []),
        ("", 0, []),
        ("needs a person", 1, []),
        ("done", 2, ["doubled"]),
        ("", 1, ["lost"]),
        ("done", 0, ["phantom"]),
        ("not done", 1, ["falsely failed"]),
        ("refused", 1, ["falsely failed"]),
        ("unknown", 1, ["left undecided"]),
        ("sending", 0, ["left undecided"]),
        ("not done", 2, ["doubled", "falsely failed"]),
    ],
)
def test_each_wrong_is_named(found: str, happened: int, wrong: list[str]) -> None:
    assert attempt(found, happened).wrong == wrong


def test_the_table_counts_each_wrong_and_names_what_needs_a_person() -> None:
    lines = table([attempt("done", 2), attempt("not done", 1), attempt("needs a person", 0)])

    assert lines[0].split()[-len(" ".join(WRONGS).split()) :] == " ".join(WRONGS).split()
    assert lines[1].split() == ["accept", "3", "3", "3", "1", "1", "1", "1", "0", "0", "1", "0"]
    assert lines[-1] == "needs a person: accept / none / at random: 1"


def test_every_trouble_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(TROUBLES)
    assert len(TROUBLES) >= 24
