"""The schema that /mojito/query executes, with its scalars."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphql import GraphQLScalarType, GraphQLSchema, build_schema

from tui_app.sandbox.mojito.scalars import time_asked, uuid_asked
from tui_app.sandbox.mojito.sdl import SDL

_READERS: Mapping[str, Callable[[object], str]] = {
    "UUID1": uuid_asked,
    "UUID": uuid_asked,
    "Time": time_asked,
}


def _built() -> GraphQLSchema:
    """SDL cannot say how a scalar is read, so that is put into those which it made."""
    schema = build_schema(SDL)
    for name, read in _READERS.items():
        taught = vars(GraphQLScalarType(name, serialize=str, parse_value=read))
        vars(schema.type_map[name]).update({key: value for key, value in taught.items() if callable(value)})
    return schema


SCHEMA = _built()
