"""How the reading of orders stands, account by account: for the line on top, and what to do about trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_app.desk.desk import Desk
from tui_app.domain.errors import CredentialsError
from tui_app.ledger.orders import KeptOrder
from tui_app.ui.format import cut
from tui_app.ui.glyphs import SourceMark
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.widgets.source_bar import SourceView

NO_ACCOUNT = (
    "No account of yours is at a marketplace where orders can be looked up.\n7 leads to the accounts."
)
_LONGEST = 76
_NONE_YET = "No order is listed yet.\n+ looks orders up by number or hash; they stay on this list."
_EXAMPLES = "The marketplaces' documents print these as examples:"


def order_sources(desk: Desk, kept: Sequence[KeptOrder]) -> tuple[SourceView, ...]:
    """One view for each account through which orders can be looked up."""
    return tuple(_view(desk, name, kept) for name in desk.orders.able())


def troubles(desk: Desk) -> Iterator[str]:
    """A sentence with its remedy for each account whose last reading did not end."""
    for name in desk.orders.able():
        if (trouble := desk.orders.reading(name).trouble) is not None:
            yield f"{name}: {sentence_of(trouble)}"


def empty_words(desk: Desk) -> str:
    """What stands in the list while nothing is on it."""
    able = desk.orders.able()
    if not able:
        return NO_ACCOUNT
    looks = {name: desk.orders.look_up_of(name) for name in able}
    examples = [f"{look.label} ({name})\n{look.example}" for name, look in looks.items() if look.example]
    return "\n\n".join([_NONE_YET, *([_EXAMPLES, *examples] if examples else [])])


def _view(desk: Desk, name: str, kept: Sequence[KeptOrder]) -> SourceView:
    reading = desk.orders.reading(name)
    seen = [each.seen_at for each in kept if each.key.account == name and each.seen_at]
    since = reading.read_at or min(seen, default=None)
    if reading.loading:
        return SourceView(name, name, SourceMark.LOADING, since)
    if reading.trouble is not None:
        signed_out = isinstance(reading.trouble, CredentialsError)
        mark = SourceMark.SIGNED_OUT if signed_out else SourceMark.FAILED
        return SourceView(name, name, mark, since, cut(reading.trouble.title, _LONGEST))
    if reading.read_at is None:
        return SourceView(name, name, SourceMark.STALE, since, "" if seen else "nothing read yet")
    return SourceView(name, name, SourceMark.FRESH, since)
