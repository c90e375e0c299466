"""One session of python-kraken-sdk 3.1.6 against a sandbox; run by the environment it is installed in.

Reads `{"url", "key", "secret"}` from stdin and prints what each of the client's calls gave as one
JSON object. What the client raises is given as the name of the exception.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from kraken.nft import Market, Trade  # type: ignore[import-not-found]

OFFER = "ONQYPLG-OFARL-35RBGO"
NFT = "NT4EFBO-OWGI5-QLO7AG"


def session(url: str, key: str, secret: str) -> dict[str, Any]:
    """Call everything a person would, in an order in which it can succeed."""
    trade, market = Trade(key=key, secret=secret, url=url), Market(url=url)
    found: dict[str, Any] = _lists(trade)
    found["place"] = trade.place_offer(
        nft_id=[NFT], offer_amount=1, offer_currency="MATIC", quote_id="QNSFZED-QWKVB-GLI227"
    )
    found["counter"] = trade.counter_offer(currency="ETH", ask_price="0.75", offer_id=OFFER, otp="123456")
    found["cancel_auction"] = trade.cancel_auction(auction_ids=[found["counter"]["auction_id"]])
    found["accept"] = trade.accept_offer(offer_id=OFFER)
    found["accept_again"] = _raised(lambda: trade.accept_offer(offer_id=OFFER))
    found["cancel"] = trade.request(
        "POST", "/0/private/NftCancelOffer", {"offer_ids": [found["place"]["offer_id"]]}, do_json=True
    )
    auction_ids = [found["accept"]["auction_id"], "AJXTPJ-22AZ4-5B72GK"]
    found["trades"] = trade.get_auction_trades(auction_id=auction_ids, start_time=0)
    found["wrong_secret"] = _raised(lambda: _list(Trade(key=key, secret="AAAA", url=url), "received"))
    return found | _market(market)


def _lists(trade: Trade) -> dict[str, Any]:
    filters: dict[str, Any] = {
        "chain": ["SOLANA"],
        "count": 10,
        "exclude_quotes": True,
        "status": "open",
        "start_time": 0,
    }
    return {
        "received": _list(trade, "received"),
        "placed": _list(trade, "placed"),
        "filtered": trade.get_user_offers(pos=0, scope="received", sort="desc", **filters),
    }


def _list(trade: Trade, scope: str) -> Any:
    return trade.get_user_offers(pos=0, scope=scope, sort="desc")


def _market(market: Market) -> dict[str, Any]:
    return {
        "public_offers": market.get_offers(nft_id="NTJQYVH-SLSNX-Q6DXVE"),
        "quotes": market.get_nft_quotes(filter_=f"nft_id[]={NFT}", count=2),
        "auctions": market.get_auctions(status="closed", filter_="nft_id[]=NTJQYVH-SLSNX-Q6DXVE"),
        "nft": market.get_nft(nft_id=NFT),
        "blockchains": market.list_blockchains(),
    }


def _raised(call: Callable[[], object]) -> str:
    try:
        call()
    except Exception as error:  # noqa: BLE001 - which one it is, is what the test asks
        return type(error).__name__
    return "nothing"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(session(**json.load(sys.stdin))))
