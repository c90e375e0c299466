"""The offers, auctions, trades and quotes printed as examples on Kraken's pages, always on the market."""

from __future__ import annotations

from decimal import Decimal

from tui_app.sandbox.kraken.assets import ASSETS, ETHEREUM, SOLANA
from tui_app.sandbox.kraken.market import Market
from tui_app.sandbox.kraken.pictures import main_image
from tui_app.sandbox.kraken.records import (
    NANOSECONDS,
    Auction,
    Collection,
    Media,
    MediaSlot,
    Nft,
    Offer,
    Quote,
    Trade,
)

SOCIAL_ID = "civil-hire-matrix"
"""The account's own handle: the seller in the example of the NftAuctionTrades page."""

DOCUMENTED = frozenset({"ON65F7C-CDFOB-VSYE6D", "ONQYPLG-OFARL-35RBGO"})
"""The offers of the examples of NftUserOffers and NftOffers."""

FIRST_MADE = {
    "accept": "AYXTZ3-LE64M-LGTI6D",
    "counter": "AYRRX3-JAJVV-IF2HHD",
    "place": "ON4LK46-LJSMF-5HHO65",
}
"""What the examples of NftAcceptOffer, NftCounterOffer and NftPlaceOffer answer with."""

_DAY = 24 * 3600
_BRAINS = Collection(
    id="NCZPYAB-V6MJD-4X7NG7",
    name="brains + zombies (brains)",
    creators=("brains + zombies",),
    chain=SOLANA,
    floor=Decimal(9),
)
_BRAINS_IMAGE = MediaSlot(
    kind="Main",
    media=Media(
        url="https://assets-dynamic.kraken.com/media1%2F25735d1e152318760a10f61502f646023ecffd3a4e9a6d6e6c973e0532db239b.png",
        media_type="image/png",
        size=10188897,
    ),
)
_POSTCARDS = Collection(
    id="NCQNABO-XYCA7-JMMSDF",
    name="Harbour Postcards",
    creators=("Ines Velho",),
    chain=ETHEREUM,
    floor=Decimal(1100),
)


def add_documented(market: Market, now: int) -> None:
    """Add what the pages print; two offers are among it. `now` is in unix seconds."""
    _add_user_offers_example(market)
    _add_public_offers_example(market, now)
    _add_trades_example(market)
    _add_quotes_example(market)
    _add_cancel_auction_example(market, now)


def _add_user_offers_example(market: Market) -> None:
    nft = Nft(
        id="NTF6XJ7-FK7UJ-STHZ2W",
        name="Decent Aqua Narwhal",
        collection=_BRAINS,
        owned=True,
        thumbnail="",
        image=_BRAINS_IMAGE,
        media=(_BRAINS_IMAGE,),
    )
    market.add_nft(nft)
    offer = Offer(
        id="ON65F7C-CDFOB-VSYE6D",
        nft_id=nft.id,
        side="received",
        amount=Decimal(5),
        asset=ASSETS["USDC"],
        form="string",
        created=1709679512 * NANOSECONDS,
        expires=1710198000,
        social_id="disagree-solve-wait",
        quote_id="None",
        bucket="1",
        status="open",
        outcome="",
    )
    market.add_offer(offer, swept=False)


def _add_public_offers_example(market: Market, now: int) -> None:
    nft = _postcard("NTJQYVH-SLSNX-Q6DXVE", "Harbour Postcard, Ferry at Dusk", owned=True)
    market.add_nft(nft)
    market.add_offer(
        Offer(
            id="ONQYPLG-OFARL-35RBGO",
            nft_id=nft.id,
            side="received",
            amount=Decimal("0.5"),
            asset=ASSETS["ETH"],
            form="string",
            created=1700703273865968600,
            expires=now + 6 * _DAY,
            social_id="fee-web-combine",
            quote_id="None",
            bucket="1",
            status="open",
            outcome="",
        )
    )


def _add_trades_example(market: Market) -> None:
    nft = _postcard("NT47JJT-TLFPQ-CCBUQI", "Harbour Postcard, First Tram", owned=False)
    market.add_nft(nft)
    trade = Trade(
        id="TNUH4MT-3CUNP-GM47JM",
        auction_id="AJXTPJ-22AZ4-5B72GK",
        nft_id=nft.id,
        price=Decimal("0.01"),
        asset=ASSETS["ETH"],
        time=1653673317249460700,
        buyer="finish-stumble-seed",
        seller=SOCIAL_ID,
    )
    market.trades.append(trade)


def _add_quotes_example(market: Market) -> None:
    nft = _postcard("NT4EFBO-OWGI5-QLO7AG", "Harbour Postcard, Low Tide", owned=False)
    market.add_nft(nft)
    market.add_quote(
        Quote(
            id="QNSFZED-QWKVB-GLI227",
            nft_id=nft.id,
            amount=Decimal("0.042"),
            asset=ASSETS["ETH"],
            expires=None,
        )
    )


def _add_cancel_auction_example(market: Market, now: int) -> None:
    nft = _postcard("NTN63WS-PBAV3-FQDQDG", "Harbour Postcard, Night Crane", owned=True)
    market.add_nft(nft)
    market.add_auction(
        Auction(
            id="AGZGTN-DQLBQ-OPBMT7",
            nft_id=nft.id,
            price=Decimal("0.8"),
            asset=ASSETS["ETH"],
            started=now - 2 * _DAY,
            expires=now + 12 * _DAY,
            root_id="",
            seller=SOCIAL_ID,
            status="open",
            outcome="",
        )
    )


def _postcard(nft_id: str, name: str, *, owned: bool) -> Nft:
    image = main_image(nft_id, _POSTCARDS.id)
    return Nft(
        id=nft_id, name=name, collection=_POSTCARDS, owned=owned, thumbnail="", image=image, media=(image,)
    )
