"""Where the secrets of accounts are: the machine's own keyring, memory for a session, or a person's program.

Nothing here ever writes a secret to a file. Importing this room does not import keyring, which costs a
quarter of a second; the threads that talk to it do.
"""

from __future__ import annotations

from tui_app.credentials.command_store import CommandStore
from tui_app.credentials.entry import accept_pasted
from tui_app.credentials.keyring_store import KeyringStore, Patience
from tui_app.credentials.memory import keep_memory_private
from tui_app.credentials.report import KeyringReport, keyring_report
from tui_app.credentials.store import CredentialStore, SessionStore

__all__ = [
    "CommandStore",
    "CredentialStore",
    "KeyringReport",
    "KeyringStore",
    "Patience",
    "SessionStore",
    "accept_pasted",
    "keep_memory_private",
    "keyring_report",
]
