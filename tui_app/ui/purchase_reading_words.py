"""How far a search of purchases was read, in words: for its line, the totals, the summary, an empty list."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from textual.content import Content

from tui_app.desk.purchase_readings import Reading, ReadingState
from tui_app.domain.text import clean
from tui_app.ledger.purchases import KeptSearch
from tui_app.ui.format import age
from tui_app.ui.purchase_words import search_words

NOBODY_TELLS: Final = """\
No account of yours is at a marketplace that tells what users bought.

7 leads to the accounts, where N adds one."""
NO_SEARCH: Final = """\
No search yet.

+ asks whose purchases to list, of one token or of all. With its fields
left empty they are those of your account's own user."""
_NOTHING_BOUGHT: Final = "Nothing was bought.\n\n+ makes another search, r reads this one again."
_NOT_YET: Final = "Nothing is known yet.\n\nr reads the first page."
_LONGEST: Final = 400


def search_line(kept: KeptSearch, reading: Reading, now: datetime) -> Content:
    """A search in one line: whose and of what, through which account, and how far it was read."""
    where = f"   {kept.search.account}   {_how_far(kept, reading, now)}"
    return Content.assemble(search_words(kept.search), (where, "$ink-dim"))


def progress_words(reading: Reading, shown: int, now: datetime) -> str:
    """How far the rows that are shown were read; what the marketplace says of their number is a claim."""
    if reading.generation is None:
        loading = " · loading page 1" if reading.state is ReadingState.LOADING else ""
        return f"as last seen{loading}" if shown else loading.removeprefix(" · ")
    of = f" of {reading.claimed:,}, they say" if reading.claimed is not None and not reading.complete else ""
    words = ["all read" if reading.complete else f"{reading.rows:,}{of}, read on {_pages(reading.pages)}"]
    if reading.state is ReadingState.LOADING:
        words.append(f"loading page {reading.pages + 1:,} …")
    if reading.state is ReadingState.LIMIT:
        words.append("stopped at the limit: r goes on")
    if reading.state is ReadingState.STOPPED:
        words.append("stopped: r goes on")
    if (older := shown - reading.rows) > 0:
        words.append(f"{older:,} below are older")
    if reading.complete and reading.read_at is not None:
        words.append(f"{age(reading.read_at, now)} ago")
    if reading.unreadable:
        words.append(f"{len(reading.unreadable):,} unreadable")
    return " · ".join(words)


def problem_words(reading: Reading) -> str:
    """Why no further page came, and what to press; empty where nothing is wrong."""
    if not reading.problem:
        return ""
    detail = f" {reading.cause.detail}" if reading.cause is not None and reading.cause.detail else ""
    return clean(f"{reading.problem}{detail} r goes on from there.", limit=_LONGEST)


def totals_label(reading: Reading) -> str:
    """What the totals are totals of, in a word or two."""
    if reading.complete:
        return "total"
    return "so far" if reading.generation is not None else "last seen"


def empty_words(reading: Reading) -> str:
    """What stands in place of rows."""
    if reading.state is ReadingState.LOADING:
        return "Reading the first page …"
    return _NOTHING_BOUGHT if reading.complete else _NOT_YET


def _how_far(kept: KeptSearch, reading: Reading, now: datetime) -> str:
    if reading.state is ReadingState.LOADING:
        return f"loading {reading.fresh_rows:,}" if reading.fresh_rows else "loading"
    if reading.problem:
        return "failed"
    if kept.read_at is not None and (reading.complete or reading.generation is None):
        return f"{reading.rows:,}, read {age(kept.read_at, now)} ago" if reading.rows else "read to its end"
    return f"{reading.rows:,} so far" if reading.generation is not None else "not read to its end yet"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count:,} pages"
