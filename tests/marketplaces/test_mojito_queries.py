"""Every document that is sent is one that Mojito's schema, as the sandbox has it, takes."""

from __future__ import annotations

from pathlib import Path

import graphql
import pytest

from tui_app.gateway.graphql_answers import Operation
from tui_app.marketplaces.mojito import queries
from tui_app.sandbox.mojito.schema import SCHEMA

PRINTED = Path(__file__).parents[1] / "sandbox" / "documents" / "mojito" / "getOffers.graphql"
OPERATIONS = [each for each in vars(queries).values() if isinstance(each, Operation)]
EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: f"{each.field}-{len(each.text)}")


def definition(text: str) -> graphql.OperationDefinitionNode:
    """The one operation in a document."""
    (only,) = graphql.parse(text).definitions
    assert isinstance(only, graphql.OperationDefinitionNode)
    return only


@EACH
def test_a_document_is_valid(operation: Operation) -> None:
    assert graphql.validate(SCHEMA, graphql.parse(operation.text)) == []


@EACH
def test_a_document_has_one_operation_for_one_field_and_tells_both(operation: Operation) -> None:
    found = definition(operation.text)
    assert found.name is not None
    (field,) = found.selection_set.selections
    assert isinstance(field, graphql.FieldNode)
    assert (found.name.value, field.name.value) == (operation.name, operation.field)


def test_get_offers_asks_what_the_page_prints() -> None:
    ours, theirs = definition(queries.GET_OFFERS.text), definition(PRINTED.read_text(encoding="utf-8"))
    assert graphql.print_ast(ours) == graphql.print_ast(theirs)


@pytest.mark.parametrize("operation", [queries.REJECT_SOLANA, queries.CANCEL_SOLANA])
def test_on_solana_no_document_goes_without_a_signature(operation: Operation) -> None:
    assert "$signature: String!" in operation.text
