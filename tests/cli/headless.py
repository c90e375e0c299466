"""The program's commands as real processes, at a real sandbox, and what they printed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import tui_app.cli
from tests.sandbox_client import Faults, KrakenCaller
from tests.sandbox_process import SandboxInfo
from tui_app.cli.typed import EXAMPLE_KEY

SCHEMAS = Path(tui_app.cli.__file__).parent / "schema"
EXAMPLE = EXAMPLE_KEY
OFFERDESK = (sys.executable, "-m", "tui_app")
PATIENCE = 90.0
PROFILE = "offerdesk/profiles/sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """What it printed, line by line."""
        return self.out.splitlines()


def offerdesk(
    *arguments: str, typed: bytes | str = b"", environment: Mapping[str, str] | None = None
) -> Ended:
    """Run the program where there is no terminal at all; `typed` is piped in."""
    ended = subprocess.run(
        [*OFFERDESK, *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        timeout=PATIENCE,
        start_new_session=True,  # so that not even the terminal of whoever runs the tests is found
        env={**os.environ, **(environment or {})},
    )
    return Ended(code=ended.returncode, out=ended.stdout.decode(), err=ended.stderr.decode())


@dataclass
class Stall:
    """A running sandbox, what a desk read of it once, and offers of which each test takes its own.

    `plain` are received offers whose amount is nothing odd, `odd` those whose amount has to be typed; each
    of them is for an NFT of its own.
    """

    info: SandboxInfo
    caller: KrakenCaller
    line: Path
    data: Path
    plain: list[dict[str, Any]] = field(default_factory=list)
    odd: list[dict[str, Any]] = field(default_factory=list)
    placed: list[dict[str, Any]] = field(default_factory=list)

    def run(self, *arguments: str, typed: bytes | str = b"") -> Ended:
        """Run a command at this sandbox."""
        return offerdesk("--sandbox", str(self.line), *arguments, typed=typed)

    @contextmanager
    def begun(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A command that goes on at this sandbox; it is killed where the test fails before its end."""
        command = [*OFFERDESK, "--sandbox", str(self.line), *arguments]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def know(self, home: Path) -> None:
        """Give the test's home a ledger that has read everything once."""
        shutil.copytree(self.data, home / "data", dirs_exist_ok=True)

    def effects(self, key: str) -> list[str]:
        """What really happened to an offer, oldest first."""
        target = key.partition(":")[2]
        return [each["action"] for each in self.caller.effects() if each["target"] == target]

    @property
    def faults(self) -> Faults:
        """What may go wrong at the sandbox."""
        return self.caller.faults


def limit_of(*offers: dict[str, Any]) -> list[str]:
    """Arguments that allow exactly these offers."""
    amounts = {each["price"]["currency"]: "0" for each in offers}
    for each in offers:
        code, amount = each["price"]["currency"], each["price"]["amount"]
        amounts[code] = max(amounts[code], amount, key=_size)
    return [word for code, amount in amounts.items() for word in ("--max-amount", f"{amount} {code}")]


def problems_of(document: Any, schema: str) -> list[str]:
    """What in a document its schema does not describe, or describes otherwise; nothing for a good one."""
    content = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    validator = Draft202012Validator(content, registry=_registry())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@cache
def _registry() -> Registry[Any]:
    files = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in SCHEMAS.glob("*.json")}
    return Registry().with_resources(
        (name, Resource.from_contents(content)) for name, content in files.items()
    )


def _size(amount: str) -> tuple[int, str]:
    whole, _, decimals = amount.partition(".")
    return len(whole.lstrip("0")), f"{whole.lstrip('0')}.{decimals}"
