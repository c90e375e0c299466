"""A process that signs one call after the other with one key, and answers some offers on the way.

Half of its calls are made with this machine's clock set back three days.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.desk.seat import TRUST, config_of, counter, secrets_of
from tests.sandbox_process import SandboxInfo
from tui_app.gateway.contract import SealedRequest, SignIn
from tui_app.gateway.http import HttpLines
from tui_app.ledger.nonces import LedgerNonces
from tui_app.ledger.records import offer_from
from tui_app.ledger.store import Ledger
from tui_app.marketplaces.kraken.client import connect

BACK = timedelta(days=3)


async def sign(told: dict[str, Any]) -> None:
    """Make the calls; each offer is countered once, between reads."""
    info, off = SandboxInfo(**told["info"]), timedelta()
    offers = [offer_from(text) for text in told["offers"]]

    def clock() -> datetime:
        return datetime.now(UTC) - off

    ledger, lines = Ledger(Path(told["ledger"])), HttpLines(trust=TRUST)
    connection = connect(
        SignIn(
            account="hotlips",
            fields=dict(config_of(told["base_url"]).fields),
            credentials=secrets_of(info),
            nonces=LedgerNonces(ledger, clock),
            clock=clock,
            http=lines,
        )
    )
    print("ready", flush=True)  # noqa: T201 - this is how it is heard
    sys.stdin.readline()
    for number in range(told["calls"]):
        if number == told["calls"] // 2:
            off = BACK
        if number % 10 == 9 and offers:
            await connection.send(counter(offers.pop()), _ignore)
        else:
            await connection.probe()
    await lines.close()
    ledger.close()


def _ignore(_request: SealedRequest) -> None:
    """What is sent is counted at the server."""


if __name__ == "__main__":
    asyncio.run(sign(json.loads(sys.stdin.readline())))
