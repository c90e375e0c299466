"""What a request calls, as a rule may say it: the end of its path, its endpoint's name, a GraphQL field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.routing import BaseRoute, Match, Route

from tui_app.sandbox.faults.graphql_calls import GRAPHQL, calls

EVERY_PATH = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A path, and the name of the endpoint there, such as dew.cancel_offer, if it has one.

    Where that takes GraphQL and the body is known, `fields` names what is called, such as mojito.acceptOffer.
    """

    path: str
    endpoint: str | None
    fields: tuple[str, ...] = ()

    def is_at(self, address: str) -> bool:
        """Whether `address` means it: every path, a name of it, or what the path ends in."""
        return address in (EVERY_PATH, self.endpoint, *self.fields) or self.path.endswith(address)

    @property
    def takes_graphql(self) -> bool:
        """Whether only the body tells what is called."""
        return self.endpoint is not None and self.endpoint.endswith(GRAPHQL)

    def with_body(self, body: bytes) -> Called:
        """The same, with what the body calls."""
        return replace(self, fields=calls(self.endpoint or "", body))

    @property
    def name(self) -> str:
        """The first field or else the endpoint, by name; where it has none, the last part of the path."""
        return next(iter(self.fields), self.endpoint) or self.path.rpartition("/")[2]


class Endpoints:
    """The endpoints of the whole sandbox. Those of Kraken are called by their paths and have no names."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._named = [route for route in routes if isinstance(route, Route) and "." in route.name]

    def called(self, http_method: str, path: str) -> Called:
        """What a request with that method and path calls."""
        scope = {"type": "http", "method": http_method, "path": path}
        for route in self._named:
            if route.matches(scope)[0] is Match.FULL:
                return Called(path=path, endpoint=route.name)
        return Called(path=path, endpoint=None)
