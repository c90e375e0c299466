"""The calls of tokenizationtr's API, each by its path; users and tokens stand in paths, paging in bodies."""

from __future__ import annotations

from typing import Final

from tui_app.gateway.rest import Request
from tui_app.marketplaces.tokenizationtr.deals import Listing
from tui_app.marketplaces.tokenizationtr.fields import Account
from tui_app.marketplaces.tokenizationtr.routes import Place

PAGE_SIZE: Final = 50
_PURCHASES: Final = "/v2/users/purchases/users"
_MARKETS: Final = {Place.OTC: "/v2/users/otcs/users", Place.SECONDARY: "/v2/users/secondary-markets/users"}
_ENDINGS: Final = {Place.OTC: "cancel", Place.SECONDARY: "delist"}
_NODES: Final = "/v2/admin/otcs/nodes"


def search(user_id: str, number: int, size: int, token_id: str | None = None) -> Request:
    """A page of a user's purchases, of one token where it is named."""
    only = {} if token_id is None else {"token_id": token_id}
    return _page(f"{_PURCHASES}/{user_id}/search", number, size, **only)


def group_search(user_id: str, number: int, size: int, market: str) -> Request:
    """A page of a user's purchases of every token, of one market where it is named."""
    only = {f"is_for_{market}": True} if market else {}
    return _page(f"{_PURCHASES}/{user_id}/group-search", number, size, **only)


def quantity(user_id: str, token_id: str) -> Request:
    """How many of a token a user has."""
    return Request(method="GET", path=f"{_PURCHASES}/{user_id}/tokens/{token_id}/quantity")


def deals(account: Account, listing: Listing, number: int, size: int) -> Request:
    """A page of a list of deals."""
    if listing.place is Place.NODE:
        return _page(f"{_NODES}/{account.node_id}/tokens/{listing.watched.ref}", number, size)
    return _page(f"{_MARKETS[listing.place]}/{account.user_id}/group-search", number, size)


def end(account: Account, place: Place, token_id: str, deal_id: int) -> Request:
    """Cancel or delist a deal of the account's own."""
    path = f"{_MARKETS[place]}/{account.user_id}/tokens/{token_id}/{_ENDINGS[place]}"
    return Request(method="POST", path=path, body={"deal_id": deal_id})


def decide(account: Account, token_id: str, deal_id: int, verb: str) -> Request:
    """Accept or cancel an OTC deal as an admin; the call has no body."""
    path = f"{_NODES}/{account.node_id}/tokens/{token_id}/deals/{deal_id}/{verb}"
    return Request(method="POST", path=path, by_status=True)


def transaction(token_id: str, transaction_id: str) -> Request:
    """One transaction, at the path that only the description of a field names."""
    return Request(method="GET", path=f"/v2/admin/tokens/{token_id}/transactions/{transaction_id}")


def transactions(token_id: str, number: int) -> Request:
    """A page of the transactions of a token; its path says token where the other says tokens."""
    return _page(f"/v2/admin/token/{token_id}/transactions/search", number, PAGE_SIZE)


def _page(path: str, number: int, size: int, **only: object) -> Request:
    return Request(method="POST", path=path, body={"page": number, "per_page": size, **only})
