"""`offerdesk export`: all that the ledger knows, to stdout or into a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tui_app.cli import records
from tui_app.cli.activity import action_records
from tui_app.cli.forms import Format
from tui_app.cli.ground import Where, ground_of
from tui_app.cli.narration import Narration
from tui_app.cli.offers import Wanted, offer_records, rows_of, view_of
from tui_app.cli.order_list import write_orders
from tui_app.cli.output import Output
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import Side
from tui_app.ledger.export import activity_lines
from tui_app.ledger.instants import utc_now
from tui_app.ledger.journal import Journal
from tui_app.ledger.orders import OrderShelf
from tui_app.ledger.store import Ledger
from tui_app.ledger.windows import OfferRow, Sort

_ALL: Final = 2**31


def export(
    what: str, file: Path | None, where: Where, narration: Narration, *, form: Format, force: bool
) -> int:
    """Write down what is asked for. Raises UsageError where the file is there or cannot be written."""
    write = {"offers": _offers, "orders": _orders, "activity": _activity}[what]
    with ground_of(where, narration, market=False) as ground:
        if file is None:
            write(ground.opened.ledger, form, Output.to_stdout())
        else:
            with _new_file(file, replace=force) as out:
                write(ground.opened.ledger, form, out)
            narration.note(f"Written to {file}.")
    return 0


def _offers(ledger: Ledger, form: Format, out: Output) -> None:
    rows = _all_rows(ledger)
    match form:
        case Format.CSV:
            out.csv(records.OFFER_COLUMNS, map(records.offer_cells, rows))
        case Format.JSONL:
            out.json_lines(offer_records(ledger, rows))
        case _:
            with out.json_list("offers") as add:
                for record in offer_records(ledger, rows):
                    add(record)


def _all_rows(ledger: Ledger) -> Iterator[OfferRow]:
    for side in Side:
        wanted = Wanted(side=side, sort=Sort.PLACED)
        yield from rows_of(ledger, view_of(wanted), wanted)


def _orders(ledger: Ledger, form: Format, out: Output) -> None:
    write_orders(OrderShelf(ledger).all(), form, out)


def _activity(ledger: Ledger, form: Format, out: Output) -> None:
    """The lines hold the chain that vouches for them as well; the other forms are for reading."""
    if form is Format.JSONL:
        for line in activity_lines(ledger):
            out.write(f"{line}\n")
        out.flush()
        return
    journal = Journal(ledger, utc_now)
    entries = journal.latest(_ALL)
    if form is Format.CSV:
        out.csv(records.ACTION_COLUMNS, map(records.action_cells, entries))
    else:
        with out.json_list("actions") as add:
            for record in action_records(journal, entries):
                add(record)


@contextmanager
def _new_file(file: Path, *, replace: bool) -> Iterator[Output]:
    """A file for its owner alone, there whole or not at all; with `replace` also over another."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}") if replace else file
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as sink:
                yield Output(sink)
                sink.flush()
                os.fsync(sink.fileno())
            os.replace(draft, file)
        except BaseException:
            with suppress(OSError):
                draft.unlink()  # half of it would pass for all
            raise
    except FileExistsError:
        raise UsageError(
            f"{file} is there already: choose another name, or replace it with --force."
        ) from None
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}): choose another place.") from None
