"""A private message bus with a real gnome-keyring on it, for tests of what keeps secrets.

Its libraries exist on Linux alone: they are imported where they are used, after the programs were found.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]  # it ships no types

COMMANDS = ("dbus-daemon", "gnome-keyring-daemon")
"""The programs that must be installed."""

PATIENCE = 20.0
"""Seconds until a daemon that does not come up is an error."""

# No folder of services is named, so nothing but what a test starts can come to life on this bus.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A session bus of our own, and the keyring that may be started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "bus"
        self._daemons: list[subprocess.Popen[bytes]] = []
        config = folder / "bus.conf"
        config.write_text(BUS.format(socket=self.socket))
        self._bus = self._start(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        self._wait_until(self._bus_answers, "the message bus")

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to use this bus and nothing of the desktop's."""
        home = {f"XDG_{kind}_HOME": str(self.folder / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE")}
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.socket}",
            **home,
        }

    def start_keyring(self, *, unlocked: bool = True) -> None:
        """Start gnome-keyring, unlocked with a made-up password or never unlocked at all."""
        options = ["--unlock"] if unlocked else []
        self.keyring = self._start(["gnome-keyring-daemon", "--foreground", "--components=secrets", *options])
        if unlocked:
            stdin = self._stdin_of(self.keyring)
            stdin.write(b"made-up\n")
            stdin.close()
        self._wait_until(self._keyring_answers, "the keyring")

    def lock(self) -> None:
        """Lock the default collection, as a desktop does when its person walks away."""
        import secretstorage

        with closing(self._connection()) as connection:
            secretstorage.get_default_collection(connection).lock()

    def entries(self) -> dict[str, str]:
        """The stored texts by `service:username`, read without the code under test."""
        import secretstorage

        with closing(self._connection()) as connection:
            items = list(secretstorage.get_default_collection(connection).get_all_items())
            attributes = [item.get_attributes() for item in items]
            return {
                f"{named['service']}:{named['username']}": item.get_secret().decode()
                for item, named in zip(items, attributes, strict=True)
            }

    def stop_keyring(self) -> None:
        """Let the keyring hang: it stays on the bus and answers nothing."""
        self.keyring.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """End the bus at once."""
        self._bus.kill()
        self._bus.wait()

    def close(self) -> None:
        """End what was started, the keyring first."""
        for daemon in reversed(self._daemons):
            daemon.kill()
            daemon.wait()
            if daemon.stdin:
                daemon.stdin.close()

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        daemon = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._daemons.append(daemon)
        return daemon

    @staticmethod
    def _stdin_of(daemon: subprocess.Popen[bytes]) -> IO[bytes]:
        assert daemon.stdin
        return daemon.stdin

    def _connection(self) -> DBusConnection:
        from jeepney.io.blocking import open_dbus_connection

        return open_dbus_connection(f"unix:path={self.socket}")

    def _bus_answers(self) -> bool:
        """The socket's file is there some time before anything listens on it."""
        try:
            self._connection().close()
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True

    def _keyring_answers(self) -> bool:
        import secretstorage

        with closing(self._connection()) as connection:
            return secretstorage.check_service_availability(connection)

    def _wait_until(self, ready: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > deadline or any(daemon.poll() is not None for daemon in self._daemons):
                raise RuntimeError(f"{what} did not start")
            time.sleep(0.01)


@contextmanager
def private_bus() -> Iterator[PrivateBus]:
    """A bus in a folder with a short name, since a socket's path may not be long; gone afterwards."""
    with TemporaryDirectory(prefix="offerdesk-") as folder:
        bus = PrivateBus(Path(folder))
        try:
            yield bus
        finally:
            bus.close()
