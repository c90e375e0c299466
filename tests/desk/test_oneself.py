"""Whether who made an offer is oneself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.new_ledger import put_new_ledger
from tests.offers import NOW, a_seen_offer, an_offer
from tui_app.desk.oneself import own_maker
from tui_app.domain.offer import Offer, Side
from tui_app.ledger.offers import OfferShelf
from tui_app.ledger.opening import open_ledger
from tui_app.settings import AccountConfig

WALLET = "0x00000000219ab540356cBB839Cbe05303d7705Fa"
ACCOUNTS = (
    AccountConfig(name="main", marketplace="kraken"),
    AccountConfig(name="second", marketplace="kraken"),
    AccountConfig(
        name="vault", marketplace="mojito", fields={"wallets": f"0x11, {WALLET.lower()}", "currency": "USD"}
    ),
    AccountConfig(name="strange", marketplace="dew"),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[OfferShelf]:
    """What was seen: an offer that the second account placed."""
    opened = open_ledger(put_new_ledger(tmp_path / "ledger.sqlite3"))
    found = OfferShelf(opened.ledger)
    for account in ("second", "strange"):
        side = Side.PLACED if account == "second" else Side.RECEIVED
        seen = a_seen_offer(account=account, offer_id="O-MINE", side=side)
        found.keep([seen], found.begin(account, side), NOW)
    yield found
    opened.close()


@pytest.mark.parametrize(
    ("offer", "account"),
    [
        (an_offer(maker=WALLET), "vault"),
        (an_offer(maker=f" {WALLET.upper()} "), "vault"),
        (an_offer(offer_id="O-MINE"), "second"),
        (an_offer(maker="somebody else"), ""),
        (an_offer(maker="usd"), ""),
        (an_offer(maker=""), ""),
        (an_offer(maker=WALLET, side=Side.PLACED), ""),
        (an_offer(account="second", offer_id="O-MINE"), ""),
    ],
)
def test_an_account_of_ones_own_is_known_by_its_wallet_or_by_what_it_placed(
    shelf: OfferShelf, offer: Offer, account: str
) -> None:
    assert own_maker(offer, ACCOUNTS, shelf) == account
