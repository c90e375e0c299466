"""Values as data for programs: amounts are text, times RFC 3339 in UTC, and nothing hides in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_app.domain.money import Money
    from tui_app.domain.nft import Nft
    from tui_app.domain.offer import Particular
    from tui_app.domain.text import UntrustedText

Record = dict[str, object]

SCHEMA_VERSION: Final = 1
"""Of every JSON object written; it rises when a field goes away or comes to mean something else."""

_RUN_BY_SPREADSHEETS: Final = ("=", "+", "-", "@", "\t", "\r")


def moment(when: datetime) -> str:
    """RFC 3339 in UTC, to the microsecond where there is one."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def optional_moment(when: datetime | None) -> str | None:
    """As `moment`, None staying None."""
    return None if when is None else moment(when)


def text(written: UntrustedText) -> Record:
    """A stranger's text."""
    shown: Record = {"text": written.shown, "hides": written.hides}
    return shown | {"escaped": written.escaped} if written.hides else shown


def money(amount: Money) -> Record:
    """An amount with every digit that the marketplace gave, and the identity of its currency."""
    currency = amount.currency
    return {"amount": amount.plain, "currency": currency.code, "symbol": text(currency.symbol)}


def optional_money(amount: Money | None) -> Record | None:
    """As `money`, None staying None."""
    return None if amount is None else money(amount)


def nft(what: Nft) -> Record:
    """An NFT as its metadata describes it."""
    return {
        "id": what.nft_id,
        "name": text(what.name),
        "collection": text(what.collection),
        "collection_id": what.collection_id,
        "chain": text(what.chain),
    }


def particulars(several: Iterable[Particular]) -> list[Record]:
    """What only one marketplace says of its things."""
    return [{"label": each.label, "said": text(each.said)} for each in several]


def harmless(row: Sequence[str]) -> list[str]:
    """The cells of a row of CSV, with an apostrophe before what a spreadsheet would run."""
    return [f"'{cell}" if cell.startswith(_RUN_BY_SPREADSHEETS) else cell for cell in row]
