"""What the detail pane says of an order; what is private of it only where somebody asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from textual.content import Content

from tui_app.domain.money import Money
from tui_app.domain.nft import Nft
from tui_app.domain.offer import Particular
from tui_app.domain.order import File, Listing, Order, OrderItem, Party, Private
from tui_app.domain.text import UntrustedText, clean
from tui_app.domain.verdicts import Action, Verdict
from tui_app.ledger.history import Happening
from tui_app.ledger.orders import KeptOrder
from tui_app.ui.amounts import money_text
from tui_app.ui.facts import action_fact, happening_facts, json_facts, name_facts
from tui_app.ui.format import age, moment_in_full, status_shape, status_word, time_left
from tui_app.ui.links import host_of
from tui_app.ui.order_words import named, short_ref
from tui_app.ui.widgets.fact_sheet import Fact

_NOTHING = "—"
_LONGEST = 2_000
_BLANK = Fact(Content(""))
_SAID = {True: "yes", False: "no", None: "not told"}
_TAKER, _KIND = "taker", "kind"
_NEVER_READ = "It was never read. r reads it."
_CONTRADICTION = "It is called active although its end has passed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened to an order as far as it was asked: `reading` says that the answer is awaited."""

    happenings: Sequence[Happening] = ()
    reading: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOrder:
    """Everything the detail pane draws of one order.

    `order` is what was read last, with what is private of it where it was read since the start; then
    `in_full` is True. `unmasked` says that the person asked to see that. `cancel` is the verdict on
    cancelling it, None where that is nothing to speak of. `unsettled` is a sentence on an earlier action
    that is not settled, or empty.
    """

    kept: KeptOrder
    order: Order | None
    marketplace: str
    now: datetime
    in_full: bool = False
    unmasked: bool = False
    cancel: Verdict | None = None
    unsettled: str = ""
    told: Told = Told()

    def private(self, items: Iterable[Private]) -> Iterator[Fact]:
        """What is private, masked unless it was asked for."""
        for each in items:
            label = Content.styled(clean(each.label), "$warning" if self.unmasked else "$ink-dim")
            words = each.reveal().shown if self.unmasked else each.masked
            yield Fact(Content(words or _NOTHING), label)

    @property
    def has_secrets(self) -> bool | None:
        """Whether there is something private in it; None where it was not read since the start."""
        return any(self.order.secrets()) if self.in_full and self.order else None


def heading(shown: ShownOrder) -> Content:
    """The NFT's name, or else the order's, and the marketplace."""
    name = named(shown.kept).shown or f"Order {short_ref(shown.kept.key.ref)}"
    return Content.assemble((name, "bold"), "  ", (shown.marketplace, "$ink-dim"))


def tab_facts(tab: str, shown: ShownOrder) -> Iterator[Fact]:
    """What the tab of this name says. Raises KeyError for a name that is no tab's."""
    return _TABS[tab](shown)


def order_facts(shown: ShownOrder) -> Iterator[Fact]:
    """The Order tab: price, what may be done, state, times, who it is about, everything else of it."""
    kept, order = shown.kept, shown.order
    if order is not None:
        yield Fact(_price(order.price, order.worth))
        yield _BLANK
    yield from _warnings(shown)
    yield from _keys(shown)
    if order is None:
        yield _fact("order", clean(kept.key.ref))
        yield _fact("account", kept.key.account)
        return
    yield from _state(order, shown.now)
    yield _BLANK
    for party in order.parties:
        yield from _party(party, shown)
    yield from _particulars([each for each in order.particulars if each.label != _KIND])
    yield from shown.private(order.private)
    yield _BLANK
    yield _fact("order", clean(kept.key.ref))
    yield _fact("account", kept.key.account)
    yield _fact("last read", f"{age(kept.seen_at, shown.now)} ago" if kept.seen_at else "never")


def item_facts(shown: ShownOrder) -> Iterator[Fact]:
    """The Items tab: each with its NFT, the listing it came from, and everything else told of it."""
    if shown.order is None or not shown.order.items:
        yield _quiet(_NEVER_READ if shown.order is None else "The marketplace names no item of this order.")
        return
    for place, item in enumerate(shown.order.items, 1):
        if len(shown.order.items) > 1:
            yield Fact(Content.styled(f"Item {place} of {len(shown.order.items)}", "bold"))
        yield from _item(item, shown)
        yield _BLANK
    yield _quiet("Names and texts are what somebody typed: compare the ids.")


def file_facts(shown: ShownOrder) -> Iterator[Fact]:
    """The Files tab: what there is, as claimed. Nothing of it was fetched."""
    files = [file for item in (shown.order.items if shown.order else ()) for file in item.files]
    for file in files:
        yield from _file(file)
    if files:
        yield _quiet("Nothing of these was fetched; links are text.")
    else:
        yield _quiet("The marketplace names no files." if shown.order else _NEVER_READ)


def timeline_facts(shown: ShownOrder) -> Iterator[Fact]:
    """The Timeline tab: what the marketplace says happened, and what was done from here."""
    told = shown.told
    yield from happening_facts(told.happenings, shown.now)
    if told.trouble:
        yield Fact(Content.styled(told.trouble, "$warning"))
    elif told.reading:
        yield _quiet("Asking the marketplace …")
    elif not told.happenings:
        yield _quiet("Nothing is told of what happened to this order, beyond its own times.")


def raw_facts(shown: ShownOrder) -> Iterator[Fact]:
    """The Raw tab: the marketplace's own words, kept fields only."""
    if shown.kept.raw:
        yield _quiet("Only fields that may be kept; nothing private is among them.")
        yield from json_facts(shown.kept.raw)
    else:
        yield _quiet(_NEVER_READ)


def _warnings(shown: ShownOrder) -> Iterator[Fact]:
    words = [shown.kept.mark, shown.unsettled]
    words += [f"Not read: {note}" for note in (shown.order.notes if shown.order else ())]
    for sentence in filter(None, words):
        yield Fact(Content.styled(clean(sentence, limit=_LONGEST), "$warning"))
    if any(words):
        yield _BLANK


def _keys(shown: ShownOrder) -> Iterator[Fact]:
    """What may be done to it, or why not."""
    keys = [action_fact("c", Action.CANCEL, shown.cancel)] if shown.cancel is not None else []
    if shown.has_secrets:
        words = "masks again what is private" if shown.unmasked else "shows what is private"
        keys.append(Fact(Content(""), Content.assemble(("u", "bold $accent"), f"  {words}")))
    yield from keys
    if keys:
        yield _BLANK


def _state(order: Order, now: datetime) -> Iterator[Fact]:
    yield _fact("status", _status(order))
    yield _fact(_KIND, order.kind.value)
    for label, at in (("placed", order.placed_at), ("updated", order.updated_at)):
        yield _fact(label, f"{_instant(at)}, {age(at, now)} ago" if at else "not told")
    if order.expires is not None:
        yield _fact("ends", _ends(order, order.expires, now))


def _status(order: Order) -> str:
    words = f"{status_shape(order.status)} {status_word(order.status)}"
    standing = clean(order.standing, limit=_LONGEST)
    said = f"  (they say: {order.said})" if order.said and order.said.shown != standing else ""
    return f"{words} · {standing}{said}"


def _ends(order: Order, expires: datetime, now: datetime) -> str:
    if order.overdue(now):
        return f"expired, not yet swept: {_instant(expires)}"
    return f"{_instant(expires)}, in {time_left(expires - now)}" if expires > now else _instant(expires)


def _party(party: Party, shown: ShownOrder) -> Iterator[Fact]:
    yield _fact(clean(party.role), party.ref)
    if party.role == _TAKER:
        yield Fact(Content.styled("A private order: nobody but the taker can fill it.", "$warning"))
    yield from _particulars(party.particulars)
    yield from shown.private(party.private)


def _item(item: OrderItem, shown: ShownOrder) -> Iterator[Fact]:
    yield from _nft(item.nft)
    if item.item_id:
        yield _fact("item id", clean(item.item_id))
    yield _fact("quantity", _NOTHING if item.quantity is None else _number(item.quantity))
    yield from _prices(item.price, item.worth)
    if item.listing is not None:
        yield _BLANK
        yield from _listing(item.listing, shown)
    yield _BLANK
    yield Fact(Content.styled("What else is told of it", "bold"))
    yield from _particulars(item.particulars)
    yield from shown.private(item.private)


def _nft(nft: Nft) -> Iterator[Fact]:
    yield from name_facts("NFT", nft.name)
    yield _fact("NFT id", clean(nft.nft_id) or _NOTHING)
    yield from name_facts("collection", nft.collection)
    yield _fact("its id", clean(nft.collection_id) or _NOTHING)
    yield _fact("chain", nft.chain)
    for creator in nft.creators:
        yield from name_facts("creator", creator)


def _listing(listing: Listing, shown: ShownOrder) -> Iterator[Fact]:
    yield Fact(Content.styled("The listing it was bought from", "bold"))
    yield _fact("listing", clean(listing.listing_id) or _NOTHING)
    yield from _prices(listing.price, listing.worth)
    yield _fact("amount left", _NOTHING if listing.amount is None else f"{listing.amount:,}")
    yield _fact("active", _SAID[listing.active])
    yield _fact("active till", _instant(listing.active_till) if listing.active_till else "no end was given")
    if listing.contradicts_itself(shown.now):
        yield Fact(Content.styled(_CONTRADICTION, "$warning"))
    yield from _particulars(listing.particulars)
    yield from shown.private(listing.private)


def _file(file: File) -> Iterator[Fact]:
    yield Fact(Content.assemble((clean(file.role), "bold"), f"  {file.media_type or 'type not given'}"))
    yield from name_facts("name", file.name)
    yield _fact("public", _SAID[file.public])
    yield _fact("download", _SAID[file.downloadable])
    yield _fact("host", host_of(file.url.raw) if file.url else _NOTHING)
    yield _fact("link", file.url if file.url else "private" if file.public is False else _NOTHING)
    yield _BLANK


def _prices(price: Money | None, worth: Money | None) -> Iterator[Fact]:
    if price is not None:
        yield _fact("price", money_text(price))
    if worth is not None:
        yield _fact("worth", f"{money_text(worth)}, they say")


def _price(price: Money | None, worth: Money | None) -> Content:
    told = Content.styled(money_text(price) if price else "no price was told", "bold $accent")
    if worth is None:
        return told
    return Content.assemble(told, (f"  ≈ {money_text(worth)}, they say", "$ink-dim"))


def _particulars(particulars: Sequence[Particular]) -> Iterator[Fact]:
    return (_fact(clean(each.label), each.said) for each in particulars)


def _number(value: Decimal) -> str:
    return format(value, "f")


def _instant(at: datetime) -> str:
    """To the millisecond where it was told so, in this machine's time."""
    told = moment_in_full(at)
    thousandths = at.astimezone(UTC).microsecond // 1_000
    return f"{told[:19]}.{thousandths:03}{told[19:]}" if thousandths else told


def _fact(label: str, value: str | UntrustedText) -> Fact:
    text = value.shown or _NOTHING if isinstance(value, UntrustedText) else value
    return Fact(Content(text), label)


def _quiet(sentence: str) -> Fact:
    return Fact(Content.styled(sentence, "$ink-dim"))


_TABS: dict[str, Callable[[ShownOrder], Iterator[Fact]]] = {
    "Order": order_facts,
    "Items": item_facts,
    "Files": file_facts,
    "Timeline": timeline_facts,
    "Raw": raw_facts,
}
TABS: tuple[str, ...] = tuple(_TABS)
"""The names of the tabs, in order."""
