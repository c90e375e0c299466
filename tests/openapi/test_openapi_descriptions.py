"""The descriptions against the documents' own examples, and against what the sandbox's routes are."""

from __future__ import annotations

from datetime import UTC, datetime

import jsonschema
import pytest
from starlette.routing import Route

from tests.openapi.descriptions import DOCUMENTS, SLUGS, Description, printed
from tui_app.sandbox import SandboxOptions
from tui_app.sandbox.effects import EffectLog
from tui_app.sandbox.markets import MARKETS

NOW = datetime(2026, 3, 14, tzinfo=UTC)

ASKED = {
    "license_rocks_asked": "license_rocks.create_orders",
    "tokenizationtr_asked": "tokenizationtr.search_purchases",
}
"""Examples of what is sent."""

ANSWERED = {
    "dew_order": ("dew.get_order", 200),
    "dew_refusal": ("dew.get_order", 400),
    "license_rocks_orders": ("license_rocks.get_orders", 200),
    "license_rocks_not_a_number": ("license_rocks.get_orders", 400),
    "license_rocks_missing": ("license_rocks.get_orders", 400),
    "license_rocks_created": ("license_rocks.create_orders", 200),
    "tokenizationtr_purchases": ("tokenizationtr.search_purchases", 200),
    "tokenizationtr_placeholders": ("tokenizationtr.search_purchases", 200),
    "tokenizationtr_400": ("tokenizationtr.search_purchases", 400),
    "tokenizationtr_401": ("tokenizationtr.search_purchases", 401),
    "tokenizationtr_403": ("tokenizationtr.search_purchases", 403),
    "tokenizationtr_404": ("tokenizationtr.search_purchases", 404),
    "tokenizationtr_500": ("tokenizationtr.search_purchases", 500),
}
"""Examples of what comes back, and with which status."""


def _of(operation_id: str) -> Description:
    return Description(operation_id.partition(".")[0])


def test_every_printed_example_is_held_to_a_description() -> None:
    assert {file.stem for file in DOCUMENTS.iterdir()} == set(ASKED) | set(ANSWERED)


@pytest.mark.parametrize("name", ASKED)
def test_what_the_documents_send_is_as_described(name: str) -> None:
    description = _of(ASKED[name])
    schema = description.operations[ASKED[name]].request

    assert description.wrong(schema, printed(name)) == []


@pytest.mark.parametrize("name", ANSWERED)
def test_what_the_documents_get_is_as_described(name: str) -> None:
    operation_id, status = ANSWERED[name]
    description = _of(operation_id)
    schema = description.operations[operation_id].answer(status)

    assert description.wrong(schema, printed(name)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_schema_is_one(slug: str) -> None:
    for schema in Description(slug).schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_endpoint_of_the_sandbox_is_described_and_no_other(slug: str) -> None:
    (market,) = [market for market in MARKETS if market.slug == slug]
    routes = market.open(SandboxOptions(), EffectLog(lambda: NOW), lambda: NOW).routes()
    prefix = Description(slug).whole["servers"][0]["url"]
    served = {
        route.name: route.path_format.removeprefix(prefix) for route in routes if isinstance(route, Route)
    }

    assert served == {name: one.path for name, one in Description(slug).operations.items()}


def test_a_wrong_value_is_found() -> None:
    description = Description("dew")

    assert description.wrong(description.schemas["Order"], {"source": "1"})
