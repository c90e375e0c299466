"""What is taken along of an offer: exact, on one line, and harmless wherever it is pasted."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest

from tests.hostile import SAMPLE
from tests.offers import an_offer
from tests.ui.dashboard import dashboard
from tests.ui.market import a_market
from tui_app.domain.nft import Media, MediaKind
from tui_app.domain.offer import Offer
from tui_app.domain.text import UntrustedText
from tui_app.ledger.instants import utc_now
from tui_app.ledger.offers import KeptOffer
from tui_app.ui.copies import copies_of


def copied(offer: Offer, raw: str = "{}") -> dict[str, str]:
    """What can be copied, by its label."""
    kept = KeptOffer(row_id=1, offer=offer, raw=raw, seen_at=utc_now())
    return dict(copies_of(kept))


def test_whatever_a_stranger_wrote_is_one_line_without_a_control_code() -> None:
    plain = an_offer()
    for hostile in SAMPLE:
        said = UntrustedText(hostile.text)
        medium = Media(kind=MediaKind.MAIN, media_type=said, url=said, size=None)
        nft = replace(plain.nft, name=said, collection=said, media=(medium,))
        raw = json.dumps({"name": hostile.text}, ensure_ascii=False)
        found = copied(replace(plain, nft=nft, maker=said), raw)

        assert [label for label, copy in found.items() if has_control(copy)] == [], hostile
        assert found["all of it, JSON"].isascii()
        assert json.loads(found["all of it, JSON"]) == {"name": hostile.text}


def has_control(text: str) -> bool:
    """Whether a terminal or a shell may take something of a text for a command."""
    return any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text)


def test_every_number_of_the_json_stays_as_it_came() -> None:
    raw = '{"price":0.10000000000000000000001,"at":1710198000}'

    assert copied(an_offer(), raw)["all of it, JSON"] == raw


@pytest.mark.anyio
async def test_y_shows_what_there_is_and_enter_hands_it_to_the_terminal() -> None:
    with a_market() as market:
        async with dashboard(market.line, size=(80, 24)) as seat:
            await seat.press("y")
            await seat.until("key for commands", "Enter asks the terminal to copy it.")
            await seat.press("down", "enter")
            await seat.until("Asked the terminal to copy: offer id.")
            (offer_id,) = [
                line.split()[-2]
                for line in seat.text.splitlines()
                if " offer id" in line and "copy" not in line
            ]
            assert seat.app.clipboard == offer_id
            await seat.press("escape")
            await seat.until_gone("offer id  ")
