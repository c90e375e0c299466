"""Neither the environment, nor a file, nor an installed package chooses where secrets go."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NeedsCommand
from tests.secret_service import COMMANDS, PrivateBus, private_bus

PLUGIN = """
import os
from keyring.backend import KeyringBackend

open(os.environ["HOME"] + "/imported", "w").close()

class PlaintextKeyring(KeyringBackend):
    priority = 9
    def get_password(self, service, username):
        return None
    def set_password(self, service, username, password):
        with open(os.environ["HOME"] + "/plain.txt", "w") as file:
            file.write(password)
"""

SAVE = """
import asyncio
from tui_app.credentials import KeyringStore, keyring_report
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.secrets import Credentials

async def main():
    try:
        await KeyringStore("default").save("main", Credentials.of({"api_key": "canary"}))
        print("saved")
    except OfferdeskError as error:
        print(type(error).__name__)
    for note in (await keyring_report()).notes:
        print(note)

asyncio.run(main())
"""

WHAT_KEYRING_WOULD_CHOOSE = "import keyring; print(type(keyring.get_keyring()).__name__)"
WHAT_KEYRING_WOULD_DO = "import keyring; keyring.set_password('offerdesk', 'default/main', 'canary')"


@pytest.fixture
def plugin(home: Path) -> Path:
    """A folder to put on the path, with a package that offers keyring a backend that writes plain text."""
    folder = home / "site"
    told = folder / "plain_keyring-1.0.dist-info"
    told.mkdir(parents=True)
    (folder / "plain_keyring.py").write_text(PLUGIN)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: plain-keyring\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text("[keyring.backends]\nplain = plain_keyring\n")
    return folder


@pytest.fixture
def bus(needs_command: NeedsCommand) -> Iterator[PrivateBus]:
    needs_command(*COMMANDS)
    with private_bus() as started:
        started.start_keyring()
        yield started


def run(code: str, home: Path, **more: str) -> list[str]:
    """The lines that a new interpreter prints, with no bus unless one is given."""
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        **more,
    }
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return ended.stdout.splitlines()


def files_with(text: str, folder: Path) -> list[str]:
    """The files under the folder that hold the text as it is or as base64."""
    shapes = (text.encode(), base64.b64encode(text.encode())[:6])
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")]
    return [file.name for file in files if any(shape in file.read_bytes() for shape in shapes)]


def test_the_plugin_would_be_keyrings_own_choice(plugin: Path, home: Path) -> None:
    chosen = run(WHAT_KEYRING_WOULD_CHOOSE, home, PYTHONPATH=str(plugin))
    assert (chosen, (home / "imported").exists()) == (["PlaintextKeyring"], True)


def test_the_secret_would_then_be_in_a_file(plugin: Path, home: Path) -> None:
    run(WHAT_KEYRING_WOULD_DO, home, PYTHONPATH=str(plugin))
    assert files_with("canary", home) == ["plain.txt"]


def test_an_installed_plaintext_keyring_is_neither_used_nor_imported(plugin: Path, home: Path) -> None:
    said = run(SAVE, home, PYTHONPATH=str(plugin))
    assert said[0] == "KeyringUnavailable"
    assert not (home / "imported").exists()
    assert files_with("canary", home) == []


def test_the_report_names_it_and_why_it_is_not_used(plugin: Path, home: Path) -> None:
    assert run(SAVE, home, PYTHONPATH=str(plugin))[-1] == (
        "An installed package asks for plain_keyring; not used: "
        "only the keyrings of the operating system and the desktop are trusted."
    )


def test_a_backend_named_in_the_environment_is_not_used(home: Path) -> None:
    said = run(SAVE, home, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
    assert (said[0], said[-1]) == (
        "KeyringUnavailable",
        "PYTHON_KEYRING_BACKEND asks for keyring.backends.null.Keyring; not used: "
        "it forgets what it is given.",
    )


def test_a_name_in_the_environment_that_cannot_be_imported_does_no_harm(home: Path) -> None:
    said = run(SAVE, home, PYTHON_KEYRING_BACKEND="no.such\x1b[2J.Keyring")
    assert said[0] == "KeyringUnavailable"
    assert "\x1b" not in said[-1]


def test_keyringrc_neither_chooses_nor_puts_code_on_the_path(plugin: Path, home: Path) -> None:
    file = home / "config" / "python_keyring" / "keyringrc.cfg"
    file.parent.mkdir(parents=True)
    file.write_text(f"[backend]\ndefault-keyring=plain_keyring.PlaintextKeyring\nkeyring-path={plugin}\n")
    assert run(WHAT_KEYRING_WOULD_CHOOSE, home) == ["PlaintextKeyring"]
    (home / "imported").unlink()
    said = run(SAVE, home)
    assert (said[0], said[-1].partition(";")[0]) == (
        "KeyringUnavailable",
        "keyringrc.cfg asks for plain_keyring.PlaintextKeyring",
    )
    assert not (home / "imported").exists()


@pytest.mark.parametrize("content", [b"[backend", b"\xff\xfe", b"default-keyring=x"])
def test_a_broken_keyringrc_does_no_harm(home: Path, content: bytes) -> None:
    file = home / "config" / "python_keyring" / "keyringrc.cfg"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert run(SAVE, home)[0] == "KeyringUnavailable"


@pytest.mark.secret_service
def test_where_keyring_would_chain_the_real_one_alone_gets_the_secret(
    bus: PrivateBus, plugin: Path, home: Path
) -> None:
    address = bus.environment["DBUS_SESSION_BUS_ADDRESS"]
    more = {"PYTHONPATH": str(plugin), "DBUS_SESSION_BUS_ADDRESS": address}
    assert run(WHAT_KEYRING_WOULD_CHOOSE, home, **more) == ["ChainerBackend"]
    (home / "imported").unlink()
    assert run(SAVE, home, **more)[0] == "saved"
    assert bus.entries() == {"offerdesk:default/main": '{"api_key":"canary"}'}
    assert not (home / "imported").exists()
    assert files_with("canary", home) == []


def test_importing_the_room_does_not_import_keyring(home: Path) -> None:
    code = "import sys, tui_app.credentials; print('keyring' in sys.modules, 'pydantic' in sys.modules)"
    assert run(code, home) == ["False False"]
