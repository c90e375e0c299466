"""What a wallet is told, as JSON, and the programs of a person's own that play the wallet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from tui_app.credentials.programs import answer_of
from tui_app.domain.errors import ProgramFailed, UsageError
from tui_app.domain.hand_off import checked_proof
from tui_app.ledger.entries import Entry

SCHEMA: Final = "offerdesk.hand-off.1"
EVERY_ACCOUNT: Final = "*"
PATIENCE: Final = 120.0
"""Seconds a program has: a person may have to press a button on a device."""


def hand_off_text(entry: Entry) -> str:
    """Everything a wallet needs, as a JSON object; every number of the marketplace's stays as it came.

    Raises UsageError for an action that no wallet has a part in.
    """
    if entry.hand_off is None:
        raise UsageError("No wallet has a part in this action.")
    asked, amount = entry.instruction, entry.instruction.amount
    head = {
        "schema": SCHEMA,
        "marketplace": asked.marketplace,
        "account": asked.account,
        "action_id": entry.action_id,
        "action": asked.action.value,
        "target": asked.target,
        "nft_id": asked.subject.nft_id,
        "amount": amount.plain if amount else None,
        "currency": amount.currency.code if amount else None,
        "answer": entry.hand_off.answer.value,
        "todo": entry.hand_off.todo,
    }
    return f'{json.dumps(head, indent=1)[:-2]},\n "parameters": {entry.hand_off.parameters}\n}}'


class Signers:
    """The programs that sign, by account; one under `*` signs for all others."""

    def __init__(self, programs: Mapping[str, Sequence[str]], *, patience: float = PATIENCE) -> None:
        self._programs = {account: tuple(program) for account, program in programs.items()}
        self._patience = patience

    def program(self, account: str) -> tuple[str, ...]:
        """The argument list of the program for an account; empty where none is named."""
        return self._programs.get(account) or self._programs.get(EVERY_ACCOUNT, ())

    async def sign(self, entry: Entry) -> str:
        """What the program answers to an entry, checked by form. Raises ProgramFailed, UsageError."""
        if not (program := self.program(entry.instruction.account)) or entry.hand_off is None:
            raise UsageError("No program that signs is named for this account.", "Set [signer_commands].")
        answer = await answer_of(program, hand_off_text(entry), seconds=self._patience)
        try:
            return checked_proof(entry.hand_off.answer, answer)
        except UsageError as error:
            raise ProgramFailed(f"The program that signs answered something else. {error.title}") from None


NO_SIGNERS: Final = Signers({})
