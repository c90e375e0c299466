"""What a GraphQL request calls: every field it asks for at the root, and the name it gives itself."""

from __future__ import annotations

import json

GRAPHQL = ".query"
"""What the name of an endpoint ends in that takes GraphQL, such as mojito.query."""


def calls(endpoint: str, body: bytes) -> tuple[str, ...]:
    """Names such as mojito.acceptOffer; none where the body is no request or the endpoint takes none."""
    if not endpoint.endswith(GRAPHQL):
        return ()
    market = endpoint.removesuffix(GRAPHQL)
    return tuple(f"{market}.{name}" for name in _names(body))


def _names(body: bytes) -> list[str]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return []
    query = said.get("query") if isinstance(said, dict) else None
    if not isinstance(query, str):
        return []
    itself = said.get("operationName")
    return _fields(query) + ([itself] if isinstance(itself, str) else [])


def _fields(query: str) -> list[str]:
    # Imported late: it takes longer than the rest of the sandbox's start.
    from graphql import FieldNode, GraphQLError, OperationDefinitionNode, parse

    try:
        document = parse(query, no_location=True)
    except (GraphQLError, RecursionError):
        return []
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    chosen = [field for one in operations for field in one.selection_set.selections]
    return [field.name.value for field in chosen if isinstance(field, FieldNode)]
