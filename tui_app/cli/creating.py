"""`offerdesk orders create`: one order, asked for once and sent once, through the desk's gate."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui_app.cli import terminal
from tui_app.cli.acting import Errand
from tui_app.cli.dry_run import show_requests
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of, need_accounts
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration
from tui_app.cli.order import Order
from tui_app.cli.orders import account_of
from tui_app.cli.output import Output
from tui_app.domain.errors import NotPermitted, UsageError
from tui_app.domain.new_order import ADDRESS_FIELDS

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.domain.instruction import Instruction

_EXAMPLE: Final = (
    "For example: offerdesk orders create --account rocks --nft-id 405 --listing-id 2 --buyer 24 --quantity 3"
)
_ADDRESS_EXAMPLE: Final = (
    'For example: {"street": "Main Street 1", "postal": "10115", "city": "Berlin", "country": "Germany"}'
)
_LONGEST_ADDRESS: Final = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The order as it was typed: the fields of its form by name, with an address from stdin if `billing`.

    `again` means it also where an order of the same was created from here before. `wait` is in seconds.
    """

    account: str
    typed: Mapping[str, str] = field(repr=False)
    billing: bool = False
    yes: bool = False
    again: bool = False
    dry_run: bool = False
    wait: int = 45


def create(asked: Asked, where: Where, narration: Narration, *, form: Format, out: Output) -> int:
    """Create it, or show what would be sent. Raises OfferdeskError before anything is sent."""
    if not (asked.yes or asked.dry_run or terminal.is_there()):
        raise UsageError(
            "There is no terminal to ask on: run it in one, or say yes beforehand.", f"{_EXAMPLE} --yes"
        )
    typed = {**asked.typed, **(_address() if asked.billing else {})}
    with ground_of(where, narration, market=True) as ground:

        async def work() -> int:
            async with desk_on(ground, narration, exact=True) as desk:
                need_accounts(desk)
                draft = desk.orders.draft(account_of(desk, asked.account, desk.orders.makers()), typed)
                return await _carry_out(desk, draft, asked, narration, form, out)

        return run_to_end(work())


async def _carry_out(
    desk: Desk, draft: Instruction, asked: Asked, narration: Narration, form: Format, out: Output
) -> int:
    order = Order(action=draft.action, keys=(), yes=asked.yes, dry_run=asked.dry_run, wait=asked.wait)
    if not asked.dry_run:
        _hold(desk, draft, asked)
    if asked.yes or asked.dry_run:  # who is asked reads it there
        for doubt in desk.orders.doubts(draft):
            narration.note(doubt)
    if asked.dry_run:
        return await show_requests(desk, order, [draft], form, out)
    return await Errand(desk, order, narration).run([draft], form, out)


def _hold(desk: Desk, draft: Instruction, asked: Asked) -> None:
    """Raises NotPermitted where nobody is asked although the same was created before."""
    if asked.yes and not asked.again and (alike := desk.orders.alike(draft)):
        raise NotPermitted(
            f"Nothing was sent: --yes is not enough here. {alike[-1]}", "To mean it once more, add --again."
        )


def _address() -> dict[str, str]:
    """A billing address from stdin: never an argument, which every process could see. Raises UsageError."""
    if sys.stdin.isatty():
        sys.stderr.write("Type the billing address as JSON in one line, then Enter: ")
        sys.stderr.flush()
    try:
        said = json.loads(sys.stdin.readline(_LONGEST_ADDRESS) if sys.stdin.isatty() else _piped())
    except (ValueError, RecursionError):
        raise UsageError("What stands on stdin is no JSON.", _ADDRESS_EXAMPLE) from None
    if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
        raise UsageError("A billing address is a JSON object of texts.", _ADDRESS_EXAMPLE)
    if set(said) != set(ADDRESS_FIELDS):
        raise UsageError(
            f"A billing address has exactly these four fields: {', '.join(ADDRESS_FIELDS)}.", _ADDRESS_EXAMPLE
        )
    return said


def _piped() -> str:
    text = sys.stdin.read(_LONGEST_ADDRESS + 1)
    if len(text) > _LONGEST_ADDRESS:
        raise UsageError("What stands on stdin is too long for a billing address.", _ADDRESS_EXAMPLE)
    return text
