"""One admitted request to tokenizationtr: whom and what it is about, each looked up when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.sandbox.asked import Asked
from tui_app.sandbox.strict_json import NotJson
from tui_app.sandbox.tokenizationtr.documents import NODE
from tui_app.sandbox.tokenizationtr.market import Market
from tui_app.sandbox.tokenizationtr.records import Token
from tui_app.sandbox.tokenizationtr.refusals import denied, missing, missing_deal, wrong_request


class Asking:
    """What the path and the body say; every property raises Refused where that is wrong."""

    def __init__(self, asked: Asked, market: Market) -> None:
        self._asked = asked
        self._market = market

    @property
    def user_id(self) -> str:
        """The user of the path, for whom this client may speak."""
        found = self._market.people.get(self._asked.path["user_id"])
        if found is None:
            raise missing("User")
        if not found.ours:
            raise denied()
        return found.id

    @property
    def token(self) -> Token:
        """The token of the path."""
        found = self._market.tokens.get(self._asked.path["token_id"])
        if found is None:
            raise missing("Token")
        return found

    @property
    def token_at_node(self) -> Token:
        """The token of the path, at the one node there is."""
        if self._asked.path["node_id"] != NODE:
            raise missing("Node")
        return self.token

    @property
    def deal_id(self) -> int:
        """The deal of the path."""
        said = self._asked.path["deal_id"]
        if not (said.isascii() and said.isdigit()):
            raise missing_deal()
        return int(said)

    @property
    def transaction_id(self) -> str:
        """The transaction of the path, whether there is one or not."""
        return self._asked.path["transaction_id"]

    @property
    def body(self) -> Mapping[str, object]:
        """The JSON object sent."""
        try:
            found = self._asked.json()
        except NotJson:
            found = None
        if not isinstance(found, dict):
            raise wrong_request()
        return found
