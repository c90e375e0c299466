"""The README says what is so."""

from __future__ import annotations

import re

from tests.readme import README, renewed


def test_the_tables_are_what_the_program_declares() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == renewed(text), "run: python -m tests.readme"


def test_there_are_two_set_up_commands_each_one_line() -> None:
    commands = re.findall(r"^python3 .*$", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [command.rsplit("&&")[-1].split()[0] for command in commands] == [
        ".venv/bin/offerdesk",
        ".venv/bin/python",
    ]
    assert commands[0].endswith("offerdesk demo")
    assert "pytest" in commands[1]


def test_every_picture_it_shows_is_there() -> None:
    pictures = re.findall(r"\]\((screenshots/[^)]+)\)", README.read_text(encoding="utf-8"))
    assert pictures
    assert all((README.parent / picture).is_file() for picture in pictures)
