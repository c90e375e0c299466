"""What Kraken says no with: the strings of its error pages and of the clients that map them."""

from __future__ import annotations


class Refusal(Exception):
    """One call was refused and changed nothing; `words` is the entry of the answer's `error` array."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def invalid_argument(name: str) -> Refusal:
    """A parameter is missing, of the wrong type, or outside its range."""
    return Refusal(f"EGeneral:Invalid arguments:{name}")


INVALID_KEY = "EAPI:Invalid key"
INVALID_SIGNATURE = "EAPI:Invalid signature"
INVALID_NONCE = "EAPI:Invalid nonce"
RATE_LIMIT = "EAPI:Rate limit exceeded"
BAD_REQUEST = "EAPI:Bad request"
AUTH_FAILED = "EAuth:Failed"
PERMISSION_DENIED = "EGeneral:Permission denied"
UNKNOWN_METHOD = "EGeneral:Unknown method"
LOCKOUT = "EGeneral:Temporary lockout"
OFFER_NOT_FOUND = "EAPI:Invalid arguments:offer not found"
PRICE_BELOW_MIN = "EAPI:Invalid arguments:price below min"
EXPIRY_ABOVE_MAX = "EAPI:Invalid arguments:expire_time above max"
EXPIRY_BEFORE_START = "EAPI:Invalid arguments:start_time must be < expire_time"
NOT_YOUR_NFT = "EGeneral:No Balance:nfts not available"
NOT_YOUR_AUCTION = "EGeneral:Invalid User:auction owned by someone else"
