"""What tokenizationtr lets an admin do with a node's OTC deals, and whoever polls with transactions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tui_app.sandbox.options import SandboxOptions
from tui_app.sandbox.tokenizationtr.asking import Asking
from tui_app.sandbox.tokenizationtr.deal_wire import admin_value
from tui_app.sandbox.tokenizationtr.deals import Deals
from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.reading import Paging
from tui_app.sandbox.tokenizationtr.refusals import denied, missing
from tui_app.sandbox.tokenizationtr.wire import transaction_value

_TRANSACTIONS_ON_A_PAGE = 20


class Administration:
    """The endpoints under /v2/admin. Those of deals ask for admin rights, those of transactions need none,
    since the users' pages send users there.
    """

    def __init__(
        self, market: Market, deals: Deals, options: SandboxOptions, clock: Callable[[], datetime]
    ) -> None:
        self._market = market
        self._deals = deals
        self._options = options
        self._clock = clock

    def otc_deals(self, asking: Asking) -> dict[str, object]:
        """Every OTC deal of a token, whoever made it."""
        self._check_rights()
        token, paging = asking.token_at_node, Paging.read(asking.body)
        deals = self._market.deals_at("otc", self._clock())
        return _listed([admin_value(deal) for deal in deals if deal.token_id == token.id], paging)

    def accept(self, asking: Asking) -> None:
        """Let an OTC deal be done; the answer has no body."""
        self._check_rights()
        self._deals.accept(asking)

    def cancel(self, asking: Asking) -> None:
        """End an OTC deal; the answer has no body."""
        self._check_rights()
        self._deals.cancel_as_admin(asking)

    def transaction(self, asking: Asking) -> dict[str, object]:
        """One transaction, at the path that only a description of a field names."""
        self._check_told()
        found = self._market.transactions.get(asking.transaction_id)
        if self._options.tokenizationtr_transactions == "search":
            raise missing("Page")
        if found is None or found.token_id != asking.token.id:
            raise missing("Transaction")
        return transaction_value(found)

    def transactions(self, asking: Asking) -> dict[str, object]:
        """The transactions of a token, newest first."""
        self._check_told()
        token, paging = asking.token, Paging.read(asking.body, default=_TRANSACTIONS_ON_A_PAGE)
        found = [one for one in self._market.transactions.values() if one.token_id == token.id]
        found.sort(key=lambda one: (one.created, one.id), reverse=True)
        return _listed([transaction_value(one) for one in found], paging)

    def _check_rights(self) -> None:
        if not self._options.tokenizationtr_admin:
            raise denied()

    def _check_told(self) -> None:
        if self._options.tokenizationtr_transactions == "none":
            raise denied()


def _listed(found: list[dict[str, object]], paging: Paging) -> dict[str, object]:
    """A page as the admin endpoints tell of it: beside the rows, not in an object of its own."""
    return {"data": paging.of(found), "total": len(found), "page": paging.page, "per_page": paging.size}
