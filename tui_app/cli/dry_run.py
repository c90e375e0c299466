"""What an order would send, to the byte, and what the rules say of it; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.forms import Format
from tui_app.cli.order import Order
from tui_app.cli.output import Output
from tui_app.cli.rules import forbidden
from tui_app.domain.errors import UsageError
from tui_app.domain.instruction import Instruction

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk


async def show_requests(
    desk: Desk, order: Order, drafts: Sequence[Instruction], form: Format, out: Output
) -> ExitCode:
    """Write each request with its secrets masked; the code says whether rules would let all of them out."""
    found = [await _record(desk, order, draft) for draft in drafts]
    if form is Format.JSON:
        out.json_object({"requests": found})
    else:
        out.write("".join(f"{line}\n" for record in found for line in _lines(record)))
        out.flush()
    return ExitCode.OK if all(record["would_be_sent"] for record in found) else ExitCode.RULE


async def _record(desk: Desk, order: Order, draft: Instruction) -> records.Record:
    reason, doubt, limit = forbidden(desk, draft), desk.doubt(draft), order.over_limit(draft)
    try:
        request = await desk.preview(draft)
    except UsageError:
        request = None  # there is no such request; the reason says why
    return {
        "key": f"{draft.account}:{draft.target}",
        "action": draft.action.value,
        "price": records.money(draft.amount) if draft.amount else None,
        "request": request,
        "would_be_sent": not (reason or limit or (doubt and order.yes)),
        "forbidden": reason or None,
        "over_limit": limit or None,
        "doubt": doubt or None,
    }


def _lines(record: records.Record) -> Iterator[str]:
    yield f"{record['key']}  {record['action']}"
    yield from str(record["request"] or "There is no such request.").splitlines()
    yield ""
    for told in (record["forbidden"], record["over_limit"]):
        if told:
            yield str(told)
    if record["doubt"]:
        yield f"{record['doubt']} The amount would have to be typed."
    yield "Nothing was sent."
