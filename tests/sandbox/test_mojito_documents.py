"""The example printed on Mojito's getOffers page, held against a real answer byte for byte.

`documents/mojito/` has the query, its variables and its response as the page prints them. Only the
white space between values is folded before comparing; key order, types and digits are not.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import graphql
import pytest

from tests.sandbox import mojito_caller
from tests.sandbox.mojito_caller import serving
from tests.sandbox_client import Clock
from tui_app.sandbox.mojito.schema import SCHEMA

PRINTED = Path(__file__).parent / "documents" / "mojito"
_STRING_OR_SPACE = re.compile(r'("(?:\\.|[^"\\])*")|\s+')
_QUERIES = ("OFFERS", "ACTIVITY", "APPROVE", "ACCEPT", "REJECT", "CANCEL", "START_REJECT", "CREATE", "SUBMIT")


def _folded(text: bytes) -> str:
    return _STRING_OR_SPACE.sub(lambda found: found.group(1) or "", text.decode())


@pytest.mark.parametrize("seed", [1, 9])
def test_the_answer_is_what_the_page_prints(clock: Clock, seed: int) -> None:
    query = (PRINTED / "getOffers.graphql").read_text()
    variables = json.loads((PRINTED / "getOffers.variables.json").read_bytes())

    with serving(clock, seed=seed, offers=0) as mojito:
        answer = mojito.send({"query": query, "variables": variables, "operationName": "getOffersQuery"})

    assert _folded(answer.content) == _folded((PRINTED / "getOffers.json").read_bytes())


@pytest.mark.parametrize("name", _QUERIES)
def test_the_schema_is_there_to_validate_documents_against(name: str) -> None:
    document = graphql.parse(getattr(mojito_caller, name))

    assert graphql.validate(SCHEMA, document) == []


def test_every_argument_of_get_offers_is_the_page_s() -> None:
    query = SCHEMA.query_type
    assert query is not None
    arguments = {name: str(one.type) for name, one in query.fields["getOffers"].args.items()}

    assert arguments == {
        "orgId": "UUID1!",
        "nftTokenId": "UUID1!",
        "buyerAddress": "String",
        "walletAddress": "String",
        "gatedOffers": "Boolean",
        "currency": "CurrencyCodeFiat",
    }
