"""The accounts: added, tried, renewed, removed, and every mistake told in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, Select

from tests.conftest import NeedsCommand
from tests.sandbox_process import SandboxInfo, running_sandbox
from tests.secret_service import COMMANDS, private_bus
from tests.ui.dashboard import Seat, dashboard
from tests.ui.market import Market, a_market
from tui_app.settings import Settings, load_accounts
from tui_app.ui.widgets.paste_line import PasteLine

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market(offers=20) as found:
        yield found


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxInfo]:
    """A small market of all marketplaces, that is only read."""
    with running_sandbox("--offers", "10") as running:
        yield running


def written(seat: Seat) -> str:
    """The screen as running text, without frames and line ends."""
    return " ".join(seat.text.replace("│", " ").split())


def says(seat: Seat, words: str) -> bool:
    """Whether these words are on the screen, wherever its lines end."""
    return words in written(seat)


def files_with(folder: Path, *texts: str) -> list[Path]:
    """The files under a folder that hold one of these texts."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file for file in files if any(text.encode() in file.read_bytes() for text in texts)]


async def choose(seat: Seat, place: int = 0, title: str = "Kraken NFT") -> None:
    """Choose a marketplace for a new account."""
    await seat.press("N")
    await seat.until("Add an account at which marketplace?")
    await seat.press(*["down"] * place, "enter")
    await seat.until(f"Add a {title} account")


async def open_form(seat: Seat) -> None:
    """Begin to add an account."""
    await seat.until("There is no account yet.")
    await choose(seat)


async def fill_in(seat: Seat, market: Market, **changes: str) -> None:
    """Type every field of the form, in its order; `changes` by field."""
    given = {
        "name": "main",
        "base_url": market.base_url,
        "api_key": market.credentials.api_key,
        "api_secret": market.credentials.api_secret,
        **changes,
    }
    for name, text in given.items():
        field = seat.app.screen.query_one(f"#field-{name}")
        seat.app.screen.set_focus(field)
        await seat.press("end", "ctrl+u")
        await seat.type(text[:2])
        field.value = text  # type: ignore[attr-defined]
    await seat.pilot.pause()


async def keep_in_memory(seat: Seat) -> None:
    """Choose to keep the secrets for this session only."""
    seat.app.screen.query_one("#keeps").value = "session"  # type: ignore[attr-defined]
    await seat.pilot.pause()


async def test_an_account_is_added_read_and_kept_in_the_file(market: Market, tmp_path: Path) -> None:
    async with dashboard(market.line, from_file=True, folder=tmp_path) as seat:
        await open_form(seat)
        await fill_in(seat, market)
        await keep_in_memory(seat)
        await seat.press("ctrl+s")
        await seat.until("main is kept.", "fresh")
        await seat.press("1")
        await seat.until("main ● ", "1 of")

    accounts, problems = load_accounts(tmp_path / "config" / "accounts.toml")
    assert [account.name for account in accounts] == ["main"]
    assert problems == ()
    assert market.credentials.api_secret not in (tmp_path / "config" / "accounts.toml").read_text()


FIELDS = {
    "Kraken NFT": {"base_url": "base_url", "api_key": "api_key", "api_secret": "api_secret"},
    "Mojito": {"url": "url", "token": "token", "org_id": "org_id", "wallets": "wallets"},
    "Dew": {"base_url": "base_url", "api_key": "api_key"},
    "license.rocks": {"base_url": "base_url", "token": "token"},
    "tokenizationtr": {"base_url": "base_url", "token": "token", "user_id": "user_id"},
}
"""The fields each marketplace needs, and what the sandbox's line calls them."""


@pytest.mark.parametrize(("place", "title"), list(enumerate(FIELDS)), ids=list(FIELDS))
async def test_an_account_of_each_marketplace_is_tried_and_added(
    place: int, title: str, sandbox: SandboxInfo
) -> None:
    slug = list(sandbox.said)[place]
    said = {name: sandbox.said[slug][key] for name, key in FIELDS[title].items()}
    async with dashboard("", from_file=True) as seat:
        await seat.until("There is no account yet.")
        await choose(seat, place, title)
        for name, value in said.items():
            text = value if isinstance(value, str) else " ".join(value)
            seat.app.screen.query_one(f"#field-{name}", Input).value = text
        await keep_in_memory(seat)
        await seat.press("ctrl+t")
        await seat.until("Signed in at 127.0.0.1")
        await seat.press("ctrl+s")
        if seat.desk.accounts.marketplaces[place].watches:
            await seat.until("Paste ids into the line below.")
            await seat.press("escape")
        if title == "Mojito":
            await seat.until("token ends")

        await seat.until(f"{slug} is kept.")


async def test_a_program_of_ones_own_has_the_secrets(market: Market, tmp_path: Path) -> None:
    secrets = {"api_key": market.credentials.api_key, "api_secret": market.credentials.api_secret}
    program = (sys.executable, "-c", f"import json; print(json.dumps({secrets!r}))")
    settings = Settings(credential_commands={"main": program})
    async with dashboard(market.line, from_file=True, folder=tmp_path, settings=settings) as seat:
        await open_form(seat)
        await fill_in(seat, market, name="other", api_key="", api_secret="")
        seat.app.screen.query_one("#keeps", Select).value = "command"
        await seat.pilot.pause()
        await seat.press("ctrl+t")
        await seat.when(lambda: "No program is named" in written(seat), "whose account it is")
        seat.app.screen.query_one("#field-name", Input).value = "main"
        await seat.press("ctrl+t")
        await seat.until("Signed in at 127.0.0.1")
        await seat.press("ctrl+s")
        await seat.until("main is kept.", "kept in a program of yours, which is asked at each sign-in")

    assert files_with(tmp_path, *secrets.values()) == []


async def test_what_is_typed_is_told_right_from_wrong_at_once(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await seat.until("There is no account yet.")
        await choose(seat, 1, "Mojito")
        field = seat.app.screen.query_one("#field-org_id", Input)
        field.focus()
        await seat.type("0db1")
        await seat.until("“0db1” is not the id of an organization")
        field.value = " 0db10bbf-85fe-4c87-911b-d18f8568fc07 "
        await seat.until_gone("is not the id of an organization")
        await seat.press("escape")
        await seat.until("There is no account yet.")


async def test_no_file_holds_a_secret(market: Market, tmp_path: Path) -> None:
    async with dashboard(market.line, from_file=True, folder=tmp_path) as seat:
        await open_form(seat)
        await fill_in(seat, market)
        await keep_in_memory(seat)
        await seat.press("ctrl+s")
        await seat.until("main is kept.", "fresh")

    assert (tmp_path / "data" / "ledger.sqlite3").exists()
    assert files_with(tmp_path, market.credentials.api_secret, market.credentials.api_key) == []


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"name": "My Account!"}, "cannot name an account"),
    ({"api_key": ""}, "API key is missing"),
    ({"name": ""}, "cannot name an account"),
    ({"api_secret": ""}, "Private key is missing"),
    ({"base_url": ""}, "API address is missing"),
    ({"base_url": "http://example.com"}, "plain http is only allowed on this machine"),
    ({"base_url": "ftp://127.0.0.1"}, "it has to begin with https://"),
    ({"base_url": "https://me:word@example.com"}, "a name or password does not belong"),
    ({"api_secret": "a\u200bb"}, "invisible character"),
)
"""What may be wrong, each with other words than the one before."""


CANARY = "canary56rL9"
MEGABYTE = {
    "base_url": "cannot be the address of an API",
    "api_secret": "holds a line break or an invisible character",
}
"""What is said of a megabyte in a field that is shown, and in one that is not."""


async def test_what_is_wrong_in_the_form_is_said_there_and_nothing_is_lost(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await keep_in_memory(seat)
        for changes, said in WRONG:
            await fill_in(seat, market, **changes)
            await seat.press("ctrl+s")
            await seat.when(partial(says, seat, said), repr(said))

            assert "Add a Kraken NFT account" in seat.text
            assert seat.desk.accounts.all() == ()


async def test_a_name_that_is_taken_is_said_in_the_form(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("7")
        await seat.until("Kraken closed")
        await choose(seat)
        await fill_in(seat, market, name="kraken")
        await keep_in_memory(seat)
        await seat.press("ctrl+s")

        await seat.when(lambda: "already; choose another name" in written(seat), "the sentence")


async def test_without_a_keyring_memory_is_proposed_and_the_reason_said(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await seat.until("There is no account yet.")
        await seat.when(lambda: seat.app.screen._keyring is not None, "a look for a keyring")  # type: ignore[attr-defined]  # noqa: SLF001
        await choose(seat)

        await seat.until("memory, for this session only")


async def test_a_keyring_that_is_not_there_keeps_the_form_open(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await fill_in(seat, market)
        seat.app.screen.query_one("#keeps").value = "keyring"  # type: ignore[attr-defined]
        await seat.pilot.pause()
        await seat.press("ctrl+s")
        await seat.when(lambda: "No keyring answers on this machine" in written(seat), "the sentence")

        assert "Add a Kraken NFT account" in seat.text
        assert seat.desk.accounts.all() == ()


async def test_credentials_are_tried_before_they_are_kept(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await fill_in(seat, market)
        await seat.press("ctrl+t")
        await seat.when(lambda: "works" in written(seat) or "offers" in written(seat), "what the read showed")

        assert seat.desk.accounts.all() == ()


async def test_wrong_credentials_that_are_tried_are_said_in_one_sentence(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await fill_in(seat, market, api_key="A" * 56)
        await seat.press("ctrl+t")
        await seat.when(
            lambda: "does not know" in written(seat) or "key" in written(seat).partition("✗")[0].casefold(),
            "it",
        )
        await seat.until_gone("Asking the marketplace")

        assert "Add a Kraken NFT account" in seat.text


async def test_a_megabyte_that_is_pasted_is_refused_in_one_sentence(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await keep_in_memory(seat)
        await fill_in(seat, market)
        for name, said in MEGABYTE.items():
            field = seat.app.screen.query_one(f"#field-{name}", PasteLine)
            right, field.value = field.value, ""
            seat.app.screen.set_focus(field)
            seat.app.post_message(Paste(CANARY + "\0x" * 500_000))
            await seat.when(partial(says, seat, said), repr(said))
            assert not (field.password and CANARY in seat.text)
            field.value = right
        await seat.press("ctrl+t")

        await seat.until("Signed in at 127.0.0.1")


@pytest.mark.secret_service
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
async def test_a_hanging_keyring_freezes_nothing(
    market: Market, needs_command: NeedsCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_command(*COMMANDS)
    with private_bus() as bus:
        bus.start_keyring()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.environment["DBUS_SESSION_BUS_ADDRESS"])
        async with dashboard(market.line, from_file=True) as seat:
            await open_form(seat)
            bus.stop_keyring()
            await fill_in(seat, market)
            await seat.press("ctrl+s")
            seat.app.screen.query_one("#field-name", PasteLine).focus()
            await seat.type("still-here")
            await seat.until("still-here")  # a call that waits for this keyring would never return
            await seat.when(partial(says, seat, "The keyring did not answer within 5 s"), "the end of it")

            assert "Add a Kraken NFT account" in seat.text
            assert seat.desk.accounts.all() == ()


async def test_secrets_are_never_drawn(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await fill_in(seat, market)

        assert market.credentials.api_key[:12] not in seat.text
        assert market.credentials.api_secret[:12] not in seat.text


async def test_escape_leaves_the_form_and_keeps_nothing(market: Market) -> None:
    async with dashboard(market.line, from_file=True) as seat:
        await open_form(seat)
        await fill_in(seat, market)
        await seat.press("escape")
        await seat.until("There is no account yet.")

        assert seat.desk.accounts.all() == ()


async def test_an_account_is_tried_from_the_list(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("7")
        await seat.until("Kraken closed")
        await seat.press("t")

        await seat.when(
            lambda: "kraken: " in seat.text and "asking the marketplace" not in seat.text, "the answer"
        )


async def test_new_credentials_keep_the_name_and_the_address(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("7")
        await seat.until("Kraken closed")
        await seat.press("enter")
        await seat.until("New credentials for kraken", market.base_url)
        for name, text in (
            ("api_key", market.credentials.api_key),
            ("api_secret", market.credentials.api_secret),
        ):
            seat.app.screen.query_one(f"#field-{name}").value = text  # type: ignore[attr-defined]
        await seat.pilot.pause()
        await seat.press("ctrl+s")

        await seat.until("kraken is kept.", "fresh")


async def test_removing_asks_first_and_forgets_what_was_seen(market: Market) -> None:
    async with dashboard(market.line) as seat:
        await seat.press("7")
        await seat.until("Kraken closed")
        await seat.press("d")
        await seat.until("Remove the account kraken?")
        await seat.press("enter")
        await seat.until_gone("Remove the account")
        assert len(seat.desk.accounts.all()) == 1
        await seat.press("d")
        await seat.until("Remove the account kraken?")
        await seat.press("right", "enter")
        await seat.until("There is no account yet.", "1 Received 0")
        await seat.press("1")

        await seat.until("There is no account yet: 7 leads")


async def test_an_account_of_a_marketplace_not_known_here_ends_nothing(
    market: Market, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "accounts.toml").write_text(
        '[accounts.later]\nmarketplace = "moonbazaar"\nkeeps = "session"\n'
    )
    async with dashboard(market.line, from_file=True, folder=tmp_path) as seat:
        await seat.press("7")
        await seat.until("moonbazaar", "This version does not know that marketplace")
        await seat.press("enter", "t")
        await seat.press("d")
        await seat.until("Remove the account later?")
        await seat.press("right", "enter")

        await seat.until("There is no account yet.")


async def test_all_that_is_said_of_an_account_can_be_read_in_a_small_window(market: Market) -> None:
    async with dashboard(market.line, size=(80, 18)) as seat:
        await seat.press("7")
        await seat.until("Kraken closed")
        assert "every half minute" not in seat.text
        await seat.press("pagedown", "pagedown")
        await seat.until("every half minute")
        await seat.press("pageup", "pageup")

        await seat.until("kraken on Kraken NFT")
