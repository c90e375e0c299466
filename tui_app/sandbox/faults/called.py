"""What a request calls, in the two ways a rule may say it: the end of its path, or its endpoint's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute, Match, Route

EVERY_PATH = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A path, and the name of the endpoint there, such as dew.cancel_offer, if it has one."""

    path: str
    endpoint: str | None

    def is_at(self, address: str) -> bool:
        """Whether `address` means it: every path, an endpoint's name, or what the path ends in."""
        return address in (EVERY_PATH, self.endpoint) or self.path.endswith(address)

    @property
    def name(self) -> str:
        """The endpoint's name, or else the last part of the path."""
        return self.endpoint or self.path.rpartition("/")[2]


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
