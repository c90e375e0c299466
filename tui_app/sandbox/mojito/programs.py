"""The programs that the pretend Solana transactions are sent to, and the codes of their instructions."""

from __future__ import annotations

import hashlib

from tui_app.sandbox.mojito.wallets import account_of

ESCROW = account_of("the escrow program")
SYSTEM_PROGRAM = "11111111111111111111111111111111"


def instruction_code(name: str) -> list[int]:
    """The eight bytes that an instruction begins with."""
    return list(hashlib.sha256(f"global:{name}".encode()).digest()[:8])
