"""Credentials from a program of the person's own: asked anew, never kept, and every failure in a sentence."""

from __future__ import annotations

import json
import sys

import pytest

from tui_app.credentials import CommandStore
from tui_app.domain.errors import CredentialsMissing, UsageError
from tui_app.domain.secrets import Credentials

pytestmark = pytest.mark.anyio

CANARY = "canary-56rL9"


def says(script: str) -> dict[str, tuple[str, ...]]:
    """A program for every account."""
    return {"*": (sys.executable, "-c", script)}


async def test_what_the_program_prints_are_the_credentials() -> None:
    script = "import json, sys; print(json.dumps({'api_key': json.load(sys.stdin)['account']}))"
    found = await CommandStore(says(script)).load("penelope")

    assert found is not None
    assert found.reveal() == {"api_key": "penelope"}


async def test_an_accounts_own_program_comes_before_that_of_all() -> None:
    programs = {**says("print('{}')"), "main": (sys.executable, "-c", 'print(\'{"token": "x"}\')')}
    found = await CommandStore(programs).load("main")

    assert found is not None
    assert found.reveal() == {"token": "x"}


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (f"print('{CANARY}')", "not a JSON object of texts"),
        (f"print('[\"{CANARY}\"]')", "not a JSON object of texts"),
        (f'print(\'{{"api_key": 7, "x": "{CANARY}"}}\')', "not a JSON object of texts"),
        (f"import json; print(json.dumps({{'api_key': '{CANARY}\\u200b'}}))", "invisible character"),
        ("print('[' * 5000)", "not a JSON object of texts"),
        ("pass", "printed nothing"),
        ("raise SystemExit(3)", "ended with code 3"),
        ("import time; time.sleep(60)", "gave no answer within 2 s"),
    ],
)
async def test_what_goes_wrong_is_one_sentence_without_what_was_printed(script: str, words: str) -> None:
    with pytest.raises(CredentialsMissing) as caught:
        await CommandStore(says(script), patience=2).load("main")

    assert words in caught.value.title
    assert caught.value.title.startswith("The credentials of main cannot be had. ")
    assert CANARY not in f"{caught.value.title}{caught.value.detail}"


async def test_without_a_program_that_is_said_when_the_account_is_kept() -> None:
    with pytest.raises(UsageError, match="No program is named that prints the credentials of main"):
        await CommandStore({}).save("main", Credentials({}))


async def test_a_secret_is_not_taken_that_the_program_has() -> None:
    with pytest.raises(UsageError, match="leave their fields empty"):
        await CommandStore(says("")).save("main", Credentials.of({"token": json.dumps(CANARY)}))
    await CommandStore(says("")).save("main", Credentials({}))
