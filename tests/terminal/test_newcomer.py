"""A newcomer's first minutes in a real terminal: to an accepted offer, and to an account that was tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest

from tests.conftest import NeedsCommand
from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.secret_service import COMMANDS, private_bus
from tests.terminal.screen import Terminal, terminal

pytestmark = pytest.mark.terminal

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class Walk(NamedTuple):
    """How one marketplace is set up: what is pasted by field, what the test says, and what is there then.

    `fields` are the form's names with what the sandbox's line calls each. `watch` says that the line names
    contracts to watch. `look` are keys that lead to something useful, each with what is to be seen then.
    """

    slug: str
    fields: dict[str, str]
    tested: str
    look: tuple[tuple[str, str], ...]
    watches: bool = True


WALKS = (
    Walk(
        "kraken",
        {"API address": "base_url", "API key": "api_key", "Private key": "api_secret"},
        "the key may read",
        (("1", "1 of "),),
        watches=False,
    ),
    Walk(
        "mojito",
        {
            "API address": "url",
            "Token (JWT)": "token",
            "Organization id": "org_id",
            "Your wallets": "wallets",
        },
        "the token holds until",
        (("1", "1 of "),),
    ),
    Walk(
        "dew",
        {"API address": "base_url", "API key": "api_key", "Your wallets": "wallets"},
        "the key may read offers",
        (("3", "1 of "),),
    ),
    Walk(
        "license_rocks",
        {"API address": "base_url", "API token": "token"},
        "order 1 can be read",
        (
            ("4", "No order is listed yet."),
            ("+", "Look up which orders?"),
            ("1,2", "2 orders"),
            ("\r", "of 2"),
        ),
        watches=False,
    ),
    Walk(
        "tokenizationtr",
        {"API address": "base_url", "Token": "token", "User id": "user_id"},
        "of its purchases",
        (("5", "+"), ("+", "Whose purchases?"), ("\x13", "1 of ")),
    ),
)


@pytest.fixture(scope="module")
def market() -> Iterator[SandboxInfo]:
    """A small market that is only read."""
    with running_sandbox("--offers", "40") as info:
        yield info


def test_from_nothing_to_an_accepted_offer() -> None:
    with terminal() as shown:
        shown.until("There is no account yet.", "Try it out first: offerdesk demo")
        shown.press("enter")
        shown.until("This is a pretend market", "1 of", "kraken ● ")
        shown.settle()
        shown.press("a")
        shown.until("Accept this offer?")
        shown.past_deafness()
        shown.press("right")
        shown.settle()
        shown.press("enter")
        shown.until("Accepted the offer for")
        shown.press("6")
        shown.until("done", "accept")
        shown.press("7")
        shown.when(lambda: ADDRESS.search(shown.text) is not None, "where the market stands")
        done = effects(ADDRESS.search(shown.text))
        shown.press("q")

        assert shown.code() == 0
    assert [each["action"] for each in done] == ["accept"]


@pytest.mark.parametrize("walk", WALKS, ids=[each.slug for each in WALKS])
def test_from_no_account_to_a_tested_one(walk: Walk, market: SandboxInfo) -> None:
    with terminal() as shown:
        add_to(shown, walk)
        fill_in(shown, walk, market.said)
        shown.press("ctrl+t")
        shown.until("Signed in at 127.0.0.1", walk.tested)
        shown.press("ctrl+s")
        if walk.watches:
            watch(shown, market.said["suggested"].get(walk.slug, {}).get("watch", []))
        shown.until("mine is kept.", "fresh")
        for key, there in walk.look:
            shown.press(key)
            shown.until(there)
        shown.press("ctrl+q")

        assert shown.code() == 0


@pytest.mark.secret_service
def test_what_a_keyring_keeps_is_there_at_the_next_start(
    market: SandboxInfo, needs_command: NeedsCommand
) -> None:
    needs_command(*COMMANDS)
    with private_bus() as bus:
        bus.start_keyring()
        address = bus.environment["DBUS_SESSION_BUS_ADDRESS"]
        with terminal(DBUS_SESSION_BUS_ADDRESS=address) as shown:
            add_to(shown, WALKS[0])
            fill_in(shown, WALKS[0], market.said)
            shown.press("ctrl+s")
            shown.until("mine is kept.", "fresh", "kept in this machine's keyring")
            shown.press("ctrl+q")
            assert shown.code() == 0
        with terminal(DBUS_SESSION_BUS_ADDRESS=address) as again:
            again.until("mine ● ", "1 of ")
            again.press("q")

            assert again.code() == 0
        assert list(bus.entries()) == ["offerdesk:default/mine"]


def add_to(shown: Terminal, walk: Walk) -> None:
    """Come to the form from the first choice."""
    shown.until("There is no account yet.", "Add an account of yours")
    shown.press("down", "enter")
    shown.until("Add an account at which marketplace?")
    shown.press(*["down"] * WALKS.index(walk), "enter")


def fill_in(shown: Terminal, walk: Walk, said: dict[str, Any]) -> None:
    """Copy what the sandbox's line says into the form, field by field."""
    told = {**said["suggested"].get(walk.slug, {}), **said[walk.slug]}
    focused(shown, "account name")
    shown.press("mine")
    for label, name in walk.fields.items():
        shown.press("tab")
        focused(shown, label)
        value = told[name] if isinstance(told[name], str) else " ".join(told[name])
        shown.paste(value)


def focused(shown: Terminal, label: str) -> None:
    """Wait until the field of this name is the one that is typed into."""
    shown.when(lambda: shown.is_bold(label), f"the field {label!r}")


def watch(shown: Terminal, things: list[str]) -> None:
    """Say what is to be watched, where there is something, and go on."""
    shown.until("Watched through mine")
    if things:
        shown.paste("\n".join(things))
        shown.until(f"Enter adds {len(things)}.")
        shown.press("enter")
        shown.until(f"{len(things)} added.")
    shown.press("escape")


def effects(address: re.Match[str] | None) -> list[dict[str, str]]:
    """What really changed at the market that stands at the address on the screen."""
    assert address is not None
    answer = httpx.get(f"{address[0]}/_sandbox/effects", trust_env=False)
    found: list[dict[str, str]] = answer.raise_for_status().json()["effects"]
    return found
