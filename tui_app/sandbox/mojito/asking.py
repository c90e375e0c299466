"""One field of a request as it was asked for, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui_app.sandbox.mojito.documents import ORG_ID


class Refusal(Exception):
    """One field was refused and changed nothing; its text is the message among the answer's `errors`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What came as JSON beside the query: what an effect of it is recorded with."""

    operation: str | None
    variables: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field of the schema with its arguments, read by their types already."""

    field: str
    arguments: Mapping[str, object]
    request: Request

    def text(self, name: str) -> str:
        """An argument that the schema makes sure of."""
        return str(self.arguments[name])

    def optional_text(self, name: str) -> str | None:
        """An argument that may be left out, or be null."""
        value = self.arguments.get(name)
        return None if value is None else str(value)

    def number(self, name: str) -> float:
        """A Float that the schema makes sure of."""
        value = self.arguments[name]
        return value if isinstance(value, int | float) else 0.0

    def whole(self, name: str, default: int) -> int:
        """An Int, or `default` where it is left out or null. Raises Refusal below zero."""
        value = self.arguments.get(name)
        if not isinstance(value, int):
            return default
        if value < 0:
            raise Refusal(f"{name} must not be negative")
        return value

    def check_organization(self) -> None:
        """Raises Refusal where it is for an organization that the sandbox is not."""
        if self.arguments.get("orgId") != ORG_ID:
            raise Refusal("organization not found")

    def recorded(self, **more: object) -> dict[str, object]:
        """The request as ground truth keeps it."""
        return {
            "operation": self.request.operation,
            "field": self.field,
            "variables": dict(self.request.variables),
            "arguments": dict(self.arguments),
            **more,
        }


Answer = Callable[[Asked], object]
"""What answers one field of Query or Mutation."""
