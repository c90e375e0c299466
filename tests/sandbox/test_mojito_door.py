"""Who may ask Mojito's part of the sandbox, and what it says to those who may not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.sandbox.mojito_caller import ACTIVITY, OFFERS, REJECT, MojitoCaller, serving
from tests.sandbox_client import Clock
from tests.sandbox_process import running_sandbox
from tui_app.sandbox.mojito.documents import NFT_ID, ORG_ID

OTHER = "11111111-2222-4333-8444-555555555555"
TYPENAME = {"query": "{ __typename }"}


@pytest.fixture(scope="module")
def mojito() -> Iterator[MojitoCaller]:
    """A caller whose sandbox's time stands still."""
    with serving(Clock(), mojito_token_lifetime=600) as caller:
        yield caller


def test_a_good_token_is_let_in(mojito: MojitoCaller) -> None:
    assert mojito.send(TYPENAME).json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_has_no_case(mojito: MojitoCaller, scheme: str) -> None:
    assert mojito.send(TYPENAME, f"{scheme} {mojito.token}").status_code == 200


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic dTpw", "Bearer é.é.é"])
def test_no_token_or_a_malformed_one_is_401(mojito: MojitoCaller, said: str) -> None:
    answer = mojito.client.post(
        "/mojito/query", json=TYPENAME, headers=[(b"authorization", said.encode("latin-1"))]
    )

    assert answer.status_code == 401
    assert answer.json()["data"] is None
    assert [one["extensions"] for one in answer.json()["errors"]] == [{"code": "UNAUTHENTICATED"}]


def test_a_token_with_another_signature_is_401(mojito: MojitoCaller) -> None:
    signed, _, signature = mojito.token.rpartition(".")

    assert mojito.send(TYPENAME, f"Bearer {signed}.{signature[::-1]}").status_code == 401
    assert mojito.send(TYPENAME, f"Bearer {signed}x.{signature}").status_code == 401


def test_a_token_ends(clock: Clock) -> None:
    with serving(clock, mojito_token_lifetime=600) as mojito:
        clock.go(seconds=599)
        assert mojito.send(TYPENAME).status_code == 200
        clock.go(seconds=1)
        answer = mojito.send(TYPENAME)

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["message"] == "token is expired"


def test_a_wrong_organization_is_an_error(mojito: MojitoCaller) -> None:
    assert mojito.refusal(OFFERS, org=OTHER, nft=NFT_ID) == "organization not found"
    assert mojito.refusal(ACTIVITY, org=OTHER) == "organization not found"
    assert mojito.refusal(REJECT, org=OTHER, id=OTHER) == "organization not found"


@pytest.mark.parametrize("said", ["7", "", 7, None, NFT_ID[:-1], NFT_ID.replace("-", "")])
def test_what_is_no_uuid_is_an_error_of_the_scalar(mojito: MojitoCaller, said: object) -> None:
    words = mojito.refusal(OFFERS, nft=said)

    assert "UUID" in words


def test_a_uuid_has_no_case(mojito: MojitoCaller) -> None:
    assert len(mojito.field(OFFERS, nft=NFT_ID.upper(), org=ORG_ID.upper())) == 5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"query": 7}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": [1]}',
        b'{"query": "{ __typename }", "operationName": 7}',
    ],
)
def test_a_body_that_is_no_request_never_is_an_internal_error(mojito: MojitoCaller, body: bytes) -> None:
    answer = mojito.send(body)

    assert answer.status_code in (200, 400)
    assert answer.status_code == 200 or answer.json()["errors"]


@pytest.mark.parametrize(
    "query", ["", "{", "{ nothing }", "{ a" * 500, "query A { __typename } query B { __typename }"]
)
def test_a_query_that_cannot_be_run_is_told_in_errors(mojito: MojitoCaller, query: str) -> None:
    answer = mojito.send({"query": query}).json()

    assert answer["errors"]
    assert not answer.get("data")


def test_the_line_of_a_served_sandbox_says_where_and_with_what() -> None:
    with running_sandbox("--mojito-token-lifetime", "60") as info:
        said = info.said["mojito"]
        headers = {"authorization": f"Bearer {said['token']}"}
        with serving(Clock()) as other:
            answer = other.client.post(said["url"], json=TYPENAME, headers=headers)

    assert set(said) == {"url", "token", "org_id", "wallets"}
    assert said["org_id"] == ORG_ID
    assert [wallet[:2] == "0x" for wallet in said["wallets"]] == [True, True, False, False]
    assert json.loads(answer.content) == {"data": {"__typename": "Query"}}
