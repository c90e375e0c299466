"""Each marketplace describes itself completely, and describing costs next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.kraken_account import an_offer
from tui_app.domain.verdicts import Action, Direct, Unsupported
from tui_app.gateway.base_url import checked_base_url
from tui_app.gateway.contract import Marketplace
from tui_app.marketplaces import MARKETPLACES

EACH = pytest.mark.parametrize("marketplace", MARKETPLACES, ids=lambda each: each.slug)
FORM_LABEL = 15
"""Columns that a form has for a field's name, its gap left out (.label in styles/modals/dialogs.tcss)."""
HEAVY = {"httpx", "httpcore", "pydantic", "stamina", "textual", "keyring", "aiolimiter", "ssl", "asyncio"}


def test_the_register_loads_nothing_heavy() -> None:
    program = "import json, sys, tui_app.marketplaces; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(json.loads(done.stdout))


def test_slugs_are_told_apart() -> None:
    assert len({each.slug for each in MARKETPLACES}) == len(MARKETPLACES)


@EACH
def test_every_field_and_text_is_there(marketplace: Marketplace) -> None:
    names = [each.name for each in marketplace.account_fields]
    assert len(names) == len(set(names)) > 0
    assert all(each.label and each.hint for each in marketplace.account_fields)
    labels = [each.label for each in marketplace.account_fields]
    assert len(labels) == len(set(labels))
    assert max(map(len, labels)) <= FORM_LABEL
    assert {each.name for each in marketplace.credential_fields} < set(names)
    assert not any(each.default for each in marketplace.credential_fields)
    assert marketplace.title
    assert marketplace.how_to_get_credentials
    assert marketplace.currencies


@EACH
@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_route_and_says_what_it_sets_off(marketplace: Marketplace, action: Action) -> None:
    route = marketplace.route(action, None)
    assert not isinstance(route, Unsupported) or route.reason
    assert marketplace.effects(action).endswith(".")


def test_kraken_says_that_its_own_service_has_closed() -> None:
    (kraken,) = [each for each in MARKETPLACES if each.slug == "kraken"]
    assert "closed its NFT marketplace on 27 February 2025" in kraken.notice


def test_kraken_takes_every_action_on_offers_but_rejecting_by_one_call() -> None:
    (kraken,) = [each for each in MARKETPLACES if each.slug == "kraken"]
    routes = {action: kraken.route(action, an_offer()) for action in Action}
    assert routes.pop(Action.REJECT) == Unsupported("Kraken has no way to reject an offer")
    assert routes.pop(Action.CREATE_ORDER) == Unsupported("Kraken has no orders")
    assert set(routes.values()) == {Direct()}


@EACH
def test_a_default_address_is_one_that_would_be_taken(marketplace: Marketplace) -> None:
    for field in marketplace.account_fields:
        if field.name == "base_url" and field.default:
            assert checked_base_url(field.default) == field.default
