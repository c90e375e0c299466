"""`offerdesk offers`: what the dashboard lists, as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from tui_app.cli import records
from tui_app.cli.exit_codes import ExitCode
from tui_app.cli.exit_table import code_of, together
from tui_app.cli.forms import Format
from tui_app.cli.ground import Ground, Where, desk_on, ground_of, need_accounts
from tui_app.cli.narration import Narration, complain
from tui_app.cli.output import Output
from tui_app.cli.typed import ALL
from tui_app.domain.errors import UsageError
from tui_app.domain.offer import OfferStatus, Side
from tui_app.ledger.instants import utc_now
from tui_app.ledger.windows import OfferRow, Sort, View, Windows

if TYPE_CHECKING:
    from tui_app.desk.desk import Desk
    from tui_app.domain.filter_terms import Filter
    from tui_app.ledger.store import Ledger

_WINDOW: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which offers, in which order. Empty texts and tuples, and None, leave a condition out."""

    side: Side = Side.RECEIVED
    statuses: tuple[OfferStatus, ...] = ()
    market: str = ""
    account: str = ""
    words: str = ""
    sort: Sort = Sort.ENDS
    reverse: bool = False
    limit: int | None = None


def list_offers(
    wanted: Wanted, where: Where, narration: Narration, *, refresh: bool, form: Format, out: Output
) -> int:
    """Read the accounts unless told not to, and write what the ledger knows then."""
    listed = _as_the_dashboard_opens(wanted)
    view = view_of(listed)
    _check_market(wanted.market)
    with ground_of(where, narration, market=refresh) as ground:
        code = _refresh(ground, wanted, narration) if refresh else _check_account(ground, wanted.account)
        write_offers(ground.opened.ledger, view, listed, form, out)
        if listed is not wanted:
            _tell_left_out(ground.opened.ledger, wanted, narration)
    return code


def _as_the_dashboard_opens(wanted: Wanted) -> Wanted:
    """The same with open offers alone, where nothing is said of a status. Raises as `view_of`."""
    asked = _filter(wanted)
    said = asked is not None and any(getattr(term, "field", None) == "status" for term in asked.terms)
    return wanted if said else replace(wanted, statuses=(OfferStatus.OPEN,))


def _tell_left_out(ledger: Ledger, wanted: Wanted, narration: Narration) -> None:
    """How many offers the presumed status left out."""
    counts = Windows(ledger).counts(wanted.side, _filter(wanted), utc_now())
    if others := sum(count for status, count in counts.items() if status is not OfferStatus.OPEN):
        told = f"{others:,} offers that are not open are" if others > 1 else "1 offer that is not open is"
        narration.note(f"{told} left out; --status {ALL} lists every one.")


def view_of(wanted: Wanted) -> View:
    """The view that is asked for. Raises UsageError for a filter that cannot be read."""
    return View(side=wanted.side, wanted=_filter(wanted), sort=wanted.sort, reverse=wanted.reverse)


def write_offers(ledger: Ledger, view: View, wanted: Wanted, form: Format, out: Output) -> None:
    """Write the rows of a view."""
    row_of = rows_of(ledger, view, wanted)
    match form:
        case Format.JSON:
            with out.json_list("offers", side=wanted.side.value) as add:
                for record in offer_records(ledger, row_of):
                    add(record)
        case Format.JSONL:
            out.json_lines(offer_records(ledger, row_of))
        case Format.CSV:
            out.csv(records.OFFER_COLUMNS, map(records.offer_cells, row_of))
        case Format.PLAIN:
            from tui_app.cli.offer_table import GIVES_WAY, HEAD, RIGHT, cells

            now = utc_now()
            out.table(HEAD, (cells(row, now) for row in row_of), right=RIGHT, gives_way=GIVES_WAY)


def rows_of(ledger: Ledger, view: View, wanted: Wanted) -> Iterator[OfferRow]:
    """The rows, read a window at a time."""
    windows = Windows(ledger)
    row_ids = windows.row_ids(view, utc_now())
    starts = range(0, len(row_ids), _WINDOW)
    rows = (row for start in starts for row in windows.rows(row_ids[start : start + _WINDOW]))
    # The language of filters takes the beginning of a name for the name.
    named = (
        row
        for row in rows
        if wanted.account in {"", row.key.account} and wanted.market in {"", row.marketplace}
    )
    return islice(named, wanted.limit)


def offer_records(ledger: Ledger, rows: Iterator[OfferRow]) -> Iterator[records.Record]:
    """The rows' offers in full."""
    from tui_app.ledger.offers import OfferShelf

    shelf = OfferShelf(ledger)
    for row in rows:
        if (kept := shelf.at_row(row.row_id)) is not None:
            yield records.offer_record(kept, row.pending)


def refreshed(desk: Desk, accounts: Sequence[str], narration: Narration) -> ExitCode:
    """What to make of a refresh of these accounts; each one's failure is told."""
    codes = []
    for source in map(desk.source, accounts):
        if source.cause is not None:
            complain(f"{source.account}: {source.problem}", source.cause.detail)
            codes.append(code_of(source.cause))
            continue
        if source.note:
            narration.note(f"{source.account}: {source.note}.")
        if source.clock_differs:
            seconds = round(source.skew.total_seconds())
            narration.note(f"{source.account}: its clock is {seconds:+d} s off this machine's.")
    return together(codes)


def _refresh(ground: Ground, wanted: Wanted, narration: Narration) -> int:
    import asyncio

    from tui_app.cli.interrupts import run_to_end

    async def read() -> int:
        # Nothing is sent, so that this must not keep a dashboard from acting.
        async with desk_on(ground, narration, read_only=True) as desk:
            need_accounts(desk)
            names = [config.name for config in desk.accounts.all()]
            if wanted.account:
                names = [desk.accounts.config(wanted.account).name]
            narration.progress(f"reading {', '.join(names)} …")
            await asyncio.gather(*map(desk.refresh, names))
            return refreshed(desk, names, narration)

    return run_to_end(read())


def _filter(wanted: Wanted) -> Filter | None:
    named = {"account": (wanted.account,), "market": (wanted.market,), "status": wanted.statuses}
    if not (wanted.words or any(map(any, named.values()))):
        return None
    from tui_app.domain.filter_terms import Field, Filter, TextTerm
    from tui_app.domain.filters import parse_filter

    read = parse_filter(wanted.words)
    if read.problem:
        raise UsageError(
            f"The filter is not understood: {read.problem}.",
            'For example: --filter "collection:narwhal price>1 ends<2h"',
        )
    terms = (TextTerm(field=Field(name), words=tuple(words)) for name, words in named.items() if any(words))
    return Filter((*read.terms, *terms))


def _check_market(market: str) -> None:
    if not market:
        return
    from tui_app.marketplaces import MARKETPLACES

    if market not in (known := [each.slug for each in MARKETPLACES]):
        raise UsageError(
            f"There is no marketplace “{market}” here; there is {', '.join(known)}.",
            f"For example: --market {known[0]}",
        )


def _check_account(ground: Ground, account: str) -> ExitCode:
    """Without reading, a name that is mistyped would only look like an empty list."""
    if account and ground.sandbox_line is None and not ground.where.demo:
        from tui_app.settings import load_accounts

        known = [config.name for config in load_accounts(ground.places.accounts_file)[0]]
        if account not in known:
            raise UsageError(
                f"There is no account “{account}”.", f"Accounts: {', '.join(known) or 'none yet'}."
            )
    return ExitCode.OK
