"""A process with a real desk that does one action, and can be stopped dead at any step of it.

It says on standard output when it has stopped, so that a test can end it with kill -9 in exactly that
moment, or how the action ended.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.desk.seat import Clock, seated, yes
from tests.sandbox_process import SandboxInfo
from tui_app.domain.instruction import Instruction
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.journal import Journal
from tui_app.ledger.records import instruction_from
from tui_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What such a process is to do, and the step of the journal before or after which it stops."""

    info: SandboxInfo
    base_url: str
    folder: str
    instruction: str
    before: str = ""
    after: str = ""

    def text(self) -> str:
        """As the process reads it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Task:
        """As `text` wrote it."""
        said: dict[str, Any] = json.loads(text)
        return cls(**{**said, "info": SandboxInfo(**said["info"])})


class StoppingJournal(Journal):
    """A journal that stops its whole process at a step."""

    def __init__(self, ledger: Ledger, clock: Clock, task: Task) -> None:
        super().__init__(ledger, clock)
        self._task = task

    def plan(self, instruction: Instruction) -> str:
        """Plan, and stop if that is the place."""
        action_id = super().plan(instruction)
        _stop(ActionState.PLANNED, self._task.after)
        return action_id

    def advance(self, action_id: str, state: ActionState, **details: Any) -> None:
        """Advance, and stop if that is the place."""
        _stop(state, self._task.before)
        super().advance(action_id, state, **details)
        _stop(state, self._task.after)


@asynccontextmanager
async def acting(task: Task) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process at its task; killed afterwards if it still runs."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.desk.process", stdin=pipe, stdout=pipe, cwd=ROOT
    )
    assert process.stdin is not None
    process.stdin.write(task.text().encode())
    process.stdin.write_eof()
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def said(process: asyncio.subprocess.Process) -> str:
    """The next line of a process."""
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


def _stop(state: ActionState, place: str) -> None:
    if state == place:
        print(STOPPED, flush=True)  # noqa: T201 - this is how it is heard
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(0.3)  # the signal may reach another thread first; this one must not run on till then


async def _act(task: Task) -> None:
    async with seated(
        task.info,
        Path(task.folder),
        at=task.base_url,
        journal=lambda ledger, clock: StoppingJournal(ledger, clock, task),
    ) as seat:
        report = await seat.reported(instruction_from(task.instruction), yes)
        print(report.state or report.sentence, flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(_act(Task.read(sys.stdin.read())))
