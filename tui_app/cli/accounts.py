"""`offerdesk accounts`: which there are, and whether their credentials work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.exit_table import code_of, together
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, desk_on, ground_of, need_accounts
from tui_app.cli.interrupts import run_to_end
from tui_app.cli.narration import Narration, complain
from tui_app.cli.output import Output
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.text import PROSE_LIMIT, clean

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.settings import AccountConfig

_LISTED: Final = ("name", "marketplace", "title", "keeps")
_TESTED: Final = ("account", "works", "sentence")


def list_accounts(
    names: Sequence[str], where: Where, narration: Narration, *, form: Format, out: Output
) -> int:
    """Write which accounts there are; nothing of their secrets is even read."""
    with ground_of(where, narration, market=True) as ground:

        async def listed() -> int:
            async with desk_on(ground, narration, read_only=True) as desk:
                found = _chosen(desk, names)
                written_accounts(desk, found, form, out)
            if not found:
                narration.note("No account is set up yet: offerdesk accounts add sets one up.")
            return ExitCode.OK

        return run_to_end(listed())


def written_accounts(desk: Desk, configs: Sequence[AccountConfig], form: Format, out: Output) -> None:
    """Write down what these accounts are."""
    _write([_record(desk, config) for config in configs], "accounts", _LISTED, form, out)


def try_accounts(
    names: Sequence[str], where: Where, narration: Narration, *, form: Format, out: Output
) -> int:
    """Make a harmless signed read through each account, and write what that showed."""
    with ground_of(where, narration, market=True) as ground:

        async def tested() -> int:
            async with desk_on(ground, narration, read_only=True) as desk:
                need_accounts(desk)
                results = [await _tested(desk, config.name) for config in _chosen(desk, names)]
            _write([record for record, _ in results], "tests", _TESTED, form, out)
            return together(code for _, code in results)

        return run_to_end(tested())


def _chosen(desk: Desk, names: Sequence[str]) -> tuple[AccountConfig, ...]:
    return tuple(desk.accounts.config(name) for name in names) if names else desk.accounts.all()


def _record(desk: Desk, config: AccountConfig) -> records.Record:
    known = desk.accounts.known(config.name)
    return {
        "name": config.name,
        "marketplace": config.marketplace,
        "title": desk.accounts.marketplace(config.name).title if known else None,
        "keeps": config.keeps,
        "fields": dict(config.fields),
        "read_at": records.optional_moment(desk.source(config.name).read_at),
    }


async def _tested(desk: Desk, account: str) -> tuple[records.Record, ExitCode]:
    try:
        connection = await desk.accounts.connection(account)
        sentence, code = await connection.probe(), ExitCode.OK
    except OfferdeskError as error:
        complain(f"{account}: {error.title}", error.detail)
        sentence, code = error.title, code_of(error)
    shown = clean(sentence, limit=PROSE_LIMIT)
    return {"account": account, "works": code is ExitCode.OK, "sentence": shown}, code


def _write(
    found: Sequence[records.Record], name: str, columns: Sequence[str], form: Format, out: Output
) -> None:
    if form is Format.JSON:
        out.json_object({name: found})
        return
    rows = [[_cell(record[column]) for column in columns] for record in found]
    if form is Format.CSV:
        out.csv(columns, rows)
    else:
        out.table([column.upper() for column in columns], rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
