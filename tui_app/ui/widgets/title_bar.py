"""The top line: where one is, where the digits lead, and whose ledger this is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Final, NamedTuple

from tui_app.ui.keys_now import key_now, privacy_key
from tui_app.ui.privacy import follow_privacy, is_private
from tui_app.ui.widgets.line import Line
from tui_app.ui.widgets.pieces import Piece, Pieces, width_of

PRIVATE = "hidden"
"""Said at the end while privacy holds."""


class Place(NamedTuple):
    """A screen, and the digit that leads to it unless remapped. `mode` is its name inside the program."""

    digit: str
    mode: str
    title: str


PLACES = (
    Place("1", "received", "Received"),
    Place("2", "placed", "Placed"),
    Place("3", "watched", "Watched"),
    Place("4", "orders", "Orders"),
    Place("5", "purchases", "Purchases"),
    Place("6", "activity", "Activity"),
    Place("7", "accounts", "Accounts"),
)
ATTENDED = "activity"
"""The place that says how much there is to be looked at."""


class _Look(NamedTuple):
    """How much room is spent: on the program's name, blanks around and between places, their titles.

    `untitled` are places that are told by their digits alone, where one is not at them.
    """

    name: str
    pad: str
    gap: str
    untitled: frozenset[str] = frozenset()


_FIRST_UNTITLED: Final = ("purchases", "orders", "accounts", "watched", "activity", "placed", "received")
"""The places in the order in which their titles are given up."""

# The fullest that fits is drawn.
_LOOKS = (
    _Look(" offerdesk  ", " ", " "),
    _Look(" offerdesk  ", "", "  "),
    _Look(" ", "", "  "),
    _Look(" ", "", " "),
    *(_Look(" ", "", "  ", frozenset(_FIRST_UNTITLED[:count])) for count in range(1, len(PLACES) + 1)),
)


class TitleBar(Line):
    """One line; `draw` replaces it."""

    PREFIX = "title-bar"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("title-bar--name", "title-bar--here", "title-bar--attention", "title-bar--tail")
    }

    _looks: tuple[Pieces, ...] = ()
    _told: tuple[str, Mapping[str, int], str, int] | None = None

    def on_mount(self) -> None:
        """Follow privacy: while it holds, this says so."""
        follow_privacy(self, lambda _private: self._draw_again())

    def draw(self, here: str, counts: Mapping[str, int], tail: str, *, attention: int = 0) -> None:
        """Show `here` as the current place, a count behind places that have one, and words at the end.

        `attention` is how many actions a person should look at: `6 Activity 2!`.
        """
        self._told = (here, counts, tail, attention)
        tail = f"{PRIVATE} ({privacy_key(self.app)}) · {tail}" if is_private(self) else tail
        places = [place._replace(digit=self._digit(place)) for place in PLACES]
        self._looks = tuple(tuple(_pieces(look, places, here, counts, tail, attention)) for look in _LOOKS)
        self.put(self._looks[0])

    def _draw_again(self) -> None:
        if self._told is not None:
            here, counts, tail, attention = self._told
            self.draw(here, counts, tail, attention=attention)

    def _digit(self, place: Place) -> str:
        return key_now(self.app, f"go.{place.mode}", place.digit)

    def pieces(self, width: int) -> Pieces:
        """What fits; where even the shortest does not, that."""
        fitting = (pieces for pieces in self._looks if width_of(pieces) <= width)
        return next(fitting, self._looks[-1] if self._looks else ())


def _pieces(
    look: _Look, places: Iterable[Place], here: str, counts: Mapping[str, int], tail: str, attention: int
) -> Iterator[Piece]:
    yield Piece(look.name, "name")
    for place in places:
        ink = "here" if place.mode == here else ""
        title = f" {place.title}" if ink or place.mode not in look.untitled else ""
        count = f" {counts[place.mode]:,}" if place.mode in counts else ""
        yield Piece(f"{look.pad}{place.digit}{title}{count}{look.pad}", ink)
        if attention and place.mode == ATTENDED:
            yield Piece(f"{'' if look.pad else ' '}{attention:,}!{look.pad}", ink or "attention")
        yield Piece(look.gap)
    yield Piece(f" {tail}", "tail")
