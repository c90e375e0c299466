"""The sandbox over real HTTP, asked what its descriptions allow and forbid, as schemathesis makes it up.

Schemathesis' own pytest plugin stays off, since importing it would slow every run of the tests down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from tests.openapi.descriptions import SLUGS, Description
from tests.sandbox_process import SandboxInfo, running_sandbox
from tui_app.sandbox.tokenizationtr.documents import NODE, RET, USER

Login = Callable[[Mapping[str, str]], dict[str, str]]

CHECKS: Final[list[CheckFunction]] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
]
LOGIN: Final[Mapping[str, Login]] = {
    "dew": lambda said: {"X-API-Key": said["api_key"]},
    "license_rocks": lambda said: {"authorization": said["token"]},
    "tokenizationtr": lambda said: {"Authorization": f"Bearer {said['token']}"},
}
THERE: Final[Mapping[str, dict[str, Any]]] = {
    "dew": {"network_id": 137},
    "license_rocks": {"ids": "1,2"},
    "tokenizationtr": {"user_id": USER, "token_id": RET.id, "node_id": NODE},
}
"""Parts of paths that name what the sandbox has; made-up ones would lead to little but 404."""
FEW_OR_MANY: Final = [5, pytest.param(100, marks=[pytest.mark.campaign, pytest.mark.timeout(600)])]
"""Requests of each kind that are made up for each operation."""
OPERATIONS: Final = [(slug, name) for slug in SLUGS for name in Description(slug).operations]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where the sandbox answers, with one connection that is kept."""

    sandbox: SandboxInfo
    session: requests.Session

    def ask(self, slug: str, case: schemathesis.Case[Any]) -> None:
        """Send one made-up request, signed in, and hold the answer to the description."""
        said = self.sandbox.said[slug]
        login = LOGIN[slug](said)
        case.call_and_validate(
            base_url=said["base_url"], session=self.session, headers=login, checks=CHECKS, timeout=10
        )


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    """A sandbox whose account may do everything that the descriptions tell of."""
    with running_sandbox("--tokenizationtr-admin") as info, requests.Session() as session:
        session.trust_env = False
        yield Counter(info, session)


def operation_of(slug: str, name: str) -> Any:
    """An operation as schemathesis sees it."""
    described = Description(slug)
    wanted = described.operations[name]
    return schemathesis.openapi.from_dict(described.whole)[wanted.path][wanted.method]


def made_up(slug: str, name: str, mode: GenerationMode, *, there: bool) -> Any:
    """Requests of an operation; `there` asks for what the sandbox has."""
    path = Description(slug).operations[name].path
    known = {part: value for part, value in THERE[slug].items() if f"{{{part}}}" in path}
    return operation_of(slug, name).as_strategy(mode, path_parameters=known if there else None)


def hold(counter: Counter, slug: str, requests_: Any, examples: int) -> None:
    """Ask so many made-up requests, the same in every run."""

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=requests_)
    def ask(case: schemathesis.Case[Any]) -> None:
        counter.ask(slug, case)

    ask()


@pytest.mark.parametrize(("slug", "name"), OPERATIONS)
@pytest.mark.parametrize("examples", FEW_OR_MANY)
def test_what_the_description_allows_is_answered_as_it_says(
    counter: Counter, slug: str, name: str, examples: int
) -> None:
    hold(counter, slug, made_up(slug, name, GenerationMode.POSITIVE, there=True), examples)


@pytest.mark.parametrize(("slug", "name"), OPERATIONS)
@pytest.mark.parametrize("examples", FEW_OR_MANY)
def test_what_is_not_there_is_answered_as_it_says(
    counter: Counter, slug: str, name: str, examples: int
) -> None:
    hold(counter, slug, made_up(slug, name, GenerationMode.POSITIVE, there=False), examples)


@pytest.mark.parametrize(("slug", "name"), OPERATIONS)
@pytest.mark.parametrize("examples", FEW_OR_MANY)
def test_what_the_description_forbids_is_answered_as_it_says(
    counter: Counter, slug: str, name: str, examples: int
) -> None:
    hold(counter, slug, made_up(slug, name, GenerationMode.NEGATIVE, there=True), examples)
