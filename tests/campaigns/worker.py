"""What an acting process does: it opens a real desk and does what it is told over a connection, line by line.

`act` presses and says yes, `refresh` reads the lists again, `settle` does so until nothing is undecided any
more, `quit` ends in good order. Each is answered with one line, in whatever order they end.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.desk import order_seat
from tests.desk.seat import ACCOUNT, Seat, seated, yes
from tests.sandbox_process import SandboxInfo
from tui_app.gateway.limits import Limits
from tui_app.ledger.action_states import ActionState
from tui_app.ledger.records import instruction_from

PATIENCE = 30.0
BETWEEN_REFRESHES = 1.5
READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Where such a process works and what it acts on; `port` is where it is told what to do."""

    port: int
    info: SandboxInfo
    base_url: str
    folder: str
    instruction: str
    total: float

    @property
    def account(self) -> str:
        """Whose action it is."""
        return instruction_from(self.instruction).account

    def line(self) -> str:
        """As the process reads it."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def read(cls, line: str) -> Task:
        """As `line` wrote it."""
        said: dict[str, Any] = json.loads(line)
        return cls(**{**said, "info": SandboxInfo(**said["info"])})


async def work(task: Task) -> None:
    """Open the desk and do what is told, until told to end or nobody is there to tell."""
    reader, writer = await asyncio.open_connection("127.0.0.1", task.port)
    async with _seat(task) as seat:
        writer.write(f"{READY}\n".encode())
        doing: set[asyncio.Task[None]] = set()
        while (line := (await reader.readline()).decode().strip()) and line != "quit":
            doing.add(asyncio.create_task(_do(seat, line, task, writer)))
        for one in doing:
            one.cancel()
        await asyncio.gather(*doing, return_exceptions=True)
    writer.write(b"quit\n")
    await writer.drain()


def _seat(task: Task) -> AbstractAsyncContextManager[Seat]:
    """A desk with the account that the instruction names."""
    limits = Limits(total=task.total, connect=task.total)
    desk_at = seated if task.account == ACCOUNT else order_seat.desk_at
    return desk_at(task.info, Path(task.folder), at=task.base_url, limits=limits, refresh_limit=1)


async def _do(seat: Seat, line: str, task: Task, writer: asyncio.StreamWriter) -> None:
    said = ""
    match line:
        case "act":
            said = await _act(seat, task)
        case "refresh":
            await seat.desk.refresh(task.account)
        case "settle":
            await _settle(seat, task.account)
    writer.write(f"{line} {said}\n".encode())


async def _act(seat: Seat, task: Task) -> str:
    instruction = instruction_from(task.instruction)
    ticket = seat.desk.take(instruction)
    if ticket is None:
        return "not begun: the gate is closed"
    report = await seat.desk.perform(ticket, instruction, yes)
    assert report is not None
    return report.state or f"not begun: {report.sentence}"


async def _settle(seat: Seat, account: str) -> None:
    """Wait until nothing is undecided; where looking was given up, the next refresh begins it again."""
    async with asyncio.timeout(PATIENCE):
        while _undecided(seat, account):
            with suppress(TimeoutError):
                await seat.until(lambda: not _undecided(seat, account), BETWEEN_REFRESHES)
                return
            await seat.desk.refresh(account)


def _undecided(seat: Seat, account: str) -> bool:
    """Whether something is still on its way; what needs a person waits for them, however long."""
    return any(entry.state is not ActionState.NEEDS_PERSON for entry in seat.journal.unsettled(account))
