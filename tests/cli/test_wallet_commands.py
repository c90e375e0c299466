"""An action that a wallet has a part in, from the command line: signed by a program, or by hand later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.headless import PROFILE, Ended, limit_of, offerdesk, problems_of
from tests.sandbox_process import SandboxInfo, running_sandbox


@pytest.fixture(scope="module")
def bazaar() -> Iterator[SandboxInfo]:
    """A sandbox of all marketplaces; each test takes offers of its own."""
    with running_sandbox("--offers", "200") as info:
        yield info


class Desk:
    """Commands at the sandbox, in a home of the test's own."""

    def __init__(self, info: SandboxInfo, home: Path) -> None:
        self._info = info
        self._home = home
        self._line = home / "line.json"
        said = {name: info.said[name] for name in ("mojito", "effects_url")}
        self._line.write_text(json.dumps(said))

    def run(self, *arguments: str, typed: str = "") -> Ended:
        """Run a command."""
        return offerdesk("--sandbox", str(self._line), *arguments, typed=typed)

    def sign_by(self, *program: str) -> None:
        """Let this program sign, and not the pretend wallet."""
        folder = self._home / "config" / PROFILE
        folder.mkdir(parents=True, exist_ok=True)
        words = ", ".join(json.dumps(word) for word in program)
        (folder / "settings.toml").write_text(f"[signer_commands]\nmojito = [{words}]\n")

    def effects(self, key: str) -> list[str]:
        """What really happened to an offer."""
        found = httpx.get(self._info.said["effects_url"], trust_env=False).json()["effects"]
        return [each["action"] for each in found if each["target"] == key.partition(":")[2]]

    def accept(self, offer: dict[str, Any], *more: str) -> Ended:
        """Accept an offer without a question."""
        return self.run("accept", offer["key"], "--yes", *limit_of(offer), "--json", *more)


@pytest.fixture
def desk(bazaar: SandboxInfo, home: Path) -> Desk:
    """A desk at the sandbox."""
    return Desk(bazaar, home)


@pytest.fixture(scope="module")
def offers() -> list[dict[str, Any]]:
    """Received offers on Solana, each for an NFT of its own; read by the first test, taken by each."""
    return []


@pytest.fixture
def offer(desk: Desk, offers: list[dict[str, Any]]) -> dict[str, Any]:
    """A received offer on Solana that is nobody else's, its amount nothing odd."""
    wanted = ("offers", "--json", "--status", "open", "--filter", "chain:solana ends>3h")
    if offers:
        desk.run(*wanted)
    else:
        offers += plain(desk, desk.run(*wanted).data["offers"])
    return offers.pop()


def plain(desk: Desk, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The offers whose amount does not have to be typed, one for each NFT."""
    typed = "\n".join(each["key"] for each in found)
    requests = desk.run("accept", "-", "--dry-run", "--json", typed=typed).data["requests"]
    good = {each["key"] for each in requests if each["would_be_sent"] and not each["doubt"]}
    return list({each["nft"]["id"]: each for each in found if each["key"] in good}.values())


def state(ended: Ended) -> str:
    """How the one item ended, and that the schema describes it."""
    assert problems_of(ended.data, "results.json") == []
    (result,) = ended.data["results"]
    return str(result["state"])


def test_a_program_that_signs_carries_it_to_its_end(desk: Desk, offer: dict[str, Any]) -> None:
    ended = desk.accept(offer)
    assert (ended.code, state(ended)) == (0, "done"), ended.err
    assert desk.effects(offer["key"]) == ["accept"]


def test_where_the_program_does_not_sign_it_waits_and_is_gone_on_with(
    desk: Desk, offer: dict[str, Any]
) -> None:
    desk.sign_by("false")
    ended = desk.accept(offer)
    assert (ended.code, state(ended)) == (6, "awaiting wallet"), ended.err
    assert "false ended with code 1" in ended.out
    action_id = ended.data["results"][0]["action_id"]

    shown = desk.run("resume", action_id, "--show")
    assert (shown.code, shown.data["answer"]) == (0, "solana signature")
    wrong = desk.run("resume", action_id[:8], "--proof", typed="0x12\n")
    assert (wrong.code, desk.effects(offer["key"])) == (2, [])
    proof = offerdesk("sandbox", "sign", typed=shown.out).out
    done = desk.run("resume", action_id[:8], "--proof", "--json", typed=proof)

    assert (done.code, state(done)) == (0, "done"), done.err
    assert desk.effects(offer["key"]) == ["accept"]
    assert desk.run("resume", action_id, "--proof", typed=proof).code == 2


def test_what_nobody_signed_can_be_given_up(desk: Desk, offer: dict[str, Any]) -> None:
    desk.sign_by("false")
    action_id = desk.accept(offer).data["results"][0]["action_id"]
    given_up = desk.run("resume", action_id, "--give-up", "--json")
    assert (given_up.code, state(given_up)) == (0, "not done")
    assert desk.effects(offer["key"]) == []


def test_an_action_that_is_not_there_is_told_with_those_that_wait(desk: Desk) -> None:
    ended = desk.run("resume", "nothing", "--show")
    assert ended.code == 2
    assert "Those that do: none." in ended.err


def test_read_only_signs_nothing(desk: Desk, offer: dict[str, Any]) -> None:
    desk.sign_by("false")
    action_id = desk.accept(offer).data["results"][0]["action_id"]
    desk.sign_by("touch", "signed")
    ended = desk.run("--read-only", "resume", action_id)
    assert ended.code == 5, ended.err
    assert desk.effects(offer["key"]) == []
