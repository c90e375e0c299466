"""Offers as aligned columns for people; the first column is the KEY that other commands take."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from tui_app.ledger.windows import OfferRow
from tui_app.ui.amounts import unit_text
from tui_app.ui.format import cut_inside, ends
from tui_app.ui.glyphs import UNICODE

HEAD: Final = ("KEY", "STATUS", "PRICE", "UNIT", "ENDS", "NFT", "COLLECTION", "FROM")
RIGHT: Final = frozenset({"PRICE", "ENDS"})
GIVES_WAY: Final = ("FROM", "COLLECTION", "NFT")
"""What is cut or left out in a narrow terminal, the first one first."""

_NAME_WIDTH: Final = 32


def cells(row: OfferRow, now: datetime) -> tuple[str, ...]:
    """One offer. `≠` stands before a name that holds more than it shows."""
    names = (row.nft.shown, row.collection.shown, row.maker.shown)
    nft, collection, maker = (cut_inside(name, _NAME_WIDTH) or UNICODE.nothing for name in names)
    return (
        str(row.key),
        f"{row.status} ({row.pending})" if row.pending else row.status.value,
        row.price.plain,
        unit_text(row.price.currency),
        ends(row.status, row.expires, now),
        f"{UNICODE.hidden} {nft}" if row.hides else nft,
        collection,
        maker,
    )
