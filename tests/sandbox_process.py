"""The sandbox as a process of its own, for any test that needs a real marketplace server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

_STOP_WITHIN = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxInfo:
    """Where a running sandbox is, and the made-up Kraken credentials it takes; `said` is its whole line."""

    base_url: str
    api_key: str
    api_secret: str
    effects_url: str
    pid: int
    said: dict[str, Any] = field(default_factory=dict)


@contextmanager
def running_sandbox(*flags: str) -> Iterator[SandboxInfo]:
    """A sandbox with `flags`, answering when the block begins and gone when it ends.

    It also ends by itself should this process be killed.
    """
    command = [sys.executable, "-m", "tui_app.sandbox", "--parent-pid", str(os.getpid()), *flags]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield read_line(process)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()


def read_line(process: subprocess.Popen[str]) -> SandboxInfo:
    """What a sandbox says when it listens. Raises RuntimeError where it ended without a word."""
    line = process.stdout.readline() if process.stdout is not None else ""
    if not line:
        raise RuntimeError(f"the sandbox ended with code {process.wait()} before it listened")
    said = json.loads(line)
    return SandboxInfo(**said["kraken"], effects_url=said["effects_url"], pid=process.pid, said=said)


def effects(info: SandboxInfo) -> list[dict[str, Any]]:
    """What really changed at the sandbox so far, oldest first."""
    answer = httpx.get(info.effects_url, trust_env=False)
    found: list[dict[str, Any]] = answer.raise_for_status().json()["effects"]
    return found
