"""What the tests of the pretend tokenizationtr share: its header, its paths, and its lists read whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.sandbox_rest import Rest
from tui_app.sandbox.tokenizationtr.documents import NODE, RET, USDT, USER

USERS: Final = "/v2/users"
PURCHASES: Final = f"{USERS}/purchases/users/{USER}"
OTC: Final = f"{USERS}/otcs/users/{USER}"
SECONDARY: Final = f"{USERS}/secondary-markets/users/{USER}"
ADMIN: Final = f"/v2/admin/otcs/nodes/{NODE}/tokens/{RET.id}"
FLAT: Final = {"quantity": 3, "price_id": USDT.id, "price_amount": 12.25}
NESTED: Final = {"quantity": 3, "price": {"id": USDT.id, "amount": 12.25}}


def header(account: Mapping[str, Any]) -> tuple[str, str]:
    """How the pages say who calls."""
    return "Authorization", f"Bearer {account['token']}"


def every(tr: Rest, path: str, **asked: object) -> list[dict[str, Any]]:
    """All rows of a search, page after page."""
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        said = tr.post(path, {"page": page, "per_page": 100, **asked}).raise_for_status().json()
        found += said["data"]
        if page >= said["pagination"]["total_pages"]:
            return found
        page += 1


def deal(tr: Rest, path: str, deal_id: int) -> dict[str, Any]:
    """One deal of a list as it reads now."""
    return next(one for one in every(tr, f"{path}/group-search") if one["deal_id"] == deal_id)


def an_open_deal(tr: Rest, path: str) -> dict[str, Any]:
    """An active deal of the account that has not run out."""
    rows = every(tr, f"{path}/group-search")
    mine = [one for one in rows if one["seller_id"] == USER and one["status"] == "active"]
    return next(one for one in mine if one["deal_id"] >= 100)


def refusal(tr: Rest, path: str, body: object) -> tuple[int, str]:
    """The status and the error that a POST is refused with."""
    answer = tr.post(path, body)
    return answer.status_code, str(answer.json()["error"])
