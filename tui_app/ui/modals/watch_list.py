"""What an account watches: the list, a line to paste ids into, and a key that takes one off."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui_app.desk.watching import Named, Watching
from tui_app.domain.errors import OfferdeskError
from tui_app.domain.text import clean
from tui_app.domain.watch import Watched
from tui_app.ui.format import cut, padded, short_id
from tui_app.ui.handing_off import sentence_of
from tui_app.ui.privacy import HIDDEN, follow_privacy, is_private
from tui_app.ui.widgets.fact_sheet import Fact, FactSheet
from tui_app.ui.widgets.key_line import KeyLine
from tui_app.ui.widgets.paste_line import PasteLine
from tui_app.ui.widgets.private_text import PrivateText

LONGEST: Final = 20_000
"""Letters that are taken at once: several hundred ids."""

NOTHING: Final = "Nothing yet. Paste ids into the line below."
_NAME, _COLLECTION, _ID, _LABEL = 26, 20, 17, 16
_FEW, _WORDS_LIMIT = 3, 600


class WatchListView(ModalScreen[None]):
    """Adds and takes off as asked; `changed` hears of each time something was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "add", "Add", id="watch.add", tooltip="Watch what was pasted or typed"),
        Binding(
            "minus,delete",
            "remove",
            "Take off",
            id="watch.remove",
            tooltip="Watch the selected one no more",
            key_display="-",
        ),
        Binding("tab,shift+tab", "other", "List / line", id="watch.pane", tooltip="Go between list and line"),
        Binding("escape", "dismiss", "Close", id="watch.close", tooltip="Go back"),
    ]

    def __init__(
        self, watching: Watching, account: str, *, marketplace: str, changed: Callable[[], None]
    ) -> None:
        """`marketplace` is its name for people."""
        super().__init__()
        self._watching = watching
        self._account = account
        self._marketplace = marketplace
        self._changed = changed
        self._kinds = watching.kinds(account)
        self._things: tuple[Watched, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list, all of the selected one, the line, and the keys."""
        with Vertical(id="watch"):
            yield Static(id="watch-title")
            yield OptionList(id="watch-list", markup=False)
            yield FactSheet(label_width=_LABEL, id="watch-whole")
            yield PasteLine(longest=LONGEST, placeholder=self._placeholder(), id="watch-line")
            yield PrivateText(id="watch-said")
            yield KeyLine(id="watch-keys")

    def on_mount(self) -> None:
        """List what there is; where there is nothing, begin with the line."""
        follow_privacy(self, lambda _private: self._list())
        self._list()
        self._say(self._hint())
        (self._options if self._things else self._line).focus()

    def on_paste(self, event: events.Paste) -> None:
        """Wherever the focus is, there is one line to paste into."""
        event.stop()
        self._line.focus()
        self._line.take(event.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell right from wrong as it is typed."""
        event.stop()
        named = self._watching.name(self._account, event.value)
        self._say(" ".join(_judged(named)) or self._hint())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line is the same Enter."""
        event.stop()
        self.action_add()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say everything of the one under the cursor."""
        event.stop()
        self._show_whole()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on the list leads to the line."""
        event.stop()
        self._line.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Taking off is for the list."""
        return action != "remove" or isinstance(self.focused, OptionList)

    def action_add(self) -> None:
        """Watch what is right of it."""
        named = self._watching.name(self._account, self._line.value)
        if named.watched:
            self._try(self._add(named))
        else:
            self._line.focus()

    def action_remove(self) -> None:
        """Take the selected one off."""
        if (thing := self._selected) is not None:
            self._try(self._remove(thing))

    def action_other(self) -> None:
        """From the list to the line, and back."""
        (self._options if self._line.has_focus else self._line).focus()

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _line(self) -> PasteLine:
        return self.query_one(PasteLine)

    @property
    def _selected(self) -> Watched | None:
        place = self._options.highlighted
        return self._things[place] if place is not None and place < len(self._things) else None

    def _try(self, work: Coroutine[Any, Any, str]) -> None:
        self.run_worker(self._tried(work), group="watch")

    async def _tried(self, work: Coroutine[Any, Any, str]) -> None:
        try:
            self._say(await work)
        except OfferdeskError as error:
            self._say(sentence_of(error))

    async def _add(self, named: Named) -> str:
        known = {(each.kind, each.ref) for each in self._things}
        new = [each for each in named.watched if (each.kind, each.ref) not in known]
        with self._line.prevent(Input.Changed):
            self._line.value = ""
        await self._watching.add(self._account, named.watched)
        self._list()
        self._changed()
        already = len(named.watched) - len(new)
        said = [f"{len(new):,} added."] + [f"{already:,} watched already."] * (already > 0)
        return " ".join([*said, *_wrong(named, "left out")])

    async def _remove(self, thing: Watched) -> str:
        await self._watching.remove(self._account, thing)
        self._list()
        self._changed()
        return f"{thing.name.shown or clean(thing.ref)} is watched no more."

    def _list(self) -> None:
        if not self.display:
            return  # it is being taken away, its widgets first
        self._things = self._watching.of(self._account)
        place = self._options.highlighted or 0
        self._options.clear_options()
        self._options.add_options([Option(_row(each, private=is_private(self))) for each in self._things])
        self._options.highlighted = min(place, len(self._things) - 1) if self._things else None
        self._options.display = bool(self._things)
        title = f"Watched through {self._account} on {self._marketplace}"
        count = f"   {len(self._things):,}" if self._things else ""
        self._put("#watch-title", Content.assemble((title, "bold"), (count, "$ink-dim")))
        self._show_whole()

    def _show_whole(self) -> None:
        thing = self._selected
        facts = list(self._whole(thing)) if thing else [Fact(Content.styled(NOTHING, "$ink-dim"))]
        self.query_one(FactSheet).show(facts)

    def _whole(self, thing: Watched) -> Iterator[Fact]:
        what = next((each.label for each in self._kinds if each.kind == thing.kind), thing.kind)
        yield Fact(Content(thing.name.shown or "no name is known"), "name")
        yield Fact(Content(thing.collection.shown or "—"), "collection")
        yield Fact(Content(clean(thing.ref)), clean(what))

    def _placeholder(self) -> str:
        return f"paste {' or '.join(each.label for each in self._kinds)}s here, as many as you like"

    def _hint(self) -> str:
        return "; ".join(f"{each.label}: {each.hint}" for each in self._kinds)

    def _say(self, sentence: str) -> None:
        if self.display:
            self.query_one("#watch-said", PrivateText).say(Content(clean(sentence, limit=_WORDS_LIMIT)))

    def _put(self, selector: str, content: Content) -> None:
        if self.display:
            self.query_one(selector, Static).update(content)


def _row(thing: Watched, *, private: bool) -> Content:
    name = padded(cut(thing.name.shown or "—", _NAME), _NAME)
    collection = padded(cut(thing.collection.shown, _COLLECTION), _COLLECTION)
    return Content(f"{name}  {collection}  {HIDDEN if private else short_id(clean(thing.ref), _ID)}")


def _judged(named: Named) -> Iterator[str]:
    if named.watched:
        yield f"Enter adds {len(named.watched):,}."
    yield from _wrong(named, "wrong")


def _wrong(named: Named, word: str) -> Iterator[str]:
    """How many parts of a text name nothing, and why the first few do not."""
    if named.wrong:
        more = " …" if len(named.wrong) > _FEW else ""
        yield f"{len(named.wrong):,} {word}: {' '.join(named.wrong[:_FEW])}{more}"
