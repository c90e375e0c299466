"""Runs GraphQL against the schema, in this process and at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import DocumentNode, GraphQLError, execute_sync, parse, validate

from tui_app.sandbox.mojito.asking import Answer, Asked, Request
from tui_app.sandbox.mojito.schema import SCHEMA

_MOST_KEPT = 256


class Execution:
    """Answers queries with `fields`, which has what answers each field of Query and Mutation.

    A query that was read before is not read again.
    """

    def __init__(self, fields: Mapping[str, Answer]) -> None:
        self._root = {name: _resolver(name, answer) for name, answer in fields.items()}
        self._read: dict[str, DocumentNode | list[GraphQLError]] = {}

    def answer(self, query: str, request: Request) -> dict[str, object]:
        """The whole answer: data, and errors where there are any; no data where the query is none."""
        document = self._document(query)
        if isinstance(document, list):
            return {"errors": [error.formatted for error in document]}
        result = execute_sync(
            SCHEMA,
            document,
            self._root,
            context_value=request,
            variable_values=dict(request.variables),
            operation_name=request.operation,
        )
        errors = {"errors": [error.formatted for error in result.errors]} if result.errors else {}
        return {**errors, "data": _plain(result.data)}

    def _document(self, query: str) -> DocumentNode | list[GraphQLError]:
        found = self._read.get(query)
        if found is None:
            found = _checked(query)
            if len(self._read) >= _MOST_KEPT:
                self._read.clear()
            self._read[query] = found
        return found


def _checked(query: str) -> DocumentNode | list[GraphQLError]:
    try:
        document = parse(query, max_tokens=10_000)
    except GraphQLError as error:
        return [error]
    except RecursionError:
        return [GraphQLError("Syntax Error: too deep")]
    return list(validate(SCHEMA, document)) or document


def _resolver(name: str, answer: Answer) -> Callable[..., object]:
    def resolve(info: Any, **arguments: object) -> object:
        asked = Asked(field=name, arguments=arguments, request=info.context)
        asked.check_organization()
        return answer(asked)

    return resolve


def _plain(value: object) -> object:
    """The answer's data with whole numbers without a fraction, as the printed example has them."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
