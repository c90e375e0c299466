"""Pictures of what many offers come to: by day, by amount for one NFT or collection, by what ends next."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.errors import LedgerError
from tui_app.domain.money import Money
from tui_app.domain.offer import Offer, Side
from tui_app.domain.spans import days_until, hours_from
from tui_app.ledger.insights import Insights, Subject
from tui_app.ui.insight_pictures import Canvas, by_amount, by_day, by_hour
from tui_app.ui.privacy import follow_privacy, is_private
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.tab_line import tab_line

DAYS = 30
COUNTING = "Counting …"
UNNAMED = "The marketplace does not tell which {} this offer is for."
NO_OFFER = "No offer is selected: Esc leads back to the list."
_NAMES = ("By day", "Amounts", "What ends")
_AMOUNTS = 1
_DAY = timedelta(days=1)
# An answer that comes sooner than this is drawn without a word that it is looked for.
_AT_ONCE = 0.1

Draw = Callable[[Canvas], Iterable[Content]]


class Selection(Protocol):
    """The list beneath: which offer is under its cursor."""

    def selected(self) -> Offer | None:
        """The offer under the cursor."""
        ...

    def select(self, step: int) -> None:
        """Put the cursor so many offers further."""
        ...

    def floors(self, offer: Offer, *, collection: bool) -> Sequence[Money]:
        """What the person would not go below for its NFT, or for any other of its collection."""
        ...


class InsightsView(ModalScreen[None]):
    """One picture at a time. Up and down move the cursor of the list beneath, and the amounts follow it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,shift+tab",
            "turn(-1)",
            "Picture ←",
            id="insights.before",
            tooltip="The picture before",
            show=False,
        ),
        Binding(
            "right,tab",
            "turn(1)",
            "Picture",
            id="insights.next",
            tooltip="The next picture",
            key_display="→",
        ),
        Binding("up,k", "follow(-1)", "Offer ↑", id="insights.up", tooltip="The offer above", show=False),
        Binding(
            "down,j",
            "follow(1)",
            "Next offer",
            id="insights.down",
            tooltip="The offer below in the list",
            key_display="↓",
        ),
        Binding(
            "c",
            "widen",
            "NFT / collection",
            id="insights.widen",
            tooltip="Go between an NFT and its collection",
        ),
        Binding("r", "count", "Again", id="insights.again", tooltip="Count again"),
        Binding("pageup", "scroll(-1)", "Page ↑", id="insights.page_up", tooltip="Scroll up", show=False),
        Binding(
            "pagedown", "scroll(1)", "Page ↓", id="insights.page_down", tooltip="Scroll down", show=False
        ),
        Binding("escape,q,i", "dismiss", "Back", id="insights.close", tooltip="Go back to the list"),
    ]

    picture: reactive[int] = reactive(0, init=False)
    whole: reactive[bool] = reactive(False, init=False)

    def __init__(
        self,
        side: Side,
        insights: Insights,
        clock: Callable[[], datetime],
        selection: Selection,
    ) -> None:
        """`side` is whose offers are counted by day and by end; amounts are of any side."""
        super().__init__()
        self._side = side
        self._insights = insights
        self._clock = clock
        self._selection = selection
        self._draw: Draw | None = None

    def compose(self) -> ComposeResult:
        """Lay out two lines of titles, the picture, and the keys."""
        yield Static(id="insights-title")
        yield Static(id="insights-tabs")
        with VerticalScroll(id="insights-scroll", can_focus=False):
            yield Static(id="insights-picture")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Count for the first picture, and follow what may be shown."""
        follow_privacy(self, lambda _private: self._put_picture())
        self.action_count()

    def on_resize(self) -> None:
        """Draw the same for another size."""
        self.call_after_refresh(self._put_picture)

    def watch_picture(self) -> None:
        """Count for another picture."""
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.action_count()

    def watch_whole(self) -> None:
        """Count for the NFT alone, or for its collection."""
        self.action_count()

    def action_turn(self, step: int) -> None:
        """Go to a neighbouring picture, around the ends."""
        self.picture = (self.picture + step) % len(_NAMES)

    def action_follow(self, step: int) -> None:
        """Go to a neighbouring offer of the list, whose amounts are shown then."""
        self._selection.select(step)
        if self.picture == _AMOUNTS:
            self.action_count()
        else:
            self.picture = _AMOUNTS

    def action_widen(self) -> None:
        """Go from an NFT to its collection, and back."""
        if self.picture == _AMOUNTS:
            self.whole = not self.whole
        else:
            self.picture = _AMOUNTS

    def action_scroll(self, pages: int) -> None:
        """Scroll a picture that is higher than the screen."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 1), animate=False)

    def action_count(self) -> None:
        """Count what is shown, as it is now; what was asked before is given up."""
        self.query_one("#insights-tabs", Static).update(tab_line(_NAMES, self.picture))
        self.run_worker(self._look(), group="insights", exclusive=True)

    async def _look(self) -> None:
        stop = threading.Event()
        now, offer = self._clock(), self._selection.selected() if self.picture == _AMOUNTS else None
        counting = self.set_timer(_AT_ONCE, lambda: self._show(_sentence(COUNTING), offer))
        try:
            look = (self._days, self._amounts, self._ends)[self.picture]
            draw = await asyncio.to_thread(look, now, offer, stop.is_set)
        except LedgerError as error:
            draw = _sentence(error.title)
        finally:
            counting.stop()
            stop.set()
        self._show(draw, offer)

    def _days(self, now: datetime, _offer: Offer | None, enough: Callable[[], bool]) -> Draw:
        days = days_until(now, DAYS)
        counts = self._insights.placed(self._side, days, enough) or []
        return lambda canvas: by_day(counts, days, canvas)

    def _amounts(self, now: datetime, offer: Offer | None, enough: Callable[[], bool]) -> Draw:
        if offer is None:
            return _sentence(NO_OFFER)
        subject = Subject(marketplace=offer.marketplace, nft=offer.nft, whole=self.whole)
        if not subject.named:
            return _sentence(UNNAMED.format("collection" if self.whole else "NFT"))
        days = days_until(now, DAYS)
        found = self._insights.amounts(subject, days, now, enough) or []
        floors = self._selection.floors(offer, collection=self.whole)
        return lambda canvas: by_amount(found, floors, days[:DAYS], canvas)

    def _ends(self, now: datetime, _offer: Offer | None, enough: Callable[[], bool]) -> Draw:
        hours = (*hours_from(now, 25), now + _DAY)
        endings = self._insights.endings(self._side, hours, now, enough) or []
        return lambda canvas: by_hour(endings, hours, canvas)

    def _show(self, draw: Draw, offer: Offer | None) -> None:
        self._draw = draw
        if self.display:  # not while it is being taken away, its widgets first
            self._put_title(offer)
            self._put_picture()

    def _put_picture(self) -> None:
        room = self.query_one(VerticalScroll).size
        if self._draw is not None and room.width:
            canvas = Canvas(width=room.width, height=room.height, private=is_private(self))
            lines = self._draw(canvas)
            self.query_one("#insights-picture", Static).update(Content("\n").join(lines))

    def _put_title(self, offer: Offer | None) -> None:
        words = f"{self._side.value.capitalize()} offers"
        if offer is not None:
            nft = offer.nft
            name = nft.collection.shown if self.whole else nft.name.shown
            kind = "the collection " if self.whole else ""
            words = f"Bids for {kind}{name or 'an NFT without a name'}"
        title = Content.assemble(("Insights  ", "bold $accent"), (words, "bold"))
        self.query_one("#insights-title", Static).update(title)


def _sentence(words: str) -> Draw:
    return lambda _canvas: [Content(words)]
