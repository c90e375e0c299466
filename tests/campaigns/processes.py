"""Acting processes from outside: started, told what to do, heard, and ended with kill -9."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from tests.campaigns.worker import READY, Task

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0


class Nursery:
    """The process that the acting ones are forks of."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def fork(self, task: Task) -> int:
        """A new process at its task; its id."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(task.line())
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery that ends with the block; its forks end when nobody talks to them any more."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "tests.campaigns.nursery"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        try:
            yield Nursery(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


class Worker:
    """One acting process."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self._reader = reader
        self._writer = writer

    def tell(self, what: str) -> None:
        """Have it begin something, and do not wait."""
        self._writer.write(f"{what}\n".encode())

    async def heard(self, what: str) -> str:
        """What it says of something it was told. Raises EOFError where it ended before."""
        async with asyncio.timeout(_PATIENCE):
            while line := (await self._reader.readline()).decode():
                name, _, said = line.strip().partition(" ")
                if name == what:
                    return said
        raise EOFError(f"process {self.pid} ended before it said anything of {what!r}")

    async def do(self, what: str) -> str:
        """Have it do something; what it says of that."""
        self.tell(what)
        return await self.heard(what)

    async def kill(self) -> None:
        """End it with kill -9, from outside and whatever it is at; it is gone afterwards."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        await self.gone()

    async def gone(self) -> None:
        """Wait until it is no more."""
        async with asyncio.timeout(_PATIENCE):
            while _exists(self.pid):  # noqa: ASYNC110 - it is not our child
                await asyncio.sleep(0.001)
        self._writer.close()


@asynccontextmanager
async def worker(nursery: Nursery, task: Task) -> AsyncIterator[Worker]:
    """A process at its task whose desk is open; killed afterwards if it still runs. `task.port` is ours."""
    calling: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Future()
    server = await asyncio.start_server(lambda *ends: calling.set_result(ends), "127.0.0.1", 0)
    try:
        pid = nursery.fork(replace(task, port=server.sockets[0].getsockname()[1]))
        found = Worker(pid, *await asyncio.wait_for(calling, _PATIENCE))
        try:
            await found.heard(READY)
            yield found
        finally:
            await found.kill()
    finally:
        server.close()
        await server.wait_closed()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
