"""Looking at media: what is drawn, what is only described, and that nothing is fetched unasked."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.hostile import CORPUS
from tests.loopback import Act, Loopback, Seen, answer, loopback, silence
from tests.media.picture_files import plain
from tests.offers import an_nft
from tests.ui.dashboard import dashboard
from tests.ui.market import a_market
from tests.ui.screen import screen_text
from tui_app.domain.nft import Media, MediaKind, Nft
from tui_app.domain.text import UntrustedText
from tui_app.gateway.media_http import MediaLines
from tui_app.media.gallery import Gallery, Origin
from tui_app.media.shelf import MediaShelf
from tui_app.stylesheets import stylesheet_paths
from tui_app.ui.half_blocks import HALF_BLOCK
from tui_app.ui.modals.media_preview import MediaPreview
from tui_app.ui.theme import DARK, THEMES, variable_defaults

pytestmark = pytest.mark.anyio

PICTURE = plain("RGB", (60, 30), "PNG")
DRAWN = "PNG, 60 × 30 pixels"
SIZES = [(60, 15), (80, 24), (120, 40), (200, 60)]


class PreviewApp(App[None]):
    """The dialog with its real sheets. `questions` has the names that were looked up."""

    HORIZONTAL_BREAKPOINTS = [(0, "-cramped"), (60, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (15, "-low"), (24, "-high")]  # noqa: RUF012

    def __init__(self, nft: Nft, folder: Path, base_url: str, hosts: Sequence[str]) -> None:
        super().__init__(css_path=list(stylesheet_paths()))
        self.questions: list[str] = []
        self.nft = nft
        self.origin = Origin(hosts=hosts, base_url=base_url)
        self.gallery = Gallery(
            MediaShelf(folder),
            lambda: MediaLines(trust=ssl.create_default_context(), resolve=self.resolve),
        )
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    async def resolve(self, host: str, _port: int) -> tuple[str, ...]:
        """Find this machine, and no other name."""
        self.questions.append(host)
        return (host,) if host == "127.0.0.1" else ()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables in themes that are not ours."""
        return variable_defaults(dark=True)

    def on_mount(self) -> None:
        """Open the dialog."""
        self.push_screen(MediaPreview(self.nft, self.gallery, self.origin))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody in front of the dialog."""

    app: PreviewApp
    pilot: Pilot[None]

    @property
    def text(self) -> str:
        """Everything on the screen."""
        return "\n".join(screen_text(self.app))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)

    async def when(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds. Raises AssertionError with the whole screen if it never does."""
        deadline = time.monotonic() + 60
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"{what} did not come; the screen says:\n{self.text}")
            await asyncio.sleep(0.01)
        await self.pilot.pause()

    async def until(self, *words: str) -> None:
        """Wait until all of this is on the screen, however its lines are broken."""

        def there() -> bool:
            flat = " ".join(part.strip("│ ") for part in self.text.split("\n"))
            return all(word in flat for word in words)

        await self.when(there, " and ".join(words))

    async def until_drawn(self) -> None:
        """Wait until there is a picture, to its last line."""
        await self.until("pixels")
        await self.when(lambda: not self.app.workers, "the last line")
        await self.pilot.pause()


@asynccontextmanager
async def preview(
    *media: Media,
    folder: Path,
    base_url: str = "",
    hosts: Sequence[str] = (),
    size: tuple[int, int] = (80, 24),
    name: str = "Bored Ape #8817",
) -> AsyncIterator[Viewer]:
    """The dialog on an NFT with these media."""
    app = PreviewApp(an_nft(name=name, media=media), folder, base_url, hosts)
    async with app.run_test(size=size) as pilot:
        yield Viewer(app, pilot)


def medium(
    url: str, media_type: str = "image/png", kind: MediaKind = MediaKind.MAIN, size: int | None = None
) -> Media:
    """A medium as a marketplace describes it."""
    return Media(kind=kind, media_type=UntrustedText(media_type), url=UntrustedText.prose(url), size=size)


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    """The account's own server: pictures, and what its paths say."""

    def answered(seen: Seen) -> Act:
        acts = {"/gone": answer(b"", 404), "/page": answer(b"<html>"), "/slow": silence()}
        acts["/cut"] = answer(PICTURE[: len(PICTURE) // 2])
        return acts.get(seen.target, answer(PICTURE))

    async with loopback(by=answered) as found:
        yield found


async def test_the_first_medium_is_fetched_and_drawn(server: Loopback, tmp_path: Path) -> None:
    async with preview(medium(server.base_url + "/x"), folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until_drawn()

        assert HALF_BLOCK * 60 in viewer.text
        assert viewer.text.count(HALF_BLOCK * 60) == 15
        assert f"{len(PICTURE):,} bytes, from 127.0.0.1" in viewer.text
    assert server.connections == 1


@pytest.mark.parametrize("size", SIZES)
async def test_title_picture_and_keys_fit_any_screen(
    server: Loopback, tmp_path: Path, size: tuple[int, int]
) -> None:
    media = (medium(server.base_url + "/x"), medium(server.base_url + "/y"))
    async with preview(*media, folder=tmp_path, base_url=server.base_url, size=size) as viewer:
        await viewer.until_drawn()

        for words in ("Bored Ape #8817", "Main, 1 of 2", DRAWN, HALF_BLOCK, "← → other media", "Esc closes"):
            assert words in viewer.text


async def test_turning_to_another_medium_fetches_nothing(server: Loopback, tmp_path: Path) -> None:
    media = (medium(server.base_url + "/x"), medium(server.base_url + "/y", kind=MediaKind.IMAGE))
    async with preview(*media, folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until_drawn()
        await viewer.press("right")
        await viewer.until("Image, 2 of 2", "Not fetched. p fetches it from 127.0.0.1")
        assert HALF_BLOCK not in viewer.text
        assert [seen.target for seen in server.seen] == ["/x"]

        await viewer.press("p")
        await viewer.until_drawn()
        assert [seen.target for seen in server.seen] == ["/x", "/y"]


async def test_what_was_fetched_before_is_drawn_without_asking_again(
    server: Loopback, tmp_path: Path
) -> None:
    media = (medium(server.base_url + "/x"), medium(server.base_url + "/y"))
    async with preview(*media, folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until_drawn()
        await viewer.press("right")
        await viewer.until("Not fetched")
        await viewer.press("left")
        await viewer.until_drawn()
        await viewer.press("p")
        await viewer.until_drawn()
    async with preview(*media, folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until_drawn()

    assert server.connections == 1


async def test_another_window_size_draws_the_same_file_again(server: Loopback, tmp_path: Path) -> None:
    async with preview(medium(server.base_url + "/x"), folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until_drawn()
        await viewer.pilot.resize_terminal(140, 50)
        await viewer.when(lambda: HALF_BLOCK * 120 in viewer.text, "a picture twice as wide")

    assert server.connections == 1


async def test_fetching_is_seen_and_escape_ends_it(server: Loopback, tmp_path: Path) -> None:
    async with preview(
        medium(server.base_url + "/slow"), folder=tmp_path, base_url=server.base_url
    ) as viewer:
        await viewer.until("Fetching from 127.0.0.1")
        await viewer.when(lambda: len(server.seen) == 1, "the request")
        await viewer.press("escape")
        await viewer.when(lambda: not viewer.app.workers, "the end of fetching")

        assert len(viewer.app.screen_stack) == 1


async def test_turning_away_ends_fetching(server: Loopback, tmp_path: Path) -> None:
    media = (medium(server.base_url + "/slow"), medium(server.base_url + "/y"))
    async with preview(*media, folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until("Fetching from")
        await viewer.press("right")
        await viewer.until("Not fetched")
        await viewer.when(lambda: not viewer.app.workers, "the end of fetching")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "127.0.0.1 has no such file; it answered with status 404."),
        ("/page", "The file is not a PNG, JPEG, GIF or WebP picture"),
        ("/cut", "The file is damaged"),
    ],
)
async def test_what_cannot_be_drawn_is_described_with_the_reason(
    server: Loopback, tmp_path: Path, path: str, words: str
) -> None:
    bad = medium(server.base_url + path, size=1_234)
    async with preview(bad, folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until(words, "image/png, they say", "1,234 bytes, they say", "127.0.0.1 (not encrypted)")
        await viewer.press("p")
        await viewer.when(lambda: server.connections == 2, "another try")


async def test_the_first_that_may_be_a_picture_comes_first(server: Loopback, tmp_path: Path) -> None:
    media = (medium(server.base_url + "/film", "video/mp4", MediaKind.VIDEO), medium(server.base_url + "/x"))
    async with preview(*media, folder=tmp_path, base_url=server.base_url) as viewer:
        await viewer.until_drawn()
        assert "Main, 2 of 2" in viewer.text
        await viewer.press("right")
        await viewer.until("A video cannot be drawn in a terminal.", "Video, 1 of 2")
        await viewer.press("p")
        await viewer.until("A video cannot be drawn in a terminal.")

    assert [seen.target for seen in server.seen] == ["/x"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "not a web address"),
        ("nfts/a cat.jpg", "characters that do not belong"),
        ("http://169.254.169.254/latest", "not encrypted"),
        ("https://127.0.0.1/x", "a number, not a name"),
        ("blob:https://example.com/1", "not a web address"),
    ],
)
async def test_a_link_that_is_not_followed_says_why(tmp_path: Path, url: str, words: str) -> None:
    async with preview(medium(url), folder=tmp_path) as viewer:
        await viewer.until("This cannot be fetched", words)

        assert viewer.app.questions == []


async def test_a_host_nobody_agreed_to_is_asked_about_in_plain_letters(tmp_path: Path) -> None:
    async with preview(medium("https://bücher.example.org/x"), folder=tmp_path) as viewer:
        await viewer.until("Ask xn--bcher-kva.example.org for this picture?", "learns your network address")

        assert viewer.app.questions == []


@pytest.mark.parametrize("keys", [("escape",), ("enter",)])
async def test_no_is_the_default_and_asks_nobody(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with preview(medium("https://example.org/x"), folder=tmp_path) as viewer:
        await viewer.until("Ask example.org")
        await viewer.press(*keys)
        await viewer.until("Not fetched. p fetches it from example.org.")

        assert viewer.app.questions == []


async def test_a_host_is_asked_about_once(tmp_path: Path) -> None:
    media = (
        medium("https://example.org/x"),
        medium("https://example.org/y"),
        medium("https://example.net/z"),
    )
    async with preview(*media, folder=tmp_path) as viewer:
        await viewer.until("Ask example.org")
        await viewer.press("right", "enter")
        await viewer.until("The name example.org cannot be found")
        await viewer.press("right", "p")
        await viewer.when(lambda: viewer.app.questions == ["example.org"] * 2, "a second look-up")
        await viewer.press("right", "p")
        await viewer.until("Ask example.net")


async def test_a_host_of_the_marketplace_is_not_asked_about(tmp_path: Path) -> None:
    async with preview(medium("https://example.org/x"), folder=tmp_path, hosts=["example.org"]) as viewer:
        await viewer.until("The name example.org cannot be found")


@pytest.mark.parametrize("hostile", [each.text for each in CORPUS[::400]])
async def test_what_strangers_wrote_is_drawn_as_text(tmp_path: Path, hostile: str) -> None:
    media = medium("https://example.org/" + hostile, media_type=hostile)
    async with preview(media, folder=tmp_path, name=hostile, hosts=["example.org"]) as viewer:
        await viewer.until("1 of 1", "host", "link", "Esc closes")


async def test_many_presses_fetch_one_file_at_a_time(server: Loopback, tmp_path: Path) -> None:
    media = [medium(f"{server.base_url}/{number}") for number in range(5)]
    async with preview(*media, folder=tmp_path, base_url=server.base_url) as viewer:
        for key in ("p", "right", "p", "p", "left", "right", "right", "p") * 5:
            await viewer.press(key)
        await viewer.until_drawn()

        assert HALF_BLOCK in viewer.text


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_pictures_of_the_market_are_drawn_in_the_dashboard(size: tuple[int, int]) -> None:
    with a_market(offers=40) as market:
        async with dashboard(market.line, size=size) as seat:
            await seat.press("p")
            await seat.until("pixels", HALF_BLOCK * 10, "from 127.0.0.1")
            fetched = sum(count for name, count in market.calls.items() if name.endswith((".png", ".gif")))
            await seat.press("escape")
            await seat.until_gone(HALF_BLOCK * 10)

        assert fetched == 1


async def test_nothing_of_the_media_is_fetched_without_the_key() -> None:
    with a_market(offers=40) as market:
        async with dashboard(market.line) as seat:
            await seat.press("right", "right", *("down",) * 6)
            await seat.until("[Media]")
        assert not [name for name in market.calls if "." in name]


async def test_the_pretend_market_leads_nowhere_without_a_question() -> None:
    with a_market(offers=40) as market:
        async with dashboard(market.line) as seat:
            await seat.press("slash")
            await seat.type("narwhal")
            await seat.press("enter", "p")
            await seat.until("Ask assets-dynamic.kraken.com for this picture?")
            await seat.press("escape")
            await seat.until("Not fetched. p fetches it from assets-dynamic.kraken.com.")


async def test_what_comes_back_when_its_widgets_are_gone_is_drawn_nowhere(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = asyncio.Event()

    async def too_late(_gallery: Gallery, _medium: Media) -> None:
        await gone.wait()

    monkeypatch.setattr(Gallery, "find", too_late)
    async with preview(medium(server.base_url + "/x", "audio/mpeg"), folder=tmp_path) as viewer:
        dialog = viewer.app.screen
        await viewer.when(lambda: bool(dialog.query("#media-file")), "the dialog")
        taken_away = dialog.remove()
        while dialog.query("#media-file"):  # noqa: ASYNC110 - a step of the loop later it would be cancelled
            await asyncio.sleep(0)
        gone.set()
        await taken_away
