"""Opening a link that a stranger wrote: after a question that names its host, by a program, never a shell."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Button

from tests.ui.dashboard import dashboard
from tests.ui.dialog_app import DialogApp
from tests.ui.market import Market, a_market
from tests.ui.screen import screen_text
from tui_app.domain.errors import ProgramFailed
from tui_app.settings import Settings, load_settings
from tui_app.ui import opening
from tui_app.ui.links import link_of
from tui_app.ui.messages import LinkRequested
from tui_app.ui.modals.open_link import OpenLink
from tui_app.ui.opening import NO_DISPLAY, NO_OPENER, Opener

pytestmark = pytest.mark.anyio

WRITES = """\
#!{python}
import os, pathlib, sys
told = [*sys.argv[1:], os.environ.get("BROWSER", "-"), str(os.isatty(0) or os.isatty(1) or os.isatty(2))]
pathlib.Path({file!r} + ".part").write_text("\\n".join(told))
os.replace({file!r} + ".part", {file!r})
sys.exit({code})
"""


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A market that is only read."""
    with a_market() as found:
        yield found


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """The file in which a program finds itself told."""
    return tmp_path / "heard"


def a_program(folder: Path, heard: Path, name: str = "my-browser", code: int = 0) -> Path:
    """A program that writes down what it was given, and ends with this code."""
    program = folder / name
    program.write_text(WRITES.format(python=sys.executable, file=str(heard), code=code))
    program.chmod(0o700)
    return program


def told(heard: Path) -> list[str]:
    """Its arguments, its $BROWSER, and whether it had a terminal."""
    return heard.read_text().split("\n") if heard.exists() else []


@pytest.mark.parametrize(
    ("written", "host", "address"),
    [
        ("https://media.example/a.png", "media.example", "https://media.example/a.png"),
        ("HTTPS://Media.Example", "media.example", "https://media.example/"),
        ("https://bücher.example/x", "xn--bcher-kva.example", "https://xn--bcher-kva.example/x"),
        ("https://аррӏе.example/", "xn--80ak6aa92e.example", "https://xn--80ak6aa92e.example/"),
        (
            "https://media.example/$(id);`id`|x&y",
            "media.example",
            "https://media.example/$(id);%60id%60%7Cx&y",
        ),
    ],
)
def test_a_link_is_opened_in_plain_letters(written: str, host: str, address: str) -> None:
    link = link_of("Main", written)

    assert (link.host, link.address, link.why_not) == (host, address, "")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("http://media.example/a", "not encrypted"),
        ("https://trusted.example@evil.example/", "name or password"),
        ("https://me:secret@media.example/", "name or password"),
        ("--version", "not a web address"),
        ("-https://media.example/", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("data:text/html,x", "not a web address"),
        ("nfts/cat.jpg", "not a web address"),
        ("https://media.example/\x1b]52;c;AAAA\x07", "characters"),
        ("https://media.example/a b", "characters"),
        ("https://media.example/\n--help", "characters"),
        ("https://media.example\\@evil.example/", "characters"),
        ("https://127.0.0.1/x", "a number"),
        ("https://localhost/x", "not a public name"),
        ("https://media.example:8443/", "port 8443"),
        ("https://media.example/" + "x" * 5_000, "too long"),
    ],
)
def test_any_other_is_not_and_says_why(written: str, reason: str) -> None:
    link = link_of("Main", written)

    assert reason in link.why_not
    assert link.address.isprintable()


async def test_the_program_is_given_the_link_as_one_argument_and_nothing_of_the_terminal(
    tmp_path: Path, heard: Path
) -> None:
    program = a_program(tmp_path, heard)
    address = "https://media.example/$(touch%20x);a&b"

    await Opener([str(program), "--new tab"], environment={"BROWSER": "w3m"}).open(address)

    assert told(heard) == ["--new tab", address, "w3m", "False"]


async def test_the_desktops_opener_is_not_told_of_a_text_browser(tmp_path: Path, heard: Path) -> None:
    a_program(tmp_path, heard, "xdg-open")
    environment = {"DISPLAY": ":7", "PATH": str(tmp_path), "BROWSER": "w3m"}

    opener = Opener((), environment=environment, platform="linux")
    assert not opener.why_not
    await opener.open("https://media.example/")

    assert told(heard) == ["https://media.example/", "-", "False"]


@pytest.mark.parametrize(
    ("platform", "environment", "reason"),
    [
        ("linux", {}, NO_DISPLAY),
        ("linux", {"DISPLAY": "", "BROWSER": "lynx", "PATH": "/usr/bin"}, NO_DISPLAY),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0", "PATH": "/nowhere"}, NO_OPENER),
        ("darwin", {}, ""),
        ("win32", {}, ""),
    ],
)
def test_where_nothing_can_be_opened_that_is_known_before(
    platform: str, environment: dict[str, str], reason: str
) -> None:
    assert Opener((), environment=environment, platform=platform).why_not == reason


async def test_a_program_that_is_not_there_or_fails_is_one_sentence(tmp_path: Path, heard: Path) -> None:
    with pytest.raises(ProgramFailed, match="nothing-there cannot be started: No such file"):
        await Opener([str(tmp_path / "nothing-there")]).open("https://media.example/")
    with pytest.raises(ProgramFailed, match="my-browser ended with code 3, and did not open the link"):
        await Opener([str(a_program(tmp_path, heard, code=3))]).open("https://media.example/")


async def test_a_program_that_is_the_browser_itself_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE_SECONDS", 0.05)
    done = tmp_path / "done"
    code = f"import pathlib, time; time.sleep(0.4); pathlib.Path({str(done)!r}).touch()"

    await Opener([sys.executable, "-c", code]).open("https://media.example/")
    assert await _comes(done), "it was ended"


async def _comes(file: Path) -> bool:
    for _ in range(2_000):
        if file.exists():  # noqa: ASYNC240 - it is there, or not
            return True
        await asyncio.sleep(0.02)
    return False


@pytest.mark.parametrize("value", ['"firefox"', "[1]", '[""]', '["a\\u0007"]'])
def test_a_command_that_is_none_is_named_and_the_desktops_is_used(value: str, tmp_path: Path) -> None:
    (file := tmp_path / "settings.toml").write_text(f"open_command = {value}")

    settings, problems = load_settings(file)
    assert settings.open_command == ()
    assert "open_command must be a list of texts" in str(problems[0])


async def test_where_nothing_can_be_opened_the_key_in_force_copies_it() -> None:
    app = DialogApp(OpenLink([link_of("Main", "https://example.org/cat.png")], NO_DISPLAY))
    app.set_keymap({"link.copy": "k"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = " ".join("\n".join(screen_text(app)).replace("│", " ").split())
    assert f"{NO_DISPLAY}. k copies it." in text


async def test_a_link_is_opened_once_somebody_who_saw_its_host_said_so(
    market: Market, tmp_path: Path, heard: Path
) -> None:
    command = (str(a_program(tmp_path, heard)),)
    written = ["https://bücher.example/cat.png", "http://127.0.0.1:1/cat.png"]
    links = [link_of("Main", written[0]), link_of("Preview", written[1])]
    async with dashboard(market.line, size=(80, 24), settings=Settings(open_command=command)) as seat:
        await seat.press("o")
        await seat.until("Open this link outside?", "only https is used")  # those of the market are its own
        assert seat.app.screen.query_one("#yes", Button).disabled
        await seat.press("escape")

        for keys in (("enter", "enter"), ("escape",)):
            seat.app.post_message(LinkRequested(links))
            await seat.until("xn--bcher-kva.example", "https://xn--bcher-kva.example/cat.png")
            await seat.past_deafness()
            for key in keys:
                await seat.press(key)
                await seat.past_deafness()
            await seat.until_gone("Open this link outside?")
            assert not told(heard), "No is the default"

        seat.app.post_message(LinkRequested(links))
        await seat.until("Open this link outside?")
        await seat.press("y", "ctrl+g")
        assert seat.app.clipboard == "https://xn--bcher-kva.example/cat.png"
        await seat.until("is hidden: ctrl+g")
        assert "xn--bcher" not in seat.text
        await seat.press("ctrl+g", "enter")
        await seat.past_deafness()
        await seat.press("right", "enter")
        await seat.when(lambda: bool(told(heard)), "the program")
        assert told(heard)[0] == "https://xn--bcher-kva.example/cat.png"
