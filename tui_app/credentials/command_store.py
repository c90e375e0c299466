"""Credentials that a program of the person's own prints, such as one that asks a password manager."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from tui_app.credentials.entry import encode_entry
from tui_app.credentials.programs import answer_of
from tui_app.domain.errors import CredentialsMissing, ProgramFailed, UsageError
from tui_app.domain.secrets import Credentials

SCHEMA: Final = "offerdesk.credentials.1"
EVERY_ACCOUNT: Final = "*"
PATIENCE: Final = 60.0
"""Seconds a program has: a person may have to unlock something."""

_SETTING: Final = "[credential_commands] in the settings names it, as a list of texts."


class CommandStore:
    """Asks the program of an account, or the one under `*`, at each sign-in. Keeps nothing itself."""

    def __init__(self, programs: Mapping[str, Sequence[str]], *, patience: float = PATIENCE) -> None:
        self._programs = {account: tuple(program) for account, program in programs.items()}
        self._patience = patience

    @property
    def where(self) -> str:
        """What keeps them."""
        return "a program of yours, which is asked at each sign-in"

    async def load(self, account: str) -> Credentials | None:
        """What the program prints: a JSON object of texts. Raises CredentialsMissing where it does not."""
        question = json.dumps({"schema": SCHEMA, "account": account})
        try:
            answer = await answer_of(self._program(account), question, seconds=self._patience)
            return _credentials(answer)
        except (ProgramFailed, UsageError) as error:
            words = f"The credentials of {account} cannot be had. {error.title}"
            raise CredentialsMissing(words, error.detail) from None

    async def save(self, account: str, credentials: Credentials) -> None:
        """Nothing, where there is a program and no secret for it to keep. Raises UsageError."""
        self._program(account)
        if credentials:
            raise UsageError("The program has the secrets: leave their fields empty.", _SETTING)

    async def remove(self, account: str) -> None:
        """Nothing: what the program knows is its own."""

    def _program(self, account: str) -> tuple[str, ...]:
        program = self._programs.get(account) or self._programs.get(EVERY_ACCOUNT, ())
        if not program:
            raise UsageError(f"No program is named that prints the credentials of {account}.", _SETTING)
        return program


def _credentials(answer: str) -> Credentials:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
        raise UsageError("What the program printed is not a JSON object of texts.")
    found = Credentials.of(said)
    encode_entry(found)  # what cannot be a secret is said here, as of one that is typed
    return found
