"""Looking at an NFT's media: fetched when a key is pressed, drawn, or described where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.errors import HostUnasked, MediaError
from tui_app.domain.nft import Media, Nft
from tui_app.domain.text import clean
from tui_app.media.gallery import Gallery, Origin, first_drawable, why_not_drawn
from tui_app.media.picture import Picture
from tui_app.ui.half_blocks import HalfBlocks
from tui_app.ui.keys_now import key_now
from tui_app.ui.links import host_of
from tui_app.ui.modals.yes_no import YesNo
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet

_ASKED = (
    "That server learns your network address, and that this NFT is being looked at. "
    "The answer holds for this host until offerdesk ends."
)


class MediaPreview(ModalScreen[None]):
    """Begins with the first medium that may be a picture, and fetches that one: the key was pressed for it.

    Going to another medium fetches nothing; what was fetched before is shown at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q", "dismiss", "Close", id="media.close", tooltip="Go back; what is under way is stopped"
        ),
        Binding("left", "turn(-1)", "Before", id="media.before", tooltip="The medium before"),
        Binding("right", "turn(1)", "Next", id="media.next", tooltip="The next medium"),
        Binding("p", "fetch", "Fetch", id="media.fetch", tooltip="Fetch this medium and draw it"),
    ]

    def __init__(self, nft: Nft, gallery: Gallery, origin: Origin) -> None:
        """`nft` has at least one medium; `origin` says where media of its account may come from."""
        super().__init__()
        self._nft = nft
        self._gallery = gallery
        self._origin = origin
        self._place = first_drawable(nft.media)
        self._content: bytes | None = None

    def compose(self) -> ComposeResult:
        """Lay out the picture, and over it, while there is none, what is known of it."""
        with Vertical(id="media-preview"):
            yield Static(id="media-title")
            with Container(id="media-stage"):
                yield HalfBlocks(id="media-picture")
                with VerticalScroll(id="media-card", can_focus=False):
                    yield FactSheet(id="media-facts")
            yield Static(id="media-file")
            yield Static(id="media-hint")

    def on_mount(self) -> None:
        """Fetch the first."""
        self._look(fetch=True)

    def on_half_blocks_room_changed(self, event: HalfBlocks.RoomChanged) -> None:
        """Draw the same file for the new room."""
        event.stop()
        if self._content is not None:
            self.run_worker(self._draw(self._content), group="look", exclusive=True)

    def action_turn(self, step: int) -> None:
        """Go to another medium, around the ends."""
        if len(self._nft.media) > 1:
            self._place = (self._place + step) % len(self._nft.media)
            self._look(fetch=False)

    def action_fetch(self) -> None:
        """Fetch the medium that is shown, unless it is drawn already."""
        if self._content is None:
            self._look(fetch=True)

    @property
    def _medium(self) -> Media:
        return self._nft.media[self._place]

    def _look(self, *, fetch: bool) -> None:
        medium, count = self._medium, len(self._nft.media)
        name = self._nft.name.shown or "an NFT without a name"
        place = f"  {medium.kind.value}, {self._place + 1} of {count}"
        self._content = None
        self._put("#media-title", Content.assemble((name, "bold"), (place, "$ink-dim")))
        self.run_worker(self._find(medium, fetch=fetch), group="look", exclusive=True)

    async def _find(self, medium: Media, *, fetch: bool) -> None:
        try:
            content = await self._gallery.find(medium)
            if content is None and fetch:
                content = await self._fetched(medium)
        except MediaError as error:
            self._describe(error.title)
            return
        if content is None:
            key = key_now(self.app, "media.fetch", "p")
            unfetched = f"Not fetched. {key} fetches it from {host_of(medium.url.raw)}."
            self._describe(why_not_drawn(medium) or unfetched)
            return
        self._content = content
        await self._draw(content)

    async def _fetched(self, medium: Media) -> bytes | None:
        """The file, or None where the person does not want its host to be asked. Raises MediaError."""
        while True:
            self._describe(f"Fetching from {host_of(medium.url.raw)} …")
            try:
                return await self._gallery.fetch(medium, self._origin)
            except HostUnasked as unasked:
                host = unasked.host
            if not await self.app.push_screen_wait(YesNo(f"Ask {host} for this picture?", _ASKED)):
                return None
            self._gallery.allow(host)

    async def _draw(self, content: bytes) -> None:
        """Decode the file for the room there is, and show what came of it."""
        blocks = self.query_one(HalfBlocks)
        try:
            picture = await self._gallery.decode(content, blocks.room)
        except MediaError as error:
            self._content = None
            self._describe(error.title)
            return
        await self._gallery.keep(self._medium, content)
        if not self.display:
            return  # it is being taken away, its widgets first
        self.add_class("-drawn")
        self._put("#media-file", Content.styled(_file(picture, len(content), self._medium), "$ink-dim"))
        self._put("#media-hint", self._hint("Esc closes"))
        blocks.show(picture)

    def _describe(self, why: str) -> None:
        """Show what is claimed of the medium, and why there is no picture."""
        if not self.display:
            return
        self.remove_class("-drawn")
        self._put("#media-file", Content(""))
        self._put("#media-hint", self._hint("p fetches", "Esc closes"))
        self.query_one(HalfBlocks).show(None)
        self.query_one(FactSheet).show([Fact(Content(why)), Fact(Content("")), *_claims(self._medium)])

    def _hint(self, *keys: str) -> Content:
        turning = ("← → other media",) if len(self._nft.media) > 1 else ()
        return Content.styled("   ".join((*turning, *keys)), "$ink-dim")

    def _put(self, selector: str, text: Content) -> None:
        self.query_one(selector, Static).update(text)


def _claims(medium: Media) -> Iterator[Fact]:
    size = f"{medium.size:,} bytes, they say" if medium.size is not None else "not given"
    kind = f"{medium.media_type.shown}, they say" if medium.media_type else "not given"
    yield Fact(Content(kind), "type")
    yield Fact(Content(size), "size")
    yield Fact(Content(host_of(medium.url.raw)), "host")
    yield Fact(Content(clean(medium.url.raw) or "none"), "link")


def _file(picture: Picture, length: int, medium: Media) -> str:
    size = f"{picture.file_width:,} × {picture.file_height:,} pixels"
    return f"{picture.file_format}, {size}, {length:,} bytes, from {host_of(medium.url.raw)}"
